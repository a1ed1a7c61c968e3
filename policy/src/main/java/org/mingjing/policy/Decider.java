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
    this.grants = new GrantChoice(grants);
    this.basis = new Basis(policy.digest(), grants.digest(), policy.version());
  }

  /** The decision on the question at that instant; the same every time. */
  public Decision decide(Question question, Instant now) {
    Optional<ResourceRules> rules = policy.rules(question.resource());
    Optional<Strangers> stranger = strangers(question, rules.isPresent());
    if (stranger.isPresent() || rules.isEmpty()) {
      return Conclusion.refusedOutright(question, now, basis, stranger.orElseThrow());
    }
    Circumstances at =
        new Circumstances(
            question, rules.get().resource().subject().type(), now, policy.workingDays());
    List<Asked> asked = asked(rules.get(), at);
    GrantFinding finding = GrantFinding.find(grants, question, asked, now.getEpochSecond());
    return new Conclusion(at, basis, rules.get(), grants, finding).of(asked);
  }

  private Optional<Strangers> strangers(Question question, boolean resourceKnown) {
    if (!resourceKnown) {
      return Optional.of(Strangers.resource(question.resource()));
    }
    if (policy.purpose(question.purpose()).isEmpty()) {
      return Optional.of(Strangers.purpose(question.purpose()));
    }
    boolean ownSystem =
        policy
            .system(question.system())
            .filter(system -> system.department().equals(question.requester()))
            .isPresent();
    return ownSystem ? Optional.empty() : Optional.of(Strangers.system(question));
  }

  /**
   * The fields asked for, each once, and the subject key, which counts as asked for (DESIGN 6.3).
   */
  private static List<Asked> asked(ResourceRules rules, Circumstances at) {
    Question question = at.question();
    List<Asked> asked = new ArrayList<>(question.fields().size() + 1);
    for (String name : question.fields()) {
      if (!holds(asked, name)) {
        asked.add(Asked.of(rules, name, at));
      }
    }
    String key = rules.keyField();
    if (!holds(asked, key)) {
      asked.add(Asked.of(rules, key, at).selectingOnly());
    }
    return asked;
  }

  private static boolean holds(List<Asked> asked, String name) {
    for (Asked earlier : asked) {
      if (earlier.name().equals(name)) {
        return true;
      }
    }
    return false;
  }
}
