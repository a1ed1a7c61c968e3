package org.mingjing.exchange.call;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.mingjing.policy.SystemId;

/** How often a system may call: so many at once, so many a second, and each system for itself. */
class RateLimitTest {
  private static final SystemId ONE = new SystemId("mca-assistance");
  private static final SystemId OTHER = new SystemId("samr-registration");

  private final AtomicLong now = new AtomicLong(-5);

  private RateLimit limit(int perSecond, int burst) {
    return new RateLimit(perSecond, burst, now::get);
  }

  private void pass(Duration time) {
    now.addAndGet(time.toNanos());
  }

  private static int taken(RateLimit limit, int tries) {
    return (int) IntStream.range(0, tries).filter(i -> limit.take(ONE) == 0).count();
  }

  @Test
  void a_burst_is_let_through_and_no_call_more() {
    RateLimit limit = limit(10, 3);

    assertThat(taken(limit, 3)).isEqualTo(3);
    assertThat(limit.take(ONE)).isEqualTo(Duration.ofMillis(100).toNanos());
  }

  @Test
  void after_the_time_that_was_told_there_is_one_token_and_not_before() {
    RateLimit limit = limit(10, 3);
    taken(limit, 3);

    pass(Duration.ofNanos(limit.take(ONE) - 1));
    assertThat(limit.take(ONE)).isEqualTo(1);
    pass(Duration.ofNanos(1));
    assertThat(taken(limit, 5)).isEqualTo(1);
  }

  @Test
  void a_bucket_never_holds_more_than_the_burst() {
    RateLimit limit = limit(10, 3);
    taken(limit, 3);

    pass(Duration.ofDays(400));

    assertThat(taken(limit, 10)).isEqualTo(3);
  }

  @Test
  void whoever_is_refused_loses_nothing_by_asking() {
    RateLimit limit = limit(10, 1);
    taken(limit, 1000);

    pass(Duration.ofMillis(100));

    assertThat(taken(limit, 1000)).isEqualTo(1);
  }

  @Test
  void one_system_does_not_use_up_the_calls_of_another() {
    RateLimit limit = limit(10, 3);
    taken(limit, 100);

    assertThat(limit.take(OTHER)).isZero();
  }

  @ParameterizedTest
  @ValueSource(longs = {0, Long.MIN_VALUE, Long.MAX_VALUE - 1_000_000})
  void the_clock_may_begin_anywhere_and_overflow(long start) {
    now.set(start);
    RateLimit limit = limit(1000, 2);

    assertThat(taken(limit, 5)).isEqualTo(2);
    pass(Duration.ofMillis(2));
    assertThat(taken(limit, 5)).isEqualTo(2);
  }

  @Test
  void the_largest_and_the_smallest_settings_do_what_they_say() {
    assertThat(taken(limit(1_000_000, 1_000_000), 1_000_001)).isEqualTo(1_000_000);
    assertThat(taken(limit(1, 1_000_000), 1_000_001)).isEqualTo(1_000_000);
    assertThat(taken(limit(1_000_000, 1), 2)).isEqualTo(1);
  }

  @Test
  void what_is_owed_must_come_in_before_anything_is_let_through() {
    RateLimit limit = limit(10, 3);
    assertThat(limit.take(ONE)).isZero();

    limit.owe(ONE, 6);

    assertThat(limit.take(ONE)).isEqualTo(Duration.ofMillis(500).toNanos());
    assertThat(limit.take(OTHER)).isZero();
    pass(Duration.ofMillis(500));
    assertThat(taken(limit, 5)).isEqualTo(1);
  }

  @Test
  void threads_that_call_at_once_get_no_more_than_one_would() {
    RateLimit limit = limit(1, 5000);
    AtomicInteger taken = new AtomicInteger();

    try (ExecutorService threads = Executors.newFixedThreadPool(8)) {
      IntStream.range(0, 8)
          .forEach(i -> threads.execute(() -> taken.addAndGet(taken(limit, 2000))));
    }

    assertThat(taken).hasValue(5000);
  }
}
