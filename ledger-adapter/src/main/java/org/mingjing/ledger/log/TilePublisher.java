package org.mingjing.ledger.log;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.mingjing.ledger.checkpoint.Checkpoint;
import org.mingjing.ledger.checkpoint.InvalidNote;
import org.mingjing.ledger.checkpoint.NoteVerifier;
import org.mingjing.ledger.merkle.Appended;
import org.mingjing.ledger.merkle.Hash;
import org.mingjing.ledger.merkle.Leaves;
import org.mingjing.ledger.merkle.Tile;
import org.mingjing.ledger.merkle.Tree;

/**
 * Brings a {@link TileFolder} up to the newest checkpoint in the database, after its commit: what
 * is published is durable in the database first, and every tile is in the folder before the
 * checkpoint that needs it. A crash in between leaves the checkpoint of before, and files that the
 * next run finds or writes anew. A folder that is gone is derived again.
 *
 * <p>A checkpoint that does not extend the published one is not published: the folder remembers
 * what was shown to others.
 */
public final class TilePublisher {
  private static final int ENTRY_BYTES = Short.BYTES + Hash.LENGTH;

  /** Entries in one step, in whole tiles, so that a long way takes little memory. */
  private static final int STEP = 64 * Tile.WIDTH;

  private final Connector connector;
  private final NoteVerifier log;
  private final TileFolder folder;

  /** The tree that was published; nothing until the folder has been looked at. */
  private Optional<Tree> published = Optional.empty();

  public TilePublisher(Connector connector, NoteVerifier log, TileFolder folder) {
    this.connector = connector;
    this.log = log;
    this.folder = folder;
  }

  /**
   * Publishes what is new; returns the size that is published then.
   *
   * @throws LogRefused if the log does not extend what was published, or its rows are not those
   *     that its checkpoint was signed over; nothing is published then
   */
  public synchronized long publish() throws SQLException, IOException {
    try (Connection connection = connector.connect()) {
      oneSnapshot(connection);
      Tree before = published.isPresent() ? published.get() : restored(connection);
      Optional<String> newest = newest(connection);
      Checkpoint now =
          newest
              .map(note -> opened(note, "最新的检查点", "the newest checkpoint"))
              .orElseGet(() -> new Checkpoint(log.name(), 0, Tree.empty().root()));
      if (now.size() < before.size()) {
        throw setBack(before.size(), now.size());
      }
      if (now.size() > before.size()) {
        write(connection, before, now, newest.orElseThrow());
      } else {
        demandRoot(before, now);
        published = Optional.of(before);
      }
      return now.size();
    }
  }

  /** What was checked is what is written. */
  private static void oneSnapshot(Connection connection) throws SQLException {
    connection.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
    connection.setReadOnly(true);
    connection.setAutoCommit(false);
  }

  private static Optional<String> newest(Connection connection) throws SQLException {
    try (PreparedStatement query =
            connection.prepareStatement(
                "select checkpoint from log_head order by size desc limit 1");
        ResultSet rows = query.executeQuery()) {
      return rows.next() ? Optional.of(rows.getString(1)) : Optional.empty();
    }
  }

  /** What the database says of the tree that the folder shows. */
  private Tree restored(Connection connection) throws SQLException, IOException {
    Optional<String> note = folder.checkpoint();
    if (note.isEmpty()) {
      return Tree.empty();
    }
    Checkpoint shown = opened(note.get(), "已发布的检查点", "the published checkpoint");
    try {
      Tree tree = Tree.restore(shown.size(), new JdbcTiles(connection));
      demandRoot(tree, shown);
      return tree;
    } catch (JdbcLogException e) {
      throw e.cause();
    }
  }

  private Checkpoint opened(String note, String zh, String en) {
    try {
      return log.open(note);
    } catch (InvalidNote e) {
      throw new LogRefused(zh + "不属于日志 " + log.name(), en + " is not this log's: " + e.reason());
    }
  }

