package org.mingjing.bench;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.mingjing.bench.report.Goal;
import org.mingjing.bench.report.Machine;
import org.mingjing.bench.report.Median;

/**
 * What one run found; its components are the members of the JSON output.
 *
 * @param conditions how it was measured, the token type among it
 * @param ratios only those of which both rows were run
 */
record Report(
    String bench,
    Machine machine,
    Conditions conditions,
    List<Figures> rows,
    Map<String, Double> ratios) {
  static final String VS_BARE_ROUTE = "call.vsBareRoute";
  static final String VS_GATEWAY = "call.vsSpringCloudGateway";

  /** The ratios that are promised. */
  static final List<Goal> GOALS =
      List.of(Goal.atLeast(VS_BARE_ROUTE, 0.5), Goal.atLeast(VS_GATEWAY, 0.7));

  /** How it was measured. */
  record Conditions(
      int connections,
      int persons,
      long seed,
      String warmUp,
      int rounds,
      double roundSeconds,
      String token,
      String durability,
      List<String> leftOut) {}

  /**
   * One row.
   *
   * @param throughput answers per second, median of the rounds
   */
  record Figures(String name, double throughput, long p50Micros, long p99Micros) {
    static Figures of(Row row, List<LoadClient.Round> rounds) {
      var latencies = LoadClient.merged(rounds);
      return new Figures(
          row.wireName(),
          Math.round(Median.of(rounds.stream().map(LoadClient.Round::throughput).toList()) * 10)
              / 10.0,
          latencies.getValueAtPercentile(50) / 1_000,
          latencies.getValueAtPercentile(99) / 1_000);
    }
  }

  static Report of(
      Machine machine, Conditions conditions, Map<Row, List<LoadClient.Round>> results) {
    List<Figures> rows = new ArrayList<>();
    results.forEach((row, rounds) -> rows.add(Figures.of(row, rounds)));
    Map<String, Double> ratios = new LinkedHashMap<>();
    ratio(rows, Row.BARE_ROUTE).ifPresent(value -> ratios.put(VS_BARE_ROUTE, value));
    ratio(rows, Row.GATEWAY).ifPresent(value -> ratios.put(VS_GATEWAY, value));
    return new Report("call", machine, conditions, List.copyOf(rows), ratios);
  }

  private static Optional<Double> ratio(List<Figures> rows, Row peer) {
    return throughput(rows, Row.FULL_CALL)
        .flatMap(call -> throughput(rows, peer).map(other -> call / other))
        .map(value -> Math.round(value * 1_000) / 1_000.0);
  }

  private static Optional<Double> throughput(List<Figures> rows, Row row) {
    return rows.stream()
        .filter(figures -> figures.name().equals(row.wireName()))
        .map(Figures::throughput)
        .findFirst();
  }
}
