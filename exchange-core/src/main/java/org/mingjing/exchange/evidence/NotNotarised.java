package org.mingjing.exchange.evidence;

import org.mingjing.exchange.grants.PermittedCall;

/**
 * A permitted call needs a grant, and the ledger is too far behind: it was neither opened nor
 * counted.
 */
public final class NotNotarised extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final transient PermittedCall permitted;

  NotNotarised(PermittedCall permitted) {
    super("the ledger is too far behind", null, false, false);
    this.permitted = permitted;
  }

  public PermittedCall permitted() {
    return permitted;
  }
}
