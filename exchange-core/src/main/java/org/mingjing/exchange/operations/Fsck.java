package org.mingjing.exchange.operations;

import java.io.IOException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.mingjing.ledger.Batch;
import org.mingjing.ledger.checkpoint.Checkpoint;
import org.mingjing.ledger.checkpoint.InvalidNote;
import org.mingjing.ledger.checkpoint.NoteVerifier;
import org.mingjing.ledger.embedded.LedgerView;
import org.mingjing.ledger.log.Witness;
import org.mingjing.ledger.merkle.Appended;
import org.mingjing.ledger.merkle.Hash;
import org.mingjing.ledger.merkle.Leaves;
import org.mingjing.ledger.merkle.Tile;
import org.mingjing.ledger.merkle.Tree;
import org.mingjing.policy.Text;

/**
 * Derives the whole log anew from salts and entries, and compares it with what is stored beside
 * them (commitments, searchable columns, tiles, heads, checkpoints) and outside (the ledger, the
 * remembered checkpoint). Who rewrites all that is in the database consistently, checkpoints
 * included, is found by what is outside.
 */
public final class Fsck {
  private static final int CHUNK = 1024;
  private static final int MOST_FINDINGS = 50;

  /** Stands in for a missing entry, so that the rest can still be looked at. */
  private static final Hash NOTHING = Hash.of(new byte[Hash.LENGTH]);

  /**
   * Something that is not as it should be, with the index of the entry concerned where there is
   * one.
   */
  public record Finding(long index, Text text) {}

  /** What was looked at, and what was found; nothing found is a log that is whole. */
  public record Report(
      long entries, long erased, long heads, long batches, List<Finding> findings) {
    public boolean passed() {
      return findings.isEmpty();
    }
  }

  private final Connection connection;
  private final NoteVerifier log;
  private final Optional<LedgerView> ledger;
  private final List<Witness> witnesses;
  private final List<Finding> findings = new ArrayList<>();
  private final List<Checkpoint> seen = new ArrayList<>();
  private Tree tree = Tree.empty();
  private long erased;
  private boolean parted;
  private long heads;
  private long batches;

  private Fsck(
      Connection connection,
      NoteVerifier log,
      Optional<LedgerView> ledger,
      List<Witness> witnesses) {
    this.connection = connection;
    this.log = log;
    this.ledger = ledger;
    this.witnesses = witnesses;
  }

  /** Checks everything; the connection is put into one read-only snapshot. */
  public static Report check(
      Connection connection, NoteVerifier log, Optional<LedgerView> ledger, List<Witness> witnesses)
      throws SQLException, IOException {
    connection.setAutoCommit(false);
    connection.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
    connection.setReadOnly(true);
    Fsck fsck = new Fsck(connection, log, ledger, witnesses);
    fsck.run();
    connection.rollback();
    List<Finding> sorted =
        fsck.findings.stream()
            .sorted((a, b) -> Long.compare(a.index(), b.index()))
            .limit(MOST_FINDINGS)
            .toList();
    return new Report(fsck.tree.size(), fsck.erased, fsck.heads, fsck.batches, sorted);
  }

  private void run() throws SQLException {
    witnesses.forEach(witness -> witness.newest().ifPresent(seen::add));
    seen.sort((a, b) -> Long.compare(a.size(), b.size()));
    try (Leaf.Cursor entries = Leaf.cursor(connection);
        Ledgers notarised = new Ledgers(ledger)) {
      try (PreparedStatement query =
          connection.prepareStatement(
              "select size, predecessor, frontier, checkpoint from log_head order by size")) {
        query.setFetchSize(CHUNK);
        try (ResultSet rows = query.executeQuery()) {
          while (rows.next()) {
            head(rows, entries, notarised);
          }
        }
      }
      entries
          .next()
          .ifPresent(extra ->
              found(extra.index(), "条目在最新检查点之外", "the entry lies beyond the newest checkpoint"));
      notarised
          .next()
          .ifPresent(hash ->
              found(
                  tree.size(),
                  "账本中的条目比数据库多：数据库被回退或截断",
                  "the ledger holds more entries than the database: it was set back or cut"));
      batches = notarised.batches;
    }
    for (Checkpoint later : seen) {
      found(
          tree.size(),
          "已记住的检查点有 " + later.size() + " 条，数据库更少：数据库被回退",
          "a remembered checkpoint has "
              + later.size()
              + " entries, the database fewer: it was set back");
    }
    tiles();
  }

  /** One group commit: its entries, its root, its signature. */
  private void head(ResultSet row, Leaf.Cursor entries, Ledgers notarised) throws SQLException {
    heads++;
    long size = row.getLong(1);
    if (row.getLong(2) != tree.size()) {
      found(
          tree.size(),
          "检查点 " + size + " 不接续前一个",
          "the head of size " + size + " does not follow the one before");
    }
    List<Hash> leaves = leaves(size, entries, notarised);
    Appended appended = tree.append(leaves);
    stored.addAll(appended.fullTiles());
    compareTiles();
    checkSeen(appended, leaves);
    tree = appended.tree();
    checkpoint(row.getString(4), row.getBytes(3), size - leaves.size());
  }

