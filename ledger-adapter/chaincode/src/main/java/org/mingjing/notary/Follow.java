package org.mingjing.notary;

import java.util.List;
import java.util.Optional;
import org.mingjing.ledger.Batch;
import org.mingjing.ledger.Rejected;
import org.mingjing.ledger.Rules;
import org.mingjing.ledger.checkpoint.Checkpoint;
import org.mingjing.ledger.merkle.Frontier;
import org.mingjing.ledger.merkle.Hash;

/** What becomes of a batch that {@link ServedLogs#demand} let pass. */
sealed interface Follow {
  /** It is there already; nothing is written. */
  record Repeated(Recorded recorded) implements Follow {}

  /** It follows; this is where the ledger stands then. */
  record Appended(Frontier frontier) implements Follow {}

  /** It is refused. */
  record Refused(Rejected rejected) implements Follow {}

  /** A batch that the ledger holds. */
  record Held(Recorded recorded, List<Hash> leaves) {}

  /**
   * Decides: a pure function of the batch, its opened checkpoint and what the ledger holds.
   *
   * @param frontier how far the ledger has followed the log
   * @param held the batch under the same first index, if there is one
   */
  static Follow of(Batch batch, Checkpoint checkpoint, Frontier frontier, Optional<Held> held) {
    if (held.isPresent()) {
      Recorded recorded = held.get().recorded();
      boolean same =
          recorded.root().equals(checkpoint.root()) && held.get().leaves().equals(batch.leaves());
      return same ? new Repeated(recorded) : new Refused(Rules.rewrite(batch));
    }
    Optional<Rejected> misplaced = Rules.demandPlace(batch, frontier.size());
    if (misplaced.isPresent()) {
      return new Refused(misplaced.get());
    }
    Frontier next = frontier.append(batch.leaves());
    return Rules.demandRoot(next, checkpoint)
        .<Follow>map(Refused::new)
        .orElseGet(() -> new Appended(next));
  }
}
