package org.mingjing.exchange.call;

import org.mingjing.exchange.evidence.OpenedCall;
import org.mingjing.exchange.problem.ProblemCode;

/**
 * An opened call cannot be answered: its source failed, or what came could not be reduced as
 * obliged.
 */
final class FailedAfterOpening extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final transient OpenedCall opened;
  private final ProblemCode code;

  FailedAfterOpening(OpenedCall opened, ProblemCode code) {
    super(code.wireName(), null, false, false);
    this.opened = opened;
    this.code = code;
  }

  OpenedCall opened() {
    return opened;
  }

  ProblemCode code() {
    return code;
  }
}
