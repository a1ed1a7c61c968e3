package org.mingjing.policy;

import java.time.LocalDate;
import java.util.Optional;

/** Days by the calendar of grants, both ends included; absent: without end. */
public record Days(Optional<LocalDate> from, Optional<LocalDate> until) {

  /** The day before all days, where every timeline begins. */
  static final LocalDate START = LocalDate.MIN;

  /** From a day until the day before another; {@link LocalDate#MAX} for none. */
  static Days between(LocalDate from, LocalDate end) {
    return new Days(
        from.equals(START) ? Optional.empty() : Optional.of(from),
        end.equals(LocalDate.MAX) ? Optional.empty() : Optional.of(end.minusDays(1)));
  }

  public boolean include(LocalDate day) {
    return from.filter(day::isBefore).isEmpty() && until.filter(day::isAfter).isEmpty();
  }

  @Override
  public String toString() {
    return from.map(LocalDate::toString).orElse("")
        + ".."
        + until.map(LocalDate::toString).orElse("");
  }
}
