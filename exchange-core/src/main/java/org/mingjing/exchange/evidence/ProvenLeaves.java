package org.mingjing.exchange.evidence;

import java.sql.Connection;
import java.util.HashMap;
import java.util.Map;
import org.mingjing.ledger.checkpoint.Checkpoint;
import org.mingjing.ledger.log.JdbcTiles;
import org.mingjing.ledger.merkle.Hash;
import org.mingjing.ledger.merkle.Proofs;
import org.mingjing.ledger.merkle.Tile;
import org.mingjing.ledger.merkle.TileHashes;
import org.mingjing.ledger.merkle.TileReader;

/**
 * Which leaf hashes stand under a signed checkpoint. One proof a tile of 256 leaves is enough: the
 * others of its tile are what the proof is folded from. For one thread.
 */
final class ProvenLeaves {
  private final Checkpoint head;
  private final TileHashes hashes;
  private long tile = -1;
  private boolean proven;

  ProvenLeaves(Connection connection, Checkpoint head) {
    this.head = head;
    this.hashes = new TileHashes(new UpperTilesKept(new JdbcTiles(connection)), head.size());
  }

  /** Whether this is the leaf that the log committed to at that index. */
  boolean holds(long index, Hash leaf) {
    if (index >= head.size()) {
      return false;
    }
    if (index / Tile.WIDTH != tile) {
      tile = index / Tile.WIDTH;
      proven =
          Proofs.verifyInclusion(
              hashes.subtree(0, index),
              index,
              head.size(),
              Proofs.inclusion(index, head.size(), hashes),
              head.root());
    }
    return proven && hashes.subtree(0, index).equals(leaf);
  }

  /**
   * Every proof folds the upper tiles and the unfinished ones at the edge, which are dear to read;
   * they are one in 256.
   */
  private static final class UpperTilesKept implements TileReader {
    private final TileReader reader;
    private final Map<Address, byte[]> kept = new HashMap<>();

    private record Address(int level, long n) {}

    UpperTilesKept(TileReader reader) {
      this.reader = reader;
    }

    @Override
    public byte[] tile(int level, long n, int width) {
      return level == 0 && width == Tile.WIDTH
          ? reader.tile(level, n, width)
          : kept.computeIfAbsent(new Address(level, n), at -> reader.tile(level, n, width));
    }
  }
}
