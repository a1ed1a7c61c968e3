package org.mingjing.bench;

import java.util.Formatter;
import java.util.Locale;

/** A report for people: the rows, then each promised ratio beside its target. */
final class ReportTable {
  private ReportTable() {}

  static String of(Report report) {
    StringBuilder text = new StringBuilder();
    try (Formatter table = new Formatter(text, Locale.ROOT)) {
      machine(table, report.machine());
      conditions(table, report.conditions());
      table.format("%n%-38s %12s %10s %10s%n", "row", "answers/s", "p50 µs", "p99 µs");
      report.rows().forEach(row -> row(table, row));
      report.conditions().leftOut().forEach(note -> table.format("%s%n", note));
      report.ratios().forEach((name, value) -> ratio(table, name, value));
    }
    return text.toString();
  }

  private static void machine(Formatter table, Machine machine) {
    table.format(
        "%s, %d cores, %s, JDK %s%n",
        machine.cpu(), machine.cores(), machine.memory(), machine.jdk());
    table.format(
        "calibration: SHA-256 of 1 KB %,d/s on one thread, fsync p50 %,d µs%n",
        machine.calibration().sha256Of1KbPerSecond(), machine.calibration().fsyncP50Micros());
  }

  private static void conditions(Formatter table, Report.Conditions how) {
    table.format(
        "%d connections, %d rounds of %.1f s, %,d persons, seed %d%nwarm-up: %s%n",
        how.connections(),
        how.rounds(),
        how.roundSeconds(),
        how.persons(),
        how.seed(),
        how.warmUp());
    table.format("token: %s%ndurability: %s%n", how.token(), how.durability());
  }

  private static void row(Formatter table, Report.Figures row) {
    table.format(
        "%-38s %,12.0f %,10d %,10d%n",
        row.name(), row.throughput(), row.p50Micros(), row.p99Micros());
  }

  private static void ratio(Formatter table, String name, double value) {
    double target = Report.TARGETS.getOrDefault(name, 0.0);
    String verdict = value >= target ? "达标 met" : "未达标 missed";
    table.format("%-38s %12.3f   目标 target ≥ %.1f   %s%n", name, value, target, verdict);
  }
}
