package org.mingjing.ledger.log;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import org.mingjing.ledger.TestLog;
import org.mingjing.ledger.checkpoint.Checkpoint;
import org.mingjing.ledger.merkle.Frontier;
import org.mingjing.ledger.merkle.Hash;
import org.mingjing.ledger.merkle.Leaves;

/** All rows of a log, read and judged without any of the code that wrote them. */
record StoredLog(List<Row> entries, List<LogHead> heads, Map<String, byte[]> tiles) {
  private static final int WIDTH = 256;

  /** An entry with the commitment that stands beside it and the one that it has. */
  record Row(long index, UUID id, Hash commitment, Hash derived) {}

  static StoredLog read(LogDatabase database) throws SQLException {
    try (Connection connection = database.connect()) {
      return new StoredLog(entries(connection), heads(connection), tiles(connection));
    }
  }

  private static List<Row> entries(Connection connection) throws SQLException {
    List<Row> found = new ArrayList<>();
    try (PreparedStatement query =
            connection.prepareStatement(
                "select index, id, salt, body, commitment from entry order by index");
        ResultSet rows = query.executeQuery()) {
      while (rows.next()) {
        found.add(
            new Row(
                rows.getLong(1),
                rows.getObject(2, UUID.class),
                Hash.of(rows.getBytes(5)),
                Leaves.commitment(rows.getBytes(3), rows.getBytes(4))));
      }
    }
    return found;
  }

  private static List<LogHead> heads(Connection connection) throws SQLException {
    List<LogHead> found = new ArrayList<>();
    try (PreparedStatement query =
            connection.prepareStatement(
                "select size, predecessor, frontier, checkpoint from log_head order by size");
        ResultSet rows = query.executeQuery()) {
      while (rows.next()) {
        found.add(
            new LogHead(rows.getLong(1), rows.getLong(2), rows.getBytes(3), rows.getString(4)));
      }
    }
    return found;
  }

  private static Map<String, byte[]> tiles(Connection connection) throws SQLException {
    Map<String, byte[]> found = new TreeMap<>();
    try (PreparedStatement query =
            connection.prepareStatement("select level, n, hashes from tile order by level, n");
        ResultSet rows = query.executeQuery()) {
      while (rows.next()) {
        found.put(rows.getInt(1) + "/" + rows.getLong(2), rows.getBytes(3));
      }
    }
    return found;
  }

  List<Hash> leaves() {
    return entries.stream().map(row -> Leaves.leafHash(row.commitment())).toList();
  }

  Map<UUID, List<Long>> places() {
    Map<UUID, List<Long>> places = new HashMap<>();
    entries.forEach(
        row -> places.computeIfAbsent(row.id(), id -> new ArrayList<>()).add(row.index()));
    return places;
  }

  /** Contiguous entries, one chain of signed heads over them, and their tiles. */
  void isSound() {
    for (int i = 0; i < entries.size(); i++) {
      Row row = entries.get(i);
      assertThat(row.index()).as("index").isEqualTo(i);
      assertThat(row.commitment()).isEqualTo(row.derived());
    }
    headsAreAChain();
    Map<String, byte[]> derived = new TreeMap<>();
    derive(derived, 0, leaves());
    assertThat(tiles.keySet()).as("tiles").isEqualTo(derived.keySet());
    derived.forEach((at, hashes) -> assertThat(tiles.get(at)).as("tile " + at).isEqualTo(hashes));
  }

  private void headsAreAChain() {
    List<Hash> leaves = leaves();
    Frontier frontier = Frontier.empty();
    for (LogHead head : heads) {
      assertThat(head.predecessor())
          .as("predecessor of %d", head.size())
          .isEqualTo(frontier.size());
      frontier = frontier.append(leaves.subList((int) frontier.size(), (int) head.size()));
      assertThat(head.frontier()).isEqualTo(frontier.bytes());
      assertThat(TestLog.verifier().open(head.checkpoint()))
          .isEqualTo(new Checkpoint(TestLog.ORIGIN, head.size(), frontier.root()));
    }
    assertThat(frontier.size()).as("size of the newest head").isEqualTo(leaves.size());
  }

  /** Full tiles: 256 hashes each, and the roots of a level's tiles are the level above. */
  private static void derive(Map<String, byte[]> tiles, int level, List<Hash> hashes) {
    List<Hash> above = new ArrayList<>();
    for (int n = 0; (n + 1) * WIDTH <= hashes.size(); n++) {
      List<Hash> tile = hashes.subList(n * WIDTH, (n + 1) * WIDTH);
      ByteBuffer bytes = ByteBuffer.allocate(WIDTH * Hash.LENGTH);
      tile.forEach(hash -> bytes.put(hash.bytes()));
      tiles.put(level + "/" + n, bytes.array());
      above.add(TestLog.root(tile));
    }
    if (!above.isEmpty()) {
      derive(tiles, level + 1, above);
    }
  }
}
