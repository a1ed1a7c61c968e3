package org.mingjing.ledger.verify;

import java.util.List;
import java.util.Optional;

/** The consistency check of RFC 9162 section 2.1.4.2, step by step as it stands there. */
final class Consistency {
  private static final Bytes NODE = Bytes.ofByte(1);

  /** The root of the tree without leaves (RFC 9162 section 2.1.1). */
  static final Bytes EMPTY_ROOT = Bytes.sha256();

  /** The roots that a path leads to: of the first tree and of the second. */
  record Roots(Bytes first, Bytes second) {}

  private Consistency() {}

  /**
   * The roots that the path leads to; empty when it has not the length that the sizes ask for.
   *
   * @param first size of the smaller tree, at least 1
   * @param second size of the larger tree, greater than {@code first}
   * @param path the proof, preceded by the first root where {@code first} is a power of two
   */
  static Optional<Roots> roots(long first, long second, List<Bytes> path) {
    if (path.isEmpty()) {
      return Optional.empty();
    }
    long fn = first - 1;
    long sn = second - 1;
    while ((fn & 1) == 1) {
      fn >>= 1;
      sn >>= 1;
    }
    Bytes fr = path.getFirst();
    Bytes sr = path.getFirst();
    for (Bytes c : path.subList(1, path.size())) {
      if (sn == 0) {
        return Optional.empty();
      }
      if ((fn & 1) == 1 || fn == sn) {
        fr = Bytes.sha256(NODE, c, fr);
        sr = Bytes.sha256(NODE, c, sr);
        while ((fn & 1) == 0 && fn != 0) {
          fn >>= 1;
          sn >>= 1;
        }
      } else {
        sr = Bytes.sha256(NODE, sr, c);
      }
      fn >>= 1;
      sn >>= 1;
    }
    return sn == 0 ? Optional.of(new Roots(fr, sr)) : Optional.empty();
  }
}
