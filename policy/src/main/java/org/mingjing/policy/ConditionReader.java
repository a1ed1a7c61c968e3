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
        when(map, code),
        unmechanised(map, code));
  }

  private Optional<Expression> when(MapReader map, CategoryCode code) {
    Optional<Expression> when =
        map.find("when")
            .flatMap(node ->
                draft
                    .values
                    .string(node)
                    .flatMap(text -> Expressions.compile(text, node.at(), draft.faults)));
    draft.expressions.put(code, map.at("when"));
    boolean relies =
        map.find("relies")
            .flatMap(node -> draft.values.oneOf(node, Vocabulary.RELIANCES))
            .isPresent();
    if (when.isPresent() || !map.has("when")) {
      reliance(map, code, when.filter(Expression::reliesOnAsserted).isPresent(), relies);
    }
    return when;
  }

  /** What nobody checks may be relied on only where the condition says so, and nowhere else. */
  private void reliance(MapReader map, CategoryCode code, boolean uses, boolean relies) {
    if (uses && !map.has("relies")) {
      draft.faults.add(
          map.at("when"),
          "asserted-without-relies",
          "表达式使用了调用方单方声称的 asserted.*；须写明 relies: asserted，或改用其他变量",
          "the expression uses asserted.*, which the caller merely asserts; write relies: asserted"
              + " beside it, or use other variables");
    } else if (relies && !uses) {
      draft.faults.add(
          map.atKey("relies"),
          "relies-without-effect",
          "when 没有用到 asserted.*，relies 不起作用；请删除",
          "when does not use asserted.*, so relies has no effect; remove it");
    } else if (relies) {
      draft.faults.notice(
          map.at("relies"),
          "relies-asserted",
          code + " 的条件依赖调用方单方声称的内容，无人核实",
          "the condition of "
              + code
              + " relies on what the caller merely asserts; nobody checks it");
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
          "答复方式超出 form " + form.wireName() + " 所允许的范围；请去掉多出的",
          "answers list more than form " + form.wireName() + " stands for; remove the rest");
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
