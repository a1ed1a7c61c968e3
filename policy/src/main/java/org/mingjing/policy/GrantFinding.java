package org.mingjing.policy;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What the grants say of a call.
 *
 * @param grant the grant relied on
 * @param objection against every field that needs a grant and is not covered by {@code grant}
 */
record GrantFinding(
    Optional<Grant> grant,
    Optional<Objection> objection,
    List<DatedGrant> eligible,
    List<String> fields,
    long second) {

  static GrantFinding find(GrantChoice grants, Question question, List<Asked> asked, long second) {
    List<String> needed = needed(asked, question.partial());
    List<DatedGrant> eligible =
        needed.isEmpty() && !question.partial() ? List.of() : grants.eligible(question);
    if (needed.isEmpty()) {
      return new GrantFinding(Optional.empty(), Optional.empty(), eligible, needed, second);
    }
    Optional<Grant> covering = GrantChoice.covering(eligible, question, needed, second);
    if (covering.isPresent()) {
      return new GrantFinding(covering, Optional.empty(), eligible, needed, second);
    }
    Objection missing = GrantChoice.missing(eligible, question, needed, second);
    Optional<Grant> most =
        question.partial()
            ? GrantChoice.coveringMost(eligible, question, needed, key(asked), second)
            : Optional.empty();
    return new GrantFinding(most, Optional.of(missing), eligible, needed, second);
  }

  /** In a partial call a field that is refused anyway needs no grant. */
  private static List<String> needed(List<Asked> asked, boolean partial) {
    List<String> needed = new ArrayList<>(asked.size());
    for (Asked one : asked) {
      if (one.needsGrant() && !(partial && !one.objections().isEmpty())) {
        needed.add(one.name());
      }
    }
    return needed;
  }

  private static List<String> key(List<Asked> asked) {
    return asked.stream()
        .filter(one -> one.selects() && one.needsGrant())
        .map(Asked::name)
        .toList();
  }

  /** The objection that stands against a field, its own or for want of a grant. */
  Optional<Objection> objectionTo(Asked asked) {
    boolean uncovered =
        objection.isPresent()
            && asked.needsGrant()
            && grant.filter(one -> one.fields().contains(asked.name())).isEmpty();
    if (!uncovered) {
      return asked.objection();
    }
    return asked.objection().map(own -> Objection.first(own, objection.get())).or(() -> objection);
  }
}
