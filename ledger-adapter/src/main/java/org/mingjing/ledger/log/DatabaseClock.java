package org.mingjing.ledger.log;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;

/**
 * The database's clock as it was heard, carried on by this machine's monotonic one: nodes with
 * clocks of their own agree on the day without asking for it at every commit.
 *
 * @param heard what the database said
 * @param atNanos when, by {@link System#nanoTime}
 */
record DatabaseClock(Instant heard, long atNanos) {
  private static final Duration STALE = Duration.ofMinutes(1);

  /** Whether to ask again, before the two clocks drift apart. */
  boolean isStale(long nanos) {
    return nanos - atNanos >= STALE.toNanos();
  }

  Moment at(long nanos) {
    return new Moment(heard.plusNanos(nanos - atNanos));
  }

  /** An instant by the database's clock. */
  record Moment(Instant instant) {
    LocalDate day() {
      return LocalDate.ofInstant(instant, Charge.ZONE);
    }

    /** How long until a day is over; nothing if it is. */
    Duration untilEndOf(LocalDate day) {
      Instant end = day.plusDays(1).atStartOfDay(Charge.ZONE).toInstant();
      return end.isAfter(instant) ? Duration.between(instant, end) : Duration.ZERO;
    }
  }
}
