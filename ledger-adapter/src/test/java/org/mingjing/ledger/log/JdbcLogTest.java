package org.mingjing.ledger.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mingjing.ledger.TestLog;
import org.mingjing.ledger.checkpoint.Checkpoint;
import org.mingjing.ledger.merkle.Hash;
import org.mingjing.ledger.merkle.HashReader;
import org.mingjing.ledger.merkle.Leaves;
import org.mingjing.ledger.merkle.Proofs;
import org.mingjing.ledger.merkle.TileHashes;
import org.mingjing.ledger.merkle.Tree;

/** The steps of a group commit, one by one. */
class JdbcLogTest {
  @TempDir Path folder;
  private LogDatabase database;
  private final List<RememberedCheckpoint> files = new ArrayList<>();
  private final List<JdbcLog> logs = new ArrayList<>();

  @BeforeEach
  void prepare() throws SQLException {
    database = LogDatabase.fresh();
  }

  @AfterEach
  void close() throws IOException {
    logs.forEach(JdbcLog::disconnect);
    for (RememberedCheckpoint file : files) {
      file.close();
    }
  }

  private JdbcLog log(Witness... witnesses) {
    files.add(RememberedCheckpoint.open(folder.resolve("node" + files.size()), TestLog.verifier()));
    logs.add(
        new JdbcLog(
            database.connector(),
            TestLog.ORIGIN,
            TestLog.signer(),
            files.getLast(),
            List.of(witnesses)));
    return logs.getLast();
  }

