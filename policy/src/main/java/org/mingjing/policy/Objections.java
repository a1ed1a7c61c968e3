package org.mingjing.policy;

import java.util.Collection;
import java.util.List;
import java.util.Optional;
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
        List.of());
  }

  static Objection prohibited(FieldRule rule, Category category) {
    return new Objection(
        RefusalCode.PROHIBITED,
        "prohibited:" + category.code(),
        new Text(
            "字段 "
                + rule.name()
                + " 属于 "
                + named(category).zh()
                + "，不予共享；任何授权都不能改变。"
                + category.reason().zh(),
            "field "
                + rule.name()
                + " is in "
                + named(category).en()
                + ", which is not shared; no grant changes that. "
                + category.reason().en()),
        List.of());
  }

  static Objection resourceForm(Resource resource, AnswerForm answer) {
    return new Objection(
        RefusalCode.ANSWER_NOT_ALLOWED,
        "resource.answers:" + resource.id(),
        new Text(
            "资源 " + resource.id() + " 不提供答复方式 " + answer.wireName(),
            "resource " + resource.id() + " does not answer in form " + answer.wireName()),
        List.of());
  }

  static Objection categoryForm(Category category, AnswerForm answer) {
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
        List.of());
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
        List.of());
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
        Optional.empty());
  }

  static Objection purpose(FieldRule rule, Category category, PurposeId purpose) {
    Set<PurposeId> purposes = FieldJudge.conditionOf(category).purposes();
    String allowed = joined(purposes);
    Optional<Text> change =
        purposes.isEmpty()
            ? Optional.empty()
            : Optional.of(
                new Text(
                    "用途改为下列之一，须确有其事并有该用途的授权：" + allowed,
                    "call for one of these purposes, if it is yours and granted: " + allowed));
    return condition(
        Objection.PURPOSES + category.code(),
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
        Optional.of(new Text("每次只查询一个对象", "ask about one subject at a time")));
  }

  static Objection authorisation(
      FieldRule rule,
      Category category,
      AuthorisationKind needed,
      Optional<Authorisation> brought) {
    Text found =
        brought.map(one -> brought(one, needed)).orElse(new Text("未附", "none was brought"));
    return condition(
        "condition.authorisation:" + category.code(),
        new Text(
            "字段 "
                + rule.name()
                + "："
                + named(category).zh()
                + " 需要有效的"
                + needed.text().zh()
                + "；"
                + found.zh(),
            "field "
                + rule.name()
                + ": "
                + named(category).en()
                + " needs "
                + needed.text().en()
                + " that is still valid; "
                + found.en()),
        Optional.of(
            new Text(
                "附上有效的" + needed.text().zh() + "（kind: " + needed.wireName() + "）",
                "bring "
                    + needed.text().en()
                    + " (kind: "
                    + needed.wireName()
                    + ") that is still valid")));
  }

  private static Text brought(Authorisation brought, AuthorisationKind needed) {
    return brought.kind() == needed
        ? new Text(
            "所附的已于 " + brought.until() + " 到期", "the one brought ended on " + brought.until())
        : new Text(
            "所附的是" + brought.kind().text().zh(),
            "what was brought is " + brought.kind().text().en());
  }

  static Objection when(FieldRule rule, Category category, Expression.Failure failure) {
    return condition(
        "condition.when:" + category.code(),
        new Text(
            "字段 " + rule.name() + "：" + named(category).zh() + "，" + failure.reason().zh(),
            "field " + rule.name() + ": " + named(category).en() + ", " + failure.reason().en()),
        Optional.of(failure.change()));
  }

  static Text leaveOut(String field) {
    return new Text("去掉字段 " + field, "leave out field " + field);
  }

  static Text otherForm(Collection<AnswerForm> forms) {
    String listed =
        forms.stream().sorted().map(AnswerForm::wireName).collect(Collectors.joining(", "));
    return new Text("答复方式改为下列之一：" + listed, "ask in one of these forms: " + listed);
  }

  private static Objection condition(String rule, Text reason, Optional<Text> change) {
    return new Objection(
        RefusalCode.CONDITION_NOT_MET, rule, reason, change.map(List::of).orElse(List.of()));
  }

  /** Code and name, and the mark of what a lawyer has to confirm. */
  private static Text named(Category category) {
    boolean marked = category.needsLegalConfirmation();
    return new Text(
        category.code()
            + "（"
            + category.name().zh()
            + (marked ? "；" + Provisos.MARK.zh() : "")
            + "）",
        category.code()
            + " ("
            + category.name().en()
            + (marked ? "; " + Provisos.MARK.en() : "")
            + ")");
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
