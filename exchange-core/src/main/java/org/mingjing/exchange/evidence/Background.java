package org.mingjing.exchange.evidence;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** What a node does by itself, again and again, each task on a thread of its own. */
public final class Background implements AutoCloseable {
  private static final System.Logger LOG = System.getLogger(Background.class.getName());
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  /**
   * Something to be repeated.
   *
   * @param every from the end of one run to the start of the next
   */
  public record Task(String name, Duration every, Runnable work) {}

  private final List<ScheduledExecutorService> executors = new ArrayList<>();

  /** Starts all, at once and then again and again. */
  public Background(Task... tasks) {
    for (Task task : tasks) {
      executors.add(start(task));
    }
  }

  /** A task that throws would never run again: it is logged with its trace and goes on. */
  @SuppressWarnings("FutureReturnValueIgnored") // runs until close, and never fails
  private static ScheduledExecutorService start(Task task) {
    ScheduledExecutorService executor =
        Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().name(task.name()).daemon().factory());
    executor.scheduleWithFixedDelay(
        () -> {
          try {
            task.work().run();
          } catch (RuntimeException e) {
            LOG.log(System.Logger.Level.ERROR, task.name() + " failed, and goes on", e);
          }
        },
        0,
        task.every().toMillis(),
        TimeUnit.MILLISECONDS);
    return executor;
  }

  @Override
  public void close() {
    executors.forEach(ScheduledExecutorService::shutdown);
    try {
      for (ScheduledExecutorService executor : executors) {
        if (!executor.awaitTermination(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
          executor.shutdownNow(); // a ledger that does not answer must not hold up the stop
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
