package org.mingjing.policy;

import java.util.List;

/** What came of loading a folder of policy documents. */
public sealed interface LoadResult {

  /**
   * The documents hold together.
   *
   * @param grants what {@code grants.yaml} seeds a new exchange with; not part of the policy
   */
  record Loaded(Policy policy, List<Notice> notices, List<Grant> grants) implements LoadResult {
    public Loaded {
      notices = List.copyOf(notices);
      grants = List.copyOf(grants);
    }
  }

  /** They do not; every fault at once, by file and line. */
  record Faulty(List<Fault> faults) implements LoadResult {
    public Faulty {
      faults = List.copyOf(faults);
    }
  }
}
