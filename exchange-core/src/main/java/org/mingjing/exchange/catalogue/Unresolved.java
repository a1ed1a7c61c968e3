package org.mingjing.exchange.catalogue;

import org.mingjing.exchange.problem.ProblemCode;
import org.mingjing.policy.Text;

/** The catalogue does not know what the call asks for. */
public final class Unresolved extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final ProblemCode code;
  private final transient Text reason;

  Unresolved(ProblemCode code, Text reason) {
    super(code.wireName(), null, false, false);
    this.code = code;
    this.reason = reason;
  }

  public ProblemCode code() {
    return code;
  }

  public Text reason() {
    return reason;
  }
}
