package org.mingjing.policy;

import java.util.Optional;

/** What resource and categories say of one field; grants are not looked at here. */
final class FieldJudge {

  private FieldJudge() {}

  /** The objection with the highest precedence, if there is any. */
  static Optional<Objection> judge(ResourceRules rules, FieldRule rule, Question question) {
    if (rule.prohibition().isPresent()) {
      return Optional.of(Objections.prohibited(rule, rule.prohibition().get()));
    }
    Optional<Objection> form = form(rules, rule, question);
    return form.isPresent() ? form : condition(rule, question);
  }

  private static Optional<Objection> form(ResourceRules rules, FieldRule rule, Question question) {
    AnswerForm answer = question.answer();
    if (!rules.resource().answers().contains(answer)) {
      return Optional.of(Objections.resourceForm(rules.resource(), rule, answer));
    }
    for (Category category : rule.categories()) {
      if (!conditionOf(category).answers().contains(answer)) {
        return Optional.of(Objections.categoryForm(rule, category, answer));
      }
    }
    if (rule.withheld() && answer != AnswerForm.MASKED) {
      return Optional.of(Objections.withheldInForm(rule, answer));
    }
    return Optional.empty();
  }

  private static Optional<Objection> condition(FieldRule rule, Question question) {
    for (Category category : rule.categories()) {
      Optional<Objection> objection = condition(rule, category, question);
      if (objection.isPresent()) {
        return objection;
      }
    }
    return Optional.empty();
  }

  private static Optional<Objection> condition(
      FieldRule rule, Category category, Question question) {
    Condition condition = conditionOf(category);
    if (!condition.recipients().include(question.requester())) {
      return Optional.of(Objections.recipient(rule, category, question.requester()));
    }
    if (!condition.purposes().contains(question.purpose())) {
      return Optional.of(Objections.purpose(rule, category, question.purpose()));
    }
    if (!condition.batch() && question.batch()) {
      return Optional.of(Objections.batch(rule, category));
    }
    return Optional.empty();
  }

  /**
   * INVARIANT: a category that is not prohibited has a condition; {@link Policy} refuses others.
   */
  static Condition conditionOf(Category category) {
    return category.condition().orElseThrow();
  }
}
