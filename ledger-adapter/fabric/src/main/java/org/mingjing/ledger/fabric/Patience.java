package org.mingjing.ledger.fabric;

import java.time.Duration;
import org.mingjing.ledger.LedgerUnavailable;

/**
 * How often to try again what a peer that lags, or another writer, made fail.
 *
 * @param attempts in all
 * @param first pause after the first; each further one is twice as long
 * @param longest pause
 */
record Patience(int attempts, Duration first, Duration longest) {
  /** 7 attempts in some 4 s: a peer that restarted needs 1 to 7 s. */
  static final Patience DEFAULT = new Patience(7, Duration.ofMillis(50), Duration.ofSeconds(2));

  /** What an attempt came to. */
  sealed interface Attempt<T> {
    /** It is decided. */
    record Done<T>(T result) implements Attempt<T> {}

    /** It may come to something else soon. */
    record Again<T>(String why) implements Attempt<T> {}
  }

  /** One attempt. */
  @FunctionalInterface
  interface Attempts<T> {
    Attempt<T> attempt();
  }

  /**
   * Tries until it is decided.
   *
   * @return the last attempt
   * @throws LedgerUnavailable when interrupted in a pause
   */
  <T> Attempt<T> run(Attempts<T> attempts) {
    Attempt<T> last = attempts.attempt();
    Duration pause = first;
    for (int i = 1; i < this.attempts && last instanceof Attempt.Again<T>; i++) {
      pause(pause);
      pause = longer(pause);
      last = attempts.attempt();
    }
    return last;
  }

  /** The pause after that one. */
  Duration longer(Duration pause) {
    Duration twice = pause.multipliedBy(2);
    return twice.compareTo(longest) < 0 ? twice : longest;
  }

  private static void pause(Duration pause) {
    try {
      Thread.sleep(pause);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new LedgerUnavailable("interrupted while waiting for the ledger", e);
    }
  }
}
