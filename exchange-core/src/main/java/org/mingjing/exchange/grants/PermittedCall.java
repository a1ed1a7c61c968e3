package org.mingjing.exchange.grants;

import java.util.List;
import org.mingjing.exchange.catalogue.ResolvedCall;
import org.mingjing.policy.DailyLimit;
import org.mingjing.policy.Permit;

/** A resolved call with the permit that was given for it: made by {@link Decide} alone. */
public final class PermittedCall {
  private final ResolvedCall call;
  private final Permit permit;
  private final List<DailyLimit> limits;

  PermittedCall(ResolvedCall call, Permit permit, List<DailyLimit> limits) {
    this.call = call;
    this.permit = permit;
    this.limits = List.copyOf(limits);
  }

  public ResolvedCall call() {
    return call;
  }

  public Permit permit() {
    return permit;
  }

  /** What the call is charged to when it is opened. */
  public List<DailyLimit> limits() {
    return limits;
  }
}
