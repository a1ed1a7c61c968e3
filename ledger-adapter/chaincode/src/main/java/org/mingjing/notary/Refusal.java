package org.mingjing.notary;

import org.mingjing.ledger.Rejected;

/** Why a call is refused: {@code REASON: detail}. */
final class Refusal extends RuntimeException {
  private static final long serialVersionUID = 1;

  private final String reason;

  private Refusal(String reason, String detail) {
    super(reason + ": " + detail);
    this.reason = reason;
  }

  /** The ledger's rules refuse the batch. */
  static Refusal of(Rejected rejected) {
    return new Refusal(rejected.reason().name(), rejected.detail());
  }

  /** An argument is not of its form, whatever the ledger holds. */
  static Refusal malformed(String detail) {
    return new Refusal("MALFORMED", detail);
  }

  /** The one word for programs. */
  String reason() {
    return reason;
  }
}
