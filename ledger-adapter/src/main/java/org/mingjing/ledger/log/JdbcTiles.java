package org.mingjing.ledger.log;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.mingjing.ledger.merkle.EdgeReader;
import org.mingjing.ledger.merkle.Hash;
import org.mingjing.ledger.merkle.Leaves;
import org.mingjing.ledger.merkle.TileReader;
import org.mingjing.ledger.merkle.Tree;

/**
 * Reads tiles: full ones as stored, the unfinished one of a level from what lies below it.
 *
 * <p>A {@link SQLException} comes out as {@link JdbcLogException}, since the Merkle code knows no
 * databases.
 */
public final class JdbcTiles implements TileReader, EdgeReader {
  private static final int WIDTH = 256;
  private final Connection connection;

  public JdbcTiles(Connection connection) {
    this.connection = connection;
  }

  @Override
  public byte[] tile(int level, long n, int width) {
    try {
      return width == WIDTH ? stored(level, n) : joined(hashes(level, n * WIDTH, width));
    } catch (SQLException e) {
      throw new JdbcLogException(e);
    }
  }

  @Override
  public List<Hash> edge(int level, long first, int count) {
    try {
      return hashes(level, first, count);
    } catch (SQLException e) {
      throw new JdbcLogException(e);
    }
  }

  private byte[] stored(int level, long n) throws SQLException {
    return find(level, n)
        .orElseThrow(() ->
            new LogRefused(
                "数据库中缺少哈希块 " + level + "/" + n,
                "tile " + level + "/" + n + " is missing from the database"));
  }

  /** The tile as it is stored, if it is full. */
  Optional<byte[]> full(int level, long n) {
    try {
      return find(level, n);
    } catch (SQLException e) {
      throw new JdbcLogException(e);
    }
  }

  private Optional<byte[]> find(int level, long n) throws SQLException {
    try (PreparedStatement query =
        connection.prepareStatement("select hashes from tile where level = ? and n = ?")) {
      query.setInt(1, level);
      query.setLong(2, n);
      try (ResultSet rows = query.executeQuery()) {
        if (!rows.next()) {
          return Optional.empty();
        }
        byte[] hashes = rows.getBytes(1);
        if (hashes.length != WIDTH * Hash.LENGTH) {
          throw new LogRefused(
              "哈希块 " + level + "/" + n + " 有 " + hashes.length + " 字节：已损坏",
              "tile " + level + "/" + n + " has " + hashes.length + " bytes: it was damaged");
        }
        return Optional.of(hashes);
      }
    }
  }

  private List<Hash> hashes(int level, long first, int count) throws SQLException {
    return level == 0 ? leaves(connection, first, count) : tileRoots(level - 1, first, count);
  }

  /** Leaf hashes of entries [first, first + count), from their commitments. */
  static List<Hash> leaves(Connection connection, long first, int count) throws SQLException {
    List<Hash> found = new ArrayList<>(count);
    try (PreparedStatement query =
        connection.prepareStatement(
            "select commitment from entry where index >= ? and index < ? order by index")) {
      query.setLong(1, first);
      query.setLong(2, first + count);
      try (ResultSet rows = query.executeQuery()) {
        while (rows.next()) {
          found.add(Leaves.leafHash(commitment(rows.getBytes(1))));
        }
      }
    }
    return complete(found, new Words("条目", "entries"), first, count);
  }

  private static Hash commitment(byte[] bytes) {
    if (bytes.length != Hash.LENGTH) {
      throw new LogRefused(
          "一项承诺值有 " + bytes.length + " 字节：已损坏",
          "a commitment has " + bytes.length + " bytes: it was damaged");
    }
    return Hash.of(bytes);
  }

  private List<Hash> tileRoots(int level, long first, int count) throws SQLException {
    List<Hash> found = new ArrayList<>(count);
    try (PreparedStatement query =
        connection.prepareStatement(
            "select hashes from tile where level = ? and n >= ? and n < ? order by n")) {
      query.setInt(1, level);
      query.setLong(2, first);
      query.setLong(3, first + count);
      try (ResultSet rows = query.executeQuery()) {
        while (rows.next()) {
          found.add(tileRoot(rows.getBytes(1)));
        }
      }
    }
    Words tiles = new Words("第 " + level + " 层哈希块", "tiles of level " + level);
    return complete(found, tiles, first, count);
  }

  private static List<Hash> complete(List<Hash> found, Words what, long first, int count) {
    if (found.size() != count) {
      throw new LogRefused(
          "%s %d 至 %d 在数据库中只有 %d 个".formatted(what.zh(), first, first + count - 1, found.size()),
          "of %s %d to %d only %d are in the database"
              .formatted(what.en(), first, first + count - 1, found.size()));
    }
    return found;
  }

  private static Hash tileRoot(byte[] hashes) {
    return Tree.empty().append(split(hashes)).tree().root();
  }

  static List<Hash> split(byte[] hashes) {
    if (hashes.length % Hash.LENGTH != 0) {
      throw new LogRefused(
          "一个 " + hashes.length + " 字节的哈希块不是哈希的列表",
          "a tile of " + hashes.length + " bytes is no list of hashes");
    }
    List<Hash> list = new ArrayList<>(hashes.length / Hash.LENGTH);
    for (int at = 0; at < hashes.length; at += Hash.LENGTH) {
      list.add(Hash.of(java.util.Arrays.copyOfRange(hashes, at, at + Hash.LENGTH)));
    }
    return list;
  }

  private static byte[] joined(List<Hash> hashes) {
    byte[] bytes = new byte[hashes.size() * Hash.LENGTH];
    int at = 0;
    for (Hash hash : hashes) {
      System.arraycopy(hash.bytes(), 0, bytes, at, Hash.LENGTH);
      at += Hash.LENGTH;
    }
    return bytes;
  }
}
