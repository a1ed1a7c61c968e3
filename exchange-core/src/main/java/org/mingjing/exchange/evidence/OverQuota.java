package org.mingjing.exchange.evidence;

import java.time.Duration;
import org.mingjing.exchange.catalogue.ResolvedCall;
import org.mingjing.policy.Refusal;

/** A permitted call does not fit one of its daily limits: it was neither opened nor counted. */
public final class OverQuota extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final transient ResolvedCall call;
  private final transient Refusal refusal;
  private final Duration resetsIn;

  OverQuota(ResolvedCall call, Refusal refusal, Duration resetsIn) {
    super(refusal.code().wireName(), null, false, false);
    this.call = call;
    this.refusal = refusal;
    this.resetsIn = resetsIn;
  }

  public ResolvedCall call() {
    return call;
  }

  public Refusal refusal() {
    return refusal;
  }

  /** When counting starts anew. */
  public Duration resetsIn() {
    return resetsIn;
  }
}
