package org.mingjing.exchange.catalogue;

import java.util.Collection;
import java.util.concurrent.atomic.AtomicReference;
import org.mingjing.policy.Decider;
import org.mingjing.policy.Grant;
import org.mingjing.policy.GrantSet;
import org.mingjing.policy.Policy;

/** The policy and the grants that this node runs on at the moment. */
public final class LivePolicy {

  /**
   * One policy with one set of grants, immutable: a call takes it once and is decided by it whole.
   */
  public static final class Snapshot {
    private final Policy policy;
    private final GrantSet grants;
    private final Decider decider;

    private Snapshot(Policy policy, GrantSet grants) {
      this.policy = policy;
      this.grants = grants;
      this.decider = new Decider(policy, grants);
    }

    public Policy policy() {
      return policy;
    }

    public GrantSet grants() {
      return grants;
    }

    public Decider decider() {
      return decider;
    }
  }

  private final AtomicReference<Snapshot> current;

  public LivePolicy(Policy policy, Collection<Grant> grants) {
    this.current = new AtomicReference<>(new Snapshot(policy, GrantSet.of(policy, grants)));
  }

  public Snapshot current() {
    return current.get();
  }

  /** Puts another set of grants in force; calls that are under way notice before they release. */
  public void replaceGrants(Collection<Grant> grants) {
    current.updateAndGet(before -> new Snapshot(before.policy, GrantSet.of(before.policy, grants)));
  }
}
