package org.mingjing.exchange.call;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.mingjing.policy.Coding;
import org.mingjing.policy.FieldType;

/**
 * Compares a claim with the truth as people write it: alike whatever the width, case and separators
 * of a text, the writing of a date, or the zeros behind a point. The work is the same whatever the
 * answer, also where there is nothing to compare with.
 */
final class Verification {
  static final String YES = "yes";
  static final String NO = "no";

  private static final Pattern NUMBER = Pattern.compile("-?[0-9]{1,15}(\\.[0-9]{1,6})?");
  private static final Pattern DATE =
      Pattern.compile(
          "(?<y>[0-9]{4})(?:[-/.年](?<m>[0-9]{1,2})[-/.月](?<d>[0-9]{1,2})日?"
              + "|(?<mm>[0-9]{2})(?<dd>[0-9]{2}))");

  private Verification() {}

  /** Yes, no, or unknown if there is no value. */
  static String match(FieldType type, String claim, Optional<String> actual) {
    byte[] claimed = normal(type, claim);
    byte[] known = normal(type, actual.orElse(claim));
    boolean same = MessageDigest.isEqual(claimed, known);
    return actual.isEmpty() ? Coding.UNKNOWN : same ? YES : NO;
  }

  private static byte[] normal(FieldType type, String text) {
    String plain = PlainText.of(text);
    String normal =
        switch (type) {
          case STRING, PERSON_ID, ORGANISATION_ID -> PlainText.joined(plain);
          case INTEGER, DECIMAL -> number(plain);
          case DATE -> date(plain);
          case BOOLEAN -> truth(plain);
        };
    return normal.getBytes(StandardCharsets.UTF_8);
  }

  private static String number(String text) {
    return NUMBER.matcher(text).matches()
        ? new BigDecimal(text).stripTrailingZeros().toPlainString()
        : text;
  }

  private static String date(String text) {
    Matcher parts = DATE.matcher(text);
    if (!parts.matches()) {
      return text;
    }
    String joined = parts.group("mm") == null ? "" : "m";
    try {
      return LocalDate.of(
              Integer.parseInt(parts.group("y")),
              Integer.parseInt(parts.group("m" + joined)),
              Integer.parseInt(parts.group(joined.isEmpty() ? "d" : "dd")))
          .toString();
    } catch (DateTimeException noDay) {
      return text;
    }
  }

  private static String truth(String text) {
    return switch (text) {
      case "是" -> "true";
      case "否" -> "false";
      default -> text;
    };
  }
}
