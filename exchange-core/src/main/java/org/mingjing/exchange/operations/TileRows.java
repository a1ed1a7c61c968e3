package org.mingjing.exchange.operations;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Arrays;
import org.mingjing.ledger.merkle.Hash;
import org.mingjing.ledger.merkle.Tile;

/** The tiles that the database keeps, compared with those of the entries. */
final class TileRows {
  private final Connection connection;
  private final Findings findings;
  private long count;

  TileRows(Connection connection, Findings findings) {
    this.connection = connection;
    this.findings = findings;
  }

  void compare(Tile tile) throws SQLException {
    count++;
    try (PreparedStatement query =
        connection.prepareStatement("select hashes from tile where level = ? and n = ?")) {
      query.setInt(1, tile.level());
      query.setLong(2, tile.n());
      try (ResultSet rows = query.executeQuery()) {
        compare(tile, rows.next() ? rows.getBytes(1) : new byte[0]);
      }
    }
  }

  private void compare(Tile tile, byte[] there) {
    int differs = Arrays.mismatch(tile.hashes(), there);
    if (differs >= 0) {
      int below = 8 * tile.level(); // each hash of the tile stands for 2^below entries
      long first = tile.n() * Tile.WIDTH + Math.min(differs / Hash.LENGTH, Tile.WIDTH - 1);
      findings.within(
          first << below,
          (first + 1) << below,
          "哈希块 %d/%d 与条目不符".formatted(tile.level(), tile.n()),
          "tile %d/%d is not that of the entries".formatted(tile.level(), tile.n()));
    }
  }

  /** All that the entries have were compared. */
  void noMore(long size) throws SQLException {
    try (PreparedStatement query = connection.prepareStatement("select count(*) from tile");
        ResultSet rows = query.executeQuery()) {
      rows.next();
      if (rows.getLong(1) > count) {
        findings.at(size, "数据库中有多余的哈希块", "the database holds tiles that belong to no entries");
      }
    }
  }
}
