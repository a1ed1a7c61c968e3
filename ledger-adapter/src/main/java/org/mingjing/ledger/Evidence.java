package org.mingjing.ledger;

/** A ledger's word on a checkpoint. Sealed: a receipt must know how to carry each kind. */
public sealed interface Evidence {
  /**
   * A signature of the operator's own ledger: it shows that the ledger saw the checkpoint, and is
   * no independent witness (已记录, not 已存证).
   *
   * @param verifierKey the ledger's key (C2SP signed-note)
   * @param signatureLine its signature line over the text of the checkpoint, newline included
   */
  record OwnSignature(String verifierKey, String signatureLine) implements Evidence {}
}
