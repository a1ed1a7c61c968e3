package org.mingjing.ledger.verify;

import java.util.Optional;

/** What a check of a receipt found. */
public sealed interface Verdict {
  /**
   * Every check passed: the log of the given key holds this entry.
   *
   * @param origin name of the log
   * @param index the entry's place in the log
   * @param treeSize number of entries under the checkpoint
   * @param leafHash lower-case hexadecimal, as the log's level-0 tile and the ledger hold it
   * @param entry the entry itself, canonical JSON
   * @param ledger name of the operator's own ledger that signed the checkpoint, if the receipt has
   *     one
   */
  record Verified(
      String origin,
      long index,
      long treeSize,
      String leafHash,
      String entry,
      Optional<String> ledger)
      implements Verdict {
    /** How far the evidence reaches, and how far not. */
    public Text standing() {
      return ledger
          .map(Verified::ownLedger)
          .orElse(
              new Text(
                  "已记录：条目在日志中；回执不含账本锚定",
                  "recorded: the entry is in the log; the receipt has no anchor"));
    }

    private static Text ownLedger(String name) {
      return new Text(
          "已锚定在运营方自己的账本（" + name + "），不是已存证",
          "anchored in the operator's own ledger (" + name + "), not 已存证");
    }
  }

  /**
   * A check did not pass; nothing may be concluded from the receipt.
   *
   * @param check the first check that failed
   */
  record Failed(Check check, Text reason) implements Verdict {}
}