  private static List<NewEntry> entries(int count) {
    List<NewEntry> entries = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      entries.add(TestEntries.plain());
    }
    return entries;
  }

  private static List<Hash> commitments(List<NewEntry> entries) {
    return entries.stream().map(entry -> Leaves.commitment(entry.salt(), entry.body())).toList();
  }

  private static JdbcLog.Attempt prepared(JdbcLog log, List<NewEntry> entries) {
    return log.prepare(commitments(entries), Optional.empty());
  }

  private static JdbcLogStore.Inserted insert(
      JdbcLogStore store, JdbcLog.Attempt attempt, List<NewEntry> entries) throws SQLException {
    byte[][] commitments = commitments(entries).stream().map(Hash::bytes).toArray(byte[][]::new);
    return store.insert(attempt, entries, commitments);
  }

  private static void append(JdbcLog log, List<NewEntry> entries) throws SQLException {
    JdbcLogStore store = log.ready();
    JdbcLog.Attempt attempt = prepared(log, entries);
    assertThat(insert(store, attempt, entries)).isEqualTo(JdbcLogStore.Inserted.YES);
    log.committed(attempt);
  }

  @Test
  void more_entries_than_two_levels_of_tiles_hold_are_restored_and_proven_from_the_database()
      throws SQLException {
    JdbcLog writer = log();
    append(writer, entries(100));
    Checkpoint early = files.getFirst().newest().orElseThrow();
    for (int batch = 0; batch < 16; batch++) {
      append(writer, entries(4096));
    }
    append(writer, entries(200));
    StoredLog stored = StoredLog.read(database);
    stored.isSound();
    assertThat(stored.tiles()).hasSize(257 + 1).containsKey("1/0");

    JdbcLog reader = log(seen(early));
    reader.ready();
    Tree restored = reader.tree();
    assertThat(restored.size()).isEqualTo(65_836);
    assertThat(restored.root()).isEqualTo(writer.tree().root());
    proves(stored, restored);
    append(reader, entries(5000));
    StoredLog.read(database).isSound();

    refusesDamage(early, "update tile set hashes = substr(hashes, 65)", "has 8128 bytes");
    refusesDamage(early, "delete from tile", "tile 0/0 is missing");
  }

  /** The tile is under the root of another one: only the comparison with the witness reads it. */
  private void refusesDamage(Checkpoint early, String sql, String reason) throws SQLException {
    database.execute(sql + " where level = 0 and n = 0");
    assertThatExceptionOfType(LogRefused.class)
        .isThrownBy(log(seen(early))::ready)
        .withMessageContaining(reason);
  }

  private static Witness seen(Checkpoint checkpoint) {
    return new Witness() {
      @Override
      public Words name() {
        return new Words("账本", "the ledger");
      }

      @Override
      public Optional<Checkpoint> newest() {
        return Optional.of(checkpoint);
      }
    };
  }

  private void proves(StoredLog stored, Tree tree) throws SQLException {
    try (Connection connection = database.connect()) {
      HashReader hashes = new TileHashes(new JdbcTiles(connection), tree.size());
      for (long index : new long[] {0, 255, 256, 40_000, 65_535, 65_536, 65_791, 65_835}) {
        assertThat(
                Proofs.verifyInclusion(
                    stored.leaves().get((int) index),
                    index,
                    tree.size(),
                    Proofs.inclusion(index, tree.size(), hashes),
                    tree.root()))
            .isTrue();
      }
    }
  }

  @Test
  void an_attempt_is_open_until_a_head_stands_in_its_place() throws SQLException {
    JdbcLog log = log();
    JdbcLog other = log();
    JdbcLogStore store = log.ready();
    other.ready();
    List<NewEntry> entries = entries(3);
    JdbcLog.Attempt attempt = prepared(log, entries);
    assertThat(log.fate(store, attempt)).isEqualTo(JdbcLog.Fate.OPEN);
    append(other, entries(3));
    assertThat(log.fate(store, attempt)).isEqualTo(JdbcLog.Fate.FENCED);
    assertThat(insert(store, attempt, entries)).isEqualTo(JdbcLogStore.Inserted.FENCED);
    assertThat(database.number("select count(*) from entry")).isEqualTo(3);
    log.follow(store);
    JdbcLog.Attempt second = prepared(log, entries);
    assertThat(insert(store, second, entries)).isEqualTo(JdbcLogStore.Inserted.YES);
    assertThat(log.fate(store, second)).isEqualTo(JdbcLog.Fate.HAPPENED);
    assertThat(insert(store, second, entries)).isEqualTo(JdbcLogStore.Inserted.FENCED);
    log.committed(second);
    StoredLog.read(database).isSound();
  }

  @Test
  void the_same_entries_on_the_same_predecessor_make_the_same_attempt() throws SQLException {
    JdbcLog log = log();
    log.ready();
    List<NewEntry> entries = entries(3);
    JdbcLog.Attempt attempt = prepared(log, entries);
    log.disconnect();
    log.ready();
    assertThat(prepared(log, entries).checkpoint()).isEqualTo(attempt.checkpoint());
  }

  @Test
  void nothing_is_built_on_a_predecessor_that_is_not_there() throws SQLException {
    JdbcLog log = log();
    append(log, entries(3));
    JdbcLogStore store = log.ready();
    database.execute("delete from log_head");
    List<NewEntry> entries = entries(2);
    assertThat(insert(store, prepared(log, entries), entries))
        .isEqualTo(JdbcLogStore.Inserted.FENCED);
    assertThat(database.heads()).isZero();
    assertThat(database.number("select count(*) from entry")).isEqualTo(3);
    assertThatExceptionOfType(LogRefused.class)
        .isThrownBy(() -> log.demandNotSetBack(store))
        .withMessage("数据库从 3 条退回到 0 条 / the database went back from 3 to 0 entries");
  }

  @Test
  void head_entries_and_tiles_come_together_or_not_at_all() throws SQLException {
    JdbcLog log = log();
    append(log, entries(200));
    JdbcLogStore store = log.ready();
    database.execute("alter table tile add constraint none check (n < 0)");
    List<NewEntry> entries = entries(100);
    assertThatExceptionOfType(SQLException.class)
        .isThrownBy(() -> insert(store, prepared(log, entries), entries));
    StoredLog.read(database).isSound();
    assertThat(database.size()).isEqualTo(200);
  }

  @Test
  void a_turn_that_is_taken_undoes_the_whole_attempt_in_a_reserved_turn_too() throws SQLException {
    JdbcLog log = log();
    NewEntry first = TestEntries.ending(UUID.randomUUID());
    append(log, List.of(first));
    JdbcLogStore store = log.ready();
    List<NewEntry> entries =
        List.of(TestEntries.plain(), TestEntries.ending(first.turn().orElseThrow().of()));
    for (int i = 0; i < 2; i++) {
      assertThat(insert(store, prepared(log, entries), entries))
          .isEqualTo(JdbcLogStore.Inserted.TURN_TAKEN);
      assertThat(store.taken(List.of(first.turn().get(), new Turn(first.id(), 0))))
          .containsExactly(first.turn().get());
      store.reserve();
    }
    assertThat(insert(store, prepared(log, entries(1)), entries(1)))
        .isEqualTo(JdbcLogStore.Inserted.YES);
    assertThat(database.size()).isEqualTo(2);
  }

  /**
   * Else one that a used-up quota had refused could succeed when it arrives late, after midnight.
   */
  @Test
  void an_attempt_in_doubt_stays_charged_to_its_day_when_it_is_repeated() throws SQLException {
    JdbcLog log = log();
    log.ready();
    List<NewEntry> entries = entries(1);
    JdbcLog.Attempt first = prepared(log, entries);
    JdbcLog.Attempt yesterday =
        new JdbcLog.Attempt(first.appended(), first.checkpoint(), first.day().minusDays(1));

    JdbcLog.Attempt repeated = log.prepare(commitments(entries), Optional.of(yesterday));

    assertThat(first.day())
        .hasToString(database.text("select (now() at time zone 'Asia/Shanghai')::date"));
    assertThat(repeated.day()).isEqualTo(yesterday.day());
    assertThat(repeated.checkpoint()).isEqualTo(first.checkpoint());
  }
}
