package org.mingjing.policy;

import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/** The wording of every objection. */
final class Objections {

  private Objections() {}

  static Objection unknownField(String field, Resource resource) {
    return new Objection(
        RefusalCode.UNKNOWN_FIELD,
        () ->
            new Objection.Wording(
                "unknown-field",
                new Text(
                    "资源 " + resource.id() + " 没有字段 " + field,
                    "resource " + resource.id() + " has no field " + field)));
  }

  static Objection prohibited(FieldRule rule, Category category) {
    return new Objection(
        RefusalCode.PROHIBITED,
        () ->
            new Objection.Wording(
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
                        + category.reason().en())));
  }

  static Objection resourceForm(Resource resource, AnswerForm answer) {
    return new Objection(
        RefusalCode.ANSWER_NOT_ALLOWED,
        () ->
            new Objection.Wording(
                "resource.answers:" + resource.id(),
                new Text(
                    "资源 " + resource.id() + " 不提供答复方式 " + answer.wireName(),
                    "resource "
                        + resource.id()
                        + " does not answer in form "
                        + answer.wireName())));
  }

  static Objection categoryForm(Category category, AnswerForm answer) {
    Condition condition = FieldJudge.conditionOf(category);
    String form = condition.form().wireName();
    return new Objection(
        RefusalCode.ANSWER_NOT_ALLOWED,
        () ->
            new Objection.Wording(
                "condition.answers:" + category.code(),
                new Text(
                    named(category).zh() + " 只允许 " + form + "，不允许答复方式 " + answer.wireName(),
                    named(category).en()
                        + " is shared as "
                        + form
                        + " only, not in form "
                        + answer.wireName())));
  }

  static Objection withheldInForm(FieldRule rule, AnswerForm answer) {
    return new Objection(
        RefusalCode.ANSWER_NOT_ALLOWED,
        () ->
            new Objection.Wording(
                "condition.withhold:" + codes(rule),
                new Text(
                    "字段 " + rule.name() + " 按共享条件不予提供，也不能以 " + answer.wireName() + " 方式答复",
                    "field "
                        + rule.name()
                        + " is withheld by its condition and cannot be answered in form "
                        + answer.wireName())));
  }

  static Objection nothingLeft() {
    return new Objection(
        RefusalCode.ANSWER_NOT_ALLOWED,
        () ->
            new Objection.Wording(
                "condition.withhold",
                new Text("所请求的字段都不予提供", "every field asked for is withheld")));
  }

  static Objection recipient(FieldRule rule, Category category, DepartmentId requester) {
    return condition(() ->
        new Objection.Wording(
            "condition.recipients:" + category.code(),
            new Text(
                "字段 " + rule.name() + "：" + requester + " 不在 " + named(category).zh() + " 的接收部门之内",
                "field "
                    + rule.name()
                    + ": "
                    + requester
                    + " is not among the recipients of "
                    + named(category).en())));
  }

  static Objection purpose(FieldRule rule, Category category, PurposeId purpose) {
    return condition(() ->
        new Objection.Wording(
            "condition.purposes:" + category.code(),
            new Text(
                "字段 " + rule.name() + "：" + named(category).zh() + " 不得用于 " + purpose,
                "field "
                    + rule.name()
                    + ": "
                    + named(category).en()
                    + " is not shared for "
                    + purpose)));
  }

  static Objection batch(FieldRule rule, Category category) {
    return condition(() ->
        new Objection.Wording(
            "condition.batch:" + category.code(),
            new Text(
                "字段 " + rule.name() + "：" + named(category).zh() + " 不得批量查询",
                "field "
                    + rule.name()
                    + ": "
                    + named(category).en()
                    + " may not be asked for in bulk")));
  }

  static Objection authorisation(
      FieldRule rule,
      Category category,
      AuthorisationKind needed,
      Optional<Authorisation> brought) {
    return condition(() ->
        new Objection.Wording(
            "condition.authorisation:" + category.code(),
            new Text(
                "字段 "
                    + rule.name()
                    + "："
                    + named(category).zh()
                    + " 需要有效的"
                    + needed.text().zh()
                    + "；"
                    + found(brought, needed).zh(),
                "field "
                    + rule.name()
                    + ": "
                    + named(category).en()
                    + " needs "
                    + needed.text().en()
                    + " that is still valid; "
                    + found(brought, needed).en())));
  }

  private static Text found(Optional<Authorisation> brought, AuthorisationKind needed) {
    return brought.map(one -> brought(one, needed)).orElse(new Text("未附", "none was brought"));
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
    return condition(() ->
        new Objection.Wording(
            "condition.when:" + category.code(),
            new Text(
                "字段 " + rule.name() + "：" + named(category).zh() + "，" + failure.reason().zh(),
                "field "
                    + rule.name()
                    + ": "
                    + named(category).en()
                    + ", "
                    + failure.reason().en())));
  }

  static Text otherResource(String key) {
    return new Text(
        "查询键 " + key + " 决定整个调用，无法绕过；请改用其他资源",
        "the subject key " + key + " governs the whole call; use another resource");
  }

  static Text tooMuchAsked() {
    return new Text(
        "牵涉的条件太多，未能找出少数几项改动；请减少字段后再试",
        "too many conditions are concerned to find a few changes; ask for fewer fields");
  }

  static Text otherFields(List<String> fields) {
    String listed = String.join(", ", fields);
    return fields.isEmpty()
        ? new Text(
            "该资源没有可以提供的字段；请改用其他资源", "no field of this resource may be had; use another resource")
        : new Text("请改为请求其他字段：" + listed, "ask for other fields: " + listed);
  }

  private static Objection condition(Supplier<Objection.Wording> said) {
    return new Objection(RefusalCode.CONDITION_NOT_MET, said);
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
}
