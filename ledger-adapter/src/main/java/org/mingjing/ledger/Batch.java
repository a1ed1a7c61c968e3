package org.mingjing.ledger;

import java.util.List;
import org.mingjing.ledger.merkle.Hash;

/**
 * Consecutive leaves of a log, with the signed checkpoint of the tree that ends with them.
 *
 * @param origin name of the log
 * @param first index of the first leaf
 * @param leaves leaf hashes, 1 to {@link #MAX_LEAVES}
 * @param checkpoint the log's signed note for size {@code first + leaves.size()}
 */
public record Batch(String origin, long first, List<Hash> leaves, String checkpoint) {
  /** Most leaves in a batch: 2 MiB of hashes. */
  public static final int MAX_LEAVES = 65_536;

  /** Checks the bounds and fixes the leaves. */
  public Batch {
    leaves = List.copyOf(leaves);
    if (first < 0 || leaves.isEmpty() || leaves.size() > MAX_LEAVES) {
      throw new IllegalArgumentException(
          "a batch has a first index and 1 to " + MAX_LEAVES + " leaves, not " + leaves.size());
    }
  }

  /** What identifies this batch, whatever it holds. */
  public BatchKey key() {
    return new BatchKey(origin, first);
  }

  /** Tree size after this batch. */
  public long end() {
    return first + leaves.size();
  }
}
