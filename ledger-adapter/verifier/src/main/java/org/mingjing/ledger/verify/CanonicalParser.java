package org.mingjing.ledger.verify;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Accepts canonical JSON (RFC 8785) and nothing else: no spaces, members in ascending order of
 * UTF-16 code units and so without duplicates, the one form of every string, whole numbers within
 * ±(2^53 − 1). Since every document has one form, a changed byte is either another document or
 * none.
 *
 * <p>It reads the bytes of UTF-8, a character each, and decodes those strings that need it: most of
 * a receipt is ASCII, and text with a single Chinese character in it costs a multiple of it.
 */
final class CanonicalParser {
  private static final int MAX_DEPTH = 64;
  private static final long MAX_INTEGER = (1L << 53) - 1;
  private static final int MAX_DIGITS = 16;

  private final String text;
  private int at;
  private int depth;

  private CanonicalParser(String text) {
    this.text = text;
  }

  /** Where an object starts and ends is told in bytes. */
  static Json parse(byte[] json) {
    var parser = new CanonicalParser(new String(json, StandardCharsets.ISO_8859_1));
    Json value = parser.value();
    if (parser.at != json.length) {
      throw parser.broken("文件在回执之后还有内容", "something follows the receipt");
    }
    return value;
  }

  private Json value() {
    return switch (peek()) {
      case '{' -> members();
      case '[' -> items();
      case '"' -> new Json.Chars(string());
      case 't' -> word("true", new Json.Truth(true));
      case 'f' -> word("false", new Json.Truth(false));
      case 'n' -> word("null", new Json.Nothing());
      default -> new Json.Whole(number());
    };
  }

  private Json members() {
    int start = at;
    enter();
    Map<String, Json> values = new LinkedHashMap<>();
    String last = "";
    while (!closes('}', values.isEmpty())) {
      String name = string();
      if (!values.isEmpty() && name.compareTo(last) <= 0) {
        throw broken("成员重复或次序不对：" + name, "member repeated or out of order: " + name);
      }
      take(':');
      values.put(name, value());
      last = name;
    }
    return new Json.Members(values, start, at);
  }

  private Json items() {
    enter();
    List<Json> values = new ArrayList<>();
    while (!closes(']', values.isEmpty())) {
      values.add(value());
    }
    return new Json.Items(values);
  }

  private void enter() {
    if (++depth > MAX_DEPTH) {
      throw broken("嵌套过深", "too deeply nested");
    }
    at++;
  }

  /** Takes the closing bracket, or the comma before the next element. */
  private boolean closes(char bracket, boolean first) {
    if (peek() == bracket) {
      at++;
      depth--;
      return true;
    }
    if (!first) {
      take(',');
    }
    return false;
  }

  private Json word(String word, Json value) {
    if (!text.startsWith(word, at)) {
      throw unexpected();
    }
    at += word.length();
    return value;
  }

  private long number() {
    int start = at;
    if (peek() == '-') {
      at++;
    }
    int digits = at;
    while (at < text.length() && isDigit(text.charAt(at))) {
      at++;
    }
    int count = at - digits;
    boolean zero = count > 0 && text.charAt(digits) == '0';
    if (count == 0 || count > MAX_DIGITS || (zero && (count > 1 || digits > start))) {
      throw unexpected();
    }
    long value = Long.parseLong(text.substring(start, at));
    if (Math.abs(value) > MAX_INTEGER) {
      throw broken("整数过大", "integer too large");
    }
    return value;
  }

  private static boolean isDigit(char c) {
    return c >= '0' && c <= '9';
  }

  private String string() {
    take('"');
    int start = at;
    while (at < text.length() && isPlain(text.charAt(at))) {
      at++;
    }
    if (at < text.length() && text.charAt(at) == '"') {
      return decoded(text.substring(start, at++));
    }
    var value = new StringBuilder().append(text, start, at);
    for (char c = next(); c != '"'; c = next()) {
      if (c < 0x20) {
        throw unexpected();
      }
      value.append(c == '\\' ? escaped() : c);
    }
    return decoded(value.toString());
  }

  /** No escape stands for a byte above 0x7f, so those that are there are the file's. */
  private static String decoded(String bytes) {
    byte[] utf8 = bytes.getBytes(StandardCharsets.ISO_8859_1);
    return isAscii(utf8) ? bytes : ReceiptFile.text(utf8);
  }

  private static boolean isAscii(byte[] bytes) {
    for (byte b : bytes) {
      if (b < 0) {
        return false;
      }
    }
    return true;
  }

  private static boolean isPlain(char c) {
    return c >= 0x20 && c != '"' && c != '\\';
  }

  /** The only escapes of RFC 8785 section 3.2.2.2. */
  private char escaped() {
    return switch (next()) {
      case '"' -> '"';
      case '\\' -> '\\';
      case 'b' -> '\b';
      case 't' -> '\t';
      case 'n' -> '\n';
      case 'f' -> '\f';
      case 'r' -> '\r';
      case 'u' -> control();
      default -> throw unexpected();
    };
  }

  private char control() {
    int high = "01".indexOf(next(2));
    int low = "0123456789abcdef".indexOf(next());
    int c = 16 * high + low;
    if (high < 0 || low < 0 || "\b\t\n\f\r".indexOf(c) >= 0) {
      throw unexpected();
    }
    return (char) c;
  }

  /** The character after that many zeros. */
  private char next(int zeros) {
    for (int i = 0; i < zeros; i++) {
      take('0');
    }
    return next();
  }

  private char peek() {
    if (at >= text.length()) {
      throw broken("文件不完整", "the file ends too early");
    }
    return text.charAt(at);
  }

  private char next() {
    char c = peek();
    at++;
    return c;
  }

  private void take(char expected) {
    if (peek() != expected) {
      throw unexpected();
    }
    at++;
  }

  private Broken unexpected() {
    return broken("不是规范的 JSON（RFC 8785）", "not canonical JSON (RFC 8785)");
  }

  private Broken broken(String zh, String en) {
    return new Broken(Check.FORM, zh + "（第 " + at + " 个字节处）", en + " (at byte " + at + ")");
  }
}
