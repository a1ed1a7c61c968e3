package org.mingjing.ledger.log;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class DatabaseClockTest {
  private static final long HEARD_AT = Long.MAX_VALUE - 5; // System.nanoTime may overflow
  private static final DatabaseClock CLOCK =
      new DatabaseClock(Instant.parse("2026-03-01T15:59:59.5Z"), HEARD_AT);

  private static final long MINUTE = TimeUnit.SECONDS.toNanos(60);

  private static DatabaseClock.Moment after(long nanos) {
    return CLOCK.at(HEARD_AT + nanos);
  }

  @Test
  void a_day_ends_at_midnight_in_shanghai() {
    DatabaseClock.Moment before = after(499_999_999);
    DatabaseClock.Moment after = after(500_000_000);

    assertThat(before.day()).isEqualTo(LocalDate.parse("2026-03-01"));
    assertThat(after.day()).isEqualTo(LocalDate.parse("2026-03-02"));
  }

  @Test
  void says_how_long_a_day_lasts() {
    DatabaseClock.Moment now = after(0);

    assertThat(now.untilEndOf(now.day())).isEqualTo(Duration.ofMillis(500));
    assertThat(now.untilEndOf(now.day().plusDays(1))).isEqualTo(Duration.ofMillis(86_400_500));
    assertThat(now.untilEndOf(now.day().minusDays(1))).isZero();
  }

  @Test
  void is_asked_again_after_a_minute() {
    assertThat(CLOCK.isStale(HEARD_AT + MINUTE - 1)).isFalse();
    assertThat(CLOCK.isStale(HEARD_AT + MINUTE)).isTrue();
  }
}
