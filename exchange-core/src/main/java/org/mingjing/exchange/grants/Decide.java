package org.mingjing.exchange.grants;

import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import org.mingjing.exchange.catalogue.LivePolicy;
import org.mingjing.exchange.catalogue.ResolvedCall;
import org.mingjing.policy.DailyLimit;
import org.mingjing.policy.Decision;
import org.mingjing.policy.OpenLimits;
import org.mingjing.policy.Permit;
import org.mingjing.policy.ProbeLimits;
import org.mingjing.policy.Refusal;
import org.mingjing.policy.SystemClient;

/** Step 3: policy and grants decide. */
public final class Decide {
  private final LivePolicy live;
  private final OpenLimits open;
  private final ProbeLimits probes;
  private final Clock clock;

  /**
   * Decides by what is in force.
   *
   * @param open bounds the calls for open fields, which need no grant
   * @param probes bounds the calls that claim something
   */
  public Decide(LivePolicy live, OpenLimits open, ProbeLimits probes, Clock clock) {
    this.live = live;
    this.open = open;
    this.probes = probes;
    this.clock = clock;
  }

  /**
   * Decides a call by the policy and grants that it was resolved by, at its own instant.
   *
   * @throws Denied if it is refused
   */
  public PermittedCall permit(ResolvedCall call) {
    return permitted(call, call.snapshot().decider().decide(call.question(), call.at()));
  }

  /**
   * Looks again before release: if policy or grants have changed since, they decide anew, with the
   * system as it is known now, and the new permit holds.
   *
   * @throws Denied if the call would be refused now
   * @throws LostScope if the system may not call any more
   */
  public PermittedCall again(PermittedCall before) {
    LivePolicy.Snapshot now = live.current();
    if (now == before.call().snapshot()) {
      return before;
    }
    ResolvedCall call = before.call();
    SystemClient client = call.caller().in(now.policy()).orElseThrow(LostScope::new);
    return permitted(call, now.decider().decide(call.question().by(client), clock.instant()));
  }

  /** What a permit counts against, whoever gives the data. */
  public List<DailyLimit> limits(Permit permit) {
    List<DailyLimit> limits = new ArrayList<>(permit.limits(open));
    limits.addAll(permit.probes(probes));
    return limits;
  }

  private PermittedCall permitted(ResolvedCall call, Decision decision) {
    return switch (decision) {
      case Permit permit -> new PermittedCall(call, permit, limits(permit));
      case Refusal refusal -> throw new Denied(call, refusal);
    };
  }
}
