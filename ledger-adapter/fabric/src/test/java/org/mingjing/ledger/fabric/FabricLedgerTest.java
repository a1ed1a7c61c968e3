package org.mingjing.ledger.fabric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.mingjing.ledger.Anchored;
import org.mingjing.ledger.Batch;
import org.mingjing.ledger.BatchKey;
import org.mingjing.ledger.Evidence;
import org.mingjing.ledger.Head;
import org.mingjing.ledger.Ledger;
import org.mingjing.ledger.LedgerContents;
import org.mingjing.ledger.LedgerContract;
import org.mingjing.ledger.LedgerUnavailable;
import org.mingjing.ledger.Outcome;
import org.mingjing.ledger.Rejected;
import org.mingjing.ledger.TestLog;
import org.mingjing.ledger.Unknown;

class FabricLedgerTest extends LedgerContract {
  private final TestNetwork network = new TestNetwork();
  private final FabricLedger ledger = network.ledger();

  @Override
  protected Ledger ledger() {
    return ledger;
  }

  @Override
  protected Object lasting(Anchored anchored) {
    return Signed.lasting(anchored);
  }

  @AfterEach
  void close() {
    ledger.close();
    network.close();
  }

  @Test
  void the_evidence_is_what_a_peer_of_each_organisation_signed() {
    Anchored anchored = anchored(ledger.append(TestLog.batch(0, 3)));
    var evidence = (Evidence.Endorsed) anchored.evidence();
    assertThat(evidence.channel()).isEqualTo(TestNetwork.CHANNEL);
    assertThat(evidence.block()).isEqualTo(1);
    assertThat(evidence.transaction()).isEqualTo(network.channel.blocks().getFirst().transaction());
    Signed signed = Signed.of(evidence);
    assertThat(signed.byWhom()).containsExactly(TestNetwork.OURS, TestNetwork.OTHERS);
    assertThat(signed.holds()).isTrue();
    assertThat(Recorded.parse(signed.answer()))
        .isEqualTo(
            new Recorded(TestNetwork.CHANNEL, TestLog.checkpoint(3), 0, 3, evidence.transaction()));
  }

  @Test
  void asking_for_the_statement_writes_nothing() {
    anchored(ledger.append(TestLog.batch(0, 3)));
    ledger.append(TestLog.batch(0, 3));
    assertThat(ledger.find(new BatchKey(TestLog.ORIGIN, 0))).isPresent();
    assertThat(network.channel.blocks()).hasSize(1);
  }

  @Test
  void what_is_settled_is_not_remembered() {
    Batch batch = TestLog.batch(0, 3);
    anchored(ledger.append(batch));
    assertThat(network.submissions.find(batch.key())).isEmpty();
  }

  @Test
  void more_leaves_than_the_settings_allow_are_no_batch_for_this_ledger() {
    assertThat(ledger.maxLeaves()).isEqualTo(1_000);
    Batch large = TestLog.batch(0, 1_001);
    assertThatThrownBy(() -> ledger.append(large)).isInstanceOf(IllegalArgumentException.class);
    anchored(ledger.append(TestLog.batch(0, 1_000)));
  }

  @Test
  void a_checkpoint_of_another_log_never_leaves_this_client() {
    Batch good = TestLog.batch(0, 3);
    String note = good.checkpoint().replaceFirst(TestLog.ORIGIN, "another");
    Outcome outcome = ledger.append(new Batch(TestLog.ORIGIN, 0, good.leaves(), note));
    assertThat(outcome)
        .isInstanceOfSatisfying(
            Rejected.class, r -> assertThat(r.reason()).isEqualTo(Rejected.Reason.BAD_CHECKPOINT));
    assertThat(network.channel.blocks()).isEmpty();
  }

  @Test
  void the_contents_are_all_batches_in_order() throws Exception {
    try (LedgerContents empty = ledger.contents()) {
      assertThat(empty.batches()).isEmpty();
    }
    List<Batch> batches = List.of(TestLog.batch(0, 1), TestLog.batch(1, 7), TestLog.batch(7, 300));
    batches.forEach(batch -> anchored(ledger.append(batch)));
    try (LedgerContents contents = ledger.contents()) {
      anchored(ledger.append(TestLog.batch(300, 301)));
      assertThat(contents.head()).isEqualTo(new Head(300, TestLog.appended(300).tree().root()));
      assertThat(contents.batches()).containsExactlyElementsOf(batches);
    }
  }

  @Test
  void a_ledger_that_is_away_cannot_be_read_and_leaves_the_fate_of_a_batch_open() {
    anchored(ledger.append(TestLog.batch(0, 3)));
    network.kill();
    assertThatThrownBy(ledger::head).isInstanceOf(LedgerUnavailable.class);
    assertThatThrownBy(() -> ledger.find(new BatchKey(TestLog.ORIGIN, 0)))
        .isInstanceOf(LedgerUnavailable.class);
    assertThatThrownBy(ledger::contents).isInstanceOf(LedgerUnavailable.class);
    assertThat(ledger.append(TestLog.batch(3, 4))).isInstanceOf(Unknown.class);
    network.revive();
    anchored(ledger.append(TestLog.batch(3, 4)));
    assertThat(ledger.head().size()).isEqualTo(4);
  }

  @Test
  void a_gap_that_only_a_lagging_peer_sees_is_no_refusal() {
    anchored(ledger.append(TestLog.batch(0, 3)));
    network.otherPeer.lag(1);
    assertThat(ledger.append(TestLog.batch(3, 4))).isInstanceOf(Unknown.class);
    network.otherPeer.lag(0);
    anchored(ledger.append(TestLog.batch(3, 4)));
  }

  @Test
  void evidence_that_one_organisation_does_not_give_is_waited_for() {
    network.otherPeer.lag(1);
    assertThat(ledger.append(TestLog.batch(0, 3))).isInstanceOf(Unknown.class);
    assertThat(network.channel.blocks()).hasSize(1);
    assertThatThrownBy(() -> ledger.find(new BatchKey(TestLog.ORIGIN, 0)))
        .isInstanceOf(LedgerUnavailable.class);
    network.otherPeer.lag(0);
    anchored(ledger.append(TestLog.batch(0, 3)));
    assertThat(network.channel.blocks()).hasSize(1);
  }

  @Test
  void endorsers_that_their_organisations_did_not_certify_are_no_evidence() {
    var stranger = new TestAuthority("stranger.example");
    FabricSettings settings = network.settings();
    var asked =
        new FabricSettings(
            settings.channel(),
            settings.chaincode(),
            settings.mspId(),
            settings.certificate(),
            settings.key(),
            settings.peer(),
            settings.tlsCertificate(),
            Map.of(TestNetwork.OTHERS, stranger.certificate()),
            settings.limits(),
            settings.maxLeaves());
    try (FabricLedger suspicious = network.ledger(asked)) {
      assertThat(suspicious.append(TestLog.batch(0, 3)))
          .isInstanceOfSatisfying(
              Unknown.class, u -> assertThat(u.detail()).contains("not certified"));
    }
  }

  @Test
  void another_ledger_of_the_same_channel_goes_on_where_this_one_ended() {
    anchored(ledger.append(TestLog.batch(0, 3)));
    try (FabricLedger other = network.ledger()) {
      anchored(other.append(TestLog.batch(3, 5)));
    }
    anchored(ledger.append(TestLog.batch(5, 6)));
    Optional<Anchored> found = ledger.find(new BatchKey(TestLog.ORIGIN, 3));
    assertThat(found).hasValueSatisfying(f -> assertThat(f.size()).isEqualTo(5));
  }
}
