package org.mingjing.ledger.merkle;

/** Reads the hashes of complete subtrees of a stored tree. */
@FunctionalInterface
public interface HashReader {
  /**
   * The root of the subtree of leaves {@code [index·2^height, (index+1)·2^height)}, all of which
   * exist.
   */
  Hash subtree(int height, long index);
}
