package org.mingjing.exchange.call;

import org.mingjing.exchange.evidence.OpenedCall;
import org.mingjing.policy.Refusal;

/** Policy or grants have changed since the call was opened, and would refuse it now. */
final class DeniedAfterOpening extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final transient OpenedCall opened;
  private final transient Refusal refusal;

  DeniedAfterOpening(OpenedCall opened, Refusal refusal) {
    super(refusal.code().wireName(), null, false, false);
    this.opened = opened;
    this.refusal = refusal;
  }

  OpenedCall opened() {
    return opened;
  }

  Refusal refusal() {
    return refusal;
  }
}
