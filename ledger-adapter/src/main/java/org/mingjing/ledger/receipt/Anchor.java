package org.mingjing.ledger.receipt;

import org.mingjing.ledger.checkpoint.NoteSigner;

/**
 * That a ledger holds the receipt's checkpoint.
 *
 * @param kind the kind of ledger; only {@code embedded} here, which is the operator's own
 * @param ledgerKey a note signed by the log's key that names the ledger's verifier key, so that
 *     whoever checks needs the log's key alone
 * @param signature the ledger key's signature line, newline included, over the very text of the
 *     receipt's checkpoint
 */
public record Anchor(String kind, String ledgerKey, String signature) {
  /** The kind of the operator's own ledger. */
  public static final String EMBEDDED = "embedded";

  /**
   * First line of the note that names a ledger's key; no log has such a name, for it has spaces.
   */
  private static final String TITLE = "mingjing ledger key";

  /** The anchor of the operator's own ledger. */
  public static Anchor embedded(String ledgerKey, String signature) {
    return new Anchor(EMBEDDED, ledgerKey, signature);
  }

  /** The signed note by which a log names the verifier key of its ledger; made once, kept. */
  public static String ledgerKey(NoteSigner log, String ledgerVerifierKey) {
    return log.sign(TITLE + "\n" + log.name() + "\n" + ledgerVerifierKey + "\n");
  }
}
