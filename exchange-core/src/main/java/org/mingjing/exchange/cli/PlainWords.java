package org.mingjing.exchange.cli;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.stream.Collectors;
import org.mingjing.policy.AnswerForm;
import org.mingjing.policy.Category;
import org.mingjing.policy.CategoryCode;
import org.mingjing.policy.Condition;
import org.mingjing.policy.Field;
import org.mingjing.policy.Policy;
import org.mingjing.policy.Provisos;
import org.mingjing.policy.Purpose;
import org.mingjing.policy.Recipients;
import org.mingjing.policy.Resource;
import org.mingjing.policy.Text;

/** Categories and resources as sentences in both languages; the draft's notice comes with each. */
record PlainWords(Policy policy) {

  /** One thing that is said. */
  record Line(Text title, Text text) {}

  List<Line> category(Category category) {
    List<Line> lines = new ArrayList<>(entry(category));
    lines.add(line("草案", "draft", Provisos.DRAFT));
    return lines;
  }

  List<Line> resource(Resource resource) {
    List<Line> lines = new ArrayList<>();
    lines.add(
        line(
            "资源",
            "resource",
            new Text(
                resource.id() + " " + resource.name().zh(),
                resource.id() + " " + resource.name().en())));
    lines.add(line("部门", "department", both(resource.department().value())));
    lines.add(
        line(
            "查询键",
            "key",
            both(resource.subject().type().wireName() + ": " + resource.subject().field())));
    lines.add(line("答复方式", "answers", forms(resource.answers())));
    for (Field field : resource.fields()) {
      lines.add(line("字段", "field", summary(field)));
    }
    categoriesOf(resource.fields()).forEach(category -> lines.addAll(entry(category)));
    lines.add(line("草案", "draft", Provisos.DRAFT));
    return lines;
  }

  List<Line> field(Field field) {
    List<Line> lines = new ArrayList<>();
    lines.add(line("字段", "field", summary(field)));
    field.maskReason().ifPresent(reason -> lines.add(line("不脱敏的理由", "why unmasked", reason)));
    categoriesOf(List.of(field)).forEach(category -> lines.addAll(entry(category)));
    lines.add(line("草案", "draft", Provisos.DRAFT));
    return lines;
  }

  private List<Category> categoriesOf(Collection<Field> fields) {
    return fields.stream()
        .flatMap(field -> field.categories().stream())
        .distinct()
        .flatMap(code -> policy.category(code).stream())
        .toList();
  }

  private static Text summary(Field field) {
    if (field.open()) {
      Text basis = field.openBasis().orElse(new Text("不在负面清单之内", "not on the negative list"));
      return new Text(
          field.name() + "：无条件共享，" + basis.zh(), field.name() + ": open, " + basis.en());
    }
    String codes =
        field.categories().stream().map(CategoryCode::value).collect(Collectors.joining(", "));
    return new Text(
        field.name() + "：" + codes + "，脱敏 " + field.mask().name(),
        field.name() + ": " + codes + ", mask " + field.mask().name());
  }

  private List<Line> entry(Category category) {
    List<Line> lines = new ArrayList<>();
    lines.add(
        line(
            "数据类",
            "category",
            new Text(
                category.code() + " " + category.name().zh(),
                category.code() + " " + category.name().en())));
    lines.add(
        line(
            "共享边界",
            "boundary",
            category.prohibited()
                ? new Text("不予共享，任何授权都不能改变", "prohibited; no grant changes that")
                : new Text("有条件共享，且须有授权", "conditional, and a grant is needed")));
    lines.add(line("级别", "level", both(category.level().wireName())));
    category
        .condition()
        .ifPresentOrElse(
            condition -> lines.addAll(condition(condition)),
            () -> lines.add(line("合法渠道", "channel", drafted(category.channel()))));
    lines.add(line("法律依据", "basis", basis(category)));
    lines.add(line("理由", "reason", category.reason()));
    if (category.needsLegalConfirmation()) {
      lines.add(
          line(
              "需法律确认",
              "confirm",
              new Text(
                  Provisos.SECRECY_ALONE.zh() + "（" + Provisos.NEEDS_LEGAL_CONFIRMATION + "）",
                  Provisos.SECRECY_ALONE.en() + " (" + Provisos.NEEDS_LEGAL_CONFIRMATION + ")")));
    }
    return lines;
  }

