package org.mingjing.policy.bundle;

import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import org.mingjing.policy.CanonicalJson;
import org.mingjing.policy.Text;

/**
 * Reads canonical JSON (RFC 8785) from left to right, and refuses whatever could be read in two
 * ways: white space, repeated members, other spellings.
 */
final class JsonCursor {

  private static final int MAX_DEPTH = 32;

  /** Of what numbers, {@code true}, {@code false} and {@code null} are made. */
  private static final String LITERAL = "-+.0123456789Eaeflnrstu";

  private static final Pattern INTEGER = Pattern.compile("0|-?[1-9][0-9]{0,15}");

  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_./-]{1,64}");

  private final Text what;
  private final String text;
  private int at;

  private JsonCursor(Text what, String text) {
    this.what = what;
    this.text = text;
  }

  /**
   * Has a document read.
   *
   * @param what how a refusal calls it
   * @throws BundleRefused if something is left over, or the document is not canonical
   */
  static void read(Text what, byte[] bytes, Consumer<JsonCursor> reader) {
    JsonCursor cursor = new JsonCursor(what, utf8(what, bytes));
    reader.accept(cursor);
    if (cursor.at != cursor.text.length()) {
      throw new BundleRefused(
          "trailing-bytes",
          what.zh() + "之后还有内容；请删去，或重新取得原件",
          "something follows the " + what.en() + "; remove it, or fetch the original again");
    }
    try {
      if (!Arrays.equals(CanonicalJson.canonical(cursor.text), bytes)) {
        throw cursor.notCanonical();
      }
    } catch (UncheckedIOException | IllegalArgumentException e) {
      throw cursor.notJson();
    }
  }

  private static String utf8(Text what, byte[] bytes) {
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
    } catch (CharacterCodingException e) {
      throw new BundleRefused(
          "not-utf-8",
          what.zh() + "不是 UTF-8 编码；请重新取得原件",
          "the " + what.en() + " is not UTF-8; fetch the original again");
    }
  }

  BundleRefused notCanonical() {
    return new BundleRefused(
        "not-canonical",
        what.zh() + "不是规范形式（RFC 8785）；请用 ./mingjing policy bundle 生成，不要改排版",
        "the "
            + what.en()
            + " is not in its canonical form (RFC 8785); make it with ./mingjing policy bundle and"
            + " leave its layout alone");
  }

  private BundleRefused notJson() {
    return new BundleRefused(
        "not-json",
        what.zh() + "不是 JSON，或被截断（第 " + (at + 1) + " 个字符）；请给出签名的策略包，而不是策略文件",
        "the "
            + what.en()
            + " is not JSON, or cut off (character "
            + (at + 1)
            + "); give a signed bundle, not policy documents");
  }

  /** A member of the wrong kind or with a value that it cannot have. */
  BundleRefused wrong(String member) {
    return new BundleRefused(
        "wrong-value",
        what.zh() + "的成员 " + member + " 的值不对；请用 ./mingjing policy bundle 重新生成",
        "member "
            + member
            + " of the "
            + what.en()
            + " has a value that it cannot have; make the bundle again with ./mingjing policy"
            + " bundle");
  }

  BundleRefused unknown(String member) {
    return new BundleRefused(
        "unknown-member",
        what.zh() + "含有不认识的成员 " + shown(member) + "；请用与本节点相同的版本重新生成",
        "the "
            + what.en()
            + " has an unknown member "
            + shown(member)
            + "; make the bundle again with this node's version");
  }

  /** Whoever wrote the file chose the name, and somebody reads it in a terminal. */
  private static String shown(String member) {
    return NAME.matcher(member).matches() ? member : "?";
  }

  BundleRefused missing(String member) {
    return new BundleRefused(
        "missing-member",
        what.zh() + "缺少成员 " + member + "；请重新取得原件",
        "the " + what.en() + " lacks its member " + member + "; fetch the original again");
  }

  /** An object; the reader is told each member's name and reads its value. */
  void object(Consumer<String> member) {
    expect('{');
    if (taken('}')) {
      return;
    }
    Set<String> seen = new HashSet<>();
    do {
      String name = string();
      if (!seen.add(name)) {
        throw new BundleRefused(
            "duplicate-member",
            what.zh() + "的成员 " + shown(name) + " 重复；请重新取得原件",
            "the "
                + what.en()
                + " has its member "
                + shown(name)
                + " twice; fetch the original again");
      }
      expect(':');
      member.accept(name);
    } while (taken(','));
    expect('}');
  }

  /** An array; the reader reads each item. */
  void array(Runnable item) {
    expect('[');
    if (taken(']')) {
      return;
    }
    do {
      item.run();
    } while (taken(','));
    expect(']');
  }

  /** A string that is the value of a member. */
  String string(String member) {
    if (at < text.length() && text.charAt(at) != '"') {
      throw wrong(member);
    }
    return string();
  }

  /** A whole number that every JSON reader holds exactly, being the value of a member. */
  long integer(String member) {
    String digits = raw();
    if (!INTEGER.matcher(digits).matches() || Math.abs(Long.parseLong(digits)) >= 1L << 53) {
      throw wrong(member);
    }
    return Long.parseLong(digits);
  }

  /** Any value, as it is written. */
  String raw() {
    int start = at;
    skip(1);
    return text.substring(start, at);
  }

  private void skip(int depth) {
    if (depth > MAX_DEPTH || at >= text.length()) {
      throw notJson();
    }
    switch (text.charAt(at)) {
      case '"' -> string();
      case '{' -> object(name -> skip(depth + 1));
      case '[' -> array(() -> skip(depth + 1));
      default -> literal();
    }
  }

  private void literal() {
    int start = at;
    while (at < text.length() && LITERAL.indexOf(text.charAt(at)) >= 0) {
      at++;
    }
    if (start == at) {
      throw unexpected();
    }
  }

  private String string() {
    expect('"');
    StringBuilder value = new StringBuilder();
    while (at < text.length() && text.charAt(at) != '"') {
      char c = text.charAt(at++);
      value.append(c == '\\' ? escaped() : c);
    }
    expect('"');
    return value.toString();
  }

  /** Which escapes are canonical is compared at the end. */
  private char escaped() {
    if (at >= text.length()) {
      throw notJson();
    }
    char c = text.charAt(at++);
    return switch (c) {
      case '"', '\\', '/' -> c;
      case 'b' -> '\b';
      case 't' -> '\t';
      case 'n' -> '\n';
      case 'f' -> '\f';
      case 'r' -> '\r';
      case 'u' -> unit();
      default -> throw notJson();
    };
  }

  private char unit() {
    if (at + 4 > text.length() || !text.substring(at, at + 4).matches("[0-9a-fA-F]{4}")) {
      throw notJson();
    }
    at += 4;
    return (char) Integer.parseInt(text.substring(at - 4, at), 16);
  }

  private boolean taken(char c) {
    boolean there = at < text.length() && text.charAt(at) == c;
    at += there ? 1 : 0;
    return there;
  }

  private void expect(char c) {
    if (!taken(c)) {
      throw unexpected();
    }
  }

  private BundleRefused unexpected() {
    boolean space = at < text.length() && " \t\r\n".indexOf(text.charAt(at)) >= 0;
    return space ? notCanonical() : notJson();
  }
}
