package org.mingjing.bench;

import java.util.Formatter;
import java.util.Locale;
import org.mingjing.bench.report.Goal;

/** A report for people: the rows, then each promised ratio beside its target. */
final class ReportTable {
  private ReportTable() {}

  static String of(Report report) {
    StringBuilder text = new StringBuilder();
    try (Formatter table = new Formatter(text, Locale.ROOT)) {
      report.machine().print(table);
      conditions(table, report.conditions());
      table.format("%n%-38s %12s %10s %10s%n", "row", "answers/s", "p50 µs", "p99 µs");
      report.rows().forEach(row -> row(table, row));
      report.conditions().leftOut().forEach(note -> table.format("%s%n", note));
      Goal.print(table, Report.GOALS, report.ratios());
    }
    return text.toString();
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
}
