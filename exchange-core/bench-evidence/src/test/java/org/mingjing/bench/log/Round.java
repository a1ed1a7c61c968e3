package org.mingjing.bench.log;

import java.util.List;
import org.HdrHistogram.Histogram;
import org.mingjing.bench.report.Median;

/**
 * What one round of a row took.
 *
 * @param count of what the row's throughput counts
 * @param latencies in nanoseconds, of each answer that somebody waited for
 */
record Round(long count, double seconds, Histogram latencies) {
  private static final int DIGITS = 3;

  static Histogram histogram() {
    return new Histogram(DIGITS);
  }

  double perSecond() {
    return count / seconds;
  }

  /** Medians of throughput, latencies over all of them. */
  static Report.Figures figures(String name, List<Round> rounds) {
    Histogram all = histogram();
    rounds.forEach(round -> all.add(round.latencies()));
    return new Report.Figures(
        name,
        Math.round(Median.of(rounds.stream().map(Round::perSecond).toList()) * 10) / 10.0,
        all.getValueAtPercentile(50) / 1_000,
        all.getValueAtPercentile(99) / 1_000);
  }
}
