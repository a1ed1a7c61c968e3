package org.mingjing.policy;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What resource and categories say of one field; grants are not looked at here. */
final class FieldJudge {

  private FieldJudge() {}

  /** Every objection, so that all that would have to change can be told; none: it may leave. */
  static List<Objection> judge(ResourceRules rules, FieldRule rule, Circumstances at) {
    if (rule.prohibition().isPresent()) {
      return List.of(Objections.prohibited(rule, rule.prohibition().get()));
    }
    List<Objection> objections = new ArrayList<>(0);
    form(rules, rule, at.question().answer(), objections);
    for (Category category : rule.categories()) {
      condition(rule, category, at.question(), objections);
    }
    for (Category category : rule.categories()) {
      authorisation(rule, category, at, objections);
      at.failure(category)
          .ifPresent(failure -> objections.add(Objections.when(rule, category, failure)));
    }
    return objections;
  }

  private static void form(
      ResourceRules rules, FieldRule rule, AnswerForm answer, List<Objection> objections) {
    if (!rules.resource().answers().contains(answer)) {
      objections.add(Objections.resourceForm(rules.resource(), answer));
    }
    for (Category category : rule.categories()) {
      if (!conditionOf(category).answers().contains(answer)) {
        objections.add(Objections.categoryForm(category, answer));
      }
    }
    if (rule.withheld() && answer != AnswerForm.MASKED) {
      objections.add(Objections.withheldInForm(rule, answer));
    }
  }

  private static void condition(
      FieldRule rule, Category category, Question question, List<Objection> objections) {
    Condition condition = conditionOf(category);
    if (!condition.recipients().include(question.requester())) {
      objections.add(Objections.recipient(rule, category, question.requester()));
    }
    if (!condition.purposes().contains(question.purpose())) {
      objections.add(Objections.purpose(rule, category, question.purpose()));
    }
    if (!condition.batch() && question.batch()) {
      objections.add(Objections.batch(rule, category));
    }
  }

  private static void authorisation(
      FieldRule rule, Category category, Circumstances at, List<Objection> objections) {
    AuthorisationKind needed = conditionOf(category).authorisation();
    if (needed == AuthorisationKind.STATUTORY_DUTY) {
      return;
    }
    Optional<Authorisation> brought = at.authorisation();
    if (brought.isEmpty() || brought.get().kind() != needed) {
      objections.add(
          Objections.authorisation(rule, category, needed, at.question().authorisation()));
    }
  }

  /**
   * INVARIANT: a category that is not prohibited has a condition; {@link Policy} refuses others.
   */
  static Condition conditionOf(Category category) {
    return category.condition().orElseThrow();
  }
}
