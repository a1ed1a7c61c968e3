package org.mingjing.ledger;

import java.util.Optional;
import java.util.OptionalLong;

/**
 * A ledger that notarises a log: it checks that every batch extends what it holds, and keeps it.
 * Open for anyone to implement; what comes back is closed. Safe for many threads. One ledger serves
 * one log.
 */
public interface Ledger {
  /**
   * Appends a batch, once: repeating a batch that is there answers as the first time. After {@link
   * Unknown} the caller asks {@link #find}, and then repeats the same batch.
   */
  Outcome append(Batch batch);

  /**
   * What the ledger holds.
   *
   * @throws LedgerUnavailable when it cannot be asked
   */
  Head head();

  /**
   * The batch with that key, if the ledger holds it.
   *
   * @throws LedgerUnavailable when it cannot be asked
   */
  Optional<Anchored> find(BatchKey key);

  /** Most leaves in a batch that this ledger takes. */
  default int maxLeaves() {
    return Batch.MAX_LEAVES;
  }

  /**
   * Where the batch ends that was handed over under a key and whose fate is still open: only the
   * very same batch may be repeated. Nothing where none is.
   *
   * @throws LedgerUnavailable when it cannot be looked up
   */
  default OptionalLong openEnd(BatchKey key) {
    return OptionalLong.empty();
  }
}
