package org.mingjing.policy;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** Reads single values; what is not of the expected type becomes a fault and is empty. */
final class Values {

  private static final int MAX_TEXT = 4000;
  private static final int FIRST_YEAR = 2000;
  private static final int LAST_YEAR = 2999;

  private final Faults faults;

  Values(Faults faults) {
    this.faults = faults;
  }

  Faults faults() {
    return faults;
  }

  Optional<String> string(Node node) {
    Optional<String> text =
        scalar(node, Node.Kind.STRING, "文字（数字和真假值请加引号）", "text (quote numbers and booleans)");
    if (text.filter(Patterns.STAND_IN::equals).isPresent()) {
      wrong(node.at(), "真正的内容，而不是“?”", "what it is, not '?',");
      return Optional.empty();
    }
    if (text.filter(value -> value.isBlank() || value.length() > MAX_TEXT).isPresent()) {
      wrong(node.at(), "1 至 " + MAX_TEXT + " 个字符的文字", "text of 1 to " + MAX_TEXT + " characters");
      return Optional.empty();
    }
    return text;
  }

  Optional<String> matching(Node node, Pattern pattern) {
    return string(node).filter(text -> matches(text, node.at(), pattern));
  }

  /** Whether a word has a form; a fault if not. */
  boolean matches(String text, Position at, Pattern pattern) {
    boolean matches = pattern.matcher(text).matches();
    if (!matches) {
      faults.add(
          at,
          "malformed-identifier",
          "“" + text + "” 不符合格式 " + pattern + "；请改正",
          "'" + text + "' does not have the form " + pattern + "; correct it");
    }
    return matches;
  }

  Optional<Integer> integer(Node node, int min, int max) {
    return longInteger(node, min, max).map(Long::intValue);
  }

  Optional<Long> longInteger(Node node, long min, long max) {
    Optional<Long> number =
        scalar(node, Node.Kind.INTEGER, "整数", "a whole number").map(Long::valueOf);
    if (number.filter(value -> value < min || value > max).isPresent()) {
      wrong(node.at(), min + " 至 " + max + " 的整数", "a whole number from " + min + " to " + max);
      return Optional.empty();
    }
    return number;
  }

  Optional<Boolean> bool(Node node) {
    return scalar(node, Node.Kind.BOOLEAN, "true 或 false", "true or false").map(Boolean::valueOf);
  }

  Optional<LocalDate> date(Node node) {
    Optional<String> text = string(node);
    Optional<LocalDate> date = text.flatMap(Values::date);
    if (text.isPresent() && date.isEmpty()) {
      wrong(
          node.at(),
          FIRST_YEAR + " 至 " + LAST_YEAR + " 年间的日期，如 2026-01-31",
          "a date such as 2026-01-31, from " + FIRST_YEAR + " to " + LAST_YEAR + ",");
    }
    return date;
  }

  /** A day, which stands for its noon, or a day and time, both by the calendar of grants. */
  Optional<Instant> instant(Node node) {
    Optional<String> text = string(node);
    Optional<Instant> instant = text.flatMap(Values::instant);
    if (text.isPresent() && instant.isEmpty()) {
      wrong(
          node.at(),
          FIRST_YEAR + " 至 " + LAST_YEAR + " 年间的日期或时刻，如 2026-01-31 或 2026-01-31T08:30",
          "a date or time such as 2026-01-31 or 2026-01-31T08:30, from "
              + FIRST_YEAR
              + " to "
              + LAST_YEAR
              + ",");
    }
    return instant;
  }

  private static Optional<Instant> instant(String text) {
    String[] parts = text.split("T", 2);
    try {
      LocalTime time = parts.length > 1 ? LocalTime.parse(parts[1]) : LocalTime.NOON;
      return date(parts[0]).map(day -> day.atTime(time).atZone(Grant.ZONE).toInstant());
    } catch (DateTimeParseException notATime) {
      return Optional.empty();
    }
  }

  private static Optional<LocalDate> date(String text) {
    try {
      return Optional.of(LocalDate.parse(text))
          .filter(date -> date.getYear() >= FIRST_YEAR && date.getYear() <= LAST_YEAR);
    } catch (DateTimeParseException notADate) {
      return Optional.empty();
    }
  }

  <E> Optional<E> oneOf(Node node, Vocabulary<E> vocabulary) {
    Optional<String> word = string(node);
    Optional<E> value = word.flatMap(vocabulary::find);
    if (word.isPresent() && value.isEmpty()) {
      String known = String.join(", ", vocabulary.words());
      faults.add(
          node.at(),
          "unknown-word",
          "“" + word.get() + "” 不在词表之内；请改为其中之一：" + known,
          "'" + word.get() + "' is not known here; write one of " + known);
    }
    return value;
  }

  List<Node> items(Node node) {
    return switch (node) {
      case Node.Sequence sequence -> sequence.items();
      case Node.Broken broken -> List.of();
      case Node.Mapping mapping -> noList(mapping.at());
      case Node.Scalar scalar -> noList(scalar.at());
    };
  }

  private List<Node> noList(Position at) {
    wrong(at, "列表", "a list");
    return List.of();
  }

  private Optional<String> scalar(Node node, Node.Kind kind, String zh, String en) {
    if (node instanceof Node.Scalar scalar && scalar.kind() == kind) {
      return Optional.of(scalar.text());
    }
    if (!(node instanceof Node.Broken)) {
      wrong(node.at(), zh, en);
    }
    return Optional.empty();
  }

  void wrong(Position at, String zh, String en) {
    faults.add(at, "wrong-type", "此处应为" + zh + "；请改正", "write " + en + " here");
  }
}
