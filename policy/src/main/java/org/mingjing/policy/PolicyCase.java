package org.mingjing.policy;

import java.util.List;

/**
 * A test of the policy, from {@code tests/*.yaml}: what has to come of one call.
 *
 * @param file the document that it stands in, and {@code line} from 1: where to look when it fails
 */
public record PolicyCase(
    String id,
    Text name,
    CaseRequest request,
    Grants grants,
    Expectation expect,
    String file,
    int line) {

  /**
   * Which grants are in force.
   *
   * @param seeded whether those of {@code grants.yaml} are, all of them; for an imagined resource,
   *     whether one is that would do
   * @param named those of {@code grants.yaml} that are, where not all are
   * @param own those that the case writes itself
   */
  public record Grants(boolean seeded, List<GrantId> named, List<Grant> own) {

    static final Grants SEEDED = new Grants(true, List.of(), List.of());

    public Grants {
      named = List.copyOf(named);
      own = List.copyOf(own);
    }
  }
}
