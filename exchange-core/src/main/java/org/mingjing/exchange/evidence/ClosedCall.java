package org.mingjing.exchange.evidence;

import org.mingjing.ledger.receipt.Receipt;

/**
 * A call whose ending is durable: made by {@link Evidence} alone. Nothing is answered without one.
 */
public final class ClosedCall {
  private final Receipt receipt;
  private final byte[] decision;

  ClosedCall(Receipt receipt, byte[] decision) {
    this.receipt = receipt;
    this.decision = decision;
  }

  public Receipt receipt() {
    return receipt;
  }

  /** The decision as it stands in the entry: canonical JSON. */
  public byte[] decision() {
    return decision;
  }
}
