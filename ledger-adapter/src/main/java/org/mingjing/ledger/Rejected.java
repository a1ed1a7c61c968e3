package org.mingjing.ledger;

/**
 * The ledger refused the batch and does not hold it; the same batch would be refused again.
 *
 * @param reason which rule it broke
 * @param detail for the operator's log
 */
public record Rejected(Reason reason, String detail) implements Outcome {
  /** The rules of an append-only ledger. */
  public enum Reason {
    /** The batch is of another log. */
    FOREIGN_LOG,
    /** The checkpoint is malformed, not signed by the log, or not of this batch's size. */
    BAD_CHECKPOINT,
    /** The batch starts behind the end of what the ledger holds. */
    GAP,
    /** The ledger holds something else from that index on. */
    REWRITE,
    /** The root of the checkpoint is not the root of the leaves. */
    ROOT_DOES_NOT_FOLLOW,
    /** The submitter may not append. */
    NOT_ALLOWED
  }
}
