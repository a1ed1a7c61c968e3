package org.mingjing.ledger.log;

import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What PostgreSQL would refuse, or store as something else, never reaches a batch. */
class LogEntryBoundsTest {
  private static final Instant AT = Instant.parse("2026-03-01T08:00:00Z");

  private static void refuses(String reason, Runnable making) {
    assertThatIllegalArgumentException().isThrownBy(making::run).withMessageContaining(reason);
  }

  private static NewEntry entry(
      int kind, Instant at, Instant due, byte[] tag, byte[] salt, byte[] body) {
    return new NewEntry(
        UUID.randomUUID(),
        kind,
        at,
        Optional.empty(),
        Optional.of(due),
        Optional.of(tag),
        salt,
        body);
  }

  @Test
  void refuses_numbers_that_the_columns_cannot_hold() {
    byte[] salt = new byte[32];
    refuses("a kind is", () -> entry(-1, AT, AT, salt, salt, salt));
    refuses("a kind is", () -> entry(32768, AT, AT, salt, salt, salt));
    refuses("a turn has", () -> new Turn(UUID.randomUUID(), -1));
    refuses("a turn has", () -> new Turn(UUID.randomUUID(), 65537));
  }

  @Test
  void refuses_times_that_the_columns_cannot_hold() {
    byte[] salt = new byte[32];
    for (Instant wrong : new Instant[] {Instant.MIN, Instant.MAX, Instant.EPOCH.minusMillis(1)}) {
      refuses("a time lies", () -> entry(1, wrong, AT, salt, salt, salt));
      refuses("a time lies", () -> entry(1, AT, wrong, salt, salt, salt));
    }
  }

  @Test
  void refuses_bytes_that_are_too_many_or_too_few() {
    byte[] salt = new byte[32];
    refuses("a tag has", () -> entry(1, AT, AT, new byte[65], salt, salt));
    refuses("a salt has", () -> entry(1, AT, AT, salt, new byte[31], salt));
    refuses("a body has", () -> entry(1, AT, AT, salt, salt, new byte[(1 << 20) + 1]));
  }

  @Test
  void refuses_charges_that_the_columns_cannot_hold_or_that_would_count_twice() {
    for (String key : new String[] {"", "a b", "a\u0000", "é", "\ud800", "x".repeat(201)}) {
      refuses("a quota's key is", () -> new Charge(key, 1));
    }
    refuses("a quota allows", () -> new Charge("a", 0));
    refuses("a quota allows", () -> new Charge("a", Charge.MOST + 1));
    refuses(
        "is charged to a quota once",
        () -> TestEntries.charged(new Charge("a", 1), new Charge("a", 2)));
    Charge[] many =
        IntStream.range(0, 17).mapToObj(i -> new Charge("a" + i, 1)).toArray(Charge[]::new);
    refuses("at most 16 charges", () -> TestEntries.charged(many));
  }
}
