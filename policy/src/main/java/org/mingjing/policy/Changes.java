package org.mingjing.policy;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The smallest change that would permit a refused call (DESIGN 6.8): fields that nothing can help
 * are left out, and whatever stands against the rest has to change, all of it.
 */
record Changes(Question question, ResourceRules rules, GrantFinding finding) {

  List<Text> of(List<Asked> asked) {
    List<Asked> rest = new ArrayList<>(asked);
    rest.removeIf(Changes::hopeless);
    List<AnswerForm> forms = forms(rest);
    if (forms.isEmpty()) {
      rest.removeIf(Changes::formRefused);
    }
    if (asked.stream().anyMatch(one -> one.selects() && !rest.contains(one))) {
      return List.of(otherResource());
    }
    Set<Text> changes = new LinkedHashSet<>();
    asked.stream()
        .filter(one -> !rest.contains(one))
        .forEach(one -> changes.add(Objections.leaveOut(one.name())));
    rest.stream()
        .flatMap(one -> one.objections().stream())
        .forEach(objection -> changes.addAll(objection.changes()));
    formAndGrant(rest, forms, changes);
    if (rest.stream().noneMatch(one -> one.wanted() && !one.withheldByCondition())) {
      changes.addAll(Objections.nothingLeft().changes());
    }
    return List.copyOf(changes);
  }

  /** Another form may do with the grants at hand; where none would, a grant has to be had too. */
  private void formAndGrant(List<Asked> rest, List<AnswerForm> forms, Set<Text> changes) {
    List<AnswerForm> granted = forms.stream().filter(finding::allows).toList();
    Optional<Objection> missing = finding.missing(question, rest);
    boolean grantOnlyInOtherForm =
        missing.filter(Objection::ofForm).isPresent() && !granted.isEmpty();
    if (rest.stream().anyMatch(Changes::formRefused) || grantOnlyInOtherForm) {
      changes.add(Objections.otherForm(granted.isEmpty() ? forms : granted));
      if (!granted.isEmpty()) {
        return;
      }
    }
    boolean otherPurpose =
        rest.stream().flatMap(one -> one.objections().stream()).anyMatch(Objection::ofPurpose);
    if (!otherPurpose) {
      missing.ifPresent(objection -> changes.addAll(objection.changes()));
    }
  }

  /** The other forms that resource, every category and the grants at hand all list. */
  List<AnswerForm> alternatives(List<Asked> asked) {
    return forms(asked).stream().filter(finding::allows).toList();
  }

  private List<AnswerForm> forms(List<Asked> asked) {
    return rules.resource().answers().stream()
        .filter(form -> form != question.answer())
        .filter(form -> asked.stream().allMatch(one -> one.allows(form)))
        .sorted()
        .toList();
  }

  private static boolean hopeless(Asked asked) {
    return asked.objections().stream().anyMatch(one -> !one.ofForm() && one.changes().isEmpty());
  }

  private static boolean formRefused(Asked asked) {
    return asked.objections().stream().anyMatch(Objection::ofForm);
  }

  private Text otherResource() {
    String key = rules.keyField();
    return new Text(
        "查询键 " + key + " 决定整个调用，无法绕过；请改用其他资源",
        "the subject key " + key + " governs the whole call; use another resource");
  }
}
