package org.mingjing.exchange.identity;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * What may be used once, by all nodes together: DPoP proofs and client assertions. A repetition on
 * this node is known at once; whether another node has seen it, the shared database says. Those
 * that wait are asked for in one statement.
 *
 * <p>Fails closed: what the database does not answer is {@link Use#UNKNOWN}.
 */
final class Replays implements AutoCloseable {
  private static final System.Logger LOG = System.getLogger(Replays.class.getName());

  /**
   * How much later than the table's beginning something must have been issued so that it cannot
   * have been used before: how far callers' clocks may be ahead, and as much again for the
   * difference between the clocks of nodes and database.
   */
  static final Duration DOUBT = ProofChecker.AHEAD.multipliedBy(2);

  /** How much longer than needed something is remembered, for clocks that differ. */
  private static final Duration REMEMBERED_LONGER = Duration.ofSeconds(60);

  private static final Duration FORGET_EVERY = Duration.ofSeconds(30);
  private static final Duration PATIENCE = Duration.ofSeconds(3);
  private static final int KNOWN_HERE = 50_000;
  private static final int QUEUE = 4096;
  private static final int LARGEST_BATCH = 512;

  /** Whether this was the first use. */
  enum Use {
    FIRST,
    REPEATED,
    UNKNOWN
  }

  /**
   * Something that may be used once.
   *
   * @param id digest of its kind, its owner and its own id
   * @param issued when it was issued, at the earliest
   * @param until after this it is refused for its age
   */
  record Ticket(ByteBuffer id, Instant issued, Instant until) {
    /** {@code owner} keeps one caller from using up the ids of another. */
    static Ticket of(String kind, String owner, String id, Instant issued, Instant until) {
      try {
        MessageDigest digest = MessageDigest.getInstance("SHA-256");
        digest.update((kind + '\0' + owner + '\0').getBytes(StandardCharsets.UTF_8));
        byte[] bytes = digest.digest(id.getBytes(StandardCharsets.UTF_8));
        return new Ticket(ByteBuffer.wrap(bytes), issued, until);
      } catch (NoSuchAlgorithmException e) {
        throw new IllegalStateException(e);
      }
    }

    Instant forgottenFrom() {
      return until.plus(REMEMBERED_LONGER);
    }
  }

  private record Asked(Ticket ticket, CompletableFuture<Use> answer) {}

  private final JdbcReplays database;
  private final Cache<ByteBuffer, Boolean> usedHere =
      Caffeine.newBuilder().maximumSize(KNOWN_HERE).build();
  private final BlockingQueue<Asked> waiting = new ArrayBlockingQueue<>(QUEUE);
  private final Thread asking = Thread.ofPlatform().name("replays").daemon().unstarted(this::work);
  private final ScheduledExecutorService forgetting =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().name("forget-replays").daemon().factory());
  private volatile boolean closed;

  private Replays(JdbcReplays database) {
    this.database = database;
  }

  @SuppressWarnings("FutureReturnValueIgnored") // runs until close
  static Replays start(JdbcReplays database) {
    Replays replays = new Replays(database);
    replays.asking.start();
    long every = FORGET_EVERY.toMillis();
    replays.forgetting.scheduleWithFixedDelay(
        database::forget, every, every, TimeUnit.MILLISECONDS);
    return replays;
  }

  /** Uses a ticket; waits up to three seconds for the database. */
  Use use(Ticket ticket) {
    if (usedHere.asMap().putIfAbsent(ticket.id(), true) != null) {
      return Use.REPEATED;
    }
    Asked asked = new Asked(ticket, new CompletableFuture<>());
    if (closed || !waiting.offer(asked)) {
      return Use.UNKNOWN;
    }
    try {
      return asked.answer().get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException | ExecutionException e) {
      return Use.UNKNOWN;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Use.UNKNOWN;
    }
  }

  private void work() {
    List<Asked> batch = new ArrayList<>();
    while (!closed) {
      try {
        batch.add(waiting.take());
        waiting.drainTo(batch, LARGEST_BATCH - 1);
        answer(batch);
      } catch (InterruptedException e) {
        break; // closed
      } finally {
        batch.forEach(asked -> asked.answer().complete(Use.UNKNOWN)); // unless answered
        batch.clear();
      }
    }
    database.close();
  }

  private void answer(List<Asked> batch) {
    try {
      JdbcReplays.Noted noted = database.note(batch.stream().map(Asked::ticket).toList());
      for (Asked asked : batch) {
        asked.answer().complete(judge(asked.ticket(), noted));
      }
    } catch (SQLException | RuntimeException e) {
      LOG.log(
          System.Logger.Level.WARNING,
          "{0} proofs are refused, since the database does not say whether they were used: {1}",
          batch.size(),
          e.getMessage());
    }
  }

  private static Use judge(Ticket ticket, JdbcReplays.Noted noted) {
    boolean before =
        noted.since().map(since -> ticket.issued().isBefore(since.plus(DOUBT))).orElse(true);
    if (before) {
      return Use.UNKNOWN;
    }
    return noted.fresh().remove(ticket.id()) ? Use.FIRST : Use.REPEATED;
  }

  @Override
  public void close() {
    closed = true;
    forgetting.shutdownNow();
    asking.interrupt();
    try {
      asking.join(PATIENCE);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
