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
record GrantFinding(Optional<DatedGrant> grant, Optional<Objection> objection) {

  private static final GrantFinding NONE_NEEDED =
      new GrantFinding(Optional.empty(), Optional.empty());

  static GrantFinding find(
      GrantChoice grants, int resource, Circumstances at, List<AskedField> asked) {
    if (!anyNeeded(asked, at.question())) {
      return NONE_NEEDED;
    }
    Optional<DatedGrant> covering = grants.covering(at, resource, asked);
    return covering.isPresent()
        ? new GrantFinding(covering, Optional.empty())
        : uncovered(grants, at, asked);
  }

  private static boolean anyNeeded(List<AskedField> asked, Question question) {
    for (AskedField one : asked) {
      if (one.needsGrantIn(question)) {
        return true;
      }
    }
    return false;
  }

  private static GrantFinding uncovered(
      GrantChoice grants, Circumstances at, List<AskedField> asked) {
    Question question = at.question();
    long second = at.now().getEpochSecond();
    List<String> needed = new ArrayList<>(asked.size());
    for (AskedField one : asked) {
      if (one.needsGrantIn(question)) {
        needed.add(one.name());
      }
    }
    List<DatedGrant> eligible = grants.eligible(question);
    Objection missing = GrantChoice.missing(eligible, question, needed, second);
    Optional<DatedGrant> most =
        question.partial()
            ? GrantChoice.coveringMost(eligible, question, needed, key(asked), second)
            : Optional.empty();
    return new GrantFinding(most, Optional.of(missing));
  }

  private static List<String> key(List<AskedField> asked) {
    return asked.stream()
        .filter(one -> one.selects() && one.needsGrant())
        .map(AskedField::name)
        .toList();
  }

  /** The objection that stands against a field, its own or for want of a grant. */
  Optional<Objection> objectionTo(AskedField asked) {
    boolean uncovered =
        objection.isPresent()
            && asked.needsGrant()
            && grant.filter(one -> one.grant().fields().contains(asked.name())).isEmpty();
    if (!uncovered) {
      return asked.objection();
    }
    return asked.objection().map(own -> Objection.first(own, objection.get())).or(() -> objection);
  }
}
