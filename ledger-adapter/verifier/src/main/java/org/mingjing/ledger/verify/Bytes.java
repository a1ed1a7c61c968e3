package org.mingjing.ledger.verify;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;

/** A byte string with value semantics. */
final class Bytes {
  private static final MessageDigest SHA_256 = findSha256();

  private final byte[] bytes;

  private Bytes(byte[] bytes) {
    this.bytes = bytes;
  }

  /**
   * Decodes Base64 (RFC 4648 section 4) in its one canonical form, and of the given length only.
   */
  static Bytes ofBase64(String what, String text, int length) {
    Bytes bytes = ofBase64(what, text);
    if (bytes.length() != length) {
      throw broken(what);
    }
    return bytes;
  }

  /** The same, of any length. */
  static Bytes ofBase64(String what, String text) {
    byte[] bytes;
    try {
      bytes = Base64.getDecoder().decode(text);
    } catch (IllegalArgumentException e) {
      throw broken(what);
    }
    if (!Base64.getEncoder().encodeToString(bytes).equals(text)) {
      throw broken(what);
    }
    return new Bytes(bytes);
  }

  /** Takes the array over. */
  static Bytes of(byte[] bytes) {
    return new Bytes(bytes);
  }

  static Bytes ofHex(String hex) {
    return new Bytes(HexFormat.of().parseHex(hex));
  }

  static Bytes ofText(String text) {
    return new Bytes(text.getBytes(StandardCharsets.UTF_8));
  }

  static Bytes ofByte(int value) {
    return new Bytes(new byte[] {(byte) value});
  }

  static Bytes sha256(Bytes... parts) {
    MessageDigest digest = newSha256();
    for (Bytes part : parts) {
      digest.update(part.bytes);
    }
    return new Bytes(digest.digest());
  }

  /** A copy: asking the providers costs as much as hashing. */
  private static MessageDigest newSha256() {
    try {
      return (MessageDigest) SHA_256.clone();
    } catch (CloneNotSupportedException e) {
      throw new IllegalStateException("the JDK's SHA-256 can be copied", e);
    }
  }

  private static MessageDigest findSha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }

  /** A hash that differs whenever one of the texts does, or their number. */
  static Bytes sha256OfEach(String... texts) {
    var hashes = new Bytes[texts.length];
    for (int i = 0; i < texts.length; i++) {
      hashes[i] = sha256(ofText(texts[i]));
    }
    return texts.length == 1 ? hashes[0] : sha256(hashes);
  }

  Bytes slice(int from, int to) {
    return new Bytes(Arrays.copyOfRange(bytes, from, to));
  }

  Bytes then(Bytes more) {
    byte[] joined = Arrays.copyOf(bytes, bytes.length + more.bytes.length);
    System.arraycopy(more.bytes, 0, joined, bytes.length, more.bytes.length);
    return new Bytes(joined);
  }

  /** The byte there, as 0 to 255. */
  int at(int index) {
    return bytes[index] & 0xff;
  }

  int length() {
    return bytes.length;
  }

  byte[] copy() {
    return bytes.clone();
  }

  /** As UTF-8; throws if it is none. */
  String text() {
    return ReceiptFile.text(bytes);
  }

  String hex() {
    return HexFormat.of().formatHex(bytes);
  }

  String base64() {
    return Base64.getEncoder().encodeToString(bytes);
  }

  private static Broken broken(String what) {
    return new Broken(
        Check.FORM,
        what + " 不是规定长度的规范 Base64",
        what + " is not canonical Base64 of the length it must have");
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Bytes that && Arrays.equals(bytes, that.bytes);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(bytes);
  }

  @Override
  public String toString() {
    return hex();
  }
}
