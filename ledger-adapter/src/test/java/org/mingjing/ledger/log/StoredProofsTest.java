package org.mingjing.ledger.log;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mingjing.ledger.TestLog;
import org.mingjing.ledger.checkpoint.Checkpoint;
import org.mingjing.ledger.merkle.Hash;
import org.mingjing.ledger.merkle.Proofs;

/** Proofs out of a database that grows, and that is spoilt and mended. */
class StoredProofsTest {
  @TempDir Path folder;
  private LogDatabase database;
  private final StoredProofs proofs = new StoredProofs();

  @BeforeEach
  void prepare() throws SQLException {
    database = LogDatabase.fresh();
  }

  @Test
  void every_entry_is_proven_under_every_head_while_the_log_grows() throws Exception {
    List<Checkpoint> heads = new ArrayList<>();
    try (Connection connection = database.connect()) {
      for (int batch = 0; batch < 12; batch++) {
        append(97);
        List<Hash> leaves = StoredLog.read(database).leaves();
        heads.add(head(connection));
        for (Checkpoint head : heads) {
          for (long index = batch % 7; index < head.size(); index += 7) {
            assertProven(connection, index, head, leaves);
          }
        }
      }
    }
  }

  @Test
  void an_older_head_is_proven_from_tiles_that_were_filled_since() throws Exception {
    try (Connection connection = database.connect()) {
      append(300);
      Checkpoint older = head(connection);
      append(700);
      List<Hash> leaves = StoredLog.read(database).leaves();
      for (long index = 0; index < 300; index++) {
        assertProven(connection, index, older, leaves);
      }
    }
  }

  @Test
  void what_was_derived_once_is_not_read_again() throws Exception {
    try (Connection connection = database.connect()) {
      append(800);
      List<Hash> leaves = StoredLog.read(database).leaves();
      assertProven(connection, 3, head(connection), leaves);
      spoil(connection, 1);
      assertProven(connection, 4, head(connection), leaves);
    }
  }

  @Test
  void what_was_kept_of_a_spoilt_database_does_no_harm_once_it_is_mended() throws Exception {
    try (Connection connection = database.connect()) {
      append(800);
      List<Hash> leaves = StoredLog.read(database).leaves();
      spoil(connection, 1);
      assertThat(isProven(connection, 3, head(connection), leaves)).isFalse();
      spoil(connection, 1);
      assertProven(connection, 3, head(connection), leaves);
    }
  }

  /** Changes a bit of a tile of level 0; twice mends it. */
  private static void spoil(Connection connection, int n) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(
          "update tile set hashes = set_bit(hashes, 5, 1 - get_bit(hashes, 5)) where level = 0 and n = "
              + n);
    }
  }

  private void append(int count) throws SQLException, IOException {
    try (TestNode node = TestNode.start(database.connector(), folder.resolve("remembered"));
        ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor()) {
      List<NewEntry> entries = new ArrayList<>();
      for (int i = 0; i < count; i++) {
        entries.add(TestEntries.plain());
      }
      callers
          .invokeAll(
              entries.stream()
                  .map(entry -> (Callable<AppendOutcome>) () -> node.log().append(entry))
                  .toList())
          .forEach(outcome ->
              assertThat(outcome.resultNow()).isInstanceOf(AppendOutcome.Recorded.class));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static Checkpoint head(Connection connection) throws SQLException {
    LogHead head = new JdbcLogStore(connection).newestHead().orElseThrow();
    return TestLog.verifier().open(head.checkpoint());
  }

  private void assertProven(Connection connection, long index, Checkpoint head, List<Hash> leaves) {
    assertThat(isProven(connection, index, head, leaves))
        .as("entry %d under %d", index, head.size())
        .isTrue();
  }

  private boolean isProven(Connection connection, long index, Checkpoint head, List<Hash> leaves) {
    List<Hash> proof = proofs.inclusion(connection, index, head);
    Hash leaf = leaves.get((int) index);
    return Proofs.verifyInclusion(leaf, index, head.size(), proof, head.root());
  }
}
