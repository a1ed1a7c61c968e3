package org.mingjing.ledger.merkle;

import java.util.List;

/** Supplies stored hashes of complete subtrees when a {@link Tree} is restored. */
@FunctionalInterface
public interface EdgeReader {
  /**
   * The hashes of the complete subtrees {@code [firstIndex, firstIndex + count)} at tile level
   * {@code level}, where one subtree holds 2^(8·level) leaves.
   *
   * @param count at most 255
   */
  List<Hash> edge(int level, long firstIndex, int count);
}
