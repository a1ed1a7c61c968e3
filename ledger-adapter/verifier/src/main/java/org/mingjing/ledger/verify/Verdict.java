package org.mingjing.ledger.verify;

import java.util.Optional;

/** What a check of a receipt, or of two checkpoints, found. */
public sealed interface Verdict {
  /**
   * Every check passed: the log of the given key holds this entry.
   *
   * @param origin name of the log
   * @param index the entry's place in the log
   * @param treeSize number of entries under the checkpoint
   * @param leafHash lower-case hexadecimal, as the log's level-0 tile and the ledger hold it
   * @param entry the entry itself, canonical JSON
   * @param anchor what the receipt's anchor is worth, if it has one
   */
  record Verified(
      String origin,
      long index,
      long treeSize,
      String leafHash,
      String entry,
      Optional<Anchored> anchor)
      implements Verdict {
    /** Name of the operator's own ledger that signed the checkpoint, if one did. */
    public Optional<String> ledger() {
      return anchor
          .filter(Anchored.OwnLedger.class::isInstance)
          .map(Anchored.OwnLedger.class::cast)
          .map(Anchored.OwnLedger::ledger);
    }

    /** What organisations' peers signed, if they did. */
    Optional<Anchored.Endorsed> endorsed() {
      return anchor.filter(Anchored.Endorsed.class::isInstance).map(Anchored.Endorsed.class::cast);
    }

    /** How far the evidence reaches, and how far not. */
    public Text standing() {
      return anchor
          .map(Anchored::standing)
          .orElse(
              new Text(
                  "已记录：条目在日志中；回执不含账本锚定",
                  "recorded: the entry is in the log; the receipt has no anchor"));
    }
  }

  /**
   * Both checkpoints are the log's, and the newer one extends the older one.
   *
   * @param older number of entries under the older one
   */
  record Consistent(String origin, long older, long newer) implements Verdict {}

  /**
   * A check did not pass; nothing may be concluded from the receipt.
   *
   * @param check the first check that failed
   */
  record Failed(Check check, Text reason) implements Verdict {}
}
