package org.mingjing.policy;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.util.List;
import java.util.Set;

/**
 * The State Council's holidays of one year: which days are off, and which Saturdays and Sundays are
 * worked in exchange (调休).
 *
 * @param source the notice that they were taken from
 */
record CalendarYear(int year, String source, List<Holiday> holidays, Set<LocalDate> workdays) {

  /** Days off in a row, both included. */
  record Holiday(Text name, LocalDate from, LocalDate until) {
    boolean includes(LocalDate day) {
      return !day.isBefore(from) && !day.isAfter(until);
    }
  }

  CalendarYear {
    holidays = List.copyOf(holidays);
    workdays = Set.copyOf(workdays);
  }

  boolean isWorkingDay(LocalDate day) {
    return workdays.contains(day)
        || (!isWeekend(day) && holidays.stream().noneMatch(holiday -> holiday.includes(day)));
  }

  static boolean isWeekend(LocalDate day) {
    return day.getDayOfWeek() == DayOfWeek.SATURDAY || day.getDayOfWeek() == DayOfWeek.SUNDAY;
  }
}
