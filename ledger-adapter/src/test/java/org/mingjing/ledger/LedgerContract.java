package org.mingjing.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.mingjing.ledger.checkpoint.Checkpoint;
import org.mingjing.ledger.checkpoint.NoteSigner;
import org.mingjing.ledger.merkle.Frontier;
import org.mingjing.ledger.merkle.Hash;
import org.mingjing.ledger.merkle.Tree;

/** What every ledger does, whatever keeps its records. */
public abstract class LedgerContract {
  /** An empty ledger that serves {@link TestLog}. */
  protected abstract Ledger ledger() throws Exception;

  /** What two answers about the same batch have in common: all of it, unless signatures vary. */
  protected Object lasting(Anchored anchored) {
    return anchored;
  }

  @Test
  void an_empty_ledger_has_the_empty_tree() throws Exception {
    Ledger ledger = ledger();
    assertThat(ledger.head()).isEqualTo(new Head(0, Tree.empty().root()));
    assertThat(ledger.find(new BatchKey(TestLog.ORIGIN, 0))).isEmpty();
  }

  @Test
  void batches_that_follow_are_anchored_and_found() throws Exception {
    Ledger ledger = ledger();
    int[] ends = {1, 2, 7, 300, 301};
    int first = 0;
    for (int end : ends) {
      Batch batch = TestLog.batch(first, end);
      Anchored anchored = anchored(ledger.append(batch));
      assertThat(anchored.key()).isEqualTo(batch.key());
      assertThat(anchored.size()).isEqualTo(end);
      assertThat(anchored.checkpoint()).isEqualTo(batch.checkpoint());
      assertThat(ledger.head()).isEqualTo(new Head(end, TestLog.appended(end).tree().root()));
      assertThat(ledger.find(batch.key()).map(this::lasting)).contains(lasting(anchored));
      first = end;
    }
    assertThat(ledger.find(new BatchKey(TestLog.ORIGIN, 3))).isEmpty();
    assertThat(ledger.find(new BatchKey("another", 0))).isEmpty();
  }

  @Test
  void repeating_a_batch_answers_as_the_first_time() throws Exception {
    Ledger ledger = ledger();
    Object first = lasting(anchored(ledger.append(TestLog.batch(0, 3))));
    Object second = lasting(anchored(ledger.append(TestLog.batch(3, 9))));
    assertThat(lasting(anchored(ledger.append(TestLog.batch(0, 3))))).isEqualTo(first);
    assertThat(lasting(anchored(ledger.append(TestLog.batch(3, 9))))).isEqualTo(second);
    assertThat(ledger.head().size()).isEqualTo(9);
  }

  @Test
  void a_gap_is_refused() throws Exception {
    Ledger ledger = ledger();
    rejected(ledger, TestLog.batch(1, 3), Rejected.Reason.GAP);
    anchored(ledger.append(TestLog.batch(0, 3)));
    rejected(ledger, TestLog.batch(4, 5), Rejected.Reason.GAP);
  }

  @Test
  void other_leaves_or_another_end_under_a_first_index_that_is_held_are_refused() throws Exception {
    Ledger ledger = ledger();
    anchored(ledger.append(TestLog.batch(0, 3)));
    anchored(ledger.append(TestLog.batch(3, 6)));
    rejected(ledger, forged(0, strayLeaves(3)), Rejected.Reason.REWRITE);
    rejected(ledger, forged(0, strayLeaves(9)), Rejected.Reason.REWRITE);
    rejected(ledger, TestLog.batch(3, 5), Rejected.Reason.REWRITE);
    rejected(ledger, TestLog.batch(3, 7), Rejected.Reason.REWRITE);
    rejected(ledger, TestLog.batch(1, 3), Rejected.Reason.REWRITE);
    rejected(ledger, TestLog.batch(0, 6), Rejected.Reason.REWRITE);
  }

  /** A consistent tree of other leaves, properly signed: what a log that rewrites would send. */
  private static Batch forged(long first, List<Hash> leaves) {
    Hash root = Frontier.empty().append(leaves).root();
    var checkpoint = new Checkpoint(TestLog.ORIGIN, first + leaves.size(), root);
    String note = TestLog.signer().sign(checkpoint.text());
    return new Batch(TestLog.ORIGIN, first, leaves, note);
  }

  private static List<Hash> strayLeaves(int count) {
    List<Hash> leaves = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      leaves.add(TestLog.stray(i));
    }
    return leaves;
  }

  @Test
  void a_root_that_does_not_follow_is_refused_though_the_log_signed_it() throws Exception {
    Ledger ledger = ledger();
    anchored(ledger.append(TestLog.batch(0, 3)));
    Batch next = TestLog.batch(3, 5);
    rejected(
        ledger,
        new Batch(TestLog.ORIGIN, 3, next.leaves().reversed(), next.checkpoint()),
        Rejected.Reason.ROOT_DOES_NOT_FOLLOW);
    rejected(ledger, forged(3, strayLeaves(2)), Rejected.Reason.ROOT_DOES_NOT_FOLLOW);
    anchored(ledger.append(next));
  }

  @Test
  void a_checkpoint_that_is_not_the_logs_or_not_of_this_size_is_refused() throws Exception {
    Ledger ledger = ledger();
    Batch good = TestLog.batch(0, 3);
    String text = TestLog.verifier().text(good.checkpoint());
    for (String checkpoint :
        List.of(
            new NoteSigner(TestLog.ORIGIN, TestLog.key(2)).sign(text),
            TestLog.checkpoint(4),
            good.checkpoint().replace("\n3\n", "\n4\n"),
            good.checkpoint() + TestLog.signer().signatureLine(text),
            "")) {
      rejected(
          ledger,
          new Batch(TestLog.ORIGIN, 0, good.leaves(), checkpoint),
          Rejected.Reason.BAD_CHECKPOINT);
    }
  }

  @Test
  void a_batch_of_another_log_is_refused() throws Exception {
    Batch good = TestLog.batch(0, 3);
    rejected(
        ledger(),
        new Batch("another", 0, good.leaves(), good.checkpoint()),
        Rejected.Reason.FOREIGN_LOG);
  }

  /** Refused, and nothing has changed. */
  private static void rejected(Ledger ledger, Batch batch, Rejected.Reason reason) {
    Head before = ledger.head();
    Outcome outcome = ledger.append(batch);
    assertThat(outcome)
        .isInstanceOfSatisfying(Rejected.class, r -> assertThat(r.reason()).isEqualTo(reason));
    assertThat(ledger.head()).isEqualTo(before);
  }

  protected static Anchored anchored(Outcome outcome) {
    assertThat(outcome).isInstanceOf(Anchored.class);
    return (Anchored) outcome;
  }
}
