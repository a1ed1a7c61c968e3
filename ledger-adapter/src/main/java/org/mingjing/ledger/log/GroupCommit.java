package org.mingjing.ledger.log;

import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.mingjing.ledger.merkle.Hash;

/**
 * Carries batches to their fate, over as many connections as that takes. Used by one thread, {@link
 * LogWriter}'s.
 *
 * <p>INVARIANT: entries whose attempt is in doubt are offered again on the same predecessor only.
 * They are put elsewhere when another's head stands there, and not before: else they could be
 * written twice.
 */
final class GroupCommit {
  private static final System.Logger LOG = System.getLogger(GroupCommit.class.getName());
  private static final long RETRY_NANOS = TimeUnit.MILLISECONDS.toNanos(50);

  private static final AppendOutcome WITHDRAWN =
      new AppendOutcome.NotRecorded("an entry for the same turn was not recorded either", true);

  private final JdbcLog log;
  private final Duration giveUp;
  private final BooleanSupplier closing;
  private final Quotas quotas = new Quotas();
  private volatile Optional<String> trouble = Optional.empty();

  GroupCommit(JdbcLog log, Duration giveUp, BooleanSupplier closing) {
    this.log = log;
    this.giveUp = giveUp;
    this.closing = closing;
  }

  Optional<String> trouble() {
    return trouble;
  }

  private record Repeat(Waiting waiting, Waiting first) {}

  /** Writes a batch; every entry in it has its fate when this returns. */
  void write(List<Waiting> batch) {
    Map<Turn, Waiting> firsts = new HashMap<>();
    List<Waiting> entries = new ArrayList<>(batch.size());
    List<Repeat> repeats = new ArrayList<>();
    for (Waiting waiting : batch) {
      Optional<Waiting> first =
          waiting
              .entry()
              .turn()
              .flatMap(turn -> Optional.ofNullable(firsts.putIfAbsent(turn, waiting)));
      first.ifPresentOrElse(
          before -> repeats.add(new Repeat(waiting, before)), () -> entries.add(waiting));
    }
    commit(entries);
    repeats.forEach(GroupCommit::answer);
  }

  /** A turn's second entry in one batch is never sent; its fate hangs on the first one's. */
  private static void answer(Repeat repeat) {
    boolean isTaken =
        switch (repeat.first().outcome().orElse(WITHDRAWN)) {
          case AppendOutcome.Recorded recorded -> true;
          case AppendOutcome.TurnTaken earlier -> true;
          case AppendOutcome.QuotaUsedUp refused -> false;
          case AppendOutcome.NotRecorded failed -> false;
        };
    repeat.waiting().answer(isTaken ? taken(repeat.waiting()) : WITHDRAWN);
  }

  private static AppendOutcome taken(Waiting waiting) {
    return new AppendOutcome.TurnTaken(waiting.entry().turn().orElseThrow());
  }

  private void commit(List<Waiting> batch) {
    Pending pending = Pending.untried(quotas.sort(batch, Map.of(), log.databaseTime()));
    long giveUpAt = System.nanoTime() + giveUp.toNanos();
    try {
      while (!pending.isSettled()) {
        try {
          JdbcLogStore store = log.ready();
          pending = withinQuotas(store, settle(store, pending)).taken();
          if (!pending.entries().isEmpty()) {
            pending = pending.trying(log.prepare(pending.commitments(), pending.doubtful()));
            pending = insert(store, pending);
          }
          trouble = Optional.empty();
        } catch (SQLException e) {
          disrupted(e);
        }
        if (!pending.isSettled() && isOver(giveUpAt)) {
          pending = pending.failed(trouble.orElse("other nodes were always faster"));
        }
      }
    } catch (RuntimeException e) {
      // Here ends what one batch can do: a refusal, a witness that cannot be read, or a bug. The
      // next batch begins with a fresh connection, and so with every check.
      refused(e);
      pending.failed(trouble.orElseThrow());
    }
  }

