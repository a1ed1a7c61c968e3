package org.mingjing.policy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Iterator;
import java.util.Map;
import org.erdtman.jcs.JsonCanonicalizer;

/** The canonical form of documents (RFC 8785) and digests over it. */
public final class CanonicalJson {

  private CanonicalJson() {}

  static byte[] of(Node node) {
    StringBuilder json = new StringBuilder();
    write(node, json);
    return canonical(json.toString());
  }

  /**
   * The canonical form of a JSON document.
   *
   * @throws UncheckedIOException if it is none
   */
  public static byte[] canonical(String json) {
    try {
      return new JsonCanonicalizer(json).getEncodedUTF8();
    } catch (IOException notJson) {
      throw new UncheckedIOException(notJson);
    }
  }

  /** A text as a JSON string, quotes included. */
  public static String quoted(String text) {
    StringBuilder json = new StringBuilder(text.length() + 2);
    quote(text, json);
    return json.toString();
  }

  /** {@code sha256:} and 64 hexadecimal digits. */
  public static String digest(byte[] bytes) {
    return "sha256:" + HexFormat.of().formatHex(sha256().digest(bytes));
  }

  static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException everyJdkHasIt) {
      throw new IllegalStateException(everyJdkHasIt);
    }
  }

  /** What is canonical is UTF-8. */
  public static String text(byte[] canonical) {
    return new String(canonical, StandardCharsets.UTF_8);
  }

  private static void write(Node node, StringBuilder json) {
    switch (node) {
      case Node.Mapping mapping -> writeMapping(mapping, json);
      case Node.Sequence sequence -> writeSequence(sequence, json);
      case Node.Scalar scalar -> writeScalar(scalar, json);
      case Node.Broken broken ->
          throw new IllegalArgumentException("a document with faults has no canonical form");
    }
  }

  private static void writeMapping(Node.Mapping mapping, StringBuilder json) {
    json.append('{');
    Iterator<Map.Entry<String, Node.Entry>> entries = mapping.entries().entrySet().iterator();
    while (entries.hasNext()) {
      Map.Entry<String, Node.Entry> entry = entries.next();
      quote(entry.getKey(), json);
      json.append(':');
      write(entry.getValue().value(), json);
      json.append(entries.hasNext() ? "," : "");
    }
    json.append('}');
  }

  private static void writeSequence(Node.Sequence sequence, StringBuilder json) {
    json.append('[');
    Iterator<Node> items = sequence.items().iterator();
    while (items.hasNext()) {
      write(items.next(), json);
      json.append(items.hasNext() ? "," : "");
    }
    json.append(']');
  }

  private static void writeScalar(Node.Scalar scalar, StringBuilder json) {
    switch (scalar.kind()) {
      case STRING -> quote(scalar.text(), json);
      case INTEGER, BOOLEAN -> json.append(scalar.text());
    }
  }

  /** Escapes as RFC 8785 section 3.2.2.2 does, so that sorted members are canonical at once. */
  static void quote(String text, StringBuilder json) {
    json.append('"');
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      switch (c) {
        case '"', '\\' -> json.append('\\').append(c);
        case '\b' -> json.append("\\b");
        case '\t' -> json.append("\\t");
        case '\n' -> json.append("\\n");
        case '\f' -> json.append("\\f");
        case '\r' -> json.append("\\r");
        default -> {
          if (c < ' ') {
            json.append("\\u").append(HexFormat.of().toHexDigits(c));
          } else {
            json.append(c);
          }
        }
      }
    }
    json.append('"');
  }
}
