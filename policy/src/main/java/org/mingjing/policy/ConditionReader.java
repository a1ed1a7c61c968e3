package org.mingjing.policy;

import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Reads the condition of a conditional category. */
final class ConditionReader {

  private static final String ANY = "ANY";
  private static final int MAX_DAYS = 3650;

  private final Draft draft;

  ConditionReader(Draft draft) {
    this.draft = draft;
  }

  Condition condition(MapReader map, CategoryCode code, String text) {
    refuseExpression(map);
    RegistryForm form = map.oneOf("form", Vocabulary.FORMS, RegistryForm.COMPUTE_IN_DOMAIN);
    return new Condition(
        text,
        recipients(map),
        purposes(map),
        map.string("purposesText"),
        form,
        answers(map, form),
        withhold(map, code),
        map.string("withholdText"),
        map.oneOf("authorisation", Vocabulary.AUTHORISATIONS, AuthorisationKind.WRITTEN),
        map.bool("batch"),
        map.integer("retentionDays", 0, MAX_DAYS),
        unmechanised(map, code));
  }

  /** A condition that cannot be evaluated must not load as if it were not there. */
  private void refuseExpression(MapReader map) {
    if (map.has("when")) {
      draft.faults.add(
          map.atKey("when"),
          "when-not-supported",
          "本版本不能执行 when 表达式；请删除，或改用其他条件",
          "this version cannot evaluate a when expression; remove it or use another condition");
    }
  }

  private Recipients recipients(MapReader map) {
    Optional<Node> node = map.require("recipients");
    if (node.isEmpty()) {
      return new Recipients.Named(Set.of());
    }
    if (node.get() instanceof Node.Scalar scalar && scalar.text().equals(ANY)) {
      return new Recipients.Any();
    }
    Set<DepartmentId> departments = new LinkedHashSet<>();
    for (Node item : draft.values.items(node.get())) {
      draft
          .values
          .matching(item, Patterns.DEPARTMENT)
          .map(code -> draft.department(new DepartmentId(code), item.at()))
          .filter(department -> !departments.add(department))
          .ifPresent(department -> map.repeated(item.at(), department.value()));
    }
    return new Recipients.Named(departments);
  }

  private Set<PurposeId> purposes(MapReader map) {
    Set<PurposeId> purposes = new LinkedHashSet<>();
    for (Node item : map.list("purposes")) {
      draft
          .values
          .matching(item, Patterns.SLUG)
          .map(code -> draft.purpose(new PurposeId(code), item.at()))
          .filter(purpose -> !purposes.add(purpose))
          .ifPresent(purpose -> map.repeated(item.at(), purpose.value()));
    }
    return purposes;
  }

  private Set<AnswerForm> answers(MapReader map, RegistryForm form) {
    Set<AnswerForm> answers = map.someOf("answers", Vocabulary.ANSWERS);
    Set<AnswerForm> excess = new HashSet<>(answers);
    excess.removeAll(form.answers());
    if (!excess.isEmpty() && map.has("form")) {
      draft.faults.add(
          map.at("answers"),
          "answers-exceed-form",
          "答复方式超出 form " + form.wireName() + " 所允许的范围",
          "answers list more than form " + form.wireName() + " stands for");
    }
    return answers;
  }

  private Set<String> withhold(MapReader map, CategoryCode code) {
    Map<String, Position> fields = new LinkedHashMap<>();
    for (Node item : map.list("withhold")) {
      draft
          .values
          .matching(item, Patterns.FIELD)
          .filter(field -> fields.put(field, item.at()) != null)
          .ifPresent(field -> map.repeated(item.at(), field));
    }
    draft.withheld.put(code, fields);
    return fields.keySet();
  }

  private Optional<String> unmechanised(MapReader map, CategoryCode code) {
    Optional<String> remark = map.find("unmechanised").flatMap(draft.values::string);
    remark.ifPresent(text ->
        draft.faults.notice(
            map.at("unmechanised"),
            "unmechanised",
            code + " 的说明尚无规则执行：" + text,
            "no rule enforces this remark of " + code + " yet: " + text));
    return remark;
  }
}
