package org.mingjing.ledger.checkpoint;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import org.mingjing.ledger.canonical.StrictBase64;

/** Name, type and 4-byte id of a note key (C2SP signed-note). */
final class KeyId {
  static final int BYTES = 4;

  /** The type byte that C2SP signed-note assigns to Ed25519. */
  static final Type ED25519 = new Type(new byte[] {1});

  /**
   * C2SP assigns none to SM2: 0xff, the byte for such types, and a name that is unlikely to
   * collide.
   */
  static final Type SM2 =
      new Type("\u00ffGB/T 32918 SM2 SM3".getBytes(StandardCharsets.ISO_8859_1));

  private static final int MAX_NAME_CHARS = 200;

  private KeyId() {}

  static void requireName(String name) {
    if (name.isEmpty() || name.length() > MAX_NAME_CHARS) {
      throw new InvalidNote("a key name has 1 to " + MAX_NAME_CHARS + " characters");
    }
    if (name.codePoints().anyMatch(KeyId::foreign)) {
      throw new InvalidNote("a key name has no spaces, '+' or control characters: " + name);
    }
  }

  private static boolean foreign(int c) {
    return c == '+' || Character.isWhitespace(c) || Character.isSpaceChar(c) || unprintable(c);
  }

  private static boolean unprintable(int c) {
    return Character.isISOControl(c) || Character.getType(c) == Character.SURROGATE;
  }

  /** What stands before the bytes of a key of that type. */
  record Type(byte[] prefix) {
    byte[] with(byte[] key) {
      byte[] typed = Arrays.copyOf(prefix, prefix.length + key.length);
      System.arraycopy(key, 0, typed, prefix.length, key.length);
      return typed;
    }

    /** The key, or no bytes when it is not of this type. */
    byte[] keyOf(byte[] typed) {
      boolean ofType =
          typed.length > prefix.length
              && Arrays.equals(prefix, 0, prefix.length, typed, 0, prefix.length);
      return ofType ? Arrays.copyOfRange(typed, prefix.length, typed.length) : new byte[0];
    }
  }

  /** SHA-256(name ‖ "\n" ‖ type ‖ key)[:4]. */
  static byte[] of(String name, byte[] typedKey) {
    MessageDigest digest;
    try {
      digest = MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
    digest.update((name + "\n").getBytes(StandardCharsets.UTF_8));
    return Arrays.copyOf(digest.digest(typedKey), BYTES);
  }

  static byte[] decode(String base64, String what) {
    try {
      return StrictBase64.decode(base64);
    } catch (IllegalArgumentException e) {
      throw new InvalidNote(what + " is not canonical Base64");
    }
  }
}
