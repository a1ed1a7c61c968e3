package org.mingjing.ledger.canonical;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Writes one canonical JSON value (RFC 8785) as UTF-8, straight into bytes. The caller writes
 * members in canonical order; the writer checks the order and everything else that makes the result
 * well formed, and throws {@link IllegalStateException} or {@link IllegalArgumentException}, so
 * that bytes once returned are canonical, as far as what {@link #raw} was given is. Not for sharing
 * between threads.
 *
 * <p>Why not sort: entries are written once per call, and sorting trees costs more than the rest of
 * the entry together.
 */
public final class CanonicalWriter {
  /** Largest integer that every JSON reader holds exactly (RFC 8785 section 3.2.2.3). */
  public static final long MAX_INTEGER = (1L << 53) - 1;

  /** Containers inside each other. */
  public static final int MAX_DEPTH = 64;

  private static final byte[] HEX = "0123456789abcdef".getBytes(StandardCharsets.US_ASCII);

  /**
   * Bytes that stand for themselves; not '?', which Java also writes for what has no UTF-8 form.
   */
  private static final boolean[] PLAIN = new boolean[256];

  static {
    Arrays.fill(PLAIN, 0x20, 0x80, true);
    PLAIN['"'] = false;
    PLAIN['?'] = false;
    PLAIN['\\'] = false;
  }

  private byte[] bytes;
  private int length;
  private final Level[] levels = new Level[MAX_DEPTH + 1];
  private int depth;

  /** What may come next inside one container; level 0 stands for the document. */
  private static final class Level {
    boolean object;
    boolean empty = true;
    boolean nameWritten;
    String lastName = "";
  }

  /** Starts a document; the buffer grows from {@code capacity} bytes as needed. */
  public CanonicalWriter(int capacity) {
    bytes = new byte[Math.max(capacity, 16)];
    levels[0] = new Level();
  }

  /** Opens an object. */
  public CanonicalWriter beginObject() {
    return begin(true, '{');
  }

  /** Closes the object opened last. */
  public CanonicalWriter endObject() {
    return end(true, '}');
  }

  /** Opens an array. */
  public CanonicalWriter beginArray() {
    return begin(false, '[');
  }

  /** Closes the array opened last. */
  public CanonicalWriter endArray() {
    return end(false, ']');
  }

  /**
   * Writes a member's name: greater, by UTF-16 code units, than the one before it (section 3.2.3).
   */
  public CanonicalWriter name(String name) {
    Level level = levels[depth];
    if (!level.object || level.nameWritten) {
      throw new IllegalStateException("a name is not expected here: " + name);
    }
    if (!level.empty) {
      if (name.compareTo(level.lastName) <= 0) {
        throw new IllegalStateException(
            "member " + name + " may not follow " + level.lastName + " in canonical order");
      }
      put(',');
    }
    quoted(name);
    put(':');
    level.empty = false;
    level.lastName = name;
    level.nameWritten = true;
    return this;
  }

  /** Writes a string; an unpaired surrogate is refused, since it has no UTF-8 form. */
  public CanonicalWriter string(String value) {
    beforeValue();
    quoted(value);
    return this;
  }

  /** Writes an integer between −(2^53 − 1) and 2^53 − 1. */
  public CanonicalWriter number(long value) {
    if (value > MAX_INTEGER || value < -MAX_INTEGER) {
      throw new IllegalArgumentException(value + " is not an exact JSON number");
    }
    beforeValue();
    ascii(Long.toString(value));
    return this;
  }

  /** Writes {@code true} or {@code false}. */
  public CanonicalWriter bool(boolean value) {
    beforeValue();
    ascii(value ? "true" : "false");
    return this;
  }

  /** Writes {@code null}. */
  public CanonicalWriter nullValue() {
    beforeValue();
    ascii("null");
    return this;
  }

  /** Writes a value that is canonical JSON already; it is not checked. */
  public CanonicalWriter raw(byte[] canonicalValue) {
    if (canonicalValue.length == 0) {
      throw new IllegalArgumentException("no bytes are no JSON value");
    }
    beforeValue();
    ensure(canonicalValue.length);
    System.arraycopy(canonicalValue, 0, bytes, length, canonicalValue.length);
    length += canonicalValue.length;
    return this;
  }

  /** The finished document. */
  public byte[] toByteArray() {
    if (depth != 0 || levels[0].empty) {
      throw new IllegalStateException("the document is not finished");
    }
    return Arrays.copyOf(bytes, length);
  }

  private CanonicalWriter begin(boolean object, char bracket) {
    beforeValue();
    if (depth == MAX_DEPTH) {
      throw new IllegalStateException("more than " + MAX_DEPTH + " levels");
    }
    depth++;
    var level = new Level();
    level.object = object;
    levels[depth] = level;
    put(bracket);
    return this;
  }

  private CanonicalWriter end(boolean object, char bracket) {
    Level level = levels[depth];
    if (depth == 0 || level.object != object || level.nameWritten) {
      throw new IllegalStateException("'" + bracket + "' is not expected here");
    }
    depth--;
    put(bracket);
    return this;
  }

  private void beforeValue() {
    Level level = levels[depth];
    if (level.object) {
      if (!level.nameWritten) {
        throw new IllegalStateException("a value in an object needs a name");
      }
      level.nameWritten = false;
      return;
    }
    if (!level.empty) {
      if (depth == 0) {
        throw new IllegalStateException("a document is one value");
      }
      put(',');
    }
    level.empty = false;
  }

  private void quoted(String text) {
    int chars = text.length();
    ensure(3 * chars + 2);
    bytes[length++] = '"';
    for (int i = plain(text); i < chars; i++) {
      char c = text.charAt(i);
      if (c < 0x80) {
        if (c >= 0x20 && c != '"' && c != '\\') {
          bytes[length++] = (byte) c;
        } else {
          escaped(c, chars - i);
        }
      } else {
        i += multibyte(text, i, c);
      }
    }
    bytes[length++] = '"';
  }

  /**
   * Writes the characters at the start that stand for themselves, and says how many; room is there.
   */
  private int plain(String text) {
    byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
    int plain = 0;
    while (plain < utf8.length && PLAIN[utf8[plain] & 0xff]) {
      plain++;
    }
    System.arraycopy(utf8, 0, bytes, length, plain);
    length += plain;
    return plain;
  }

  /** Writes {@code c} as section 3.2.2.2 says, leaving room for the {@code rest} of the string. */
  private void escaped(char c, int rest) {
    ensure(6 + 3 * rest + 1);
    bytes[length++] = '\\';
    switch (c) {
      case '"', '\\' -> bytes[length++] = (byte) c;
      case '\b' -> bytes[length++] = 'b';
      case '\t' -> bytes[length++] = 't';
      case '\n' -> bytes[length++] = 'n';
      case '\f' -> bytes[length++] = 'f';
      case '\r' -> bytes[length++] = 'r';
      default -> {
        ascii("u00");
        bytes[length++] = HEX[c >> 4];
        bytes[length++] = HEX[c & 0xf];
      }
    }
  }

  /** Writes a character beyond ASCII and returns how many further UTF-16 units it took. */
  private int multibyte(String text, int i, char c) {
    int point = text.codePointAt(i);
    if (point < 0x800) {
      bytes[length++] = (byte) (0xc0 | (point >> 6));
    } else if (point < 0x10000) {
      if (Character.isSurrogate(c)) {
        throw new IllegalArgumentException("unpaired surrogate at character " + i);
      }
      bytes[length++] = (byte) (0xe0 | (point >> 12));
      bytes[length++] = continuation(point >> 6);
    } else {
      bytes[length++] = (byte) (0xf0 | (point >> 18));
      bytes[length++] = continuation(point >> 12);
      bytes[length++] = continuation(point >> 6);
    }
    bytes[length++] = continuation(point);
    return Character.charCount(point) - 1;
  }

  private static byte continuation(int bits) {
    return (byte) (0x80 | (bits & 0x3f));
  }

  private void ascii(String text) {
    ensure(text.length());
    for (int i = 0; i < text.length(); i++) {
      bytes[length++] = (byte) text.charAt(i);
    }
  }

  private void put(char c) {
    ensure(1);
    bytes[length++] = (byte) c;
  }

  private void ensure(int more) {
    if (bytes.length - length < more) {
      bytes = Arrays.copyOf(bytes, Math.max(2 * bytes.length, length + more));
    }
  }
}
