package org.mingjing.ledger.merkle;

import java.util.ArrayList;
import java.util.List;

/** Merkle proofs of stored trees (RFC 6962 section 2.1) and their checks (RFC 9162 section 2.1). */
public final class Proofs {
  private Proofs() {}

  /** The Merkle tree hash of the first {@code size} leaves. */
  public static Hash root(long size, HashReader reader) {
    if (size < 0) {
      throw new IllegalArgumentException("negative size " + size);
    }
    var sha = new Sha256();
    return size == 0 ? sha.ofNothing() : range(0, size, reader, sha);
  }

  /** PATH(index, D[size]) of RFC 6962 section 2.1.1, leaf's sibling first. */
  public static List<Hash> inclusion(long index, long size, HashReader reader) {
    if (index < 0 || index >= size) {
      throw new IndexOutOfBoundsException("no leaf " + index + " in a tree of " + size);
    }
    var sha = new Sha256();
    var proof = new ArrayList<Hash>();
    for (int height = 0; (size - 1) >> height > 0; height++) {
      long sibling = index >> height ^ 1;
      long from = sibling << height;
      if (from < size) {
        proof.add(range(from, Math.min(size - from, 1L << height), reader, sha));
      }
    }
    return List.copyOf(proof);
  }

  /**
   * PROOF(first, D[second]) of RFC 6962 section 2.1.2. Empty when both sizes are equal, and when
   * the first is 0, since every tree extends the empty one.
   */
  public static List<Hash> consistency(long first, long second, HashReader reader) {
    if (first < 0 || first > second) {
      throw new IndexOutOfBoundsException("no proof from size " + first + " to " + second);
    }
    var proof = new ArrayList<Hash>();
    if (first > 0) {
      subproof(first, 0, second, true, new Tracer(reader, new Sha256(), proof));
    }
    return List.copyOf(proof);
  }

  private record Tracer(HashReader reader, Sha256 sha, List<Hash> proof) {
    void add(long from, long count) {
      proof.add(range(from, count, reader, sha));
    }
  }

  /** SUBPROOF(m, D[from : from + n], known) of RFC 6962 section 2.1.2. */
  private static void subproof(long m, long from, long n, boolean known, Tracer tracer) {
    if (m == n) {
      if (!known) {
        tracer.add(from, n);
      }
      return;
    }
    long k = split(n);
    if (m <= k) {
      subproof(m, from, k, known, tracer);
      tracer.add(from + k, n - k);
    } else {
      subproof(m - k, from + k, n - k, false, tracer);
      tracer.add(from, k);
    }
  }

  /** MTH(D[from : from + count]); {@code from} is a multiple of the next power of two. */
  private static Hash range(long from, long count, HashReader reader, Sha256 sha) {
    if (Long.bitCount(count) == 1) {
      int height = Long.numberOfTrailingZeros(count);
      return reader.subtree(height, from >> height);
    }
    long k = split(count);
    Hash left = range(from, k, reader, sha);
    return sha.node(left, range(from + k, count - k, reader, sha));
  }

  /** The largest power of two smaller than n (n &gt; 1). */
  private static long split(long n) {
    return Long.highestOneBit(n - 1);
  }

  /** Whether the proof shows that the leaf stands at {@code index}: RFC 9162 section 2.1.3.2. */
  public static boolean verifyInclusion(
      Hash leafHash, long index, long size, List<Hash> proof, Hash root) {
    if (index < 0 || index >= size) {
      return false;
    }
    var sha = new Sha256();
    var walk = new Walk(index, size - 1);
    Hash r = leafHash;
    for (Hash p : proof) {
      if (walk.atTop()) {
        return false;
      }
      r = walk.fromLeft() ? sha.node(p, r) : sha.node(r, p);
      walk.climb();
    }
    return walk.atTop() && r.equals(root);
  }

  /**
   * Whether the proof shows that the second tree extends the first: RFC 9162 section 2.1.4.2, and
   * for equal sizes equal roots, for the empty tree its root, both with an empty proof.
   */
  public static boolean verifyConsistency(
      long first, long second, List<Hash> proof, Hash firstRoot, Hash secondRoot) {
    if (first < 0 || first > second) {
      return false;
    }
    if (first == second) {
      return proof.isEmpty() && firstRoot.equals(secondRoot);
    }
    if (first == 0) {
      return proof.isEmpty() && firstRoot.equals(Tree.empty().root());
    }
    return !proof.isEmpty() && extendsTree(first, second, proof, firstRoot, secondRoot);
  }

  private static boolean extendsTree(
      long first, long second, List<Hash> proof, Hash firstRoot, Hash secondRoot) {
    var path = new ArrayList<Hash>();
    if (Long.bitCount(first) == 1) {
      path.add(firstRoot);
    }
    path.addAll(proof);
    var sha = new Sha256();
    var walk = new Walk(first - 1, second - 1);
    walk.skipCommon();
    Hash fr = path.getFirst();
    Hash sr = path.getFirst();
    for (Hash c : path.subList(1, path.size())) {
      if (walk.atTop()) {
        return false;
      }
      fr = walk.fromLeft() ? sha.node(c, fr) : fr;
      sr = walk.fromLeft() ? sha.node(c, sr) : sha.node(sr, c);
      walk.climb();
    }
    return walk.atTop() && fr.equals(firstRoot) && sr.equals(secondRoot);
  }

  /** The pair (fn, sn) of RFC 9162: the node on the path, and the last node, at the same height. */
  private static final class Walk {
    private long fn;
    private long sn;

    Walk(long fn, long sn) {
      this.fn = fn;
      this.sn = sn;
    }

    boolean atTop() {
      return sn == 0;
    }

    /** Whether the next hash of the proof stands to the left. */
    boolean fromLeft() {
      return isRight() || fn == sn;
    }

    void climb() {
      if (fromLeft()) {
        while (!isRight() && fn != 0) {
          up();
        }
      }
      up();
    }

    void skipCommon() {
      while (isRight()) {
        up();
      }
    }

    private boolean isRight() {
      return (fn & 1) == 1;
    }

    private void up() {
      fn >>= 1;
      sn >>= 1;
    }
  }
}
