package org.mingjing.exchange.evidence;

import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** What a node does by itself: carry the log to the ledger, and close forgotten calls. */
public final class Background implements AutoCloseable {
  private static final System.Logger LOG = System.getLogger(Background.class.getName());

  private final ScheduledExecutorService notarising =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().name("notary").daemon().factory());
  private final ScheduledExecutorService sweeping =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().name("sweeper").daemon().factory());

  /** Starts both, at once and then again and again. */
  public Background(Notary notary, Sweeper sweeper, Duration notariseEvery, Duration sweepEvery) {
    repeat(notarising, notariseEvery, "notarising", notary::notarise);
    repeat(sweeping, sweepEvery, "sweeping", () -> sweep(sweeper));
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
