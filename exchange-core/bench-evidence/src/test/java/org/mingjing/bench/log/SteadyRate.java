package org.mingjing.bench.log;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.concurrent.locks.LockSupport;
import javax.sql.DataSource;
import org.HdrHistogram.Histogram;
import org.mingjing.bench.WrongAnswer;
import org.mingjing.ledger.log.AppendOutcome;
import org.mingjing.ledger.log.LogWriter;

/**
 * Entries appended at a steady rate, however long each takes (open loop), while the notary carries
 * them to the ledger: from when the log said that an entry is recorded to when another connection
 * saw its anchor in the database.
 */
final class SteadyRate {
  static final int PER_SECOND = 1_000;
  private static final long LOOK_NANOS = Duration.ofMillis(5).toNanos();
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private final LogWriter log;
  private final DataSource database;
  private final long first;
  private final AtomicLongArray recordedAt;
  private volatile long lastAppended;

  /**
   * For that many entries.
   *
   * @param first the index of the first of them
   */
  SteadyRate(LogWriter log, DataSource database, long first, int entries) {
    this.log = log;
    this.database = database;
    this.first = first;
    this.recordedAt = new AtomicLongArray(entries);
  }

  /** That everything under {@code size} was anchored. */
  private record Seen(long size, long nanos) {}

  /**
   * Appends all; of the first {@code unmeasured} only the load counts.
   *
   * @return one latency an entry; the throughput is that of the appends
   */
  Round run(List<Side.Line> lines, int unmeasured) throws InterruptedException {
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      Future<List<Seen>> watch = threads.submit(this::watch);
      List<Future<?>> appends = new ArrayList<>();
      long start = System.nanoTime();
      for (int i = 0; i < lines.size(); i++) {
        sleepUntil(start + Duration.ofSeconds(i).dividedBy(PER_SECOND).toNanos());
        Side.Line line = lines.get(i);
        appends.add(threads.submit(() -> append(line)));
      }
      for (Future<?> append : appends) {
        append.get();
      }
      double seconds = (lastAppended - start) / 1e9;
      return new Round(lines.size(), seconds, latencies(watch.get(), unmeasured));
    } catch (java.util.concurrent.ExecutionException e) {
      throw new IllegalStateException(e.getCause());
    }
  }

  private static void sleepUntil(long nanos) {
    for (long left = nanos - System.nanoTime(); left > 0; left = nanos - System.nanoTime()) {
      LockSupport.parkNanos(left);
    }
  }

  private void append(Side.Line line) {
    AppendOutcome outcome = log.append(line.entry());
    if (outcome instanceof AppendOutcome.Recorded recorded) {
      long now = System.nanoTime();
      recordedAt.set((int) (recorded.index() - first), now);
      lastAppended = now;
    } else {
      throw new WrongAnswer("fabric.recordedToNotarised", outcome.toString());
    }
  }

  /** Looks until all is anchored. */
  private List<Seen> watch() throws SQLException {
    List<Seen> seen = new ArrayList<>();
    long end = first + recordedAt.length();
    long giveUp =
        System.nanoTime()
            + PATIENCE.plus(Duration.ofSeconds(recordedAt.length() / PER_SECOND)).toNanos();
    try (Connection connection = database.getConnection();
        PreparedStatement query =
            connection.prepareStatement("select size from anchor order by size desc limit 1")) {
      long known = 0;
      while (known < end) {
        try (ResultSet rows = query.executeQuery()) {
          if (rows.next() && rows.getLong(1) > known) {
            known = rows.getLong(1);
            seen.add(new Seen(known, System.nanoTime()));
          }
        }
        if (System.nanoTime() > giveUp) {
          throw new WrongAnswer("fabric.recordedToNotarised", "only " + known + " are anchored");
        }
        LockSupport.parkNanos(LOOK_NANOS);
      }
    }
    return seen;
  }

  private Histogram latencies(List<Seen> seen, int unmeasured) {
    Histogram latencies = Round.histogram();
    int look = 0;
    for (int i = 0; i < recordedAt.length(); i++) {
      while (seen.get(look).size() <= first + i) {
        look++;
      }
      if (i >= unmeasured) {
        latencies.recordValue(Math.max(0, seen.get(look).nanos() - recordedAt.get(i)));
      }
    }
    return latencies;
  }
}
