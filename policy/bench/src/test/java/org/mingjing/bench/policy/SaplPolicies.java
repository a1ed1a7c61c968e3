package org.mingjing.bench.policy;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.mingjing.policy.AnswerForm;
import org.mingjing.policy.Category;
import org.mingjing.policy.Condition;
import org.mingjing.policy.DepartmentId;
import org.mingjing.policy.Policy;
import org.mingjing.policy.PurposeId;
import org.mingjing.policy.Recipients;

/** The list and what permits in SAPL's language, one text for each of its documents. */
final class SaplPolicies {

  /** The name that the grants have in policies, by {@link #key}. */
  static final String GRANTS = "grants";

  private static final String OPEN =
      """
      policy "open"
      permit resource.conditional == []
      where action.form in resource.offered;
      """;

  private static final String GRANTED =
      """
      policy "granted"
      permit
      where
        var grant = grants[(subject.system + " " + resource.id + " " + action.purpose)];
        grant != undefined;
        action.form in grant.forms;
        grant.from <= environment.day && environment.day <= grant.until;
        resource.conditional[?(!(@ in grant.fields))] == [];
      """;

  private SaplPolicies() {}

  /** A set for each department that owns categories, with a policy for each of these. */
  static List<String> of(Policy policy) {
    Map<String, List<Category>> byOwner =
        policy.categories().stream()
            .collect(
                Collectors.groupingBy(
                    category -> category.department().value(), TreeMap::new, Collectors.toList()));
    List<String> documents = new ArrayList<>(List.of(OPEN, GRANTED));
    byOwner.forEach((owner, categories) -> documents.add(list(owner, categories)));
    return documents;
  }

  static String key(String system, String resource, String purpose) {
    return system + " " + resource + " " + purpose;
  }

  private static String list(String owner, List<Category> categories) {
    return """
    set "list-%s"
    deny-overrides
    for "%s" in resource.owners
    """
            .formatted(owner, owner)
        + categories.stream().map(SaplPolicies::category).collect(Collectors.joining());
  }

  private static String category(Category category) {
    String code = category.code().value();
    return """
    policy "%s"
    deny "%s" in resource.categories
    """
            .formatted(code, code)
        + category
            .condition()
            .map(condition -> "where !(" + condition(condition) + ");\n")
            .orElse("");
  }

  private static String condition(Condition condition) {
    Stream.Builder<String> all = Stream.builder();
    if (condition.recipients() instanceof Recipients.Named named) {
      all.add(isIn("subject.department", named.departments().stream().map(DepartmentId::value)));
    }
    all.add(isIn("action.purpose", condition.purposes().stream().map(PurposeId::value)));
    all.add(isIn("action.form", condition.answers().stream().map(AnswerForm::wireName)));
    if (!condition.batch()) {
      all.add("!action.batch");
    }
    Authorisations.needed(condition)
        .ifPresent(kind -> all.add("action.authorisation == \"" + kind + "\""));
    return all.build().collect(Collectors.joining(" && "));
  }

  private static String isIn(String attribute, Stream<String> texts) {
    return texts
        .sorted()
        .map(text -> "\"" + text + "\"")
        .collect(Collectors.joining(", ", attribute + " in [", "]"));
  }
}
