package org.mingjing.policy;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What resource and categories say of one field; grants are not looked at here. */
final class FieldJudge {

  private FieldJudge() {}

  /** Every objection, so that all that would have to change can be told; none: it may leave. */
  static List<Objection> judge(ResourceRules rules, FieldRule rule, Circumstances at) {
    if (rule.gate().passes(at)) {
      return expressions(rule, rule.gate().expressions(), at);
    }
    if (rule.prohibition().isPresent()) {
      return List.of(Objections.prohibited(rule, rule.prohibition().get()));
    }
    List<Objection> objections = new ArrayList<>(1);
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

  private static List<Objection> expressions(
      FieldRule rule, List<Category> categories, Circumstances at) {
    List<Objection> objections = List.of();
    for (Category category : categories) {
      Optional<Expression.Failure> failure = at.failure(category);
      if (failure.isPresent()) {
        objections = objections.isEmpty() ? new ArrayList<>(1) : objections;
        objections.add(Objections.when(rule, category, failure.get()));
      }
    }
    return objections;
  }

  /** Whether the requester is a recipient in every category, which no call can change. */
  static boolean isForRequester(FieldRule rule, DepartmentId requester) {
    return rule.prohibition().isEmpty()
        && rule.categories().stream()
            .allMatch(category -> conditionOf(category).recipients().include(requester));
  }

  private static boolean authorised(AuthorisationKind needed, Circumstances at) {
    return needed == AuthorisationKind.STATUTORY_DUTY
        || at.authorisation().filter(brought -> brought.kind() == needed).isPresent();
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
    if (!authorised(needed, at)) {
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
