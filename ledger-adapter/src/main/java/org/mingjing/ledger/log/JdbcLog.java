package org.mingjing.ledger.log;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.mingjing.ledger.checkpoint.Checkpoint;
import org.mingjing.ledger.checkpoint.InvalidNote;
import org.mingjing.ledger.checkpoint.NoteSigner;
import org.mingjing.ledger.checkpoint.NoteVerifier;
import org.mingjing.ledger.merkle.Appended;
import org.mingjing.ledger.merkle.Hash;
import org.mingjing.ledger.merkle.HashReader;
import org.mingjing.ledger.merkle.Leaves;
import org.mingjing.ledger.merkle.Proofs;
import org.mingjing.ledger.merkle.TileHashes;
import org.mingjing.ledger.merkle.Tree;

/**
 * The log as one node sees it: the right edge of the tree in memory, checked against the database
 * and the witnesses before anything is signed, and moved on by group commits. Used by one thread,
 * {@link LogWriter}'s.
 *
 * <p>Knowing whether a commit happened: the head row that was built on our predecessor either
 * carries our checkpoint (the commit happened: Ed25519 is deterministic, and nobody else has our
 * salts) or another's (it did not). As long as there is none, inserting the same again waits for a
 * transaction that is still in flight, and then either succeeds or is fenced.
 *
 * <p>The checkpoint of an attempt that did not happen was signed, but never left this process and
 * the database.
 */
final class JdbcLog {
  private static final int FOLLOW_AT_MOST = 4096;

  private static final Words WAY_ON =
      new Words(
          "请恢复缺失的部分，见 ledger-adapter/README.md 的“恢复与丢失”",
          "Bring back what is missing: \"Restore and loss\" in ledger-adapter/README.md");

  /**
   * One try to append, kept until it is certain what became of it.
   *
   * @param day the day whose quotas it is charged to; it stays the same however often it is sent
   */
  record Attempt(Appended appended, String checkpoint, LocalDate day) {}

  private final Connector connector;
  private final String origin;
  private final NoteSigner signer;
  private final NoteVerifier verifier;
  private final RememberedCheckpoint remembered;
  private final List<Witness> witnesses;
  private Optional<Connection> connection = Optional.empty();
  private Tree tree = Tree.empty();
  private DatabaseClock clock = new DatabaseClock(Instant.EPOCH, System.nanoTime());

  JdbcLog(
      Connector connector,
      String origin,
      NoteSigner signer,
      RememberedCheckpoint remembered,
      List<Witness> others) {
    this.connector = connector;
    this.origin = origin;
    this.signer = signer;
    this.verifier = NoteVerifier.parse(signer.verifierKey());
    this.remembered = remembered;
    this.witnesses = new ArrayList<>(others);
    this.witnesses.add(remembered);
  }

  Tree tree() {
    return tree;
  }

  /**
   * Connects if need be; a fresh connection is believed only after durability, head and witnesses
   * were checked.
   */
  JdbcLogStore ready() throws SQLException {
    if (connection.isEmpty()) {
      connection = Optional.of(checked(connector.connect()));
    }
    JdbcLogStore store = new JdbcLogStore(connection.get());
    if (clock.isStale(System.nanoTime())) {
      clock = new DatabaseClock(store.clock(), System.nanoTime());
    }
    return store;
  }

  /** What the database's clock says now; as good as what it said at most a minute ago. */
  DatabaseClock.Moment databaseTime() {
    return clock.at(System.nanoTime());
  }

  private Connection checked(Connection fresh) throws SQLException {
    boolean believed = false;
    try {
      clock = new DatabaseClock(new JdbcLogStore(fresh).beginSession(), System.nanoTime());
      restore(fresh);
      believed = true;
      return fresh;
    } finally {
      if (!believed) {
        closeQuietly(fresh);
      }
    }
  }

  /** The witnesses speak first: what they have seen, a head that is read afterwards must extend. */
  private void restore(Connection fresh) throws SQLException {
    List<Seen> seen = witnesses.stream().flatMap(witness -> Seen.by(witness).stream()).toList();
    Optional<LogHead> head = new JdbcLogStore(fresh).newestHead();
    JdbcTiles tiles = new JdbcTiles(fresh);
    try {
      Tree restored = Tree.restore(head.map(LogHead::size).orElse(0L), tiles);
      head.ifPresent(row -> demandSigned(row, restored));
      HashReader hashes = new TileHashes(tiles, restored.size());
      seen.forEach(one -> demandExtends(one, restored, hashes));
      tree = restored;
      head.map(LogHead::checkpoint).ifPresent(remembered::remember);
    } catch (JdbcLogException e) {
      throw e.cause();
    }
  }

  private record Seen(Words witness, Checkpoint checkpoint) {
    static Optional<Seen> by(Witness witness) {
      return witness.newest().map(checkpoint -> new Seen(witness.name(), checkpoint));
    }
  }

