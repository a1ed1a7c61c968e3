package org.mingjing.ledger.log;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import org.mingjing.ledger.checkpoint.NoteSigner;

/**
 * Appends entries in group commits: callers wait, one thread writes what has gathered as one
 * transaction.
 *
 * <p>{@link #append} returns when it is certain that the entry is durable, or certain that it is
 * not, or when {@link LogSettings#giveUp} has passed without certainty. A caller whose entry is not
 * {@link AppendOutcome.Recorded} releases nothing.
 */
public final class LogWriter implements AutoCloseable {
  /** PostgreSQL takes statements of less than 1 GB; a batch may exceed this by one entry. */
  private static final int BATCH_BYTES = 16 << 20;

  private static final int SMALL_BATCH = 16;
  private static final int POLL_MILLIS = 100;
  private static final int PROBE_EVERY_POLLS = 10;
  private static final String CLOSED = "the log is closed";

  private final GroupCommit commits;
  private final LogSettings settings;
  private final BlockingQueue<Waiting> queue;
  private final Thread thread;
  private volatile boolean closed;

  private LogWriter(JdbcLog log, LogSettings settings) {
    this.settings = settings;
    this.commits = new GroupCommit(log, settings.giveUp(), () -> closed);
    this.queue = new ArrayBlockingQueue<>(settings.queue());
    this.thread = Thread.ofPlatform().name("log-writer").unstarted(this::run);
  }

  /**
   * Checks the stored log against every witness and starts to write.
   *
   * @throws LogRefused if the log contradicts a witness or is not kept durably; nothing was signed
   * @throws SQLException if the database cannot be reached
   */
  public static LogWriter start(
      Connector connector,
      String origin,
      NoteSigner signer,
      RememberedCheckpoint remembered,
      List<Witness> witnesses,
      LogSettings settings)
      throws SQLException {
    JdbcLog log = new JdbcLog(connector, origin, signer, remembered, witnesses);
    log.ready();
    LogWriter writer = new LogWriter(log, settings);
    writer.thread.start();
    return writer;
  }

  /** Appends one entry and waits for its fate. */
  public AppendOutcome append(NewEntry entry) {
    Waiting waiting = new Waiting(entry, System.nanoTime() + settings.giveUp().toNanos());
    if (closed || !queue.offer(waiting)) {
      return new AppendOutcome.NotRecorded(closed ? CLOSED : "the log is overloaded", true);
    }
    return waiting.await();
  }

  /** What keeps the log from writing at present, if anything does. */
  public Optional<String> trouble() {
    return commits.trouble();
  }

  /** How many entries wait for the next commit. */
  public int waiting() {
    return queue.size();
  }

  private void run() {
    List<Waiting> batch = new ArrayList<>(settings.maxBatch());
    int idlePolls = 0;
    boolean busy = false;
    try {
      while (!closed || !queue.isEmpty()) {
        gather(batch, busy);
        if (!batch.isEmpty()) {
          busy = batch.size() > 1;
          commits.write(batch);
          batch.clear();
        } else if (++idlePolls % PROBE_EVERY_POLLS == 0 && commits.trouble().isPresent()) {
          commits.probe();
        }
      }
    } finally {
      endOfWriting(batch);
    }
  }

  /** After an error, too: nobody may wait for a thread that is gone. */
  private void endOfWriting(List<Waiting> unfinished) {
    closed = true;
    commits.end();
    unfinished.forEach(waiting -> waiting.answer(new AppendOutcome.NotRecorded(CLOSED, false)));
    List<Waiting> queued = new ArrayList<>();
    queue.drainTo(queued);
    queued.forEach(waiting -> waiting.answer(new AppendOutcome.NotRecorded(CLOSED, true)));
  }

  /**
   * Takes what has gathered. A commit costs almost the same for one entry as for ten, so while
   * several callers are at work a small batch waits for more; a lone caller never waits.
   */
  private void gather(List<Waiting> batch, boolean busy) {
    try {
      @Nullable Waiting next = queue.poll(POLL_MILLIS, TimeUnit.MILLISECONDS);
      if (next != null && busy && queue.size() < SMALL_BATCH) {
        LockSupport.parkNanos(settings.lingerMicros() * 1000L);
      }
      int bytes = 0;
      while (next != null) {
        batch.add(next);
        bytes += next.entry().body().length;
        next = batch.size() < settings.maxBatch() && bytes < BATCH_BYTES ? queue.poll() : null;
      }
    } catch (InterruptedException e) {
      // Not passed on as a flag: what is queued is still to be written, and that may wait, too.
      closed = true;
    }
  }

  /** Writes what is waiting and ends. */
  @Override
  public void close() {
    closed = true;
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