  private static void demandRoot(Tree tree, Checkpoint signed) {
    if (!tree.root().equals(signed.root())) {
      throw new LogRefused(
          "检查点（第 %d 条）不是条目的根：日志被改写，不发布".formatted(signed.size()),
          "the checkpoint of size %d is not the root of the entries: the log was rewritten, and is not published"
              .formatted(signed.size()));
    }
  }

  private static LogRefused setBack(long shown, long now) {
    return new LogRefused(
        "数据库有 %d 条，而已发布 %d 条：数据库被回退，不发布".formatted(now, shown),
        "the database holds %d entries, and %d were published: it was set back, and is not published"
            .formatted(now, shown));
  }

  /** INVARIANT: no file is there before it is certain that the checkpoint is of its entries. */
  private static void demandSigned(Connection connection, Tree before, Checkpoint now)
      throws SQLException {
    Tree tree = before;
    while (tree.size() < now.size()) {
      int count = (int) Math.min(STEP, now.size() - tree.size());
      tree = tree.append(JdbcTiles.leaves(connection, tree.size(), count)).tree();
    }
    demandRoot(tree, now);
  }

  private void write(Connection connection, Tree before, Checkpoint now, String note)
      throws SQLException, IOException {
    demandSigned(connection, before, now);
    TileFolder.Writing writing = folder.writing();
    List<String> full = new ArrayList<>();
    Tree tree = before;
    while (tree.size() < now.size()) {
      long until = Math.min(now.size(), tree.size() / Tile.WIDTH * Tile.WIDTH + STEP);
      Appended appended = tree.append(bundles(connection, tree.size(), until, writing, full));
      for (Tile tile : appended.fullTiles()) {
        String path = TilePath.hashes(tile.level(), tile.n(), Tile.WIDTH);
        writing.add(path, tile.hashes());
        full.add(path);
      }
      tree = appended.tree();
    }
    for (int level = 0; tree.size() >> (8 * level) > 0; level++) {
      byte[] hashes = tree.unfinishedTile(level);
      if (hashes.length > 0) {
        long n = (tree.size() >> (8 * level)) / Tile.WIDTH;
        writing.add(TilePath.hashes(level, n, hashes.length / Hash.LENGTH), hashes);
      }
    }
    writing.publish(note);
    published = Optional.of(tree);
    for (String one : full) {
      folder.forgetPartial(one);
    }
  }

  /**
   * Writes the entry bundles that hold any of [from, until), each entry being its commitment after
   * its length (C2SP tlog-tiles); returns the leaf hashes of [from, until).
   */
  private static List<Hash> bundles(
      Connection connection, long from, long until, TileFolder.Writing writing, List<String> full)
      throws SQLException, IOException {
    List<Hash> leaves = new ArrayList<>();
    long first = from / Tile.WIDTH * Tile.WIDTH;
    try (PreparedStatement query =
        connection.prepareStatement(
            "select commitment from entry where index >= ? and index < ? order by index")) {
      query.setLong(1, first);
      query.setLong(2, until);
      try (ResultSet rows = query.executeQuery()) {
        for (long start = first; start < until; start += Tile.WIDTH) {
          int width = (int) Math.min(Tile.WIDTH, until - start);
          ByteBuffer bytes = ByteBuffer.allocate(width * ENTRY_BYTES);
          for (long index = start; index < start + width; index++) {
            byte[] commitment = commitment(rows, index);
            bytes.putShort((short) Hash.LENGTH).put(commitment);
            if (index >= from) {
              leaves.add(Leaves.leafHash(Hash.of(commitment)));
            }
          }
          String path = TilePath.entries(start / Tile.WIDTH, width);
          writing.add(path, bytes.array());
          if (width == Tile.WIDTH) {
            full.add(path);
          }
        }
      }
    }
    return leaves;
  }

  private static byte[] commitment(ResultSet rows, long index) throws SQLException {
    byte[] commitment = rows.next() ? rows.getBytes(1) : new byte[0];
    if (commitment.length != Hash.LENGTH) {
      throw new LogRefused(
          "数据库中的条目 %d 缺失或损坏，不发布".formatted(index),
          "entry %d is missing from the database, or damaged: not published".formatted(index));
    }
    return commitment;
  }
}
