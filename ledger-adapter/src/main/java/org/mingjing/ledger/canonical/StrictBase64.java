package org.mingjing.ledger.canonical;

import java.util.Base64;

/**
 * Standard Base64 (RFC 4648 section 4) in its one canonical form. Java's decoder accepts missing
 * padding and any last bits, so that a changed character could go unnoticed.
 */
public final class StrictBase64 {
  private StrictBase64() {}

  /** With padding, without line breaks. */
  public static String encode(byte[] bytes) {
    return Base64.getEncoder().encodeToString(bytes);
  }

  /**
   * Decodes exactly what {@link #encode} would have written.
   *
   * @throws IllegalArgumentException for anything else
   */
  public static byte[] decode(String text) {
    byte[] bytes = Base64.getDecoder().decode(text);
    if (!encode(bytes).equals(text)) {
      throw new IllegalArgumentException("Base64 is not in its canonical form");
    }
    return bytes;
  }
}