  private boolean isOver(long giveUpAt) {
    boolean late = System.nanoTime() - giveUpAt >= 0;
    return late || (closing.getAsBoolean() && trouble.isPresent());
  }

  private void disrupted(SQLException e) {
    trouble = Optional.of("the log's database fails: " + e.getMessage());
    LOG.log(System.Logger.Level.WARNING, "log append not certain, SQLState {0}", e.getSQLState());
    beginAnew();
  }

  private void refused(RuntimeException e) {
    trouble = Optional.of(String.valueOf(e.getMessage()));
    if (e instanceof LogRefused) {
      LOG.log(System.Logger.Level.ERROR, "the log refuses to write: {0}", e.getMessage());
    } else {
      LOG.log(System.Logger.Level.ERROR, "the log cannot write", e);
    }
    beginAnew();
  }

  private void beginAnew() {
    log.disconnect();
    LockSupport.parkNanos(RETRY_NANOS);
  }

  /** Finds out what became of an attempt in doubt, if there is one. */
  private Pending settle(JdbcLogStore store, Pending pending) throws SQLException {
    if (pending.doubtful().isEmpty()) {
      return pending;
    }
    JdbcLog.Attempt attempt = pending.doubtful().get();
    return switch (log.fate(store, attempt)) {
      case HAPPENED -> {
        log.follow(store);
        yield pending.recorded(attempt);
      }
      case FENCED -> {
        store.reserve();
        log.follow(store);
        yield pending.untried(pending.entries());
      }
      case OPEN -> {
        log.demandNotSetBack(store);
        yield pending;
      }
    };
  }

  /** Once nothing is left but what was held: asks whose quotas have room, and answers the rest. */
  private Pending withinQuotas(JdbcLogStore store, Pending pending) throws SQLException {
    if (!pending.entries().isEmpty() || pending.held().isEmpty()) {
      return pending;
    }
    DatabaseClock.Moment now = log.databaseTime();
    Map<String, Long> used = store.used(now.day(), pending.heldKeys());
    return Pending.untried(quotas.sort(pending.held(), used, now));
  }

  /**
   * Inserts once; what comes back has no fate yet.
   *
   * <p>An attempt that a quota refuses cannot happen any more, on whichever connection it was made:
   * it charges a certain day, and a day's use only grows.
   */
  private Pending insert(JdbcLogStore store, Pending pending) throws SQLException {
    JdbcLog.Attempt attempt = pending.doubtful().orElseThrow();
    byte[][] commitments = pending.commitments().stream().map(Hash::bytes).toArray(byte[][]::new);
    return switch (store.insert(attempt, pending.newEntries(), commitments)) {
      case YES -> {
        log.committed(attempt);
        yield pending.recorded(attempt);
      }
      case FENCED -> pending;
      case TURN_TAKEN -> withoutTakenTurns(store, pending);
      case QUOTA_USED_UP -> pending.allHeld();
    };
  }

  /**
   * A turn once taken stays taken, so the whole attempt can no longer happen, on whichever
   * connection it was made.
   */
  private static Pending withoutTakenTurns(JdbcLogStore store, Pending pending)
      throws SQLException {
    List<Turn> turns =
        pending.entries().stream().flatMap(waiting -> waiting.entry().turn().stream()).toList();
    Set<Turn> taken = store.taken(turns);
    List<Waiting> left = new ArrayList<>(pending.entries().size());
    for (Waiting waiting : pending.entries()) {
      if (waiting.entry().turn().filter(taken::contains).isPresent()) {
        waiting.answer(taken(waiting));
      } else {
        left.add(waiting);
      }
    }
    return pending.untried(left);
  }

  /** While nothing is to be written: whether the trouble is over. */
  void probe() {
    try {
      log.ready();
      trouble = Optional.empty();
    } catch (SQLException e) {
      disrupted(e);
    } catch (RuntimeException e) {
      refused(e);
    }
  }

  void end() {
    log.disconnect();
    trouble = Optional.of("the log is closed");
  }
}
