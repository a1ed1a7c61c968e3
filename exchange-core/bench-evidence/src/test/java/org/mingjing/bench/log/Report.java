package org.mingjing.bench.log;

import java.util.ArrayList;
import java.util.Formatter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.mingjing.bench.report.Goal;
import org.mingjing.bench.report.Machine;

/**
 * What one run found; its components are the members of the JSON output.
 *
 * @param rounds the ratio of each round, by the key of what is their median
 * @param notes with which ledger it was measured, or what was not, and why
 */
record Report(
    String bench,
    Machine machine,
    Conditions conditions,
    List<Figures> rows,
    Map<String, List<Double>> rounds,
    Map<String, Double> ratios,
    List<String> notes) {
  static final String VS_INSERTS = "log.vsInserts";
  static final String PER_SECOND = "log.entriesPerSecond";
  static final String PROOF = "log.proofP99Millis";
  static final String VS_TX = "fabric.vsTxPerCall";
  static final String NOTARISED = "fabric.recordedToNotarisedP99Seconds";

  static final List<Goal> GOALS =
      List.of(
          Goal.atLeast(VS_INSERTS, 0.6),
          Goal.atLeast(PER_SECOND, 10_000),
          Goal.atMost(PROOF, 1),
          Goal.atLeast(VS_TX, 50),
          Goal.atMost(NOTARISED, 5));

  /**
   * How it was measured.
   *
   * @param entries of a round
   * @param bytes of salt, body, commitment and tag of all entries that were measured or warmed up
   * @param postgres settings of the server as the log's connections have them
   */
  record Conditions(
      int callers,
      int batch,
      int entries,
      int rounds,
      long written,
      long bytes,
      long heapMiB,
      long seed,
      Map<String, String> postgres) {}

  /**
   * One row.
   *
   * @param throughput entries, proofs or leaves per second, median of the rounds
   * @param p50Micros of what somebody waits for: an append, a batch, a proof
   */
  record Figures(String name, double throughput, long p50Micros, long p99Micros) {}

  static Report of(
      Machine machine,
      Conditions conditions,
      SideBySide.Found sides,
      Round proofs,
      Round receipts,
      Optional<Notarising.Found> notarising,
      List<String> notes) {
    List<Figures> rows = new ArrayList<>();
    Map<String, List<Double>> rounds = new LinkedHashMap<>();
    Map<String, Double> ratios = new LinkedHashMap<>();
    rows.add(Round.figures("log", sides.appends()));
    rows.add(Round.figures("inserts", sides.inserts()));
    Figures proof = Round.figures("proof", List.of(proofs));
    rows.add(proof);
    rows.add(Round.figures("receipt", List.of(receipts)));
    rounds.put(VS_INSERTS, sides.ratios());
    ratios.put(VS_INSERTS, sides.ratio());
    ratios.put(PER_SECOND, rows.getFirst().throughput());
    ratios.put(PROOF, proof.p99Micros() / 1e3);
    notarising.ifPresent(found -> {
      rows.add(Round.figures(Notarising.BATCHES, found.batches()));
      rows.add(Round.figures(Notarising.SINGLE, found.singles()));
      Figures notarised = Round.figures(Notarising.NOTARISED, List.of(found.notarised()));
      rows.add(notarised);
      rounds.put(VS_TX, found.ratios());
      ratios.put(VS_TX, found.ratio());
      ratios.put(NOTARISED, notarised.p99Micros() / 1e6);
    });
    return new Report("log", machine, conditions, rows, rounds, ratios, notes);
  }

  /** For people. */
  String table() {
    StringBuilder text = new StringBuilder();
    try (Formatter table = new Formatter(text, Locale.ROOT)) {
      machine.print(table);
      print(table, conditions);
      table.format("%n%-38s %12s %12s %12s%n", "row", "per second", "p50 µs", "p99 µs");
      rows.forEach(row ->
          table.format(
              "%-38s %,12.1f %,12d %,12d%n",
              row.name(), row.throughput(), row.p50Micros(), row.p99Micros()));
      rounds.forEach((key, values) ->
          table.format(
              "%s 各轮 rounds: %s%n",
              key,
              values.stream()
                  .map(value -> "%.3f".formatted(value))
                  .collect(Collectors.joining(" "))));
      notes.forEach(note -> table.format("%s%n", note));
      Goal.print(table, GOALS, ratios);
    }
    return text.toString();
  }

  private static void print(Formatter table, Conditions how) {
    table.format("PostgreSQL %s%n", settings(how.postgres()));
    table.format(
        "%d callers beside batches of %d; %d rounds of %,d entries; in the end %,d entries of %,d bytes on either side; heap %,d MiB, seed %d%n",
        how.callers(),
        how.batch(),
        how.rounds(),
        how.entries(),
        how.written(),
        how.bytes(),
        how.heapMiB(),
        how.seed());
  }

  private static String settings(Map<String, String> postgres) {
    return postgres.entrySet().stream()
        .map(setting -> setting.getKey() + " " + setting.getValue())
        .collect(Collectors.joining(", "));
  }
}
