package org.mingjing.exchange;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.mingjing.exchange.LogUnderAttack.Given;

/**
 * What a superuser of the database does, and the first bad index that fsck has to name: given the
 * ledger, given a checkpoint with the published files that somebody kept, and given a checkpoint
 * alone.
 *
 * <p>A checkpoint is one hash over all entries before it. Whoever has the log's own key as well
 * makes every other signature fit again; then a checkpoint alone tells that an entry was changed,
 * and no more: fsck says from where on nothing is known to be right.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class TamperCorpusIT {
  private LogUnderAttack log;
  private TamperCorpus corpus;

  static Stream<TamperCorpus.Attack> attacks() {
    return TamperCorpus.attacks();
  }

  @BeforeAll
  void write() throws Exception {
    log = LogUnderAttack.start("tamper-corpus");
    corpus = new TamperCorpus(log);
  }

  @AfterAll
  void close() throws Exception {
    log.close();
  }

  @BeforeEach
  void nothing_is_found_before() throws Exception {
    for (Given given : Given.values()) {
      assertThat(log.fsck(given)).as("%s", given).isEmpty();
    }
  }

  @AfterEach
  void restore() throws Exception {
    log.restore();
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("attacks")
  void names_the_first_bad_index(TamperCorpus.Attack attack) throws Exception {
    attack.deed().by(corpus);

    assertThat(first(Given.THE_LEDGER)).as("by the ledger").isEqualTo(corpus.index(attack.first()));
    assertThat(first(Given.A_CHECKPOINT_AND_THE_FILES_BELOW_IT))
        .as("by a checkpoint and the files below it")
        .isEqualTo(corpus.index(attack.first()));
    assertThat(first(Given.A_CHECKPOINT))
        .as("by a checkpoint alone")
        .isEqualTo(corpus.index(attack.byCheckpoint()));
  }

  private long first(Given given) throws Exception {
    return log.fsck(given).stream().findFirst().orElseThrow().index();
  }

  /** Every row is put back as it was, so that the next attack meets a whole log. */
  @ParameterizedTest
  @EnumSource(Given.class)
  void finds_nothing_where_nothing_was_changed(Given given) throws Exception {
    log.execute("update entry set salt = salt", "update log_head set checkpoint = checkpoint");

    assertThat(log.fsck(given)).isEmpty();
  }
}
