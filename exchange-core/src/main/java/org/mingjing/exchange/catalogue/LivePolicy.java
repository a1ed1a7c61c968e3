package org.mingjing.exchange.catalogue;

import java.time.Duration;
import java.util.Collection;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.mingjing.exchange.problem.NotNow;
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

  /** What this node runs on is not what the log names: it must not serve. */
  public static final class Distrusted extends NotNow {
    private static final long serialVersionUID = 1L;

    private Distrusted(String reason) {
      super(reason);
    }
  }

  private record State(Snapshot snapshot, Optional<String> trouble) {}

  private final AtomicReference<State> state;
  private volatile long lookedAt = System.nanoTime();
  private volatile long lookWithinNanos = Long.MAX_VALUE;

  public LivePolicy(Policy policy, Collection<Grant> grants) {
    Snapshot first = new Snapshot(policy, GrantSet.of(policy, grants));
    this.state = new AtomicReference<>(new State(first, Optional.empty()));
  }

  /**
   * What to decide by.
   *
   * @throws Distrusted while it is not what the log names
   */
  public Snapshot current() {
    State now = state.get();
    Optional<String> trouble = trouble(now);
    if (trouble.isPresent()) {
      throw new Distrusted(trouble.get());
    }
    return now.snapshot();
  }

  /** Why this node does not serve, if so. */
  public Optional<String> trouble() {
    return trouble(state.get());
  }

  private Optional<String> trouble(State now) {
    boolean stale = System.nanoTime() - lookedAt > lookWithinNanos;
    return now.trouble().isEmpty() && stale
        ? Optional.of("what the log names could not be looked up for too long")
        : now.trouble();
  }

  /**
   * From now on, stops deciding whenever nobody has found for so long that this is what the log
   * names: whoever keeps a node from looking brings no older policy to stay.
   */
  public void demandLook(Duration within) {
    lookedAt = System.nanoTime();
    lookWithinNanos = within.toNanos();
  }

  /** Puts another policy and grants in force; calls under way notice before they release. */
  public void replace(Snapshot next) {
    state.set(new State(next, Optional.empty()));
    lookedAt = System.nanoTime();
  }

  /** Whether these digests are the ones that this node runs on. */
  public boolean runs(String policyDigest, String grantsDigest) {
    Snapshot now = state.get().snapshot();
    return now.policy().digest().equals(policyDigest) && now.grants().digest().equals(grantsDigest);
  }

  /** Stops deciding, until {@link #trust} or {@link #replace}. */
  public void distrust(String reason) {
    state.updateAndGet(now -> new State(now.snapshot(), Optional.of(reason)));
  }

  /** What this node runs on is what the log names. */
  public void trust() {
    lookedAt = System.nanoTime();
    state.updateAndGet(
        now -> now.trouble().isEmpty() ? now : new State(now.snapshot(), Optional.empty()));
  }
}
