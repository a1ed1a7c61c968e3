package org.mingjing.ledger.embedded;

import java.util.Optional;
import org.mingjing.ledger.Batch;
import org.mingjing.ledger.Rejected;
import org.mingjing.ledger.checkpoint.InvalidNote;
import org.mingjing.ledger.checkpoint.NoteVerifier;

/** What a batch must be, whatever the ledger holds. */
final class Rules {
  private Rules() {}

  static Optional<Rejected> demandCheckpoint(Batch batch, NoteVerifier log) {
    if (!batch.origin().equals(log.name())) {
      return rejected(Rejected.Reason.FOREIGN_LOG, "this ledger serves " + log.name());
    }
    try {
      long size = log.open(batch.checkpoint()).size();
      return size == batch.end()
          ? Optional.empty()
          : rejected(
              Rejected.Reason.BAD_CHECKPOINT,
              "the batch ends at " + batch.end() + ", its checkpoint at " + size);
    } catch (InvalidNote e) {
      return rejected(Rejected.Reason.BAD_CHECKPOINT, e.reason());
    }
  }

  private static Optional<Rejected> rejected(Rejected.Reason reason, String detail) {
    return Optional.of(new Rejected(reason, detail));
  }
}
