package org.mingjing.ledger.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mingjing.ledger.TestLog;
import org.mingjing.ledger.checkpoint.Checkpoint;
import org.mingjing.ledger.checkpoint.NoteSigner;
import org.mingjing.ledger.merkle.Frontier;
import org.mingjing.ledger.merkle.Hash;
import org.mingjing.ledger.merkle.Leaves;

/** The database is changed by somebody who owns it, and who may even have the log's key. */
class LogWitnessTest {
  private static final int SIZE = 700;

  @TempDir Path folder;
  private LogDatabase database;
  private final Fates fates = new Fates();

  @BeforeEach
  void prepare() throws Exception {
    database = LogDatabase.fresh();
  }

  private Path remembered() {
    return folder.resolve("remembered");
  }

  private TestNode start() throws Exception {
    return TestNode.start(database.connector(), remembered());
  }

  private TestNode startWith(Witness... witnesses) throws Exception {
    return TestNode.start(
        database.connector(), folder.resolve("new"), List.of(witnesses), TestNode.SETTINGS);
  }

  /** Two full tiles and something on top. */
  private void write() throws Exception {
    try (TestNode node = start()) {
      for (int i = 0; i < SIZE / 7; i++) {
        fates.append(node.log(), 7, 1);
      }
    }
    assertThat(database.size()).isEqualTo(SIZE);
  }

  /** Takes the newest heads away, with all that they brought. */
  private void setBackTo(long most) throws SQLException {
    database.execute("delete from log_head where size > " + most);
    long size = database.size();
    database.execute("delete from entry where index >= " + size);
    database.execute("delete from tile where (n + 1) * 256 > %d and level = 0".formatted(size));
  }

  /** Changes what stands at an index and makes everything fit again: tiles, heads, signatures. */
  private void rewrite(long index) throws SQLException {
    byte[] salt = TestEntries.salt();
    byte[] body = {'{', '}'};
    try (Connection connection = database.connect();
        PreparedStatement update =
            connection.prepareStatement(
                "update entry set salt = ?, body = ?, commitment = ? where index = ?")) {
      update.setBytes(1, salt);
      update.setBytes(2, body);
      update.setBytes(3, Leaves.commitment(salt, body).bytes());
      update.setLong(4, index);
      assertThat(update.executeUpdate()).isEqualTo(1);
      resign(connection);
    }
    StoredLog.read(database).isSound();
  }

  private void resign(Connection connection) throws SQLException {
    StoredLog log = StoredLog.read(database);
    List<Hash> leaves = log.leaves();
    try (PreparedStatement tile =
        connection.prepareStatement("update tile set hashes = ? where level = 0 and n = ?")) {
      for (int n = 0; n < leaves.size() / 256; n++) {
        byte[] hashes = new byte[256 * Hash.LENGTH];
        for (int i = 0; i < 256; i++) {
          leaves.get(n * 256 + i).copyTo(hashes, i * Hash.LENGTH);
        }
        tile.setBytes(1, hashes);
        tile.setInt(2, n);
        tile.executeUpdate();
      }
    }
    try (PreparedStatement head =
        connection.prepareStatement(
            "update log_head set frontier = ?, checkpoint = ? where size = ?")) {
      for (LogHead old : log.heads()) {
        Frontier frontier = Frontier.empty().append(leaves.subList(0, (int) old.size()));
        head.setBytes(1, frontier.bytes());
        head.setString(2, signed(new Checkpoint(TestLog.ORIGIN, old.size(), frontier.root())));
        head.setLong(3, old.size());
        head.executeUpdate();
      }
    }
  }

  private static String signed(Checkpoint checkpoint) {
    return TestLog.signer().sign(checkpoint.text());
  }

  private static Witness witness(Checkpoint seen) {
    return new Witness() {
      @Override
      public Words name() {
        return new Words("账本", "the ledger");
      }

      @Override
      public Optional<Checkpoint> newest() {
        return Optional.of(seen);
      }
    };
  }

  /** What is refused is told twice: in Chinese, and in English. */
  private static void inBothLanguages(LogRefused refused, String reason) {
    assertThat(refused.reason().en()).contains(reason).doesNotContainPattern("\\p{IsHan}");
    assertThat(refused.reason().zh()).containsPattern("\\p{IsHan}").doesNotContain(reason);
    assertThat(refused).hasMessage(refused.reason().zh() + " / " + refused.reason().en());
  }

