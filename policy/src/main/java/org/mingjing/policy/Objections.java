package org.mingjing.policy;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** The wording of every objection and of the change that would remove it. */
final class Objections {

  private Objections() {}

  static Objection unknownField(String field, Resource resource) {
    return new Objection(
        RefusalCode.UNKNOWN_FIELD,
        "unknown-field",
        new Text(
            "资源 " + resource.id() + " 没有字段 " + field,
            "resource " + resource.id() + " has no field " + field),
        List.of(leaveOut(field)));
  }

  static Objection prohibited(FieldRule rule, Category category) {
    return new Objection(
        RefusalCode.PROHIBITED,
        "prohibited:" + category.code(),
        new Text(
            "字段 " + rule.name() + " 属于 " + named(category).zh() + "，不予共享；任何授权都不能改变",
            "field "
                + rule.name()
                + " is in "
                + named(category).en()
                + ", which is not shared; no grant changes that. "
                + category.reason()),
        List.of(leaveOut(rule.name())));
  }

  static Objection resourceForm(Resource resource, FieldRule rule, AnswerForm answer) {
    return new Objection(
        RefusalCode.ANSWER_NOT_ALLOWED,
        "resource.answers:" + resource.id(),
        new Text(
            "资源 " + resource.id() + " 不提供答复方式 " + answer.wireName(),
            "resource " + resource.id() + " does not answer in form " + answer.wireName()),
        List.of(otherForm(rule.name(), resource.answers())));
  }

  static Objection categoryForm(FieldRule rule, Category category, AnswerForm answer) {
    Condition condition = FieldJudge.conditionOf(category);
    String form = condition.form().wireName();
    return new Objection(
        RefusalCode.ANSWER_NOT_ALLOWED,
        "condition.answers:" + category.code(),
        new Text(
            named(category).zh() + " 只允许 " + form + "，不允许答复方式 " + answer.wireName(),
            named(category).en()
                + " is shared as "
                + form
                + " only, not in form "
                + answer.wireName()),
        List.of(otherForm(rule.name(), condition.answers())));
  }

  static Objection withheldInForm(FieldRule rule, AnswerForm answer) {
    return new Objection(
        RefusalCode.ANSWER_NOT_ALLOWED,
        "condition.withhold:" + codes(rule),
        new Text(
            "字段 " + rule.name() + " 按共享条件不予提供，也不能以 " + answer.wireName() + " 方式答复",
            "field "
                + rule.name()
                + " is withheld by its condition and cannot be answered in form "
                + answer.wireName()),
        List.of(leaveOut(rule.name())));
  }

  static Objection nothingLeft() {
    return new Objection(
        RefusalCode.ANSWER_NOT_ALLOWED,
        "condition.withhold",
        new Text("所请求的字段都不予提供", "every field asked for is withheld"),
        List.of(new Text("请求至少一个可以提供的字段", "ask for at least one field that is not withheld")));
  }

  static Objection recipient(FieldRule rule, Category category, DepartmentId requester) {
    return condition(
        "condition.recipients:" + category.code(),
        new Text(
            "字段 " + rule.name() + "：" + requester + " 不在 " + named(category).zh() + " 的接收部门之内",
            "field "
                + rule.name()
                + ": "
                + requester
                + " is not among the recipients of "
                + named(category).en()),
        leaveOut(rule.name()));
  }

  static Objection purpose(FieldRule rule, Category category, PurposeId purpose) {
    Set<PurposeId> purposes = FieldJudge.conditionOf(category).purposes();
    String allowed = joined(purposes);
    Text change =
        purposes.isEmpty()
            ? leaveOut(rule.name())
            : new Text(
                "用途改为下列之一，且确有其事：" + allowed,
                "call for one of these purposes, if it is yours: " + allowed);
    return condition(
        "condition.purposes:" + category.code(),
        new Text(
            "字段 " + rule.name() + "：" + named(category).zh() + " 不得用于 " + purpose,
            "field " + rule.name() + ": " + named(category).en() + " is not shared for " + purpose),
        change);
  }

  static Objection batch(FieldRule rule, Category category) {
    return condition(
        "condition.batch:" + category.code(),
        new Text(
            "字段 " + rule.name() + "：" + named(category).zh() + " 不得批量查询",
            "field " + rule.name() + ": " + named(category).en() + " may not be asked for in bulk"),
        new Text("每次只查询一个对象", "ask about one subject at a time"));
  }

  static Objection authorisation(FieldRule rule, Category category, AuthorisationKind needed) {
    return condition(
        "condition.authorisation:" + category.code(),
        new Text(
            "字段 " + rule.name() + "：" + named(category).zh() + " 需要有效的" + needed.text().zh(),
            "field "
                + rule.name()
                + ": "
                + named(category).en()
                + " needs "
                + needed.text().en()
                + " that is still valid"),
        new Text(
            "附上有效的" + needed.text().zh() + "（kind: " + needed.wireName() + "）",
            "bring "
                + needed.text().en()
                + " (kind: "
                + needed.wireName()
                + ") that is still valid"));
  }

  static Text leaveOut(String field) {
    return new Text("去掉字段 " + field, "leave out field " + field);
  }

  static Text otherForm(String field, Set<AnswerForm> forms) {
    String listed =
        forms.stream().sorted().map(AnswerForm::wireName).collect(Collectors.joining(", "));
    return forms.isEmpty()
        ? leaveOut(field)
        : new Text("答复方式改为下列之一：" + listed, "ask in one of these forms: " + listed);
  }

  private static Objection condition(String rule, Text reason, Text change) {
    return new Objection(RefusalCode.CONDITION_NOT_MET, rule, reason, List.of(change));
  }

  private static Text named(Category category) {
    return new Text(
        category.code() + "（" + category.name().zh() + "）",
        category.code() + " (" + category.name().en() + ")");
  }

  private static String codes(FieldRule rule) {
    return rule.categories().stream()
        .map(category -> category.code().value())
        .collect(Collectors.joining("+"));
  }

  private static String joined(Set<PurposeId> purposes) {
    return purposes.stream().sorted().map(PurposeId::value).collect(Collectors.joining(", "));
  }
}
