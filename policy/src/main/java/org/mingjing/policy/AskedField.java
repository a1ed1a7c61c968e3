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
record AskedField(
    String name,
    Optional<FieldRule> rule,
    boolean selects,
    boolean wanted,
    List<Objection> objections) {

  static AskedField of(FieldRule rule, boolean selects) {
    return new AskedField(rule.name(), Optional.of(rule), selects, true, List.of());
  }

  /** One that the resource does not have, be it the subject key. */
  static AskedField unknown(String name, boolean selects, Objection objection) {
    return new AskedField(name, Optional.empty(), selects, true, List.of(objection));
  }

  /** With what stands against it. */
  AskedField judged(ResourceRules rules, Circumstances at) {
    List<Objection> found = FieldJudge.judge(rules, rule.orElseThrow(), at);
    return found.isEmpty() ? this : new AskedField(name, rule, selects, wanted, found);
  }

  /** {@link FieldRule#number}, if the resource has such a field. */
  int number() {
    return rule.isPresent() ? rule.get().number() : Numbers.NONE;
  }

  /** The one to name. */
  Optional<Objection> objection() {
    return objections.isEmpty() ? Optional.empty() : Optional.of(Objection.first(objections));
  }

  AskedField selectingOnly() {
    return new AskedField(name, rule, selects, false, objections);
  }

  /** Listed by a condition among the fields that never leave. */
  boolean withheldByCondition() {
    return rule.isPresent() && rule.get().withheld();
  }

  /** In a partial call a field that is refused anyway needs no grant. */
  boolean needsGrantIn(Question question) {
    return needsGrant() && !(question.partial() && !objections.isEmpty());
  }

  /** Whether a grant has to cover it: conditional, and going out or selecting. */
  boolean needsGrant() {
    return rule.isPresent()
        && !rule.get().open()
        && rule.get().prohibition().isEmpty()
        && (selects || !rule.get().withheld());
  }
}
