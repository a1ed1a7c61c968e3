package org.mingjing.ledger.verify;

import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Consumer;

/**
 * Checks batches on all cores and sums them up in the order in which they came. Whoever brings
 * batches waits when some are waiting already: memory is bounded, however many there are.
 */
final class Workers implements AutoCloseable {
  /** More than cores: files that are not in memory are waited for, many at once. */
  private static final int THREADS = Math.max(16, Runtime.getRuntime().availableProcessors());

  private final ReceiptVerifier verifier;
  private final Consumer<Findings.Failure> told;
  private final ExecutorService threads = Executors.newFixedThreadPool(THREADS);
  private final Queue<Future<Findings>> waiting = new ArrayDeque<>();
  private Tally tally = Tally.NOTHING;

  /** Each failure is told as soon as those before it have been. */
  Workers(ReceiptVerifier verifier, Consumer<Findings.Failure> told) {
    this.verifier = verifier;
    this.told = told;
  }

  void check(Batch batch) {
    if (waiting.size() == 2 * THREADS) {
      add(waiting.remove());
    }
    waiting.add(threads.submit(() -> batch.check(verifier)));
  }

  /** The sum, once all are checked. */
  Tally tally() {
    while (!waiting.isEmpty()) {
      add(waiting.remove());
    }
    return tally;
  }

  private void add(Future<Findings> batch) {
    Findings findings = result(batch);
    findings.failures().forEach(told);
    tally = tally.plus(findings);
  }

  private static Findings result(Future<Findings> batch) {
    try {
      return batch.get();
    } catch (ExecutionException e) {
      throw new IllegalStateException("a check broke off", e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new CancellationException("interrupted");
    }
  }

  @Override
  public void close() {
    threads.shutdownNow();
  }
}
