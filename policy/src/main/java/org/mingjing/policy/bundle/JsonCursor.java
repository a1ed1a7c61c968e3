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
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.json.JsonFactory;

/**
 * Reads canonical JSON (RFC 8785) from left to right, and refuses whatever could be read in two
 * ways: white space, repeated members, other spellings.
 */
final class JsonCursor {

  private static final JsonFactory JSON =
      JsonFactory.builder()
          .streamReadConstraints(
              StreamReadConstraints.builder()
                  .maxNestingDepth(32)
                  .maxStringLength(Envelope.MAX_BYTES)
                  .build())
          .build();

  private static final Pattern INTEGER = Pattern.compile("0|-?[1-9][0-9]{0,15}");

  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_./-]{1,64}");

  private final Text what;
  private final String text;
  private final JsonParser tokens;

  /** Whether the next token was looked at already. */
  private boolean ahead;

  private JsonCursor(Text what, String text, JsonParser tokens) {
    this.what = what;
    this.text = text;
    this.tokens = tokens;
  }

  /**
   * Has a document read.
   *
   * @param what how a refusal calls it
   * @throws BundleRefused if something is left over, or the document is not canonical
   */
  static void read(Text what, byte[] bytes, Consumer<JsonCursor> reader) {
    String text = utf8(what, bytes);
    try (JsonParser tokens = JSON.createParser(ObjectReadContext.empty(), text)) {
      JsonCursor cursor = new JsonCursor(what, text, tokens);
      try {
        reader.accept(cursor);
      } catch (JacksonException e) {
        throw cursor.notJson();
      }
      cursor.demandEnd();
      cursor.demandCanonical(bytes);
    }
  }

  private void demandEnd() {
    if (at() != text.length()) {
      throw new BundleRefused(
          "trailing-bytes",
          what.zh() + "之后还有内容；请删去，或重新取得原件",
          "something follows the " + what.en() + "; remove it, or fetch the original again");
    }
  }

  private void demandCanonical(byte[] bytes) {
    try {
      if (!Arrays.equals(CanonicalJson.canonical(text), bytes)) {
        throw notCanonical();
      }
    } catch (UncheckedIOException | IllegalArgumentException e) {
      throw notJson();
    }
  }

  /** How many characters were read. */
  private int at() {
    return (int) tokens.currentLocation().getCharOffset();
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
        what.zh() + "不是 JSON，或被截断（第 " + (at() + 1) + " 个字符）；请给出签名的策略包，而不是策略文件",
        "the "
            + what.en()
            + " is not JSON, or cut off (character "
            + (at() + 1)
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
    demand(JsonToken.START_OBJECT);
    Set<String> seen = new HashSet<>();
    while (tokens.nextToken() == JsonToken.PROPERTY_NAME) {
      String name = tokens.currentName();
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
      member.accept(name);
    }
  }

  /** An array; the reader reads each item. */
  void array(Runnable item) {
    demand(JsonToken.START_ARRAY);
    while (tokens.nextToken() != JsonToken.END_ARRAY) {
      ahead = true;
      item.run();
    }
  }

  /** A string that is the value of a member. */
  String string(String member) {
    if (next() != JsonToken.VALUE_STRING) {
      throw wrong(member);
    }
    return tokens.getString();
  }

  /** A whole number that every JSON reader holds exactly, being the value of a member. */
  long integer(String member) {
    JsonToken token = next();
    String digits = tokens.getString();
    if (token != JsonToken.VALUE_NUMBER_INT
        || !INTEGER.matcher(digits).matches()
        || Math.abs(Long.parseLong(digits)) >= 1L << 53) {
      throw wrong(member);
    }
    return Long.parseLong(digits);
  }

  /** Any object or array, as it is written. */
  String raw(String member) {
    JsonToken token = peek();
    if (token.isScalarValue()) {
      throw wrong(member);
    }
    if (token != JsonToken.START_OBJECT && token != JsonToken.START_ARRAY) {
      throw notJson();
    }
    int start = (int) tokens.currentTokenLocation().getCharOffset();
    skip();
    return text.substring(start, at());
  }

  private void skip() {
    switch (peek()) {
      case START_OBJECT -> object(member -> skip());
      case START_ARRAY -> array(this::skip);
      default -> next();
    }
  }

  private JsonToken peek() {
    JsonToken token = next();
    ahead = true;
    return token;
  }

  private void demand(JsonToken expected) {
    if (next() != expected) {
      throw notJson();
    }
  }

  private JsonToken next() {
    JsonToken token = ahead ? tokens.currentToken() : tokens.nextToken();
    ahead = false;
    if (token == null) {
      throw notJson();
    }
    return token;
  }
}
