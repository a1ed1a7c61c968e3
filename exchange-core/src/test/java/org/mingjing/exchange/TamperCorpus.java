package org.mingjing.exchange;

import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Optional;
import java.util.stream.Stream;
import org.mingjing.ledger.checkpoint.NoteSigner;
import org.mingjing.ledger.crypto.Ed25519Key;

/** What a superuser of the database can do to a log, and where the first bad entry is then. */
final class TamperCorpus {
  private static final int FURTHER = 2;

  /** The entry and one further on change places. */
  private static final String[] SWAP = {
    "update entry set index = -1 where index = %1$d",
    "update entry set index = %1$d where index = %2$d",
    "update entry set index = %2$d where index = -1"
  };

  private final LogUnderAttack log;

  /** Within a commit of several entries and within the second full tile: neither is the first. */
  private final long entry;

  /** The commit that the entry is in begins here. */
  private final long commit;

  private final long size;

  TamperCorpus(LogUnderAttack log) throws SQLException {
    this.log = log;
    this.size = log.size();
    this.commit = log.commit();
    this.entry = commit + 1;
  }

  /** Where fsck has to point. */
  enum Where {
    ENTRY,
    COMMIT_OF_ENTRY,
    START,
    BACKUP,
    NEWEST_COMMIT,
    /** Of a log that is as long as it was. */
    LAST,
    END
  }

  @FunctionalInterface
  interface Deed {
    void by(TamperCorpus superuser) throws SQLException;
  }

  /**
   * An attack.
   *
   * @param first where the first bad entry is, which the ledger and the published files tell
   * @param byCheckpoint where a checkpoint alone points
   */
  record Attack(String name, Deed deed, Where first, Where byCheckpoint) {
    static Attack at(Where first, String name, Deed deed) {
      return new Attack(name, deed, first, first);
    }

    /** The commit is known by its signature, the entry in it only by its hash. */
    static Attack inCommit(String name, Deed deed) {
      return new Attack(name, deed, Where.ENTRY, Where.COMMIT_OF_ENTRY);
    }

    /** With the log's own key. */
    static Attack withKey(Where first, String name, Deed deed) {
      return new Attack(name + ", with the log's key", deed, first, Where.START);
    }

    @Override
    public String toString() {
      return name;
    }
  }

  static Stream<Attack> attacks() {
    return Stream.of(edits(), removals(), places(), setBacks(), forks()).flatMap(all -> all);
  }

  private static Stream<Attack> edits() {
    return Stream.of(
        Attack.at(
            Where.ENTRY,
            "edit an entry",
            by -> by.execute("update entry set body = set_byte(body, 60, 88) where index = %d")),
        Attack.inCommit(
            "edit an entry and all that follows from it but the signatures",
            by -> by.rewrite(Optional.empty())),
        Attack.inCommit(
            "edit an entry and sign the checkpoints from there on with another key",
            by -> {
              by.rewrite(Optional.empty());
              by.follow(by.anotherKey(), "size > " + by.commit);
            }),
        Attack.at(
            Where.ENTRY,
            "swap two salts",
            by ->
                by.execute(
                    """
                    update entry e set salt = o.salt from entry o
                    where (e.index, o.index) in ((%1$d, %2$d), (%2$d, %1$d))
                    """)),
        Attack.at(
            Where.ENTRY,
            "replace a salt",
            by -> by.execute("update entry set salt = sha256(salt) where index = %d")),
        Attack.at(
            Where.ENTRY,
            "replace a salt and the commitment",
            by ->
                by.execute(
                    """
                    update entry set salt = sha256(salt), commitment = sha256(sha256(salt) || body)
                    where index = %d
                    """)));
  }

  private static Stream<Attack> removals() {
    return Stream.of(
        Attack.at(
            Where.ENTRY, "delete an entry", by -> by.execute("delete from entry where index = %d")),
        Attack.at(
            Where.ENTRY, "delete an entry and close the gap", TamperCorpus::deleteAndCloseTheGap),
        new Attack(
            "delete an entry and close the gap in everything, with the log's key",
            by -> {
              by.deleteAndCloseTheGap();
              by.execute("delete from log_head where size = predecessor + 1 and size = %3$d");
              by.execute("update log_head set size = size - 1 where size = %3$d");
              by.follow(by.log.signer());
            },
            Where.ENTRY,
            Where.LAST),
        Attack.at(
            Where.BACKUP,
            "truncate: the newest entries are gone, their checkpoints are not",
            by -> by.execute("delete from entry where index >= %4$d")),
        Attack.at(
            Where.BACKUP,
            "truncate: the newest entries are gone, with all that came with them",
            by ->
                by.execute(
                    "delete from entry where index >= %4$d",
                    "delete from log_head where size > %4$d",
                    "delete from tile where (n + 1) * 256 > %4$d")));
  }

