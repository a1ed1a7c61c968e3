package org.mingjing.notary;

import java.util.List;
import org.mingjing.ledger.Batch;
import org.mingjing.ledger.Rejected;
import org.mingjing.ledger.canonical.StrictBase64;
import org.mingjing.ledger.merkle.Hash;

/** The arguments of the functions, which are strings; anything but their one form is refused. */
final class Arguments {
  /** Most leaves in one transaction: 160,000 bytes. */
  static final int MAX_LEAVES = 5_000;

  /** JSON numbers are exact up to here. */
  private static final long MAX_INTEGER = (1L << 53) - 1;

  private static final int MAX_BASE64_CHARS = (MAX_LEAVES * Hash.LENGTH + 2) / 3 * 4;

  /** What a composite key uses for itself. */
  private static final List<String> RESERVED = List.of("\0", Character.toString(0x10FFFF));

  private Arguments() {}

  /** The batch that {@code Append} is given; the first line of the checkpoint names its log. */
  static Batch batch(String first, String leaves, String checkpoint) {
    long index = index(first);
    List<Hash> hashes = leaves(leaves);
    int end = checkpoint.indexOf('\n');
    if (end <= 0) {
      throw Refusal.of(new Rejected(Rejected.Reason.BAD_CHECKPOINT, "the checkpoint names no log"));
    }
    return new Batch(origin(checkpoint.substring(0, end)), index, hashes, checkpoint);
  }

  /** An index: decimal, not negative, without sign or leading zeros. */
  static long index(String decimal) {
    try {
      long index = Long.parseLong(decimal);
      if (index >= 0 && index <= MAX_INTEGER - MAX_LEAVES && Long.toString(index).equals(decimal)) {
        return index;
      }
    } catch (NumberFormatException e) {
      throw Refusal.malformed("an index is a decimal number, without sign or leading zeros");
    }
    throw Refusal.malformed(
        "an index is a decimal number up to 2^53, without sign or leading zeros");
  }

  /** 1 to {@link #MAX_LEAVES} leaf hashes in strict Base64 (RFC 4648 section 4). */
  static List<Hash> leaves(String base64) {
    if (base64.isEmpty() || base64.length() > MAX_BASE64_CHARS) {
      throw Refusal.malformed("a batch has 1 to " + MAX_LEAVES + " leaf hashes");
    }
    try {
      return Hash.list(StrictBase64.decode(base64));
    } catch (IllegalArgumentException e) {
      throw Refusal.malformed("leaves are Base64 in its canonical form, of 32 bytes each");
    }
  }

  /** The name of a log, as far as it can be part of a key. */
  static String origin(String name) {
    if (RESERVED.stream().anyMatch(name::contains)) {
      throw Refusal.malformed("an origin holds neither U+0000 nor U+10FFFF");
    }
    return name;
  }
}
