package org.mingjing.bench.policy;

/**
 * One row of the report.
 *
 * @param throughput decisions per second
 */
record Figures(String name, double throughput, double p50Micros, double p99Micros) {

  Figures {
    throughput = rounded(throughput, 10);
    p50Micros = rounded(p50Micros, 1_000);
    p99Micros = rounded(p99Micros, 1_000);
  }

  private static double rounded(double value, int parts) {
    return Math.round(value * parts) / (double) parts;
  }
}
