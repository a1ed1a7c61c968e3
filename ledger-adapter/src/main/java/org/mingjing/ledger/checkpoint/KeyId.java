package org.mingjing.ledger.checkpoint;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import org.mingjing.ledger.canonical.StrictBase64;
import org.mingjing.ledger.crypto.Ed25519PublicKey;

/** Name and 4-byte id of an Ed25519 note key (C2SP signed-note). */
final class KeyId {
  static final int BYTES = 4;
  static final byte ED25519 = 1;
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

  /** SHA-256(name ‖ "\n" ‖ 0x01 ‖ key)[:4]. */
  static byte[] of(String name, Ed25519PublicKey key) {
    MessageDigest digest;
    try {
      digest = MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
    digest.update((name + "\n").getBytes(StandardCharsets.UTF_8));
    digest.update(ED25519);
    return Arrays.copyOf(digest.digest(key.bytes()), BYTES);
  }

  /** {@code name+id+Base64(0x01 ‖ key)}. */
  static String verifierKey(String name, Ed25519PublicKey key) {
    byte[] publicKey = key.bytes();
    var typed = new byte[1 + publicKey.length];
    typed[0] = ED25519;
    System.arraycopy(publicKey, 0, typed, 1, publicKey.length);
    return name + "+" + HexFormat.of().formatHex(of(name, key)) + "+" + StrictBase64.encode(typed);
  }

  static byte[] decode(String base64, String what) {
    try {
      return StrictBase64.decode(base64);
    } catch (IllegalArgumentException e) {
      throw new InvalidNote(what + " is not canonical Base64");
    }
  }
}