  private static Stream<Attack> places() {
    return Stream.of(
        Attack.at(Where.ENTRY, "reorder two entries", by -> by.execute(SWAP)),
        Attack.withKey(
            Where.ENTRY,
            "reorder two entries",
            by -> {
              by.execute(SWAP);
              by.follow(by.log.signer());
            }),
        Attack.at(Where.ENTRY, "insert an entry", TamperCorpus::insert),
        Attack.withKey(
            Where.ENTRY,
            "insert an entry",
            by -> {
              by.insert();
              by.execute("update log_head set size = size + 1 where size = %3$d");
              by.follow(by.log.signer());
            }),
        Attack.at(Where.END, "append an entry past the head", TamperCorpus::append),
        Attack.at(
            Where.END,
            "append an entry with a head of its own, signed with another key",
            by -> {
              by.append();
              by.execute("insert into log_head values (%3$d + 1, %3$d, '', '')");
              by.follow(by.anotherKey(), "size > " + by.size);
            }));
  }

  private static Stream<Attack> setBacks() {
    return Stream.of(
        Attack.at(
            Where.NEWEST_COMMIT,
            "roll back the newest frontier",
            by ->
                by.execute(
                    """
                    update log_head set frontier =
                      (select frontier from log_head where size = %4$d) where size = %3$d
                    """)),
        Attack.at(
            Where.NEWEST_COMMIT,
            "roll back the newest checkpoint with its frontier",
            by ->
                by.execute(
                    """
                    update log_head h set frontier = o.frontier, checkpoint = o.checkpoint
                    from log_head o where o.size = %4$d and h.size = %3$d
                    """)),
        Attack.at(
            Where.BACKUP,
            "roll back to an older head, and leave the entries",
            by -> by.execute("delete from log_head where size > %4$d")),
        Attack.at(Where.BACKUP, "restore an old backup", by -> by.log.restoreBackup()),
        Attack.withKey(
            Where.BACKUP,
            "restore an old backup and write on from there",
            by -> {
              by.log.restoreBackup();
              by.execute(
                  """
                  insert into entry select index, id, kind, at, turn_of, turn, due, tag,
                    sha256(salt), body, sha256(sha256(salt) || body) from kept.entry where index >= %4$d
                  """,
                  "insert into log_head select * from kept.log_head where size > %4$d");
              by.follow(by.log.signer());
            }));
  }

  private static Stream<Attack> forks() {
    return Stream.of(
        Attack.withKey(
            Where.ENTRY,
            "fork after a checkpoint was seen: rewrite an entry and all that follows",
            by -> by.rewrite(Optional.of(by.log.signer()))),
        Attack.withKey(
            Where.ENTRY,
            "fork after a checkpoint was seen: other entries from one on, as many",
            by -> {
              by.execute(
                  """
                  update entry set salt = sha256(salt), commitment = sha256(sha256(salt) || body)
                  where index >= %d
                  """);
              by.follow(by.log.signer());
            }),
        Attack.withKey(
            Where.START,
            "fork after a checkpoint was seen: from the first entry on",
            by -> {
              by.execute(
                  "update entry set salt = sha256(salt), commitment = sha256(sha256(salt) || body)");
              by.follow(by.log.signer());
            }));
  }

  private void deleteAndCloseTheGap() throws SQLException {
    execute(
        "delete from entry where index = %d",
        "update entry set index = 1 - index where index > %d", // no two rows may meet on the way
        "update entry set index = - index where index < 0");
  }

  private void insert() throws SQLException {
    execute(
        "update entry set index = - index - 1 where index >= %d",
        "update entry set index = - index where index < 0", copied("%1$d", "%2$d"));
  }

  private void append() throws SQLException {
    execute(copied("%3$d", "%1$d"));
  }

  /** An entry as the log writes it, under a salt of its own. */
  private static String copied(String to, String from) {
    return """
    insert into entry select %s, id, kind, at, turn_of, turn, due, tag,
      sha256(salt), body, sha256(sha256(salt) || body) from entry where index = %s
    """
        .formatted(to, from);
  }

  private void rewrite(Optional<NoteSigner> signer) throws SQLException {
    try (Connection connection = log.superuser()) {
      new Rewriting(connection, signer)
          .rewrite(entry, body -> body.replace("A-2026-0001", "A-2026-0002"));
    }
  }

  private void follow(NoteSigner signer) throws SQLException {
    follow(signer, "true");
  }

  /** Makes everything fit the entries; the heads that are not meant keep their checkpoints. */
  private void follow(NoteSigner signer, String heads) throws SQLException {
    log.execute("create table kept.mine as select * from log_head where not (" + heads + ")");
    try (Connection connection = log.superuser()) {
      new Rewriting(connection, signer).follow();
    }
    log.execute(
        "update log_head h set checkpoint = m.checkpoint from kept.mine m where m.size = h.size",
        "drop table kept.mine");
  }

  private NoteSigner anotherKey() {
    return new NoteSigner(log.signer().name(), Ed25519Key.generate(new SecureRandom()));
  }

  /** Statements in which 1 is the entry, 2 one further on, 3 the log's size, 4 the backup's. */
  private void execute(String... statements) throws SQLException {
    for (String sql : statements) {
      log.execute(sql.formatted(entry, entry + FURTHER, size, log.backup()));
    }
  }

  /** The index that is meant. */
  long index(Where where) throws SQLException {
    return switch (where) {
      case ENTRY -> entry;
      case COMMIT_OF_ENTRY -> commit;
      case START -> 0;
      case BACKUP -> log.backup();
      case NEWEST_COMMIT ->
          log.number("select predecessor from kept.log_head order by size desc limit 1");
      case LAST -> size - 1;
      case END -> size;
    };
  }
}
