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
import org.mingjing.ledger.checkpoint.Checkpoint;
import org.mingjing.ledger.checkpoint.InvalidNote;
import org.mingjing.ledger.checkpoint.NoteVerifier;
import org.mingjing.ledger.log.LogSettings;
import org.mingjing.ledger.log.Witness;
import org.mingjing.ledger.log.Words;
import org.mingjing.ledger.merkle.Appended;
import org.mingjing.ledger.merkle.Hash;
import org.mingjing.ledger.merkle.Leaves;
import org.mingjing.ledger.merkle.Tile;
import org.mingjing.ledger.merkle.Tree;
import org.mingjing.policy.Text;

/**
 * Derives the whole log anew from salts and entries, and compares it with what is stored beside
 * them (commitments, searchable columns, tiles, heads, checkpoints, charges to quotas) and outside
 * (the ledger, the remembered checkpoint). Who rewrites all that is in the database consistently,
 * checkpoints included, is found by what is outside.
 */
public final class Fsck {
  private static final int CHUNK = 1024;
  private static final int MOST_FINDINGS = 50;

  /**
   * Something that is not as it should be, with the index of the entry concerned where there is
   * one.
   */
  public record Finding(long index, Text text) {}

  /** What was looked at, and what was found; nothing found is a log that is whole. */
  public record Report(long entries, long heads, long batches, List<Finding> findings) {
    public boolean passed() {
      return findings.isEmpty();
    }
  }

  private final Connection connection;
  private final NoteVerifier log;
  private final Outside outside;
  private final Findings findings = new Findings();
  private final List<Checkpoint> seen = new ArrayList<>();
  private final OpenedByGrant opened;
  private final TileRows tiles;
  private final PublishedFiles published;
  private Tree tree = Tree.empty();

  /** The newest size at which a remembered checkpoint was found to be right. */
  private long confirmed;

  private boolean parted;
  private long heads;
  private long batches;

  private Fsck(Connection connection, NoteVerifier log, Outside outside, PublishedFiles published)
      throws SQLException {
    this.opened = OpenedByGrant.asOf(connection);
    this.connection = connection;
    this.log = log;
    this.outside = outside;
    this.tiles = new TileRows(connection, findings);
    this.published = published;
  }

  /** Checks everything; the connection is put into one read-only snapshot. */
  public static Report check(Connection connection, NoteVerifier log, Outside outside)
      throws SQLException, IOException {
    PublishedFiles published = PublishedFiles.listed(outside.published());
    connection.setAutoCommit(false);
    connection.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
    connection.setReadOnly(true);
    Fsck fsck = new Fsck(connection, log, outside, published);
    fsck.run();
    connection.rollback();
    fsck.outsideIsThere();
    return new Report(
        fsck.tree.size(), fsck.heads, fsck.batches, fsck.findings.first(MOST_FINDINGS));
  }

  /** Without anything outside the database, a rewriting of the whole would not be noticed. */
  private void outsideIsThere() {
    if (tree.size() > 0 && outside.demanded()) {
      if (outside.ledger().isEmpty()) {
        findings.at(0, "没有账本可供核对", "there is no ledger to compare with");
      }
      for (Witness witness : outside.witnesses()) {
        if (witness.newest().isEmpty()) {
          Words name = witness.name();
          findings.at(
              0, "没有" + name.zh() + "可供核对", "there is no " + name.en() + " to compare with");
        }
      }
    }
  }

  private void run() throws SQLException, IOException {
    outside
        .witnesses()
        .forEach(
            witness -> witness.newest().filter(before -> before.size() > 0).ifPresent(seen::add));
    published.checkpoint(log, findings).ifPresent(seen::add);
    seen.sort((a, b) -> Long.compare(a.size(), b.size()));
    try (Leaf.Cursor entries = Leaf.cursor(connection);
        LedgerLeaves notarised = new LedgerLeaves(outside.ledger())) {
      heads(entries, notarised);
      entries
          .next()
          .ifPresent(extra ->
              findings.at(
                  extra.index(), "条目在最新检查点之外", "the entry lies beyond the newest checkpoint"));
      notarised
          .next()
          .ifPresent(hash ->
              findings.at(
                  tree.size(),
                  "账本中的条目比数据库多：数据库被回退或截断",
                  "the ledger holds more entries than the database: it was set back or cut"));
      batches = notarised.batches();
    }
    anchors();
    for (Checkpoint later : seen) {
      findings.at(
          tree.size(),
          "已记住的检查点有 " + later.size() + " 条，数据库更少：数据库被回退",
          "a remembered checkpoint has "
              + later.size()
              + " entries, the database fewer: it was set back");
    }
    tiles.noMore(tree.size());
    published.end(tree, findings);
    opened.compare(connection).forEach(text -> findings.at(tree.size(), text.zh(), text.en()));
  }

