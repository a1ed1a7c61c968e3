package org.mingjing.ledger.merkle;

import java.security.DigestException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/**
 * One SHA-256 engine with the two prefixes of RFC 6962 section 2.1. Not for sharing between
 * threads: each operation makes its own and reuses it for all of its hashes.
 */
final class Sha256 {
  private static final byte LEAF = 0;
  private static final byte NODE = 1;

  private final MessageDigest digest;
  private final byte[] node = new byte[1 + 2 * Hash.LENGTH];

  Sha256() {
    try {
      digest = MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
    node[0] = NODE;
  }

  Hash ofNothing() {
    return finish();
  }

  Hash concatenated(byte[] first, byte[] second) {
    digest.update(first);
    digest.update(second);
    return finish();
  }

  /** SHA-256(0x00 ‖ data). */
  Hash leaf(byte[] data) {
    digest.update(LEAF);
    digest.update(data);
    return finish();
  }

  /** SHA-256(0x01 ‖ left ‖ right). */
  Hash node(Hash left, Hash right) {
    left.copyTo(node, 1);
    right.copyTo(node, 1 + Hash.LENGTH);
    digest.update(node);
    return finish();
  }

  private Hash finish() {
    var bytes = new byte[Hash.LENGTH];
    try {
      digest.digest(bytes, 0, bytes.length);
    } catch (DigestException e) {
      throw new IllegalStateException("SHA-256 has 32 bytes", e);
    }
    return Hash.owning(bytes);
  }
}