  private List<Line> condition(Condition condition) {
    List<Line> lines = new ArrayList<>();
    lines.add(line("谁", "who", recipients(condition.recipients())));
    lines.add(line("用途", "for", purposes(condition)));
    lines.add(line("答复方式", "answers", answers(condition)));
    lines.add(
        line(
            "不予提供",
            "withheld",
            new Text(
                (condition.withhold().isEmpty() ? "无字段" : sorted(condition.withhold()))
                    + "（草案："
                    + condition.withholdText()
                    + "）",
                (condition.withhold().isEmpty() ? "no field" : sorted(condition.withhold()))
                    + " (draft: "
                    + condition.withholdText()
                    + ")")));
    lines.add(line("依据要求", "authority", condition.authorisation().text()));
    condition
        .when()
        .ifPresent(when ->
            lines.add(
                line(
                    "表达式",
                    "when",
                    when.reliesOnAsserted()
                        ? new Text(
                            when.text() + "（依赖单方声称的内容，无人核实）",
                            when.text() + " (relies on what is merely asserted)")
                        : both(when.text()))));
    lines.add(
        line(
            "批量",
            "batch",
            condition.batch() ? new Text("允许", "allowed") : new Text("不允许", "not allowed")));
    lines.add(
        line(
            "保存",
            "retention",
            new Text(
                "事项办结后至多 " + condition.retentionDays() + " 天",
                "at most " + condition.retentionDays() + " days after the matter closes")));
    condition
        .unmechanised()
        .ifPresent(remark -> lines.add(line("尚无规则执行", "no rule yet", drafted(remark))));
    return lines;
  }

  private Text recipients(Recipients recipients) {
    return switch (recipients) {
      case Recipients.Any any -> new Text("任何有授权的部门", "any department with a grant");
      case Recipients.Named named -> both(sorted(named.departments()));
    };
  }

  private Text purposes(Condition condition) {
    List<Purpose> purposes =
        condition.purposes().stream().sorted().flatMap(id -> policy.purpose(id).stream()).toList();
    String zh =
        purposes.stream()
            .map(one -> one.id() + "（" + one.name().zh() + "）")
            .collect(Collectors.joining("、"));
    String en =
        purposes.stream()
            .map(one -> one.id() + " (" + one.name().en() + ")")
            .collect(Collectors.joining(", "));
    return purposes.isEmpty()
        ? new Text("尚未登记用途，一律拒绝", "no purpose is registered yet: always refused")
        : new Text(zh, en);
  }

  private static Text answers(Condition condition) {
    String form = condition.form().wireName();
    return condition.answers().isEmpty()
        ? new Text(form + "：本系统不能承载，一律拒绝", form + ": the exchange cannot carry it, always refused")
        : new Text(
            forms(condition.answers()).zh() + "（" + form + "）",
            forms(condition.answers()).en() + " (" + form + ")");
  }

  private static Text forms(Collection<AnswerForm> forms) {
    return both(
        forms.stream().sorted().map(AnswerForm::wireName).collect(Collectors.joining(", ")));
  }

  /** Each citation with its mark: how far its text was checked. */
  private static Text basis(Category category) {
    String cited =
        category.legalBasis().stream()
            .map(citation -> citation.cited() + "[" + citation.mark() + "]")
            .collect(Collectors.joining("、"));
    return new Text(
        cited + "（V 已读原文；其余为一般知识）", cited + " (V: text read; others: general knowledge)");
  }

  /** The registry's own wording of what it words in English only. */
  private static Text drafted(String text) {
    return new Text("（草案原文）" + text, text);
  }

  private static String sorted(Collection<?> values) {
    return values.stream().map(Object::toString).sorted().collect(Collectors.joining(", "));
  }

  private static Line line(String zh, String en, Text text) {
    return new Line(new Text(zh, en), text);
  }

  private static Text both(String text) {
    return new Text(text, text);
  }
}
