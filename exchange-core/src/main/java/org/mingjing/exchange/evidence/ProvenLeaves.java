package org.mingjing.exchange.evidence;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
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
  private final Connection connection;
  private final Checkpoint head;
  private final Map<Long, byte[]> ahead = new HashMap<>();
  private final TileHashes hashes;
  private long tile = -1;
  private boolean proven;

  ProvenLeaves(Connection connection, Checkpoint head) {
    this.connection = connection;
    this.head = head;
    this.hashes = new TileHashes(new UpperTilesKept(new JdbcTiles(connection), ahead), head.size());
  }

  /** Takes the tiles of these leaves at once; without that, each is read when it is come to. */
  void expect(long first, long end) throws SQLException {
    ahead.clear();
    try (PreparedStatement query =
        connection.prepareStatement(
            "select n, hashes from tile where level = 0 and n >= ? and n < ?")) {
      query.setLong(1, first / Tile.WIDTH);
      query.setLong(2, end / Tile.WIDTH);
      try (ResultSet rows = query.executeQuery()) {
        while (rows.next()) {
          ahead.put(rows.getLong(1), rows.getBytes(2));
        }
      }
    }
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
    private final Map<Long, byte[]> ahead;
    private final Map<Address, byte[]> kept = new HashMap<>();

    private record Address(int level, long n) {}

    UpperTilesKept(TileReader reader, Map<Long, byte[]> ahead) {
      this.reader = reader;
      this.ahead = ahead;
    }

    @Override
    public byte[] tile(int level, long n, int width) {
      if (level > 0 || width < Tile.WIDTH) {
        return kept.computeIfAbsent(new Address(level, n), at -> reader.tile(level, n, width));
      }
      byte[] there = ahead.get(n);
      return there != null && there.length == Tile.WIDTH * Hash.LENGTH
          ? there
          : reader.tile(level, n, width);
    }
  }
}
