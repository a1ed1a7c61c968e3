package org.mingjing.ledger.merkle;

/**
 * A full tile (C2SP tlog-tiles): 256 hashes of complete subtrees of 2^(8·level) leaves, from
 * subtree 256·n on, concatenated. The array is handed over, not copied, and must not be changed.
 */
@SuppressWarnings("ArrayRecordComponent") // bytes on their way to storage; nothing compares tiles
public record Tile(int level, long n, byte[] hashes) {
  /** Hashes in a full tile. */
  public static final int WIDTH = 256;
}
