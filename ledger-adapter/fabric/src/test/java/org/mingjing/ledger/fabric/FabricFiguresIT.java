package org.mingjing.ledger.fabric;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mingjing.ledger.Anchored;
import org.mingjing.ledger.Batch;
import org.mingjing.ledger.TestLog;

/** Calls notarised a second on a real network: in batches, against one transaction a call. */
class FabricFiguresIT {
  private static final int LARGE = 1_000;
  private static final int COUNT = Integer.getInteger("mingjing.figures", 10);

  @TempDir Path data;

  @BeforeAll
  static void needs_fabric() {
    RealNetwork.demandParts();
  }

  @Test
  void batches_of_a_thousand_notarise_many_times_what_single_leaves_do() throws Exception {
    try (RealNetwork network = RealNetwork.start(data, 1);
        FabricLedger ledger = network.ledger(new MemorySubmissions())) {
      measured(ledger, batches(0, COUNT, 1), "warming up");
      double single = measured(ledger, batches(COUNT, COUNT, 1), "one leaf a transaction");
      double large = measured(ledger, batches(2 * COUNT, COUNT, LARGE), "1,000 leaves");
      assertThat(large).isGreaterThan(20 * single);
    }
  }

  private static List<Batch> batches(int first, int count, int leaves) {
    List<Batch> batches = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      int start = first + i * leaves;
      batches.add(TestLog.batch(start, start + leaves));
    }
    return batches;
  }

  /** Leaves a second. */
  private static double measured(FabricLedger ledger, List<Batch> batches, String what) {
    List<Long> micros = new ArrayList<>();
    long start = System.nanoTime();
    for (Batch batch : batches) {
      long before = System.nanoTime();
      assertThat(ledger.append(batch)).isInstanceOf(Anchored.class);
      micros.add(TimeUnit.NANOSECONDS.toMicros(System.nanoTime() - before));
    }
    double seconds = (System.nanoTime() - start) / 1e9;
    int leaves = batches.stream().mapToInt(batch -> batch.leaves().size()).sum();
    micros.sort(Long::compare);
    System.out.printf(
        Locale.ROOT,
        "FabricFiguresIT: %s: %.0f leaves/s; an append takes %.1f ms (median), %.1f ms (most)%n",
        what,
        leaves / seconds,
        micros.get(micros.size() / 2) / 1e3,
        micros.getLast() / 1e3);
    return leaves / seconds;
  }
}
