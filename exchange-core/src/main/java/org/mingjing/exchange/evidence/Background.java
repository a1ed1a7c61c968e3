package org.mingjing.exchange.evidence;

import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * What a node does by itself: carry the log to the ledger, close forgotten calls, and forget how
 * quotas were used on days gone by.
 */
public final class Background implements AutoCloseable {
  private static final System.Logger LOG = System.getLogger(Background.class.getName());

  private static final Duration FORGET_EVERY = Duration.ofHours(1);

  private final ScheduledExecutorService notarising =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().name("notary").daemon().factory());
  private final ScheduledExecutorService sweeping =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().name("sweeper").daemon().factory());

  /** Starts all, at once and then again and again. */
  public Background(
      Notary notary,
      Sweeper sweeper,
      OldQuotaUse quotas,
      Duration notariseEvery,
      Duration sweepEvery) {
    repeat(notarising, notariseEvery, "notarising", notary::notarise);
    repeat(sweeping, sweepEvery, "sweeping", () -> sweep(sweeper));
    repeat(sweeping, FORGET_EVERY, "forgetting old quota use", () -> forget(quotas));
  }

  private static void sweep(Sweeper sweeper) {
    try {
      int closed = sweeper.sweep();
      if (closed > 0) {
        LOG.log(System.Logger.Level.WARNING, "closed {0} calls as interrupted", closed);
      }
    } catch (SQLException | NotRecorded e) {
      LOG.log(System.Logger.Level.WARNING, "sweeping is interrupted: {0}", e.getMessage());
    }
  }

  private static void forget(OldQuotaUse quotas) {
    try {
      long forgotten = quotas.forget();
      LOG.log(System.Logger.Level.DEBUG, "forgot {0} counts of old quota use", forgotten);
    } catch (SQLException e) {
      LOG.log(System.Logger.Level.WARNING, "old quota use is kept for now: {0}", e.getMessage());
    }
  }

  /** A task that throws would never run again: it is logged with its trace and goes on. */
  @SuppressWarnings("FutureReturnValueIgnored") // runs until close, and never fails
  private static void repeat(
      ScheduledExecutorService executor, Duration every, String name, Runnable task) {
    executor.scheduleWithFixedDelay(
        () -> {
          try {
            task.run();
          } catch (RuntimeException e) {
            LOG.log(System.Logger.Level.ERROR, name + " failed, and goes on", e);
          }
        },
        0,
        every.toMillis(),
        TimeUnit.MILLISECONDS);
  }

  @Override
  public void close() {
    sweeping.shutdown();
    notarising.shutdown();
    try {
      sweeping.awaitTermination(10, TimeUnit.SECONDS);
      notarising.awaitTermination(10, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
