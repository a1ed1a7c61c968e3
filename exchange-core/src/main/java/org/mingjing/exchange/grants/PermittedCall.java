package org.mingjing.exchange.grants;

import org.mingjing.exchange.catalogue.ResolvedCall;
import org.mingjing.policy.Permit;

/** A resolved call with the permit that was given for it: made by {@link Decide} alone. */
public final class PermittedCall {
  private final ResolvedCall call;
  private final Permit permit;

  PermittedCall(ResolvedCall call, Permit permit) {
    this.call = call;
    this.permit = permit;
  }

  public ResolvedCall call() {
    return call;
  }

  public Permit permit() {
    return permit;
  }
}
