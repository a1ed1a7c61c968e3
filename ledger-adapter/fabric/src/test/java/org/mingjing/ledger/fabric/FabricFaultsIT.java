package org.mingjing.ledger.fabric;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mingjing.ledger.Anchored;
import org.mingjing.ledger.Batch;
import org.mingjing.ledger.LedgerContents;
import org.mingjing.ledger.Outcome;
import org.mingjing.ledger.Rejected;
import org.mingjing.ledger.TestLog;
import org.mingjing.ledger.Unknown;

/** Every process of a real network is killed while batches are appended. */
class FabricFaultsIT {
  private static final Duration LOST = Duration.ofSeconds(10);
  private static final int BEFORE = 3;

  @TempDir Path data;
  private final MemorySubmissions submissions = new MemorySubmissions();
  private final List<Batch> appended = new ArrayList<>();

  @BeforeAll
  static void needs_fabric() {
    RealNetwork.demandParts();
  }

  @Test
  void whatever_is_killed_nothing_is_lost_and_nothing_is_there_twice() throws Exception {
    try (RealNetwork network = RealNetwork.start(data, 1);
        FabricLedger ledger = ledger(network)) {
      var heard = new CopyOnWriteArrayList<AnchorEvents.Event>();
      try (var _ =
          AnchorEvents.follow(network.settings(), TestLog.ORIGIN, new MemoryMarks(), heard::add)) {
        for (String process :
            List.of(
                "contract-audit-office",
                "contract-data-bureau",
                "peer-audit-office",
                "peer-data-bureau",
                "orderer0")) {
          killed(network, ledger, process);
        }
        awaitAll(heard);
      }
      assertThat(heard).extracting(AnchorEvents.Event::first).doesNotHaveDuplicates();
      try (LedgerContents contents = ledger.contents()) {
        assertThat(contents.batches()).containsExactlyElementsOf(appended);
      }
    }
  }

  private FabricLedger ledger(RealNetwork network) {
    FabricSettings settings = network.settings();
    Limits limits = settings.limits();
    return FabricLedger.open(
        settings.with(new Limits(limits.evaluate(), limits.endorse(), limits.submit(), LOST)),
        TestLog.ORIGIN,
        submissions);
  }

  /**
   * Tells what a batch is answered while the process is away, and how soon after it all is well.
   */
  private void killed(RealNetwork network, FabricLedger ledger, String process) throws Exception {
    for (int i = 0; i < BEFORE; i++) {
      untilAnchored(ledger, next());
    }
    network.kill(process);
    Batch batch = next();
    long start = System.nanoTime();
    Outcome meanwhile = ledger.append(batch);
    String answer = "%s, %d ms".formatted(word(meanwhile), millisSince(start));
    network.up();
    start = System.nanoTime();
    int tries = untilAnchored(ledger, batch);
    System.out.printf(
        Locale.ROOT,
        "FabricFaultsIT: %s away: %s; back: anchored after %d ms, %d tries%n",
        process,
        answer,
        millisSince(start),
        tries);
  }

  private static String word(Outcome outcome) {
    return switch (outcome) {
      case Anchored anchored -> "anchored";
      case Unknown(String detail) -> "unknown (" + detail + ")";
      case Rejected rejected -> throw new AssertionError(rejected.toString());
    };
  }

  private static long millisSince(long start) {
    return TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start);
  }

  private Batch next() {
    int end = appended.isEmpty() ? 0 : (int) appended.getLast().end();
    Batch batch = TestLog.batch(end, end + 10);
    appended.add(batch);
    return batch;
  }

  private static int untilAnchored(FabricLedger ledger, Batch batch) throws InterruptedException {
    int tries = 1;
    long end = System.nanoTime() + TimeUnit.MINUTES.toNanos(2);
    while (!word(ledger.append(batch)).equals("anchored")) {
      assertThat(System.nanoTime()).as("nanos").isLessThan(end);
      TimeUnit.MILLISECONDS.sleep(200);
      tries++;
    }
    return tries;
  }

  private void awaitAll(List<AnchorEvents.Event> heard) throws InterruptedException {
    for (int i = 0; heard.size() < appended.size() && i < 300; i++) {
      TimeUnit.MILLISECONDS.sleep(100);
    }
    assertThat(heard)
        .extracting(AnchorEvents.Event::first)
        .containsExactlyElementsOf(appended.stream().map(Batch::first).toList());
  }
}
