package org.mingjing.policy;

import java.time.Instant;
import java.util.Optional;

/**
 * A field of the question with what resource and categories say of it.
 *
 * @param rule absent when the resource has no such field
 * @param selects whether it is the subject key, which governs the whole call
 * @param wanted whether its value was asked for, not only used to select
 */
record Asked(
    String name,
    Optional<FieldRule> rule,
    boolean selects,
    boolean wanted,
    Optional<Objection> objection) {

  static Asked of(ResourceRules rules, String name, Question question, Instant now) {
    boolean selects = name.equals(rules.keyField());
    Optional<FieldRule> rule = rules.field(name);
    Optional<Objection> objection =
        rule.isPresent()
            ? objection(rules, rule.get(), question, now)
            : Optional.of(Objections.unknownField(name, rules.resource()));
    return new Asked(name, rule, selects, true, objection);
  }

  private static Optional<Objection> objection(
      ResourceRules rules, FieldRule rule, Question question, Instant now) {
    Optional<Objection> objection = FieldJudge.judge(rules, rule, question);
    return objection.isPresent() ? objection : AuthorisationJudge.judge(rule, question, now);
  }

  Asked selectingOnly() {
    return new Asked(name, rule, selects, false, objection);
  }

  /** Listed by a condition among the fields that never leave. */
  boolean withheldByCondition() {
    return rule.isPresent() && rule.get().withheld();
  }

  /** Whether a grant has to cover it: conditional, and going out or selecting. */
  boolean needsGrant() {
    return rule.isPresent()
        && !rule.get().open()
        && rule.get().prohibition().isEmpty()
        && (selects || !rule.get().withheld());
  }
}
