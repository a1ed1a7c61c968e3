package org.mingjing.bench.policy;

import java.util.Formatter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.mingjing.bench.report.Goal;
import org.mingjing.bench.report.Machine;
import org.mingjing.bench.report.Schedule;

/**
 * What one run found; its components are the members of the JSON output.
 *
 * @param ratios the promised figures and what one more peer comes to, where every row was run
 */
record Report(
    String bench,
    Machine machine,
    Conditions conditions,
    List<Figures> rows,
    Map<String, Double> ratios) {

  static final List<Goal> GOALS =
      List.of(
          Goal.atMost("policy.p50Micros", 0.5),
          Goal.atMost("policy.celP50Micros", 2),
          Goal.atMost("policy.p50At1MMicros", 1),
          Goal.atLeast("policy.vsCedar", 200),
          Goal.atLeast("policy.vsAuthzForce", 20),
          Goal.atLeast("policy.vsJcasbin", 20),
          Goal.atMost("policy.reload10kMillis", 200),
          Goal.atMost("policy.diff10kMillis", 5_000));

  /** Told beside the goals, though no figure was promised. */
  private static final String VS_SAPL = "policy.vsSapl";

  /** How it was measured. */
  record Conditions(int threads, int rounds, double roundSeconds, String warmUp, String latency) {
    static Conditions of(Schedule schedule) {
      return new Conditions(
          1,
          schedule.rounds(),
          schedule.round().toMillis() / 1e3,
          Rounds.WARM_UP_SECONDS + " s in each process; two processes a row and round",
          "one reading of the clock before and after a single decision; not corrected for the"
              + " clock, whose cost is the row nothing");
    }
  }

  static Report of(Machine machine, Conditions conditions, List<Figures> rows) {
    Map<String, Double> ratios = new LinkedHashMap<>();
    p50(rows, Row.MINGJING).ifPresent(value -> ratios.put("policy.p50Micros", value));
    p50(rows, Row.CEL).ifPresent(value -> ratios.put("policy.celP50Micros", value));
    p50(rows, Row.MILLION).ifPresent(value -> ratios.put("policy.p50At1MMicros", value));
    times(rows, Row.CEDAR).ifPresent(value -> ratios.put("policy.vsCedar", value));
    times(rows, Row.AUTHZ_FORCE).ifPresent(value -> ratios.put("policy.vsAuthzForce", value));
    times(rows, Row.JCASBIN).ifPresent(value -> ratios.put("policy.vsJcasbin", value));
    times(rows, Row.SAPL).ifPresent(value -> ratios.put(VS_SAPL, value));
    p50(rows, Row.RELOAD).ifPresent(value -> ratios.put("policy.reload10kMillis", value / 1e3));
    p50(rows, Row.DIFF).ifPresent(value -> ratios.put("policy.diff10kMillis", value / 1e3));
    return new Report("policy", machine, conditions, rows, ratios);
  }

  private static Optional<Double> p50(List<Figures> rows, Row row) {
    return figures(rows, row).map(Figures::p50Micros);
  }

  /** How many decisions of ours to one of a peer's. */
  private static Optional<Double> times(List<Figures> rows, Row peer) {
    return figures(rows, Row.MINGJING)
        .flatMap(ours -> figures(rows, peer).map(theirs -> ours.throughput() / theirs.throughput()))
        .map(value -> Math.round(value * 10) / 10.0);
  }

  private static Optional<Figures> figures(List<Figures> rows, Row row) {
    return rows.stream().filter(it -> it.name().equals(row.wireName())).findFirst();
  }

  /** For people. */
  String table() {
    StringBuilder text = new StringBuilder();
    try (Formatter table = new Formatter(text, Locale.ROOT)) {
      machine.print(table);
      table.format(
          "%d thread, %d rounds of %.1f s; warm-up: %s%np50, p99: %s%n",
          conditions.threads(),
          conditions.rounds(),
          conditions.roundSeconds(),
          conditions.warmUp(),
          conditions.latency());
      table.format("%n%-38s %12s %12s %12s%n", "row", "decisions/s", "p50 µs", "p99 µs");
      rows.forEach(row ->
          table.format(
              "%-38s %,12.0f %,12.3f %,12.3f%n",
              row.name(), row.throughput(), row.p50Micros(), row.p99Micros()));
      Goal.print(table, GOALS, ratios);
      Optional.ofNullable(ratios.get(VS_SAPL))
          .ifPresent(value -> table.format("%-38s %12.3f   无目标 no target%n", VS_SAPL, value));
    }
    return text.toString();
  }
}
