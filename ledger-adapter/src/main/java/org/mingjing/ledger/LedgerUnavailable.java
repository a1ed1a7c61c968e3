package org.mingjing.ledger;

/** A ledger that cannot be asked now; nothing is known about what it holds. */
public final class LedgerUnavailable extends RuntimeException {
  private static final long serialVersionUID = 1;

  /** With the reason for the operator. */
  public LedgerUnavailable(String message) {
    super(message);
  }

  /** With the reason for the operator, and what caused it. */
  public LedgerUnavailable(String message, Throwable cause) {
    super(message, cause);
  }
}
