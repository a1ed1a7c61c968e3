package org.mingjing.ledger.crypto;

import java.util.Arrays;
import java.util.HexFormat;
import org.bouncycastle.math.ec.rfc8032.Ed25519;

/** An Ed25519 public key (RFC 8032). Immutable. */
public final class Ed25519PublicKey {
  /** Length in bytes. */
  public static final int BYTES = Ed25519.PUBLIC_KEY_SIZE;

  private final byte[] bytes;

  private Ed25519PublicKey(byte[] bytes) {
    this.bytes = bytes;
  }

  /**
   * Takes a key in the encoding of RFC 8032 section 5.1.2.
   *
   * @throws IllegalArgumentException unless it is a canonical point of the prime-order subgroup:
   *     for a point of small order there are signatures that fit many texts
   */
  public static Ed25519PublicKey of(byte[] bytes) {
    if (bytes.length != BYTES || !Ed25519.validatePublicKeyFull(bytes, 0)) {
      throw new IllegalArgumentException("not an Ed25519 public key");
    }
    return new Ed25519PublicKey(bytes.clone());
  }

  /** Whether the signature is this key's over the message. A wrong length is a wrong signature. */
  public boolean verify(byte[] message, byte[] signature) {
    return signature.length == Ed25519.SIGNATURE_SIZE
        && Ed25519.verify(signature, 0, bytes, 0, message, 0, message.length);
  }

  /** A copy of the 32 bytes. */
  public byte[] bytes() {
    return bytes.clone();
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Ed25519PublicKey that && Arrays.equals(bytes, that.bytes);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(bytes);
  }

  @Override
  public String toString() {
    return HexFormat.of().formatHex(bytes);
  }
}
