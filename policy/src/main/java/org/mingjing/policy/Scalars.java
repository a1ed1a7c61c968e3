package org.mingjing.policy;

import java.util.regex.Pattern;

/**
 * What a scalar means. Only {@code true}, {@code false} and whole numbers are more than text; what
 * other YAML readers would take for something else has to be quoted.
 */
final class Scalars {

  private static final Pattern INTEGER = Pattern.compile("0|-?[1-9][0-9]{0,14}");
  private static final Pattern BOOLEAN = Pattern.compile("true|false");
  private static final Pattern MISSING = Pattern.compile("|~|null|Null|NULL");
  private static final Pattern AMBIGUOUS =
      Pattern.compile(
          "(?i:y|n|yes|no|on|off|true|false)"
              + "|[-+]?(\\.[0-9]+|[0-9][0-9_]*(\\.[0-9]*)?)([eE][-+]?[0-9]+)?"
              + "|0[xob][0-9a-fA-F_]+|[-+]?\\.(?i:inf)|\\.(?i:nan)|[0-9]+(:[0-9]+)+");

  private Scalars() {}

  /** {@code plain}: written without quotes. */
  static Node of(Position at, String text, boolean plain, Faults faults) {
    if (!readable(text)) {
      faults.add(
          at,
          "unreadable-character",
          "含有不可见的控制字符；请删除",
          "there is an invisible control character; delete it");
      return new Node.Broken(at);
    }
    return plain ? plain(at, text, faults) : scalar(at, text, Node.Kind.STRING);
  }

  private static Node plain(Position at, String text, Faults faults) {
    if (INTEGER.matcher(text).matches()) {
      return scalar(at, text, Node.Kind.INTEGER);
    }
    if (BOOLEAN.matcher(text).matches()) {
      return scalar(at, text, Node.Kind.BOOLEAN);
    }
    if (MISSING.matcher(text).matches()) {
      faults.add(
          at, "missing-value", "缺少值；请填写或删除此键", "a value is missing; write it or delete the key");
      return new Node.Broken(at);
    }
    if (AMBIGUOUS.matcher(text).matches()) {
      faults.add(
          at,
          "ambiguous-scalar",
          "“" + text + "” 有多种读法；文字请加引号，数字请写成不带小数的整数",
          "'"
              + text
              + "' can be read in several ways; quote text, write numbers as plain integers");
      return new Node.Broken(at);
    }
    return scalar(at, text, Node.Kind.STRING);
  }

  private static Node scalar(Position at, String text, Node.Kind kind) {
    return new Node.Scalar(at, text, kind);
  }

  private static boolean readable(String text) {
    int at = 0;
    while (at < text.length() && readable(text.codePointAt(at))) {
      at += Character.charCount(text.codePointAt(at));
    }
    return at >= text.length();
  }

  /** Nothing that a reviewer cannot see, or that reorders what the reviewer sees. */
  private static boolean readable(int point) {
    int type = Character.getType(point);
    return point == '\n'
        || (type != Character.CONTROL
            && type != Character.FORMAT
            && type != Character.SURROGATE
            && type != Character.UNASSIGNED
            && type != Character.LINE_SEPARATOR
            && type != Character.PARAGRAPH_SEPARATOR);
  }
}
