package org.mingjing.exchange;

import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.mingjing.ledger.checkpoint.Checkpoint;
import org.mingjing.ledger.checkpoint.NoteSigner;
import org.mingjing.ledger.merkle.Appended;
import org.mingjing.ledger.merkle.Hash;
import org.mingjing.ledger.merkle.Leaves;
import org.mingjing.ledger.merkle.Tile;
import org.mingjing.ledger.merkle.Tree;

/**
 * Changes an entry and everything in the database that follows from it: tiles, frontiers and, by
 * whoever has a key, signatures.
 */
final class Rewriting {
  private final Connection connection;
  private final Optional<NoteSigner> signer;

  Rewriting(Connection connection, NoteSigner signer) {
    this(connection, Optional.of(signer));
  }

  /** Without a key, the checkpoints stay as they are. */
  Rewriting(Connection connection, Optional<NoteSigner> signer) {
    this.connection = connection;
    this.signer = signer;
  }

  void rewrite(long index, UnaryOperator<String> change) throws SQLException {
    connection.setAutoCommit(false);
    entry(index, change);
    connection.commit();
    follow();
  }

  /** Everything is made to fit the entries again. */
  void follow() throws SQLException {
    connection.setAutoCommit(false);
    List<Hash> leaves = leaves();
    Tree tree = Tree.empty();
    for (long size : sizes()) {
      Appended appended = tree.append(leaves.subList((int) tree.size(), Math.toIntExact(size)));
      tree = appended.tree();
      head(tree);
      for (Tile tile : appended.fullTiles()) {
        tile(tile);
      }
    }
    connection.commit();
  }

  private void entry(long index, UnaryOperator<String> change) throws SQLException {
    byte[] salt = new byte[32];
    new SecureRandom().nextBytes(salt);
    try (PreparedStatement query =
            connection.prepareStatement("select body from entry where index = ?");
        PreparedStatement update =
            connection.prepareStatement(
                "update entry set body = ?, salt = ?, commitment = ? where index = ?")) {
      query.setLong(1, index);
      try (ResultSet rows = query.executeQuery()) {
        rows.next();
        String before = new String(rows.getBytes(1), StandardCharsets.UTF_8);
        byte[] after = change.apply(before).getBytes(StandardCharsets.UTF_8);
        if (before.equals(new String(after, StandardCharsets.UTF_8))) {
          throw new IllegalStateException("nothing is changed in " + before);
        }
        update.setBytes(1, after);
        update.setBytes(2, salt);
        update.setBytes(3, Leaves.commitment(salt, after).bytes());
        update.setLong(4, index);
        update.executeUpdate();
      }
    }
  }

  private List<Hash> leaves() throws SQLException {
    List<Hash> leaves = new ArrayList<>();
    try (Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery("select commitment from entry order by index")) {
      while (rows.next()) {
        leaves.add(Leaves.leafHash(Hash.of(rows.getBytes(1))));
      }
    }
    return leaves;
  }

  private List<Long> sizes() throws SQLException {
    List<Long> sizes = new ArrayList<>();
    try (Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery("select size from log_head order by size")) {
      while (rows.next()) {
        sizes.add(rows.getLong(1));
      }
    }
    return sizes;
  }

  private void head(Tree tree) throws SQLException {
    Optional<String> checkpoint =
        signer.map(one -> one.sign(new Checkpoint(one.name(), tree.size(), tree.root()).text()));
    try (PreparedStatement update =
        connection.prepareStatement(
            "update log_head set frontier = ?, checkpoint = coalesce(?, checkpoint) where size = ?")) {
      update.setBytes(1, tree.frontier());
      update.setString(2, checkpoint.orElse(null));
      update.setLong(3, tree.size());
      update.executeUpdate();
    }
  }

  private void tile(Tile tile) throws SQLException {
    try (PreparedStatement update =
        connection.prepareStatement(
            """
            insert into tile (level, n, hashes) values (?, ?, ?)
            on conflict (level, n) do update set hashes = excluded.hashes
            """)) {
      update.setInt(1, tile.level());
      update.setLong(2, tile.n());
      update.setBytes(3, tile.hashes());
      update.executeUpdate();
    }
  }
}