  /**
   * Once the roots part, all later ones differ too: that is said once, at the first commit
   * concerned.
   */
  private void checkpoint(String note, byte[] frontier, long first) {
    try {
      Checkpoint signed = log.open(note);
      boolean same =
          signed.equals(new Checkpoint(log.name(), tree.size(), tree.root()))
              && Arrays.equals(tree.frontier(), frontier);
      if (!same && !parted) {
        parted = true;
        found(
            first,
            "从检查点 " + tree.size() + " 起，检查点与条目不符",
            "from the checkpoint of size "
                + tree.size()
                + " on, the checkpoints are not those of the entries");
      }
    } catch (InvalidNote e) {
      found(
          first,
          "检查点 " + tree.size() + " 的签名无效",
          "the checkpoint of size " + tree.size() + " is not signed rightly: " + e.getMessage());
    }
  }

  private List<Hash> leaves(long size, Leaf.Cursor entries, Ledgers notarised) throws SQLException {
    List<Hash> leaves = new ArrayList<>();
    while (tree.size() + leaves.size() < size) {
      long index = tree.size() + leaves.size();
      Optional<Leaf> entry = entries.at(index);
      if (entry.isEmpty()) {
        found(index, "条目缺失", "the entry is missing");
      }
      entry.ifPresent(
          leaf -> leaf.faults().forEach(text -> findings.add(new Finding(index, text))));
      erased += entry.filter(Leaf::erased).isPresent() ? 1 : 0;
      Hash leaf = entry.map(Leaf::hash).orElse(Leaves.leafHash(NOTHING));
      Optional<Hash> there = notarised.next();
      if (there.isPresent() && !there.get().equals(leaf)) {
        found(index, "条目与账本中的不同", "the entry is not the one in the ledger");
      }
      leaves.add(leaf);
    }
    return leaves;
  }

  /** A remembered checkpoint that falls into this commit must be a root on the way. */
  private void checkSeen(Appended appended, List<Hash> leaves) {
    while (!seen.isEmpty() && seen.getFirst().size() <= appended.tree().size()) {
      Checkpoint checkpoint = seen.removeFirst();
      int part = Math.toIntExact(Math.max(0, checkpoint.size() - tree.size()));
      if (!tree.append(leaves.subList(0, part)).tree().root().equals(checkpoint.root())) {
        found(
            tree.size(),
            "日志与已记住的检查点 " + checkpoint.size() + " 不符：已被改写",
            "the log is not what was remembered at size "
                + checkpoint.size()
                + ": it was rewritten");
      }
    }
  }

  private final List<Tile> stored = new ArrayList<>();

  private void compareTiles() throws SQLException {
    for (Tile tile : stored) {
      try (PreparedStatement query =
          connection.prepareStatement("select hashes from tile where level = ? and n = ?")) {
        query.setInt(1, tile.level());
        query.setLong(2, tile.n());
        try (ResultSet rows = query.executeQuery()) {
          if (!rows.next() || !Arrays.equals(rows.getBytes(1), tile.hashes())) {
            long first = tile.n() << (8 * (tile.level() + 1));
            found(
                first,
                "哈希块 %d/%d 与条目不符".formatted(tile.level(), tile.n()),
                "tile %d/%d is not that of the entries".formatted(tile.level(), tile.n()));
          }
        }
      }
    }
    tileCount += stored.size();
    stored.clear();
  }

  private long tileCount;

  private void tiles() throws SQLException {
    try (PreparedStatement query = connection.prepareStatement("select count(*) from tile");
        ResultSet rows = query.executeQuery()) {
      rows.next();
      if (rows.getLong(1) > tileCount) {
        found(tree.size(), "数据库中有多余的哈希块", "the database holds tiles that belong to no entries");
      }
    }
  }

  private void found(long index, String zh, String en) {
    findings.add(new Finding(index, new Text(zh, en)));
  }

  /** The leaf hashes of the ledger, one after the other. */
  private static final class Ledgers implements AutoCloseable {
    private final java.util.Iterator<Batch> source;
    private java.util.Iterator<Hash> current = java.util.Collections.emptyIterator();
    private long batches;

    Ledgers(Optional<LedgerView> ledger) {
      this.source =
          ledger
              .map(view -> view.batches().iterator())
              .orElse(java.util.Collections.emptyIterator());
    }

    Optional<Hash> next() {
      while (!current.hasNext() && source.hasNext()) {
        batches++;
        current = source.next().leaves().iterator();
      }
      return current.hasNext() ? Optional.of(current.next()) : Optional.empty();
    }

    @Override
    public void close() {
      current = java.util.Collections.emptyIterator();
    }
  }
}
