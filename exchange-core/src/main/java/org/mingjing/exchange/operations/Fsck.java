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
import org.mingjing.ledger.embedded.LedgerView;
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

  /** Findings come about in the order of the log: what lies beyond these would not be shown. */
  private static final int MOST_KEPT = 20 * MOST_FINDINGS;

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
  private final Optional<LedgerView> ledger;
  private final List<Witness> witnesses;
  private final List<Finding> findings = new ArrayList<>();
  private final List<Checkpoint> seen = new ArrayList<>();
  private final OpenedByGrant opened;
  private Tree tree = Tree.empty();
  private boolean parted;
  private long heads;
  private long batches;

  private Fsck(
      Connection connection, NoteVerifier log, Optional<LedgerView> ledger, List<Witness> witnesses)
      throws SQLException {
    this.opened = OpenedByGrant.asOf(connection);
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
    fsck.witnessesAreThere();
    List<Finding> sorted =
        fsck.findings.stream()
            .sorted((a, b) -> Long.compare(a.index(), b.index()))
            .limit(MOST_FINDINGS)
            .toList();
    return new Report(fsck.tree.size(), fsck.heads, fsck.batches, sorted);
  }

  /** Without anything outside the database, a rewriting of the whole would not be noticed. */
  private void witnessesAreThere() {
    if (tree.size() > 0 && ledger.isEmpty()) {
      found(0, "没有账本可供核对", "there is no ledger to compare with");
    }
    for (Witness witness : witnesses) {
      if (tree.size() > 0 && witness.newest().isEmpty()) {
        Words name = witness.name();
        found(0, "没有" + name.zh() + "可供核对", "there is no " + name.en() + " to compare with");
      }
    }
  }

  private void run() throws SQLException {
    witnesses.forEach(
        witness -> witness.newest().filter(before -> before.size() > 0).ifPresent(seen::add));
    seen.sort((a, b) -> Long.compare(a.size(), b.size()));
    try (Leaf.Cursor entries = Leaf.cursor(connection);
        LedgerLeaves notarised = new LedgerLeaves(ledger)) {
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
      batches = notarised.batches();
    }
    anchors();
    for (Checkpoint later : seen) {
      found(
          tree.size(),
          "已记住的检查点有 " + later.size() + " 条，数据库更少：数据库被回退",
          "a remembered checkpoint has "
              + later.size()
              + " entries, the database fewer: it was set back");
    }
    tiles();
    opened.compare(connection).forEach(text -> found(tree.size(), text.zh(), text.en()));
  }

  /**
   * No commit holds more than the writer's bound; a head that claims so is made up, and not
   * followed.
   */
  private boolean plausible(long size) {
    if (size - tree.size() <= LogSettings.LARGEST_BATCH) {
      return true;
    }
    found(
        tree.size(),
        "检查点 " + size + " 声称的条目数不可能",
        "the head of size " + size + " claims more entries than a commit can hold");
    return false;
  }

  /** One group commit: its entries, its root, its signature. */
  private void head(ResultSet row, Leaf.Cursor entries, LedgerLeaves notarised)
      throws SQLException {
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
        found(
            firstFoundIn(first, tree.size()),
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

  private List<Hash> leaves(long size, Leaf.Cursor entries, LedgerLeaves notarised)
      throws SQLException {
    List<Hash> leaves = new ArrayList<>();
    while (tree.size() + leaves.size() < size) {
      long index = tree.size() + leaves.size();
      Optional<Leaf> entry = entries.at(index);
      if (entry.isEmpty()) {
        found(index, "条目缺失", "the entry is missing");
      }
      entry.flatMap(Leaf::entry).ifPresent(opened::add);
      entry.ifPresent(leaf -> leaf.faults().forEach(text -> found(index, text.zh(), text.en())));
      Hash leaf = entry.map(Leaf::hash).orElse(Leaves.leafHash(Leaf.NOTHING));
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
            firstFoundIn(tree.size(), checkpoint.size()),
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
          compare(tile, rows.next() ? rows.getBytes(1) : new byte[0]);
        }
      }
    }
    tileCount += stored.size();
    stored.clear();
  }

  private void compare(Tile tile, byte[] there) {
    int differs = Arrays.mismatch(tile.hashes(), there);
    if (differs >= 0) {
      int below = 8 * tile.level(); // each hash of the tile stands for 2^below entries
      long first = tile.n() * Tile.WIDTH + Math.min(differs / Hash.LENGTH, Tile.WIDTH - 1);
      found(
          firstFoundIn(first << below, (first + 1) << below),
          "哈希块 %d/%d 与条目不符".formatted(tile.level(), tile.n()),
          "tile %d/%d is not that of the entries".formatted(tile.level(), tile.n()));
    }
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

  /** What the ledger has confirmed, it must still hold. */
  private void anchors() throws SQLException {
    long held = ledger.map(view -> view.head().size()).orElse(0L);
    try (PreparedStatement query =
            connection.prepareStatement("select coalesce(max(size), 0) from anchor");
        ResultSet rows = query.executeQuery()) {
      rows.next();
      if (rows.getLong(1) > held) {
        found(
            held,
            "账本曾确认 " + rows.getLong(1) + " 条，现在只有 " + held + " 条：账本被截断或丢失",
            "the ledger has confirmed %d entries and holds %d: it was cut or lost"
                .formatted(rows.getLong(1), held));
      }
    }
  }

  private void found(long index, String zh, String en) {
    if (findings.size() < MOST_KEPT) {
      findings.add(new Finding(index, new Text(zh, en)));
    }
  }

  /** What is said of a stretch belongs to the first entry in it that was found wrong by itself. */
  private long firstFoundIn(long from, long until) {
    return findings.stream()
        .mapToLong(Finding::index)
        .filter(index -> index >= from && index < until)
        .min()
        .orElse(from);
  }
}
