package org.mingjing.ledger.fabric;

import static org.assertj.core.api.Assertions.assertThat;

import io.grpc.CallOptions;
import io.grpc.Channel;
import io.grpc.ClientCall;
import io.grpc.ClientInterceptor;
import io.grpc.MethodDescriptor;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.hyperledger.fabric.protos.peer.TxValidationCode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.mingjing.ledger.Anchored;
import org.mingjing.ledger.Batch;
import org.mingjing.ledger.Evidence;
import org.mingjing.ledger.Outcome;
import org.mingjing.ledger.Rejected;
import org.mingjing.ledger.TestLog;
import org.mingjing.ledger.Unknown;

/**
 * Whatever fails, and whatever fails when it is repeated: nothing is lost, nothing is there twice.
 */
class FabricFaultsTest {
  private static final List<Batch> BATCHES =
      List.of(TestLog.batch(0, 2), TestLog.batch(2, 5), TestLog.batch(5, 6));

  /** For what is lost; on a busy machine, what is not lost may seem so, and is asked for again. */
  private static final Duration SHORT = Duration.ofMillis(120);

  private static final int REPEATS = 20;

  /** The client's process ends. */
  private static final class Crash extends RuntimeException {
    private static final long serialVersionUID = 1;
  }

  private static ClientInterceptor crashing(Faults faults) {
    return new ClientInterceptor() {
      private boolean committed;

      @Override
      public <Q, A> ClientCall<Q, A> interceptCall(
          MethodDescriptor<Q, A> method, CallOptions options, Channel next) {
        String name = String.valueOf(method.getBareMethodName());
        boolean ends =
            switch (name) {
              case "Submit" -> faults.take(Fault.CRASH_BEFORE_SUBMIT);
              case "CommitStatus" -> faults.take(Fault.CRASH_BEFORE_STATUS);
              case "Endorse" -> committed && faults.take(Fault.CRASH_BEFORE_STATEMENT);
              default -> false;
            };
        if (ends) {
          throw new Crash();
        }
        committed = name.equals("CommitStatus");
        return next.newCall(method, options);
      }
    };
  }

  /** A process that appends; after a crash, another one. */
  private static final class Client implements AutoCloseable {
    private final TestNetwork network;
    private FabricLedger ledger;

    Client(TestNetwork network) {
      this.network = network;
      this.ledger = network.ledger(SHORT, crashing(network.faults));
    }

    /** One try; nothing if the process ended. */
    Optional<Outcome> attempt(Batch batch, Fault fault) {
      network.revive();
      network.faults.arm(fault);
      try {
        return Optional.of(ledger.append(batch));
      } catch (Crash e) {
        ledger.close();
        ledger = network.ledger(SHORT, crashing(network.faults));
        return Optional.empty();
      } finally {
        network.faults.arm(Fault.NONE);
      }
    }

    @Override
    public void close() {
      ledger.close();
    }
  }

  /** One try, by a process of its own. */
  private static Optional<Outcome> attempt(TestNetwork network, Batch batch, Fault fault) {
    try (var client = new Client(network)) {
      return client.attempt(batch, fault);
    }
  }

  /** What holds at any time, and what an answer promises. */
  private static void demandSound(TestNetwork network, Batch batch, Optional<Outcome> outcome) {
    List<String> appended =
        network.channel.blocks().stream()
            .filter(block -> block.code() == TxValidationCode.VALID)
            .map(TestChannel.Block::transaction)
            .toList();
    assertThat(appended)
        .as("valid transactions")
        .hasSize(network.channel.state(0).batches().size());
    switch (outcome.orElse(new Unknown("the client ended"))) {
      case Anchored anchored -> {
        var evidence = (Evidence.Endorsed) anchored.evidence();
        assertThat(network.channel.state(0).batches().get(batch.first()))
            .isEqualTo(new TestContract.Held(batch, evidence.transaction()));
        assertThat(evidence.block()).isEqualTo(blockOf(network, evidence.transaction()));
        assertThat(Signed.of(evidence).holds()).isTrue();
      }
      case Unknown unknown -> assertThat(unknown.detail()).isNotBlank();
      case Rejected rejected -> throw new AssertionError("refused: " + rejected);
    }
  }

