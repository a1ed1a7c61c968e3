package org.mingjing.ledger.checkpoint;

/**
 * A note, checkpoint or verifier key that is not what it must be; the message names what is wrong.
 */
public final class InvalidNote extends IllegalArgumentException {
  private static final long serialVersionUID = 1;

  private final String reason;

  InvalidNote(String reason) {
    super(reason);
    this.reason = reason;
  }

  /** What is wrong; the same as the message. */
  public String reason() {
    return reason;
  }
}
