package org.mingjing.ledger.merkle;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/**
 * The compact range [0, size) alone: enough to check that a batch follows and what the new root is,
 * not enough to prove anything. This is what a ledger keeps. Immutable.
 */
public final class Frontier {
  private static final Frontier EMPTY = new Frontier(0, List.of());

  private final long size;

  /** Roots of the complete subtrees, largest first: one for every bit of size that is set. */
  private final List<Hash> roots;

  private Frontier(long size, List<Hash> roots) {
    this.size = size;
    this.roots = roots;
  }

  /** The frontier of the tree without leaves. */
  public static Frontier empty() {
    return EMPTY;
  }

  /**
   * Restores a frontier from its size and {@link #bytes}.
   *
   * @throws IllegalArgumentException when they do not belong together
   */
  public static Frontier restore(long size, byte[] bytes) {
    if (size < 0 || bytes.length != Long.bitCount(size) * Hash.LENGTH) {
      throw new IllegalArgumentException(
          bytes.length + " bytes are no frontier of " + size + " leaves");
    }
    return new Frontier(size, List.copyOf(Hash.list(bytes)));
  }

  /** Number of leaves. */
  public long size() {
    return size;
  }

  /** The Merkle tree hash of all leaves (RFC 6962 section 2.1). */
  public Hash root() {
    var sha = new Sha256();
    if (roots.isEmpty()) {
      return sha.ofNothing();
    }
    Hash root = roots.getLast();
    for (int i = roots.size() - 2; i >= 0; i--) {
      root = sha.node(roots.get(i), root);
    }
    return root;
  }

  /** The roots of the complete subtrees, largest first, concatenated. */
  public byte[] bytes() {
    return Hash.concatenated(roots);
  }

  /** The frontier after more leaves. */
  public Frontier append(List<Hash> leafHashes) {
    var sha = new Sha256();
    Deque<Hash> stack = new ArrayDeque<>(roots);
    long count = size;
    for (Hash leaf : leafHashes) {
      Hash root = leaf;
      for (long bits = count; (bits & 1) == 1; bits >>= 1) {
        root = sha.node(stack.removeLast(), root);
      }
      stack.addLast(root);
      count++;
    }
    return new Frontier(count, List.copyOf(stack));
  }
}