  private void refusesToStart(String reason) throws SQLException {
    List<String> heads = database.column("select checkpoint from log_head order by size");
    assertThatExceptionOfType(LogRefused.class)
        .isThrownBy(this::start)
        .withMessageContaining(reason)
        .satisfies(refused -> inBothLanguages(refused, reason));
    assertThat(database.column("select checkpoint from log_head order by size")).isEqualTo(heads);
  }

  private void refusesToGoOn(TestNode node, String reason) throws SQLException {
    List<String> heads = database.column("select checkpoint from log_head order by size");
    assertThat(node.log().append(TestEntries.plain()))
        .isInstanceOf(AppendOutcome.NotRecorded.class);
    assertThat(node.log().append(TestEntries.plain()))
        .isInstanceOfSatisfying(
            AppendOutcome.NotRecorded.class,
            refused -> {
              assertThat(refused.reason()).contains(reason);
              assertThat(refused.certain()).isTrue();
            });
    assertThat(node.log().trouble().orElseThrow()).contains(reason);
    assertThat(database.column("select checkpoint from log_head order by size")).isEqualTo(heads);
  }

  @Test
  void does_not_start_on_a_database_that_was_set_back() throws Exception {
    write();
    setBackTo(SIZE - 1);
    refusesToStart(
        "the database holds %d entries, but the remembered checkpoint remembered has seen 700"
            .formatted(database.size()));
    setBackTo(300);
    refusesToStart("it was set back");
    setBackTo(0);
    refusesToStart("the database holds 0 entries");
  }

  @Test
  void does_not_go_on_when_the_database_was_set_back_while_the_connection_was_away()
      throws Exception {
    write();
    try (TestNode node = start()) {
      setBackTo(SIZE - 7);
      database.endOtherSessions();
      refusesToGoOn(node, "it was set back");
    }
  }

  @Test
  void does_not_go_on_when_the_database_was_set_back_under_a_connection_that_stayed()
      throws Exception {
    write();
    try (TestNode node = start()) {
      fates.append(node.log(), TestEntries.plain());
      setBackTo(SIZE - 7);
      refusesToGoOn(node, "it was set back");
    }
  }

  @Test
  void notices_the_loss_of_what_another_node_wrote_and_this_one_only_read_at_its_start()
      throws Exception {
    try (TestNode node = start()) {
      fates.append(node.log(), TestEntries.plain());
    }
    Files.copy(remembered(), folder.resolve("behind"));
    write700More();
    try (TestNode behind = TestNode.start(database.connector(), folder.resolve("behind"))) {
      setBackTo(100);
      database.endOtherSessions();
      refusesToGoOn(behind, "it was set back");
    }
  }

  private void write700More() throws Exception {
    try (TestNode node = start()) {
      fates.append(node.log(), 7, 100);
    }
  }

  @Test
  void starts_with_a_memory_that_is_behind_and_catches_up() throws Exception {
    try (TestNode node = start()) {
      fates.append(node.log(), TestEntries.plain());
    }
    Files.copy(remembered(), folder.resolve("behind"));
    write700More();
    Files.move(folder.resolve("behind"), remembered(), StandardCopyOption.REPLACE_EXISTING);
    try (TestNode node = start()) {
      assertThat(node.remembered().newest().orElseThrow().size()).isEqualTo(701);
      fates.append(node.log(), 4, 4);
    }
    fates.areAllOf(database);
  }

  @Test
  void does_not_start_on_a_log_that_was_rewritten_and_signed_anew() throws Exception {
    write();
    for (long index : new long[] {0, 255, 256, 511, 512, SIZE - 1}) {
      rewrite(index);
      refusesToStart("it was rewritten");
    }
  }

  @Test
  void does_not_start_on_a_rewritten_log_that_has_grown_since() throws Exception {
    write();
    rewrite(3);
    try (TestNode accomplice = startWith()) {
      fates.append(accomplice.log(), 7, 50);
    }
    StoredLog.read(database).isSound();
    refusesToStart("the log does not extend what the remembered checkpoint remembered has seen");
  }

  @Test
  void does_not_go_on_when_the_log_was_rewritten_while_the_connection_was_away() throws Exception {
    write();
    try (TestNode node = start()) {
      rewrite(256);
      database.endOtherSessions();
      refusesToGoOn(node, "it was rewritten");
    }
  }

  @Test
  void does_not_start_on_entries_that_are_not_under_the_newest_checkpoint() throws Exception {
    write();
    database.execute("update entry set commitment = sha256(commitment) where index = 690");
    refusesToStart("is not the root of the entries and tiles");
  }

