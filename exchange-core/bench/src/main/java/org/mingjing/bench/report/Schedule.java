package org.mingjing.bench.report;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * How the seconds of a row are spent.
 *
 * @param rounds odd, so that the median is one of them
 */
public record Schedule(int rounds, Duration round) {
  private static final int MANY_ROUNDS_FROM_SECONDS = 15;

  /** For this many measured seconds a row. */
  public static Schedule ofSeconds(int seconds) {
    int rounds = seconds < MANY_ROUNDS_FROM_SECONDS ? 3 : 5;
    Duration total = Duration.ofSeconds(seconds);
    return new Schedule(rounds, total.dividedBy(rounds));
  }

  /**
   * The order of a round: rotated by one each time, and every second round backwards, so that no
   * row always runs first or always after the same other row.
   */
  public static <T> List<T> order(List<T> rows, int round) {
    List<T> order = new ArrayList<>(rows);
    Collections.rotate(order, -(round / 2));
    return round % 2 == 0 ? order : order.reversed();
  }
}
