package org.mingjing.policy;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * What of a call could be otherwise, by kinds of change of which one at a time makes sense; what no
 * category concerned could accept is not tried.
 *
 * @param hopeless whether no change of the call would ever permit it
 * @param anyExpression whether a condition concerned has an expression
 */
record ChangesToTry(List<List<Change>> dimensions, boolean hopeless, boolean anyExpression) {

  static ChangesToTry of(ResourceRules rules, Circumstances at) {
    Question question = at.question();
    Optional<FieldRule> key = rules.field(rules.keyField()).filter(rule -> helps(rule, question));
    List<FieldRule> fields =
        question.fields().stream()
            .flatMap(name -> rules.field(name).stream())
            .filter(rule -> helps(rule, question))
            .toList();
    if (key.isEmpty() || fields.stream().allMatch(FieldRule::withheld)) {
      return new ChangesToTry(List.of(), true, false);
    }
    List<Category> categories =
        Stream.concat(fields.stream(), key.stream())
            .flatMap(rule -> rule.categories().stream())
            .distinct()
            .toList();
    List<Condition> ofKey = conditions(key.get());
    List<List<Change>> dimensions = new ArrayList<>();
    dimensions.add(forms(rules, ofKey, question));
    dimensions.add(purposes(fields, ofKey, question));
    dimensions.add(authorisations(categories, ofKey, at));
    dimensions.add(only(question.job() || question.subjects() > 1, new Change.OneSubject()));
    dimensions.addAll(named(names(categories), question));
    dimensions.add(question.grant().stream().<Change>map(Change.NameNoGrant::new).toList());
    dimensions.removeIf(List::isEmpty);
    boolean anyExpression =
        categories.stream().anyMatch(one -> FieldJudge.conditionOf(one).when().isPresent());
    return new ChangesToTry(dimensions, false, anyExpression);
  }

  private static boolean helps(FieldRule rule, Question question) {
    return FieldJudge.isForRequester(rule, question.requester());
  }

  private static List<Condition> conditions(FieldRule rule) {
    return rule.categories().stream().map(FieldJudge::conditionOf).toList();
  }

  private static List<Change> only(boolean possible, Change change) {
    return possible ? List.of(change) : List.of();
  }

  private static List<Change> forms(ResourceRules rules, List<Condition> ofKey, Question question) {
    return rules.resource().answers().stream()
        .filter(form -> form != question.answer())
        .filter(form -> ofKey.stream().allMatch(one -> one.answers().contains(form)))
        .sorted()
        .<Change>map(form -> new Change.AskForm(List.of(form)))
        .toList();
  }

  /** Those that all categories of the key and of some field list. */
  private static List<Change> purposes(
      List<FieldRule> fields, List<Condition> ofKey, Question question) {
    Stream<Set<PurposeId>> ofFields =
        Stream.concat(
            fields.stream().map(rule -> common(conditions(rule))), Stream.of(common(ofKey)));
    return ofFields
        .flatMap(Set::stream)
        .filter(purpose -> !purpose.equals(question.purpose()))
        .filter(purpose -> ofKey.stream().allMatch(one -> one.purposes().contains(purpose)))
        .distinct()
        .sorted()
        .<Change>map(purpose -> new Change.UsePurpose(List.of(purpose)))
        .toList();
  }

  private static Set<PurposeId> common(List<Condition> conditions) {
    if (conditions.isEmpty()) {
      return Set.of();
    }
    Set<PurposeId> common = new HashSet<>(conditions.getFirst().purposes());
    conditions.forEach(one -> common.retainAll(one.purposes()));
    return common;
  }

  private static Set<Attribute> names(List<Category> categories) {
    Set<Attribute> names = EnumSet.noneOf(Attribute.class);
    categories.stream()
        .flatMap(category -> FieldJudge.conditionOf(category).when().stream())
        .forEach(when -> names.addAll(when.names()));
    return names;
  }

  /** Those that a condition asks for; every kind where an expression looks at it. */
  private static List<Change> authorisations(
      List<Category> categories, List<Condition> ofKey, Circumstances at) {
    boolean looked = names(categories).stream().anyMatch(Attribute::ofAuthorisation);
    List<AuthorisationKind> demanded =
        kinds(ofKey.stream()).stream()
            .filter(kind -> kind != AuthorisationKind.STATUTORY_DUTY)
            .toList();
    List<AuthorisationKind> tried =
        !demanded.isEmpty()
            ? demanded
            : looked
                ? Arrays.asList(AuthorisationKind.values())
                : kinds(categories.stream().map(FieldJudge::conditionOf));
    LocalDate today = LocalDate.ofInstant(at.now(), Grant.ZONE);
    return tried.stream()
        .filter(kind -> kind != AuthorisationKind.STATUTORY_DUTY)
        .sorted()
        .<Change>map(kind -> new Change.Bring(kind, today))
        .toList();
  }

  private static List<AuthorisationKind> kinds(Stream<Condition> conditions) {
    return conditions.map(Condition::authorisation).distinct().toList();
  }

  /** What the expressions look at and the call does not bring. */
  private static List<List<Change>> named(Set<Attribute> names, Question question) {
    Asserted asserted = question.asserted();
    return List.of(
        only(
            names.contains(Attribute.CASE_STATED) && !question.caseStated(),
            new Change.StateCase()),
        only(
            names.contains(Attribute.OFFICER_STATED) && !question.officerStated(),
            new Change.StateOfficer()),
        only(
            names.contains(Attribute.RESPONSE) && asserted.response().isEmpty(),
            new Change.AssertResponse()),
        only(
            names.contains(Attribute.INCIDENT) && asserted.incident().isEmpty(),
            new Change.AssertIncident()));
  }
}