  private static long blockOf(TestNetwork network, String transaction) {
    return network.channel.blocks().stream()
        .filter(block -> block.transaction().equals(transaction))
        .findFirst()
        .orElseThrow()
        .number();
  }

  @ParameterizedTest
  @EnumSource
  void nothing_is_lost_or_twice_whatever_fails_first_and_whatever_fails_at_the_repeat(Fault first) {
    try (TestNetwork network = new TestNetwork();
        var client = new Client(network)) {
      int end = 0;
      for (Fault second : Fault.values()) {
        Batch batch = TestLog.batch(end, end + 2);
        for (Fault fault : List.of(first, second)) {
          demandSound(network, batch, client.attempt(batch, fault));
        }
        Optional<Outcome> last = client.attempt(batch, Fault.NONE);
        for (int i = 0; i < REPEATS && !(last.orElseThrow() instanceof Anchored); i++) {
          last = client.attempt(batch, Fault.NONE);
        }
        assertThat(last).as(first + ", " + second).containsInstanceOf(Anchored.class);
        demandSound(network, batch, last);
        end += 2;
        assertThat(network.channel.state(0).frontier().size()).isEqualTo(end);
      }
    }
  }

  /** Faults of one attempt that its own repetitions overcome. */
  @ParameterizedTest
  @EnumSource(
      names = {
        "NONE",
        "CONTRACT_AWAY",
        "ENDORSERS_DISAGREE",
        "ORDERED_TWICE",
        "OVERTAKEN",
        "STATEMENT_AWAY",
        "STATEMENT_LAGS"
      })
  void what_passes_by_itself_is_not_told(Fault fault) {
    try (TestNetwork network = new TestNetwork()) {
      attempt(network, BATCHES.getFirst(), Fault.NONE);
      assertThat(attempt(network, BATCHES.get(1), fault)).containsInstanceOf(Anchored.class);
    }
  }

  @Test
  void a_transaction_that_comes_late_is_found_and_not_repeated_as_another() {
    try (TestNetwork network = new TestNetwork()) {
      Batch batch = BATCHES.getFirst();
      assertThat(attempt(network, batch, Fault.ORDERED_LATE)).containsInstanceOf(Unknown.class);
      Submission handedOver = network.submissions.find(batch.key()).orElseThrow();
      assertThat(handedOver.size()).isEqualTo(2);
      assertThat(handedOver.checkpoint()).isEqualTo(batch.checkpoint());
      Optional<Outcome> repeated = attempt(network, batch, Fault.NONE);
      assertThat(repeated)
          .containsInstanceOf(Anchored.class)
          .hasValueSatisfying(outcome ->
              assertThat(((Evidence.Endorsed) ((Anchored) outcome).evidence()).transaction())
                  .isEqualTo(handedOver.transaction()));
      assertThat(network.channel.blocks())
          .extracting(TestChannel.Block::code)
          .containsExactly(TxValidationCode.VALID, TxValidationCode.MVCC_READ_CONFLICT);
    }
  }

  @Test
  void another_batch_under_a_key_that_came_late_is_a_rewrite() {
    try (TestNetwork network = new TestNetwork()) {
      attempt(network, BATCHES.getFirst(), Fault.SUBMIT_ANSWER_LOST);
      assertThat(attempt(network, TestLog.batch(0, 3), Fault.NONE))
          .hasValueSatisfying(outcome ->
              assertThat(outcome)
                  .isInstanceOfSatisfying(
                      Rejected.class,
                      r -> assertThat(r.reason()).isEqualTo(Rejected.Reason.REWRITE)));
    }
  }
}
