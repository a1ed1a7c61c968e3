package org.mingjing.policy;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Reads {@code calendar/YEAR.yaml}. */
final class CalendarReader {
  private static final int FIRST_YEAR = 2000;
  private static final int LAST_YEAR = 2999;

  private final Draft draft;

  CalendarReader(Draft draft) {
    this.draft = draft;
  }

  void year(String file, Node root) {
    int before = draft.faults.count();
    MapReader map = MapReader.of(draft.values, root);
    int year = map.integer("year", FIRST_YEAR, LAST_YEAR);
    String source = map.string("source");
    List<CalendarYear.Holiday> holidays = new ArrayList<>();
    for (Node item : map.list("holidays")) {
      holidays.add(holiday(item, year));
    }
    Set<LocalDate> workdays = new LinkedHashSet<>();
    for (Node item : map.list("workdays")) {
      draft
          .values
          .date(item)
          .filter(day -> isIn(year, day, item.at()))
          .ifPresent(day -> workday(day, item.at(), holidays, workdays, map));
    }
    map.finish();
    boolean sound = draft.faults.count() == before;
    if (sound && !file.equals(Documents.CALENDAR + year + ".yaml")) {
      draft.faults.add(
          map.at("year"),
          "calendar-year",
          year + " 年的日历应在文件 " + Documents.CALENDAR + year + ".yaml 中",
          "the calendar of " + year + " belongs into " + Documents.CALENDAR + year + ".yaml");
    }
    CalendarYear calendar = new CalendarYear(year, source, holidays, workdays);
    draft.calendar.add(year, calendar, map.at("year"), sound, draft.faults);
  }

  private CalendarYear.Holiday holiday(Node item, int year) {
    MapReader map = MapReader.of(draft.values, item);
    Text name = map.text("name");
    LocalDate from = map.date("from");
    LocalDate until = map.date("until");
    map.finish();
    boolean read = !from.equals(MapReader.NO_DATE) && !until.equals(MapReader.NO_DATE);
    if (read && isIn(year, from, map.at("from")) && isIn(year, until, map.at("until"))) {
      if (until.isBefore(from)) {
        draft.faults.add(
            map.at("until"),
            "calendar-dates",
            "截止日期早于起始日期；请改正其一",
            "it ends before it begins; correct one of the dates");
      }
    }
    return new CalendarYear.Holiday(name, from, until);
  }

  private boolean isIn(int year, LocalDate day, Position at) {
    if (day.getYear() == year) {
      return true;
    }
    draft.faults.add(
        at,
        "date-outside-year",
        day + " 不在 " + year + " 年；请写入该年的日历",
        day + " is not in " + year + "; write it into the calendar of its year");
    return false;
  }

  private void workday(
      LocalDate day,
      Position at,
      List<CalendarYear.Holiday> holidays,
      Set<LocalDate> workdays,
      MapReader map) {
    if (holidays.stream().anyMatch(holiday -> holiday.includes(day))) {
      draft.faults.add(
          at,
          "workday-in-holiday",
          day + " 既列为放假又列为上班；请改正其一",
          day + " is listed as a holiday and as a day of work; correct one of them");
    } else if (!CalendarYear.isWeekend(day)) {
      draft.faults.add(
          at,
          "workday-without-effect",
          day + " 不是周末，本来就上班；请删除或改正",
          day + " is no weekend and worked anyway; remove or correct it");
    } else if (!workdays.add(day)) {
      map.repeated(at, day.toString());
    }
  }
}
