package org.mingjing.bench.policy;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.mingjing.policy.Grant;
import org.mingjing.policy.Policy;
import org.mingjing.policy.PolicyDiff;

/**
 * A steward compares a large policy with a draft of it: every fifth condition is stricter, and of
 * the grants one in twenty is gone, and one ends earlier.
 */
record Differing(World before, Policy draft, List<Grant> grants) implements Engine {

  private static final int OF = 20;

  static Differing of(World world, Policy draft) {
    List<Grant> changed = new ArrayList<>();
    for (int i = 0; i < world.grants().size(); i++) {
      Grant grant = world.grants().get(i);
      switch (i % OF) {
        case 0 -> {}
        case 1 -> changed.add(until(grant, grant.until().minusMonths(3)));
        default -> changed.add(grant);
      }
    }
    return new Differing(world, draft, List.copyOf(changed));
  }

  private static Grant until(Grant grant, LocalDate last) {
    return new Grant(
        grant.id(),
        grant.grantee(),
        grant.systems(),
        grant.resource(),
        grant.fields(),
        grant.purpose(),
        grant.answers(),
        grant.from(),
        last,
        grant.quota(),
        grant.state());
  }

  @Override
  public PolicyDiff decide(int question) {
    return PolicyDiff.between(before.policy(), before.grants(), draft, grants);
  }

  @Override
  public boolean permits(Object answer) {
    return false;
  }
}
