package org.mingjing.bench.log;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.mingjing.bench.WrongAnswer;
import org.mingjing.ledger.checkpoint.Checkpoint;
import org.mingjing.ledger.checkpoint.NoteVerifier;
import org.mingjing.ledger.log.JdbcTiles;
import org.mingjing.ledger.merkle.Tree;

/**
 * What is in a table of entries, apart from where each stands.
 *
 * @param digest of all columns but the index, whatever the order of the rows
 * @param broken rows whose commitment is not that of salt and body
 */
record Contents(long count, long bytes, long digest, long broken) {
  private static final int PORTION = 16_384;
  private static final List<String> TOLD =
      List.of(
          "server_version",
          "fsync",
          "synchronous_commit",
          "full_page_writes",
          "wal_sync_method",
          "wal_compression",
          "shared_buffers",
          "max_wal_size",
          "checkpoint_timeout",
          "commit_delay");

  /** Of the entries from an index on. */
  static Contents from(long first, Connection connection) throws SQLException {
    try (PreparedStatement query =
        connection.prepareStatement(
            """
            select count(*),
                   coalesce(sum(octet_length(salt) + octet_length(body) + octet_length(commitment)
                                + coalesce(octet_length(tag), 0)), 0),
                   coalesce(bit_xor(hashtextextended(concat_ws(
                       '/', id, kind, at, turn_of, turn, due, tag, salt, body, commitment), 0)), 0),
                   count(*) filter (where commitment is distinct from sha256(salt || body))
            from entry where index >= ?
            """)) {
      query.setLong(1, first);
      try (ResultSet rows = query.executeQuery()) {
        rows.next();
        return new Contents(rows.getLong(1), rows.getLong(2), rows.getLong(3), rows.getLong(4));
      }
    }
  }

  /** Derives the whole tree anew and compares it with the newest signed checkpoint. */
  static long verified(Connection connection, NoteVerifier verifier) throws SQLException {
    Checkpoint head = newest(connection, verifier);
    JdbcTiles leaves = new JdbcTiles(connection);
    Tree tree = Tree.empty();
    while (tree.size() < head.size()) {
      int count = (int) Math.min(PORTION, head.size() - tree.size());
      tree = tree.append(leaves.edge(0, tree.size(), count)).tree();
    }
    if (!tree.root().equals(head.root())) {
      throw new WrongAnswer("log", "the newest checkpoint is not the root of its entries");
    }
    return head.size();
  }

  static Checkpoint newest(Connection connection, NoteVerifier verifier) throws SQLException {
    try (PreparedStatement query =
            connection.prepareStatement(
                "select checkpoint from log_head order by size desc limit 1");
        ResultSet rows = query.executeQuery()) {
      rows.next();
      return verifier.open(rows.getString(1));
    }
  }

  /** What the server is and how it is set, as this connection has it. */
  static Map<String, String> settings(Connection connection) throws SQLException {
    Map<String, String> settings = new TreeMap<>();
    for (String name : TOLD) {
      try (PreparedStatement query = connection.prepareStatement("select current_setting(?)")) {
        query.setString(1, name);
        try (ResultSet rows = query.executeQuery()) {
          rows.next();
          settings.put(name, rows.getString(1));
        }
      }
    }
    return settings;
  }
}
