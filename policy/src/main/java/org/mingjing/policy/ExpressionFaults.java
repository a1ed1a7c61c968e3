package org.mingjing.policy;

import dev.cel.common.CelIssue;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The wording of what is wrong with an expression; the place is that of the whole expression. */
final class ExpressionFaults {

  private static final Pattern NAME = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*(\\.[A-Za-z0-9_]+)*");
  private static final String OPERATORS =
      "! && || ?: == != < <= > >= in startsWith endsWith contains size";

  private final String text;
  private final Position at;
  private final Faults faults;

  ExpressionFaults(String text, Position at, Faults faults) {
    this.text = text;
    this.at = at;
    this.faults = faults;
  }

  void tooLarge() {
    faults.add(
        at,
        "when-too-large",
        "表达式超过 "
            + Expressions.MAX_CHARACTERS
            + " 个字符、"
            + Expressions.MAX_NODES
            + " 个节点或 "
            + Expressions.MAX_DEPTH
            + " 层；请简化，或拆成几个数据类",
        "the expression has more than "
            + Expressions.MAX_CHARACTERS
            + " characters, "
            + Expressions.MAX_NODES
            + " nodes or "
            + Expressions.MAX_DEPTH
            + " levels; simplify it, or make it several categories");
  }

  void comment(int character) {
    faults.add(
        at,
        "when-comment",
        "第 " + character + " 个字符处有 //，CEL 会略过其后同一行的全部内容；请删除，说明请写在 when 之上（YAML 注释 #）",
        "there is // at character "
            + character
            + ", and CEL passes over what follows it on its line; remove it, and write"
            + " remarks above when (# in YAML)");
  }

  void unreadable(CelIssue issue) {
    if (issue.getMessage().toLowerCase(Locale.ROOT).contains("limit")) {
      tooLarge();
      return;
    }
    faults.add(
        at,
        "when-syntax",
        "不是合法的 CEL 表达式（第 " + character(issue) + " 个字符）：" + issue.getMessage() + "；请改正",
        "not a CEL expression (character "
            + character(issue)
            + "): "
            + issue.getMessage()
            + "; correct it");
  }

  /** The variable of a macro that is not to be had is no fault of its own. */
  void illTyped(List<CelIssue> issues) {
    boolean macro = issues.stream().anyMatch(issue -> undeclared(issue) && name(issue).isEmpty());
    for (CelIssue issue : issues) {
      Optional<String> name = name(issue);
      if (!undeclared(issue)) {
        type(character(issue), issue.getMessage());
      } else if (name.isEmpty()) {
        unknownFunction(character(issue));
      } else if (!macro || name.get().contains(".")) {
        unknownVariable(character(issue), name.get());
      }
    }
  }

  private static boolean undeclared(CelIssue issue) {
    return issue.getMessage().startsWith("undeclared reference");
  }

  /** The name at the place of the issue; functions and operators are placed at their bracket. */
  private Optional<String> name(CelIssue issue) {
    int offset = Math.min(character(issue) - 1, text.length());
    Matcher name = NAME.matcher(text).region(offset, text.length());
    return name.lookingAt() ? Optional.of(name.group()) : Optional.empty();
  }

  private void type(int character, String message) {
    faults.add(
        at,
        "when-type",
        "类型不符（第 " + character + " 个字符）：" + message + "；请改为同类型的比较",
        "the types do not fit (character "
            + character
            + "): "
            + message
            + "; compare like with like");
  }

  private void unknownVariable(int character, String name) {
    String known = String.join(", ", Attribute.names());
    faults.add(
        at,
        "when-unknown-variable",
        "没有变量 " + name + "（第 " + character + " 个字符）；可用：" + known,
        "there is no variable " + name + " (character " + character + "); there are " + known);
  }

  private void unknownFunction(int character) {
    faults.add(
        at,
        "when-unknown-function",
        "第 " + character + " 个字符处的函数、宏或运算不可用（可能出错或重复计算）；可用：" + OPERATORS,
        "what is called at character "
            + character
            + " is not to be had here, since it could fail or repeat; there are "
            + OPERATORS);
  }

  void foreignType(String type) {
    faults.add(
        at,
        "when-type",
        "表达式中有 " + type + " 类型的值；只可使用 bool、int、string 及同类元素的列表",
        "there is a value of type "
            + type
            + "; use bool, int, string and lists of one of them only");
  }

  void notBool(String type) {
    faults.add(
        at,
        "when-not-bool",
        "表达式的结果是 " + type + "，应为 bool；请写成比较",
        "the expression gives " + type + " and must give bool; make it a comparison");
  }

  void constant() {
    faults.add(
        at,
        "when-constant",
        "表达式没有用到任何变量，结果总是相同；请删除，或用到变量",
        "the expression names no variable and always comes to the same; remove it or name one");
  }

  /** Noted only for the vocabularies that are the same for every policy. */
  void unknownWord(Compared compared) {
    List<String> known = words(compared.attribute());
    if (!known.isEmpty() && !known.contains(compared.word())) {
      faults.add(
          at,
          "unknown-word",
          compared.attribute().wireName()
              + " 没有值“"
              + compared.word()
              + "”（第 "
              + compared.character()
              + " 个字符）；请改为其中之一："
              + String.join(", ", known),
          compared.attribute().wireName()
              + " is never '"
              + compared.word()
              + "' (character "
              + compared.character()
              + "); write one of "
              + String.join(", ", known));
    }
  }

  private static List<String> words(Attribute attribute) {
    return switch (attribute) {
      case ANSWER -> Vocabulary.ANSWERS.words();
      case AUTHORISATION_KIND -> Vocabulary.AUTHORISATIONS.words();
      case SUBJECT_TYPE -> Vocabulary.SUBJECT_TYPES.words();
      default -> List.of();
    };
  }

  void constantComparison(int character, NumberRange range, boolean outcome) {
    faults.add(
        at,
        "constant-condition",
        "第 "
            + character
            + " 个字符处的比较总是"
            + (outcome ? "成立" : "不成立")
            + "："
            + range.attribute().wireName()
            + " 的取值为 "
            + range.told().zh()
            + "；请改正或删除",
        "the comparison at character "
            + character
            + " is "
            + (outcome ? "always" : "never")
            + " true, since "
            + range.attribute().wireName()
            + " is "
            + range.told().en()
            + "; correct or remove it");
  }

  void constantPart(int character, boolean outcome) {
    faults.add(
        at,
        "constant-condition",
        "第 " + character + " 个字符处的部分总是" + (outcome ? "成立" : "不成立") + "，与调用的内容无关；请改正或删除",
        "what stands at character "
            + character
            + " is "
            + (outcome ? "always" : "never")
            + " true, whatever the call brings; correct or remove it");
  }

  /** Counted from 1 through the whole expression, which may have several lines. */
  private int character(CelIssue issue) {
    int offset = 0;
    for (int line = 1; line < issue.getSourceLocation().getLine(); line++) {
      offset = text.indexOf('\n', offset) + 1;
    }
    return offset + Math.max(issue.getSourceLocation().getColumn(), 0) + 1;
  }
}
