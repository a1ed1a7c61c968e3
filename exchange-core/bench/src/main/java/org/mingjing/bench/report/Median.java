package org.mingjing.bench.report;

import java.util.List;

/** The value in the middle: one round that something disturbed does not move it. */
public final class Median {
  private Median() {}

  /**
   * The median; of an even number the higher of the two in the middle.
   *
   * @throws IllegalArgumentException if there are none
   */
  public static double of(List<Double> values) {
    if (values.isEmpty()) {
      throw new IllegalArgumentException("no values have no median");
    }
    return values.stream().sorted().toList().get(values.size() / 2);
  }
}
