package org.mingjing.ledger.log;

import static org.assertj.core.api.Assertions.fail;

import java.time.Duration;
import java.util.concurrent.Callable;

/** Waits for what happens in other threads and processes. */
final class Until {
  private static final Duration LIMIT = Duration.ofSeconds(20);

  private Until() {}

  static void becomes(String what, Callable<Boolean> condition) throws Exception {
    long limit = System.nanoTime() + LIMIT.toNanos();
    while (!condition.call()) {
      if (System.nanoTime() - limit > 0) {
        fail("waited in vain: " + what);
      }
      Thread.sleep(5);
    }
  }
}