  private void heads(Leaf.Cursor entries, LedgerLeaves notarised) throws SQLException, IOException {
    try (PreparedStatement query =
        connection.prepareStatement(
            "select size, predecessor, frontier, checkpoint from log_head order by size")) {
      query.setFetchSize(CHUNK);
      try (ResultSet rows = query.executeQuery()) {
        while (rows.next() && plausible(rows.getLong(1))) {
          head(rows, entries, notarised);
        }
      }
    }
  }

  /**
   * No commit holds more than the writer's bound; a head that claims so is made up, and not
   * followed.
   */
  private boolean plausible(long size) {
    if (size - tree.size() <= LogSettings.LARGEST_BATCH) {
      return true;
    }
    findings.at(
        tree.size(),
        "检查点 " + size + " 声称的条目数不可能",
        "the head of size " + size + " claims more entries than a commit can hold");
    return false;
  }

  /** One group commit: its entries, its root, its signature. */
  private void head(ResultSet row, Leaf.Cursor entries, LedgerLeaves notarised)
      throws SQLException, IOException {
    heads++;
    long size = row.getLong(1);
    if (row.getLong(2) != tree.size()) {
      findings.at(
          tree.size(),
          "检查点 " + size + " 不接续前一个",
          "the head of size " + size + " does not follow the one before");
    }
    List<Hash> leaves = leaves(size, entries, notarised);
    Appended appended = tree.append(leaves);
    for (Tile tile : appended.fullTiles()) {
      tiles.compare(tile);
      published.compare(tile, findings);
    }
    checkSeen(appended, leaves);
    tree = appended.tree();
    checkpoint(row.getString(4), row.getBytes(3), appended.first());
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
        findings.within(
            first,
            tree.size(),
            "从检查点 " + tree.size() + " 起，检查点与条目不符",
            "from the checkpoint of size "
                + tree.size()
                + " on, the checkpoints are not those of the entries");
      }
    } catch (InvalidNote e) {
      findings.within(
          first,
          tree.size(),
          "检查点 " + tree.size() + " 的签名无效",
          "the checkpoint of size " + tree.size() + " is not signed rightly: " + e.getMessage());
    }
  }

  private List<Hash> leaves(long size, Leaf.Cursor entries, LedgerLeaves notarised)
      throws SQLException, IOException {
    List<Hash> leaves = new ArrayList<>();
    while (tree.size() + leaves.size() < size) {
      long index = tree.size() + leaves.size();
      Optional<Leaf> entry = entries.at(index);
      if (entry.isEmpty()) {
        findings.at(index, "条目缺失", "the entry is missing");
      }
      entry.flatMap(Leaf::entry).ifPresent(opened::add);
      entry.ifPresent(
          leaf -> leaf.faults().forEach(text -> findings.at(index, text.zh(), text.en())));
      Hash commitment = entry.map(Leaf::commitment).orElse(Leaf.NOTHING);
      published.add(commitment, findings);
      Hash leaf = Leaves.leafHash(commitment);
      Optional<Hash> there = notarised.next();
      if (there.isPresent() && !there.get().equals(leaf)) {
        findings.at(index, "条目与账本中的不同", "the entry is not the one in the ledger");
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
      if (tree.append(leaves.subList(0, part)).tree().root().equals(checkpoint.root())) {
        confirmed = checkpoint.size();
      } else {
        findings.within(
            confirmed,
            checkpoint.size(),
            "日志与已记住的检查点 " + checkpoint.size() + " 不符：第 " + confirmed + " 条起的某条已被改写",
            "the log is not what was remembered at size "
                + checkpoint.size()
                + ": something from index "
                + confirmed
                + " on was rewritten");
      }
    }
  }

  /** What the ledger has confirmed, it must still hold. */
  private void anchors() throws SQLException {
    if (outside.ledger().isEmpty() && !outside.demanded()) {
      return;
    }
    long held = outside.ledger().map(one -> one.head().size()).orElse(0L);
    long once =
        outside.confirmed().isPresent() ? outside.confirmed().getAsLong() : confirmed(connection);
    if (once > held) {
      findings.at(
          held,
          "账本曾确认 " + once + " 条，现在只有 " + held + " 条：账本被截断或丢失",
          "the ledger has confirmed %d entries and holds %d: it was cut or lost"
              .formatted(once, held));
    }
  }

  /** How many entries the ledger has confirmed, as the database has it. */
  static long confirmed(Connection connection) throws SQLException {
    try (PreparedStatement query =
            connection.prepareStatement("select coalesce(max(size), 0) from anchor");
        ResultSet rows = query.executeQuery()) {
      rows.next();
      return rows.getLong(1);
    }
  }
}
