package org.mingjing.bench.impact;

import java.util.Comparator;
import java.util.Formatter;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.mingjing.bench.report.Goal;
import org.mingjing.bench.report.Machine;

/** What one run found; its components are the members of the JSON output. */
record Report(
    String bench,
    Machine machine,
    Conditions conditions,
    List<Figures> rows,
    Map<String, Double> ratios) {
  private static final double MILLION = 1e6;
  static final List<Goal> GOALS = List.of(Goal.atMost("impact.secondsPerMillion", 30));

  /**
   * How it was measured.
   *
   * @param changed how many calls the draft changes
   */
  record Conditions(
      int calls,
      long entries,
      long bytes,
      long changed,
      int workers,
      int rounds,
      long heapMiB,
      long seed) {}

  /**
   * One row.
   *
   * @param throughput calls per second
   * @param seconds for all of them, median of the rounds
   * @param cpuSeconds of this process in the same round, compiling included; PostgreSQL's are not
   *     in it. On a machine that does something else they tell more than the clock
   */
  record Figures(String name, double throughput, double seconds, double cpuSeconds) {
    static Figures of(String name, int calls, List<Spent> rounds) {
      Spent median =
          rounds.stream()
              .sorted(Comparator.comparingDouble(Spent::seconds))
              .toList()
              .get(rounds.size() / 2);
      return new Figures(
          name,
          Math.round(calls / median.seconds()),
          Math.round(median.seconds() * 1000) / 1000.0,
          Math.round(median.cpuSeconds() * 1000) / 1000.0);
    }
  }

  /** What a round took. */
  record Spent(double seconds, double cpuSeconds) {}

  static Report of(
      Machine machine, Conditions how, Figures reading, Figures first, Figures impact) {
    return new Report(
        "impact",
        machine,
        how,
        List.of(reading, first, impact),
        Map.of(
            "impact.secondsPerMillion",
            first.seconds() * MILLION / how.calls(),
            "impact.vsReading",
            impact.seconds() / reading.seconds()));
  }

  /** For people. */
  String table() {
    StringBuilder text = new StringBuilder();
    try (Formatter table = new Formatter(text, Locale.ROOT)) {
      machine.print(table);
      table.format(
          "%,d calls in %,d entries of %,d bytes; the draft changes %,d; %d workers, %d rounds, heap %,d MiB, seed %d%n",
          conditions.calls(),
          conditions.entries(),
          conditions.bytes(),
          conditions.changed(),
          conditions.workers(),
          conditions.rounds(),
          conditions.heapMiB(),
          conditions.seed());
      table.format("%n%-38s %12s %12s %12s%n", "row", "calls/s", "seconds", "CPU s");
      rows.forEach(row ->
          table.format(
              "%-38s %,12.0f %,12.3f %,12.3f%n",
              row.name(), row.throughput(), row.seconds(), row.cpuSeconds()));
      table.format("impact.vsReading %.2f%n", ratios.get("impact.vsReading"));
      Goal.print(table, GOALS, ratios);
    }
    return text.toString();
  }
}
