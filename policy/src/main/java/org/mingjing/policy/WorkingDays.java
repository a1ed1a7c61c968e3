package org.mingjing.policy;

import java.time.LocalDate;
import java.util.Map;
import java.util.Optional;

/** Working days (工作日) by the calendars of a policy, one a year. */
public final class WorkingDays {
  /** Without any calendar. */
  static final WorkingDays UNKNOWN = new WorkingDays(Map.of());

  private final Map<Integer, CalendarYear> years;

  WorkingDays(Map<Integer, CalendarYear> years) {
    this.years = Map.copyOf(years);
  }

  /**
   * Whether it is a working day; empty if the policy has no calendar of that year, for nobody knows
   * the holidays before the State Council has announced them.
   */
  public Optional<Boolean> isWorkingDay(LocalDate day) {
    return Optional.ofNullable(years.get(day.getYear())).map(year -> year.isWorkingDay(day));
  }
}