  private void demandSigned(LogHead head, Tree derived) {
    if (!opened(head).equals(new Checkpoint(origin, derived.size(), derived.root()))) {
      throw new LogRefused(
          "最新的检查点（第 %d 条）不是条目和哈希块的根".formatted(head.size()),
          "the newest checkpoint (size %d) is not the root of the entries and tiles"
              .formatted(head.size()));
    }
  }

  private Checkpoint opened(LogHead head) {
    try {
      return verifier.open(head.checkpoint());
    } catch (InvalidNote e) {
      throw new LogRefused(
          "最新的检查点（第 %d 条）不属于本日志".formatted(head.size()),
          "the newest checkpoint (size %d) is not this log's: %s"
              .formatted(head.size(), e.reason()));
    }
  }

  private void demandExtends(Seen seen, Tree now, HashReader hashes) {
    Checkpoint before = seen.checkpoint();
    if (!before.origin().equals(origin)) {
      throw new LogRefused(
          "%s属于另一日志 %s".formatted(seen.witness().zh(), before.origin()),
          "%s is of another log, %s".formatted(seen.witness().en(), before.origin()));
    }
    if (before.size() > now.size()) {
      long missing = before.size() - now.size();
      throw new LogRefused(
          "数据库有 %d 条，而%s已见到 %d 条，缺 %d 条：数据库被回退。%s"
              .formatted(now.size(), seen.witness().zh(), before.size(), missing, WAY_ON.zh()),
          "the database holds %d entries, but %s has seen %d, %d more: it was set back. %s"
              .formatted(now.size(), seen.witness().en(), before.size(), missing, WAY_ON.en()));
    }
    List<Hash> proof = Proofs.consistency(before.size(), now.size(), hashes);
    if (!Proofs.verifyConsistency(before.size(), now.size(), proof, before.root(), now.root())) {
      throw new LogRefused(
          "日志不是%s在第 %d 条处所见的延续：日志被改写".formatted(seen.witness().zh(), before.size()),
          "the log does not extend what %s has seen at size %d: it was rewritten"
              .formatted(seen.witness().en(), before.size()));
    }
  }

  /** Makes an attempt; a repeat of one in doubt is the very same. */
  Attempt prepare(List<Hash> commitments, Optional<Attempt> doubtful) {
    Appended appended = tree.append(commitments.stream().map(Leaves::leafHash).toList());
    Checkpoint checkpoint = new Checkpoint(origin, appended.tree().size(), appended.tree().root());
    LocalDate day = doubtful.map(Attempt::day).orElseGet(() -> databaseTime().day());
    return new Attempt(appended, signer.sign(checkpoint.text()), day);
  }

  /** The attempt is in the database: go on from there. */
  void committed(Attempt attempt) {
    tree = attempt.appended().tree();
    remembered.remember(attempt.checkpoint());
  }

  /** What is known of an attempt. */
  enum Fate {
    HAPPENED,
    /** Another's head stands where it wanted to: it cannot happen any more. */
    FENCED,
    /** Nothing stands there yet: it may still happen. */
    OPEN
  }

  Fate fate(JdbcLogStore store, Attempt attempt) throws SQLException {
    return store
        .headBuiltOn(attempt.appended().first())
        .map(head -> head.checkpoint().equals(attempt.checkpoint()) ? Fate.HAPPENED : Fate.FENCED)
        .orElse(Fate.OPEN);
  }

  /** Another node was faster: take over what it wrote, if it follows from what we know. */
  void follow(JdbcLogStore store) throws SQLException {
    LogHead head =
        demandNotSetBack(store).orElseThrow(() -> new LogRefused("日志头已不存在", "the heads are gone"));
    if (head.size() - tree.size() > FOLLOW_AT_MOST) {
      restore(connection.orElseThrow());
      return;
    }
    Tree followed = tree.append(store.leaves(tree.size(), head.size())).tree();
    demandSigned(head, followed);
    tree = followed;
    remembered.remember(head.checkpoint());
  }

  /** The newest head, at least as new as what we know. */
  Optional<LogHead> demandNotSetBack(JdbcLogStore store) throws SQLException {
    Optional<LogHead> head = store.newestHead();
    long size = head.map(LogHead::size).orElse(0L);
    if (size < tree.size()) {
      throw new LogRefused(
          "数据库从 %d 条退回到 %d 条".formatted(tree.size(), size),
          "the database went back from %d to %d entries".formatted(tree.size(), size));
    }
    return head;
  }

  /** Gives the connection up; the next use makes and checks a new one. */
  void disconnect() {
    connection.ifPresent(JdbcLog::closeQuietly);
    connection = Optional.empty();
  }

  private static void closeQuietly(Connection connection) {
    try {
      connection.close();
    } catch (SQLException e) {
      System.getLogger(JdbcLog.class.getName())
          .log(System.Logger.Level.DEBUG, "a broken connection could not be closed", e);
    }
  }
}
