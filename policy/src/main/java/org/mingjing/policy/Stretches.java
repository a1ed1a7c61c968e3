package org.mingjing.policy;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.function.Function;

/** Cuts time where something may change, and joins what did not. */
final class Stretches {

  private Stretches() {}

  /** Two values of one day. */
  record Two<T>(T one, T other) {}

  /**
   * The value of all days.
   *
   * @param days on which it may change, {@link Days#START} among them
   */
  static <T> Map<Days, T> of(SortedSet<LocalDate> days, Function<LocalDate, T> value) {
    Map<Days, T> stretches = new LinkedHashMap<>();
    List<LocalDate> starts = new ArrayList<>();
    List<T> values = new ArrayList<>();
    for (LocalDate day : days) {
      T here = value.apply(day);
      if (values.isEmpty() || !values.getLast().equals(here)) {
        starts.add(day);
        values.add(here);
      }
    }
    for (int i = 0; i < starts.size(); i++) {
      LocalDate end = i + 1 < starts.size() ? starts.get(i + 1) : LocalDate.MAX;
      stretches.put(Days.between(starts.get(i), end), values.get(i));
    }
    return stretches;
  }
}
