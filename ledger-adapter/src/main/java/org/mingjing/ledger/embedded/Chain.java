package org.mingjing.ledger.embedded;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import org.mingjing.ledger.merkle.Hash;

/**
 * The hash over everything before a place in the file. The ledger signs it together with each
 * record, so that one signature, the last one, vouches for the whole file.
 */
final class Chain {
  /** Keeps these signatures apart from those on checkpoints, which the same key makes. */
  private static final byte[] PURPOSE =
      "mingjing ledger record v1\n".getBytes(StandardCharsets.US_ASCII);

  private Chain() {}

  static Hash start(byte[] header) {
    return Hash.of(sha256().digest(header));
  }

  static Hash next(Hash before, byte[] ledgerRecord, byte[] signature) {
    MessageDigest digest = sha256();
    digest.update(before.bytes());
    digest.update(ledgerRecord);
    return Hash.of(digest.digest(signature));
  }

  /** The message that is signed for a record: its hash, bound to what precedes it. */
  static byte[] message(Hash before, byte[] ledgerRecord) {
    MessageDigest digest = sha256();
    digest.update(PURPOSE);
    digest.update(before.bytes());
    byte[] hash = digest.digest(ledgerRecord);
    var message = new byte[PURPOSE.length + hash.length];
    System.arraycopy(PURPOSE, 0, message, 0, PURPOSE.length);
    System.arraycopy(hash, 0, message, PURPOSE.length, hash.length);
    return message;
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
