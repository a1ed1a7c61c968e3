package org.mingjing.ledger.fabric;

import java.util.Optional;
import org.mingjing.ledger.BatchKey;
import org.mingjing.ledger.LedgerUnavailable;

/**
 * Remembers, over crashes, what was handed over and not yet settled. All methods throw {@link
 * LedgerUnavailable} when they cannot do their work. Safe for many threads.
 */
public interface Submissions {
  /** Remembers durably, in place of what was remembered for that key. */
  void store(Submission submission);

  /** What was handed over under a key and is not settled. */
  Optional<Submission> find(BatchKey key);

  /** The batch under that key is settled. */
  void forget(BatchKey key);
}
