package org.mingjing.ledger.fabric;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.hyperledger.fabric.protos.peer.TxValidationCode;
import org.junit.jupiter.api.Test;
import org.mingjing.ledger.Anchored;
import org.mingjing.ledger.Batch;
import org.mingjing.ledger.Evidence;
import org.mingjing.ledger.LedgerContents;
import org.mingjing.ledger.Outcome;
import org.mingjing.ledger.Rejected;
import org.mingjing.ledger.TestLog;
import org.mingjing.ledger.Unknown;

/** The gateway is killed 50 times at random while batches are appended. */
class FabricKillsTest {
  private static final int KILLS = 50;
  private static final int MOST_CALLS = 12;
  private static final int LONGEST_PAUSE_MICROS = 4_000;

  @Test
  void fifty_kills_lose_nothing_and_fork_nothing() throws Exception {
    long seed = Long.getLong("mingjing.seed", System.nanoTime());
    System.out.println("FabricKillsTest: -Dmingjing.seed=" + seed);
    try (TestNetwork network = new TestNetwork();
        ExecutorService writer = Executors.newSingleThreadExecutor()) {
      var stop = new AtomicBoolean();
      Future<List<Anchored>> anchored = writer.submit(appending(network, new Random(seed), stop));
      var random = new Random(~seed);
      for (int kill = 0; kill < KILLS; kill++) {
        awaitCalls(network, 1 + random.nextInt(MOST_CALLS), anchored);
        TimeUnit.MICROSECONDS.sleep(random.nextInt(LONGEST_PAUSE_MICROS));
        network.kill();
        network.revive();
      }
      stop.set(true);
      demandAll(network, anchored.get(60, TimeUnit.SECONDS));
    }
  }

  private static void awaitCalls(TestNetwork network, int count, Future<?> writer)
      throws InterruptedException {
    long wanted = network.calls() + count;
    while (network.calls() < wanted) {
      assertThat(writer.isDone()).as("the writer ended by itself").isFalse();
      TimeUnit.MICROSECONDS.sleep(200);
    }
  }

  /** Appends batch after batch, each until it is anchored. */
  private static Callable<List<Anchored>> appending(
      TestNetwork network, Random random, AtomicBoolean stop) {
    return () -> {
      List<Anchored> all = new ArrayList<>();
      try (FabricLedger ledger = network.ledger()) {
        int end = 0;
        while (!stop.get()) {
          Batch batch = TestLog.batch(end, end + 1 + random.nextInt(4));
          all.add(untilAnchored(ledger, batch));
          end = (int) batch.end();
        }
      }
      return all;
    };
  }

  private static Anchored untilAnchored(FabricLedger ledger, Batch batch) {
    while (true) {
      Outcome outcome = ledger.append(batch);
      switch (outcome) {
        case Anchored anchored -> {
          return anchored;
        }
        case Unknown unknown -> Thread.onSpinWait();
        case Rejected rejected -> throw new AssertionError(rejected.toString());
      }
    }
  }

  private static void demandAll(TestNetwork network, List<Anchored> anchored) throws Exception {
    assertThat(anchored).hasSizeGreaterThan(KILLS / 10);
    long end = anchored.getLast().size();
    try (FabricLedger ledger = network.ledger();
        LedgerContents contents = ledger.contents()) {
      assertThat(contents.head().size()).isEqualTo(end);
      List<Batch> held = contents.batches().toList();
      assertThat(held).hasSameSizeAs(anchored);
      for (int i = 0; i < held.size(); i++) {
        Batch batch = held.get(i);
        assertThat(batch).isEqualTo(TestLog.batch((int) batch.first(), (int) batch.end()));
        assertThat(anchored.get(i).key()).isEqualTo(batch.key());
        var evidence = (Evidence.Endorsed) anchored.get(i).evidence();
        assertThat(network.channel.state(0).batches())
            .containsEntry(batch.first(), new TestContract.Held(batch, evidence.transaction()));
      }
    }
    assertThat(network.channel.blocks())
        .filteredOn(block -> block.code() == TxValidationCode.VALID)
        .hasSameSizeAs(anchored);
  }
}
