package org.mingjing.bench;

import java.time.Duration;
import java.util.List;

/**
 * When a row is warm. A fixed time would not do: on few cores, which client, server and compiler
 * threads share, the frameworks with the longest code paths take longest to be compiled, and a cold
 * peer would make the exchange look better than it is.
 *
 * @param slice how long a row is called at a time
 * @param atMost slices, after which it is measured as it is
 */
record WarmUp(Duration slice, int atMost) {
  private static final int AT_LEAST = 3;
  private static final int LOOKED_AT = 2;
  private static final double STILL_RISING = 1.05;

  /** Answers after which a JVM has seen every hot method often enough to compile it fully. */
  private static final double ENOUGH_ANSWERS = 50_000;

  static final WarmUp STANDARD = new WarmUp(Duration.ofSeconds(4), 20);

  /**
   * Whether nothing more is to be gained.
   *
   * @param throughputs of the slices so far, in answers per second
   */
  boolean done(List<Double> throughputs) {
    int slices = throughputs.size();
    if (slices < AT_LEAST || slices >= atMost) {
      return slices >= atMost;
    }
    double answers = throughputs.stream().mapToDouble(it -> it).sum() * slice.toMillis() / 1e3;
    int known = slices - LOOKED_AT;
    return answers >= ENOUGH_ANSWERS
        && best(throughputs.subList(known, slices))
            < best(throughputs.subList(0, known)) * STILL_RISING;
  }

  private static double best(List<Double> throughputs) {
    return throughputs.stream().mapToDouble(it -> it).max().orElse(0);
  }
}
