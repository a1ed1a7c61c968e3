package org.mingjing.ledger.merkle;

/** How an entry becomes a leaf (DESIGN 8). */
public final class Leaves {
  /** Length of an entry's salt. It is fixed, so that no salt runs over into the entry. */
  public static final int SALT_BYTES = 32;

  private Leaves() {}

  /** C = SHA-256(salt ‖ entry): hides the entry, and binds to it as long as the salt exists. */
  public static Hash commitment(byte[] salt, byte[] entry) {
    if (salt.length != SALT_BYTES) {
      throw new IllegalArgumentException("a salt has 32 bytes, not " + salt.length);
    }
    return new Sha256().concatenated(salt, entry);
  }

  /** SHA-256(0x00 ‖ C), the leaf hash of RFC 6962 section 2.1. */
  public static Hash leafHash(Hash commitment) {
    return new Sha256().leaf(commitment.bytes());
  }
}
