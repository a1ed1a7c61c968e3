package org.mingjing.ledger.merkle;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;

/** A SHA-256 value of 32 bytes. Immutable; equal when the bytes are equal. */
public final class Hash {
  /** Length in bytes. */
  public static final int LENGTH = 32;

  private final byte[] bytes;

  private Hash(byte[] bytes) {
    this.bytes = bytes;
  }

  /**
   * Copies 32 bytes.
   *
   * @throws IllegalArgumentException for any other length
   */
  public static Hash of(byte[] bytes) {
    return of(bytes, 0, bytes.length);
  }

  /** Copies 32 bytes out of a longer array; {@code length} must be 32. */
  public static Hash of(byte[] bytes, int offset, int length) {
    if (length != LENGTH) {
      throw new IllegalArgumentException("a hash has 32 bytes, not " + length);
    }
    return new Hash(Arrays.copyOfRange(bytes, offset, offset + length));
  }

  /**
   * Copies concatenated hashes.
   *
   * @throws IllegalArgumentException unless they are of 32 bytes each
   */
  public static List<Hash> list(byte[] concatenated) {
    if (concatenated.length % LENGTH != 0) {
      throw new IllegalArgumentException(concatenated.length + " bytes are no hashes of 32 bytes");
    }
    List<Hash> hashes = new ArrayList<>(concatenated.length / LENGTH);
    for (int offset = 0; offset < concatenated.length; offset += LENGTH) {
      hashes.add(of(concatenated, offset, LENGTH));
    }
    return hashes;
  }

  /** The bytes of the hashes, one after the other. */
  public static byte[] concatenated(List<Hash> hashes) {
    var bytes = new byte[hashes.size() * LENGTH];
    for (int i = 0; i < hashes.size(); i++) {
      hashes.get(i).copyTo(bytes, i * LENGTH);
    }
    return bytes;
  }

  /** Takes the array over without a copy; the caller must not keep it. */
  static Hash owning(byte[] bytes) {
    return new Hash(bytes);
  }

  /** A copy of the bytes. */
  public byte[] bytes() {
    return bytes.clone();
  }

  /** Writes the 32 bytes into {@code target} from {@code offset} on. */
  public void copyTo(byte[] target, int offset) {
    System.arraycopy(bytes, 0, target, offset, LENGTH);
  }

  /** Standard Base64 with padding (RFC 4648 section 4): 44 characters. */
  public String toBase64() {
    return Base64.getEncoder().encodeToString(bytes);
  }

  /** Lower-case hexadecimal: 64 characters. */
  public String hex() {
    return HexFormat.of().formatHex(bytes);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Hash that && Arrays.equals(bytes, that.bytes);
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
