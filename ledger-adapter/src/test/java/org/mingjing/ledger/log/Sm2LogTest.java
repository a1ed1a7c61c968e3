package org.mingjing.ledger.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mingjing.ledger.Anchored;
import org.mingjing.ledger.Batch;
import org.mingjing.ledger.TestLog;
import org.mingjing.ledger.checkpoint.NoteSigner;
import org.mingjing.ledger.checkpoint.NoteVerifier;
import org.mingjing.ledger.embedded.FileLedger;
import org.mingjing.ledger.merkle.Hash;
import org.mingjing.ledger.merkle.Leaves;

/** A log that signs with SM2 beside Ed25519, in its database, its remembered file and a ledger. */
class Sm2LogTest {
  private static final NoteSigner BOTH =
      new NoteSigner(TestLog.ORIGIN, TestLog.key(1), TestLog.sm2Key(3));

  @TempDir Path folder;
  private LogDatabase database;

  @BeforeEach
  void prepare() throws Exception {
    database = LogDatabase.fresh();
  }

  private TestNode start(NoteSigner signer) throws Exception {
    RememberedCheckpoint remembered =
        RememberedCheckpoint.open(folder.resolve("remembered"), signer.verifier());
    try {
      LogWriter log =
          LogWriter.start(
              database.connector(),
              TestLog.ORIGIN,
              signer,
              remembered,
              List.of(),
              TestNode.SETTINGS);
      return new TestNode(log, remembered);
    } catch (Exception e) {
      remembered.close();
      throw e;
    }
  }

  private String append() throws Exception {
    try (TestNode node = start(BOTH)) {
      var recorded = (AppendOutcome.Recorded) node.log().append(TestEntries.plain());
      return recorded.checkpoint();
    }
  }

  @Test
  void its_checkpoints_have_both_lines_and_it_goes_on_after_a_restart() throws Exception {
    append();
    String checkpoint = append();
    assertThat(NoteVerifier.parse(BOTH.verifierKey()).open(checkpoint).size()).isEqualTo(2);
    assertThat(checkpoint.lines()).hasSize(6);
  }

  @Test
  void with_one_key_less_or_more_than_it_began_with_it_does_not_start() throws Exception {
    append();
    assertThatThrownBy(() -> start(TestLog.signer())).isInstanceOf(RuntimeException.class);
    assertThat(append()).contains("\n2\n");
  }

  @Test
  void the_embedded_ledger_takes_its_batches_and_opens_again() throws Exception {
    String checkpoint = append();
    List<Hash> leaves =
        StoredLog.read(database).entries().stream()
            .map(row -> Leaves.leafHash(row.commitment()))
            .toList();
    Path ledgerFolder = folder.resolve("ledger");
    for (int opening = 0; opening < 2; opening++) {
      try (FileLedger ledger =
          FileLedger.open(
              ledgerFolder, BOTH.verifier(), TestLog.ORIGIN + "/ledger", new SecureRandom())) {
        assertThat(ledger.append(new Batch(TestLog.ORIGIN, 0, leaves, checkpoint)))
            .isInstanceOf(Anchored.class);
      }
    }
  }
}
