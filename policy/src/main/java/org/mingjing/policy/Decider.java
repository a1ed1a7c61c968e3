package org.mingjing.policy;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Decides calls: a pure function of question, policy, grants and instant. Whatever is unknown,
 * unclassified or expired is refused, and an exception permits nothing, because a {@link Permit} is
 * made only as the last step of deciding. May be used by many threads.
 */
public final class Decider {

  private final Policy policy;
  private final GrantChoice grants;
  private final Basis basis;

  public Decider(Policy policy, GrantSet grants) {
    this.policy = policy;
    this.grants = new GrantChoice(grants.under(policy).index());
    this.basis = new Basis(policy.digest(), grants.digest(), policy.version());
  }

  /** The decision on the question at that instant; the same every time. */
  public Decision decide(Question question, Instant now) {
    Optional<ResourceRules> known = policy.rules(question.resource());
    if (known.isEmpty()) {
      return Conclusion.refusedOutright(
          question, now, basis, Strangers.resource(question.resource()));
    }
    ResourceRules rules = known.get();
    Circumstances at =
        new Circumstances(
            question, rules.subjectType(), now, policy.workingDays(), policy.numbering());
    Optional<Strangers> stranger = stranger(at);
    if (stranger.isPresent()) {
      return Conclusion.refusedOutright(question, now, basis, stranger.get());
    }
    List<AskedField> asked = asked(rules, at);
    GrantFinding finding = GrantFinding.find(grants, rules.number(), at, asked);
    return new Conclusion(at, basis, rules, grants, finding).of(asked);
  }

  private Optional<Strangers> stranger(Circumstances at) {
    if (at.purpose() == Numbers.NONE) {
      return Optional.of(Strangers.purpose(at.question().purpose()));
    }
    boolean ownSystem =
        at.system() != Numbers.NONE
            && policy.numbering().departmentOf(at.system()) == at.department();
    return ownSystem ? Optional.empty() : Optional.of(Strangers.system(at.question()));
  }

  /**
   * The fields asked for, each once, and the subject key, which counts as asked for (DESIGN 6.3).
   */
  private static List<AskedField> asked(ResourceRules rules, Circumstances at) {
    Question question = at.question();
    List<AskedField> asked = new ArrayList<>(question.fields().size() + 1);
    for (String name : question.fields()) {
      if (!holds(asked, name)) {
        asked.add(rules.asked(name, at));
      }
    }
    if (!holds(asked, rules.keyField())) {
      asked.add(rules.selecting(at));
    }
    return asked;
  }

  private static boolean holds(List<AskedField> asked, String name) {
    for (AskedField earlier : asked) {
      if (earlier.name().equals(name)) {
        return true;
      }
    }
    return false;
  }
}
