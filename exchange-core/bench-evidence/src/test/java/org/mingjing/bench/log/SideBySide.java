package org.mingjing.bench.log;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.mingjing.bench.WrongAnswer;
import org.mingjing.bench.evidence.Calls;
import org.mingjing.bench.evidence.ScratchLog;
import org.mingjing.bench.report.Median;
import org.mingjing.bench.report.Schedule;
import org.mingjing.ledger.log.NewEntry;
import org.mingjing.ledger.merkle.Leaves;
import org.postgresql.ds.PGSimpleDataSource;

/**
 * The same entries through the log and as plain inserts, in rounds that alternate (A B, B A, …). At
 * the end both tables have to hold the same, and the log has to verify.
 */
final class SideBySide {
  private static final int WARM_UP_ROUNDS = 2;

  private final ScratchLog log;
  private final int entries;
  private final int rounds;
  private final SplittableRandom random;

  /** Rounds of so many entries each. */
  SideBySide(ScratchLog log, int entries, int rounds, long seed) {
    this.log = log;
    this.entries = entries;
    this.rounds = rounds;
    this.random = new SplittableRandom(seed);
  }

  /**
   * What was found.
   *
   * @param contents of either table
   */
  record Found(
      List<Round> appends,
      List<Round> inserts,
      List<Double> ratios,
      Contents contents,
      Map<String, String> settings) {
    double ratio() {
      return Median.of(ratios);
    }
  }

  Found measured() throws SQLException, InterruptedException {
    PGSimpleDataSource plain = log.beside("plain", Inserts.PARAMETERS);
    try (Connection connection = log.database().getConnection();
        Inserts inserts = new Inserts(plain)) {
      long first = Contents.newest(connection, log.signer().verifier()).size();
      Appends appends = new Appends(log.writer());
      Rows rows = new Rows(appends, inserts, new ArrayList<>(), new ArrayList<>());
      for (int round = -WARM_UP_ROUNDS; round < rounds; round++) {
        round(round, rows);
      }
      List<Double> ratios =
          IntStream.range(0, rounds)
              .mapToObj(i -> rows.appended.get(i).perSecond() / rows.inserted.get(i).perSecond())
              .toList();
      Contents contents = demandSame(first, connection, plain);
      return new Found(
          rows.appended, rows.inserted, ratios, contents, Contents.settings(connection));
    }
  }

  private record Rows(
      Appends appends, Inserts inserts, List<Round> appended, List<Round> inserted) {}

  /** Those before round 0 warm up and are forgotten. */
  private void round(int number, Rows rows) throws SQLException, InterruptedException {
    List<Side.Line> lines = lines();
    List<Side> order = Schedule.order(List.of(rows.appends, rows.inserts), Math.abs(number));
    for (Side side : order) {
      log.settle();
      Round round = side.write(lines);
      System.err.printf("… %s %d: %,.0f/s%n", side.name(), number + 1, round.perSecond());
      if (number >= 0) {
        (side == rows.appends ? rows.appended : rows.inserted).add(round);
      }
    }
  }

  private List<Side.Line> lines() {
    List<NewEntry> made =
        new Calls(log.live(), Instant.now(), 0).answered(entries / 2, random.split());
    return made.stream()
        .map(entry -> new Side.Line(entry, Leaves.commitment(entry.salt(), entry.body()).bytes()))
        .toList();
  }

  private Contents demandSame(long first, Connection connection, PGSimpleDataSource plain)
      throws SQLException {
    Contents recorded = Contents.from(first, connection);
    try (Connection other = plain.getConnection()) {
      Contents inserted = Contents.from(0, other);
      long written = (long) entries * (rounds + WARM_UP_ROUNDS);
      if (!recorded.equals(inserted) || recorded.count() != written || recorded.broken() > 0) {
        throw new WrongAnswer("log", recorded + " in the log, " + inserted + " beside it");
      }
    }
    long size = Contents.verified(connection, log.signer().verifier());
    if (size != first + recorded.count()) {
      throw new WrongAnswer("log", size + " entries under the newest checkpoint");
    }
    return recorded;
  }
}
