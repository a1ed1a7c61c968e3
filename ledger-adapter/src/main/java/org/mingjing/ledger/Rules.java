package org.mingjing.ledger;

import java.util.Optional;
import org.mingjing.ledger.checkpoint.Checkpoint;
import org.mingjing.ledger.checkpoint.InvalidNote;
import org.mingjing.ledger.checkpoint.NoteVerifier;
import org.mingjing.ledger.merkle.Frontier;

/**
 * The rules of an append-only ledger, wherever it keeps its records. Each tells what it refuses, or
 * nothing.
 */
public final class Rules {
  private Rules() {}

  /** The batch is of this log, its checkpoint signed by the log and of the batch's size. */
  public static Optional<Rejected> demandCheckpoint(Batch batch, NoteVerifier log) {
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

  /**
   * A batch that the ledger does not hold starts where the ledger ends: before is a rewrite, behind
   * a gap.
   */
  public static Optional<Rejected> demandPlace(Batch batch, long size) {
    if (batch.first() < size) {
      return Optional.of(rewrite(batch));
    }
    return batch.first() == size
        ? Optional.empty()
        : rejected(
            Rejected.Reason.GAP,
            "the ledger ends at " + size + ", the batch starts at " + batch.first());
  }

  /** The leaves lead to the root that the log signed. */
  public static Optional<Rejected> demandRoot(Frontier next, Checkpoint checkpoint) {
    return next.root().equals(checkpoint.root())
        ? Optional.empty()
        : rejected(
            Rejected.Reason.ROOT_DOES_NOT_FOLLOW,
            "the leaves lead to " + next.root() + ", the checkpoint says " + checkpoint.root());
  }

  /** What a batch is told that differs from what the ledger holds under its first index. */
  public static Rejected rewrite(Batch batch) {
    return new Rejected(
        Rejected.Reason.REWRITE, "the ledger holds something else from " + batch.first() + " on");
  }

  private static Optional<Rejected> rejected(Rejected.Reason reason, String detail) {
    return Optional.of(new Rejected(reason, detail));
  }
}
