package org.mingjing.policy;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Which rules of which categories the cases test. A rule counts as tested where a case that passes
 * names it under {@code expect.rules} and the decision came of it.
 */
public record Coverage(List<Item> items) {

  private static final String PERMITS = "condition";
  private static final String WITHHOLDS = "condition.withhold";

  public Coverage {
    items = List.copyOf(items);
  }

  /**
   * A rule that the policy can decide by. {@code condition:} stands for a call that the category
   * permits, all others refuse or withhold.
   *
   * @param rule such as {@code condition.purposes:MPS-01}
   */
  public record Item(CategoryCode category, String rule, boolean covered) {}

  public List<Item> uncovered() {
    return items.stream().filter(item -> !item.covered()).toList();
  }

  /** The rules that these decisions came of, among those that their cases expect. */
  static Set<String> rules(Expectation expected, Decision decision) {
    Set<String> rules = new LinkedHashSet<>();
    Set<String> named = expected.rules().orElse(Set.of());
    for (FieldVerdict verdict : decision.fields().values()) {
      if (named.contains(verdict.rule())) {
        rules.addAll(ofEachCategory(verdict));
      }
    }
    return rules;
  }

  /** Two rules are given once for all categories of a field. */
  private static List<String> ofEachCategory(FieldVerdict verdict) {
    String head = verdict.rule().split(":", 2)[0];
    return head.equals(PERMITS) || head.equals(WITHHOLDS)
        ? verdict.categories().stream().map(code -> head + ":" + code).toList()
        : List.of(verdict.rule());
  }

  static Coverage of(Policy policy, Set<String> tested) {
    List<Item> items = new ArrayList<>();
    for (Category category : policy.categories()) {
      for (String rule : rules(policy, category)) {
        String name = rule + ":" + category.code();
        items.add(new Item(category.code(), name, tested.contains(name)));
      }
    }
    return new Coverage(items);
  }

  /**
   * The rules that a decision on a field of the category can give. A form that is refused is named
   * before everything else, so that a category without any form gives no other rule.
   */
  private static List<String> rules(Policy policy, Category category) {
    Optional<Condition> found = category.condition();
    if (found.isEmpty()) {
      return List.of("prohibited");
    }
    Condition condition = found.get();
    List<String> rules = new ArrayList<>(List.of("condition.answers"));
    if (condition.answers().isEmpty()) {
      return rules;
    }
    if (!condition.purposes().isEmpty()) {
      rules.add(PERMITS);
    }
    add(rules, "condition.recipients", excludes(policy, condition.recipients()));
    add(rules, "condition.purposes", condition.purposes().size() < policy.purposes().size());
    boolean single = condition.answers().stream().anyMatch(form -> form != AnswerForm.AGGREGATE);
    add(rules, "condition.batch", !condition.batch() && single);
    add(
        rules,
        "condition.authorisation",
        condition.authorisation() != AuthorisationKind.STATUTORY_DUTY);
    add(rules, "condition.when", condition.when().isPresent());
    add(rules, WITHHOLDS, !condition.withhold().isEmpty());
    return rules;
  }

  private static void add(List<String> rules, String rule, boolean possible) {
    if (possible) {
      rules.add(rule);
    }
  }

  private static boolean excludes(Policy policy, Recipients recipients) {
    return policy.departments().stream().anyMatch(one -> !recipients.include(one.id()));
  }
}
