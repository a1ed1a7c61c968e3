package org.mingjing.exchange.identity;

import org.mingjing.exchange.problem.ProblemCode;

/** The caller is not who may call; answered at once, counted, and without an entry. */
public final class NotIdentified extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final ProblemCode code;

  NotIdentified(ProblemCode code) {
    super(code.wireName());
    this.code = code;
  }

  public ProblemCode code() {
    return code;
  }
}
