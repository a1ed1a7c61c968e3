package org.mingjing.policy;

import java.util.List;
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
    List<Objection> objections) {

  static Asked of(ResourceRules rules, String name, Circumstances at) {
    boolean selects = name.equals(rules.keyField());
    Optional<FieldRule> rule = rules.field(name);
    List<Objection> objections =
        rule.isPresent()
            ? FieldJudge.judge(rules, rule.get(), at)
            : List.of(Objections.unknownField(name, rules.resource()));
    return new Asked(name, rule, selects, true, objections);
  }

  /** The one to name. */
  Optional<Objection> objection() {
    return objections.isEmpty() ? Optional.empty() : objections.stream().reduce(Objection::first);
  }

  Asked selectingOnly() {
    return new Asked(name, rule, selects, false, objections);
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
