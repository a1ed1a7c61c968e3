package org.mingjing.exchange.grants;

import org.mingjing.exchange.catalogue.ResolvedCall;
import org.mingjing.policy.Refusal;

/** The policy refuses the call. */
public final class Denied extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final transient ResolvedCall call;
  private final transient Refusal refusal;

  Denied(ResolvedCall call, Refusal refusal) {
    super(refusal.code().wireName(), null, false, false);
    this.call = call;
    this.refusal = refusal;
  }

  public ResolvedCall call() {
    return call;
  }

  public Refusal refusal() {
    return refusal;
  }
}
