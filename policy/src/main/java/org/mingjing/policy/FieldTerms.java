package org.mingjing.policy;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The terms on which one field may be had in one form by a call for nothing else, the subject key's
 * included, since it selects (DESIGN 6.3).
 *
 * @param bar refuses every such call, whoever makes it
 * @param categories that have to allow requester and purpose; none of them is prohibited
 * @param granted what one grant has to cover
 * @param withheld by a condition
 * @param obligations of a permit
 */
record FieldTerms(
    Optional<RefusalCode> bar,
    List<Category> categories,
    Set<String> granted,
    boolean withheld,
    List<Obligation> obligations) {

  static FieldTerms of(ResourceRules rules, String name, AnswerForm form) {
    Optional<FieldRule> asked = rules.field(name);
    if (asked.isEmpty()) {
      return barred(RefusalCode.UNKNOWN_FIELD);
    }
    FieldRule field = asked.get();
    FieldRule key = rules.field(rules.keyField()).orElseThrow();
    List<FieldRule> both = field.equals(key) ? List.of(key) : List.of(field, key);
    if (both.stream().anyMatch(one -> one.prohibition().isPresent())) {
      return barred(RefusalCode.PROHIBITED);
    }
    List<Category> categories =
        both.stream().flatMap(one -> one.categories().stream()).distinct().toList();
    boolean served =
        rules.resource().answers().contains(form)
            && categories.stream().allMatch(one -> condition(one).answers().contains(form))
            && (form == AnswerForm.MASKED || both.stream().noneMatch(FieldRule::withheld));
    Optional<RefusalCode> bar =
        served ? contradicting(categories) : Optional.of(RefusalCode.ANSWER_NOT_ALLOWED);
    return new FieldTerms(
        bar,
        categories,
        both.stream()
            .filter(one -> !one.open() && (one.equals(key) || !one.withheld()))
            .map(FieldRule::name)
            .collect(Collectors.toUnmodifiableSet()),
        field.withheld(),
        obligations(rules.resource(), field.field(), form, categories));
  }

  private static FieldTerms barred(RefusalCode code) {
    return new FieldTerms(Optional.of(code), List.of(), Set.of(), false, List.of());
  }

  /** A call brings one authorisation: two kinds are never met together. */
  private static Optional<RefusalCode> contradicting(List<Category> categories) {
    return kinds(categories).size() > 1
        ? Optional.of(RefusalCode.CONDITION_NOT_MET)
        : Optional.empty();
  }

  /** The kinds of authorisation that calls have to bring for these. */
  static Set<AuthorisationKind> kinds(List<Category> categories) {
    return categories.stream()
        .map(one -> condition(one).authorisation())
        .filter(kind -> kind != AuthorisationKind.STATUTORY_DUTY)
        .collect(Collectors.toUnmodifiableSet());
  }

  private static List<Obligation> obligations(
      Resource resource, Field field, AnswerForm form, List<Category> categories) {
    List<Obligation> obligations = new ArrayList<>(4);
    if (form == AnswerForm.MASKED && !field.open()) {
      obligations.add(new Obligation.MaskField(field.name(), field.mask()));
    }
    obligations.add(new Obligation.LimitRecords(resource.maxRecords()));
    categories.stream()
        .mapToInt(one -> condition(one).retentionDays())
        .min()
        .ifPresent(days -> obligations.add(new Obligation.Retain(days)));
    obligations.add(new Obligation.NoOnwardUse());
    return obligations;
  }

  /** What has to hold of a call besides, its expressions apart. */
  Stream<Need> needs(AnswerForm form) {
    Set<Need> needs = new LinkedHashSet<>();
    for (Category category : categories) {
      if (!condition(category).batch() && form != AnswerForm.AGGREGATE) {
        needs.add(Need.singleSubject());
      }
    }
    kinds(categories).forEach(kind -> needs.add(Need.authorisation(kind)));
    return needs.stream();
  }

  /** Whether the categories' own conditions let this department have it for the purpose. */
  boolean allow(DepartmentId requester, PurposeId purpose) {
    return bar.isEmpty()
        && categories.stream()
            .map(FieldTerms::condition)
            .allMatch(
                one -> one.recipients().include(requester) && one.purposes().contains(purpose));
  }

  static Condition condition(Category category) {
    return FieldJudge.conditionOf(category);
  }
}
