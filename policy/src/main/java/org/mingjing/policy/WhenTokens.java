package org.mingjing.policy;

import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Finds comments in an expression. CEL passes over all that follows {@code //} on its line, and
 * YAML may have folded several lines into one, so that a comment would switch off what is written
 * below it.
 */
final class WhenTokens {

  /** As the lexer of CEL divides a text, as far as texts in quotes need it. */
  private static final Pattern TOKEN =
      Pattern.compile(
          String.join(
              "|",
              "(?<comment>//)",
              "[bB]?[rR](?:\"\"\"(?s:.*?)\"\"\"|'''(?s:.*?)'''|\"[^\"\\n\\r]*\"|'[^'\\n\\r]*')",
              "[bB]?(?:\"\"\"(?s:\\\\.|[^\\\\])*?\"\"\"|'''(?s:\\\\.|[^\\\\])*?''')",
              "[bB]?(?:\"(?:\\\\.|[^\\\\\"\\n\\r])*\"|'(?:\\\\.|[^\\\\'\\n\\r])*')",
              "[A-Za-z_][A-Za-z0-9_]*",
              "(?s:.)"));

  private WhenTokens() {}

  /** Where the first comment begins, counted from 0. */
  static OptionalInt comment(String text) {
    Matcher token = TOKEN.matcher(text);
    while (token.find()) {
      if (token.group("comment") != null) {
        return OptionalInt.of(token.start());
      }
    }
    return OptionalInt.empty();
  }
}
