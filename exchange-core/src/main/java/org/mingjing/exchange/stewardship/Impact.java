package org.mingjing.exchange.stewardship;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import javax.sql.DataSource;
import org.mingjing.exchange.catalogue.LivePolicy;
import org.mingjing.exchange.evidence.LoggedCalls;
import org.mingjing.ledger.checkpoint.NoteVerifier;
import org.mingjing.policy.Grant;
import org.mingjing.policy.Policy;

/**
 * Replays what the log keeps of calls against a draft: each is decided by the live policy and by
 * the draft, at the instant at which it was decided then, so that what differs is the draft's
 * doing. Reads only; records nothing.
 */
public final class Impact {
  /** Entries that one worker reads at a time: eight tiles. */
  private static final int PORTION = 2048;

  private final DataSource database;
  private final NoteVerifier verifier;
  private final int workers;

  /** {@code workers}: how many connections and threads it uses. */
  public Impact(DataSource database, NoteVerifier verifier, int workers) {
    this.database = database;
    this.verifier = verifier;
    this.workers = workers;
  }

  /**
   * What might become live.
   *
   * @param grants the grants to decide with; absent: those in force
   */
  public record Draft(Policy policy, Optional<Collection<Grant>> grants) {}

  /** The days of which calls are replayed, both included, by the calendar of {@link Grant#ZONE}. */
  public record Window(LocalDate from, LocalDate until) {
    public Window {
      if (until.isBefore(from)) {
        throw new IllegalArgumentException("a window does not end before it begins");
      }
    }

    LoggedCalls.Span span() {
      return new LoggedCalls.Span(start(from), start(until.plusDays(1)));
    }

    private static Instant start(LocalDate day) {
      return day.atStartOfDay(Grant.ZONE).toInstant();
    }
  }

  /**
   * Replays the calls of a window.
   *
   * @param live what runs now
   * @param examples how many calls of each kind of change are told one by one: the newest
   * @throws org.mingjing.ledger.log.LogRefused if the log cannot be read back
   */
  public ImpactReport of(Draft draft, LivePolicy.Snapshot live, Window window, int examples)
      throws SQLException, InterruptedException {
    Replay replay = Replay.of(live, draft, new PastPolicies(database, live.grants().grants()));
    ImpactTally all = new ImpactTally(examples);
    LoggedCalls.Span span = window.span();
    try (Connection connection = database.getConnection()) {
      LoggedCalls calls = LoggedCalls.newest(connection, verifier);
      LoggedCalls.Stretch stretch = calls.around(span);
      connection.commit();
      AtomicLong rest = new AtomicLong(stretch.end());
      List<Callable<ImpactTally>> tasks = new ArrayList<>();
      for (int i = 0; i < workers; i++) {
        tasks.add(() -> work(calls, stretch.first(), rest, span, replay, examples));
      }
      for (ImpactTally part : run(tasks)) {
        all.add(part);
      }
    }
    return all.report(new ImpactReport.Basis(window, live, draft));
  }

  /** Takes portions, the newest first, until none is left. */
  private ImpactTally work(
      LoggedCalls calls,
      long first,
      AtomicLong rest,
      LoggedCalls.Span span,
      Replay replay,
      int examples)
      throws SQLException {
    ImpactTally tally = new ImpactTally(examples);
    try (Connection connection = database.getConnection()) {
      LoggedCalls mine = calls.by(connection);
      for (long end = take(rest); end > first; end = take(rest)) {
        LoggedCalls.Stretch portion = new LoggedCalls.Stretch(Math.max(first, start(end)), end);
        tally.entries(mine.read(portion, span, call -> tally.count(replay.of(call))));
      }
    } catch (SQLException | RuntimeException e) {
      rest.set(0); // the others need not go on
      throw e;
    }
    return tally;
  }

  /** Portions begin where tiles do, so that no tile is proven twice. */
  private static long take(AtomicLong rest) {
    return rest.getAndUpdate(end -> end <= 0 ? end : start(end));
  }

  private static long start(long end) {
    return (end - 1) / PORTION * PORTION;
  }

  private static List<ImpactTally> run(List<Callable<ImpactTally>> tasks)
      throws SQLException, InterruptedException {
    List<ImpactTally> parts = new ArrayList<>();
    try (ExecutorService threads =
        Executors.newFixedThreadPool(
            tasks.size(), Thread.ofPlatform().name("impact-", 0).factory())) {
      for (Future<ImpactTally> part : threads.invokeAll(tasks)) {
        parts.add(part.get());
      }
      return parts;
    } catch (ExecutionException e) {
      switch (e.getCause()) {
        case SQLException database -> throw database;
        case RuntimeException other -> throw other;
        case null, default -> throw new IllegalStateException(e);
      }
    }
  }
}
