package org.mingjing.ledger.log;

/**
 * The stored log contradicts what was seen before, or is not kept durably: nothing may be signed
 * until an operator has looked.
 */
public final class LogRefused extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final transient Words reason;

  public LogRefused(String zh, String en) {
    super(zh + " / " + en);
    this.reason = new Words(zh, en);
  }

  /** What the message says, each language by itself. */
  public Words reason() {
    return reason;
  }
}