  @Test
  void does_not_start_on_tiles_that_are_not_under_the_newest_checkpoint() throws Exception {
    write();
    database.execute(
        "update tile set hashes = set_byte(hashes, 5, get_byte(hashes, 5) # 1) where n = 0");
    refusesToStart("is not the root of the entries and tiles");
  }

  @Test
  void names_rows_that_are_missing_or_cut_short() throws Exception {
    write();
    database.execute("update entry set commitment = '\\x00' where index = 695");
    refusesToStart("a commitment has 1 bytes");
    database.execute("delete from entry where index = 695");
    refusesToStart("of entries 512 to 699 only 187 are in the database");
    database.execute("update tile set hashes = '\\x00' where n = 1");
    refusesToStart("of entries 512 to 699 only 187 are in the database");
    database.execute("delete from tile where n = 1");
    refusesToStart("are in the database");
  }

  @Test
  void does_not_start_on_heads_that_another_key_signed() throws Exception {
    write();
    NoteSigner other = new NoteSigner(TestLog.ORIGIN, TestLog.key(2));
    StoredLog log = StoredLog.read(database);
    Hash root = Frontier.empty().append(log.leaves()).root();
    String note = other.sign(new Checkpoint(TestLog.ORIGIN, SIZE, root).text());
    database.execute("update log_head set checkpoint = '%s' where size = %d".formatted(note, SIZE));
    refusesToStart("is not this log's");
  }

  @Test
  void does_not_start_with_the_memory_of_another_log() throws Exception {
    NoteSigner other = new NoteSigner("log.mingjing.example/other", TestLog.key(1));
    try (RememberedCheckpoint foreign = RememberedCheckpoint.open(remembered(), other.verifier())) {
      foreign.remember(other.sign(new Checkpoint(other.name(), 1, TestLog.leaf(0)).text()));
    }
    refusesToStart("is not of log.mingjing.example/test");
  }

  @Test
  void does_not_start_with_a_witness_of_another_log() throws Exception {
    write();
    Witness other = witness(new Checkpoint("log.mingjing.example/other", 1, TestLog.leaf(0)));
    assertThatExceptionOfType(LogRefused.class)
        .isThrownBy(() -> startWith(other))
        .withMessageContaining("the ledger is of another log, log.mingjing.example/other");
  }

  @Test
  void does_not_start_when_a_witness_has_seen_another_or_a_longer_log() throws Exception {
    write();
    Hash root = Frontier.empty().append(StoredLog.read(database).leaves()).root();
    assertThatExceptionOfType(LogRefused.class)
        .isThrownBy(() -> startWith(witness(new Checkpoint(TestLog.ORIGIN, SIZE + 1, root))))
        .withMessageContaining("but the ledger has seen 701");
    for (long size : new long[] {1, 256, 512, 699, SIZE}) {
      assertThatExceptionOfType(LogRefused.class)
          .isThrownBy(
              () -> startWith(witness(new Checkpoint(TestLog.ORIGIN, size, TestLog.stray(size)))))
          .withMessageContaining("does not extend what the ledger has seen at size " + size);
    }
  }

  @Test
  void starts_when_witnesses_have_seen_any_earlier_state() throws Exception {
    write();
    List<Hash> leaves = StoredLog.read(database).leaves();
    List<Witness> witnesses = new ArrayList<>();
    for (int size : new int[] {0, 1, 255, 256, 257, 512, 699, SIZE}) {
      Hash root = Frontier.empty().append(leaves.subList(0, size)).root();
      witnesses.add(witness(new Checkpoint(TestLog.ORIGIN, size, root)));
    }
    try (TestNode node = startWith(witnesses.toArray(Witness[]::new))) {
      assertThat(fates.append(node.log(), TestEntries.plain()))
          .isInstanceOf(AppendOutcome.Recorded.class);
    }
  }

  @Test
  void a_witness_that_sees_the_log_grow_during_the_start_is_no_reason_to_refuse() throws Exception {
    try (TestNode busy = start()) {
      Witness ledger =
          new Witness() {
            @Override
            public Words name() {
              return new Words("账本", "the ledger");
            }

            @Override
            public Optional<Checkpoint> newest() {
              fates.append(busy.log(), TestEntries.plain());
              return busy.remembered().newest();
            }
          };
      try (TestNode late = startWith(ledger)) {
        assertThat(fates.append(late.log(), TestEntries.plain()))
            .isInstanceOf(AppendOutcome.Recorded.class);
      }
    }
    fates.areAllOf(database);
  }
}
