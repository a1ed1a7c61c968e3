package org.mingjing.bench.report;

import java.util.Formatter;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A promised figure.
 *
 * @param bound the least that it should be, or the most
 * @param sense which of the two
 */
public record Goal(String key, double bound, Sense sense) {

  /** On which side of the bound the figure should lie. */
  public enum Sense {
    AT_LEAST,
    AT_MOST
  }

  public static Goal atLeast(String key, double bound) {
    return new Goal(key, bound, Sense.AT_LEAST);
  }

  public static Goal atMost(String key, double bound) {
    return new Goal(key, bound, Sense.AT_MOST);
  }

  private boolean met(double value) {
    return sense == Sense.AT_LEAST ? value >= bound : value <= bound;
  }

  /** A line for each of the goals that has a figure. */
  public static void print(Formatter table, List<Goal> goals, Map<String, Double> figures) {
    for (Goal goal : goals) {
      Optional.ofNullable(figures.get(goal.key())).ifPresent(value -> goal.print(table, value));
    }
  }

  private void print(Formatter table, double value) {
    table.format(
        "%-38s %12.3f   目标 target %s %s   %s%n",
        key,
        value,
        sense == Sense.AT_LEAST ? "≥" : "≤",
        bound,
        met(value) ? "达标 met" : "未达标 missed");
  }
}
