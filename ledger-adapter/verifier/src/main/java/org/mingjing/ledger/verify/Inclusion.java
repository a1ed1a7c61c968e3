package org.mingjing.ledger.verify;

import java.util.List;

/** The inclusion check of RFC 9162 section 2.1.3.2, step by step as it stands there. */
final class Inclusion {
  private static final Bytes LEAF = Bytes.ofByte(0);
  private static final Bytes NODE = Bytes.ofByte(1);

  private Inclusion() {}

  /** SHA-256(0x00 ‖ SHA-256(salt ‖ entry)). */
  static Bytes leafHash(Bytes salt, Bytes entry) {
    return Bytes.sha256(LEAF, Bytes.sha256(salt, entry));
  }

  /** Whether the proof leads from the leaf at that index to the root of a tree of that size. */
  static boolean holds(
      Bytes leafHash, long leafIndex, long treeSize, List<Bytes> path, Bytes root) {
    if (leafIndex < 0 || leafIndex >= treeSize) {
      return false;
    }
    long fn = leafIndex;
    long sn = treeSize - 1;
    Bytes r = leafHash;
    for (Bytes p : path) {
      if (sn == 0) {
        return false;
      }
      if ((fn & 1) == 1 || fn == sn) {
        r = Bytes.sha256(NODE, p, r);
        while ((fn & 1) == 0 && fn != 0) {
          fn >>= 1;
          sn >>= 1;
        }
      } else {
        r = Bytes.sha256(NODE, r, p);
      }
      fn >>= 1;
      sn >>= 1;
    }
    return sn == 0 && r.equals(root);
  }
}
