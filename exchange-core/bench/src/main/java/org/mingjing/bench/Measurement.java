package org.mingjing.bench;

import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.mingjing.bench.report.Schedule;

/** Warms every row up, then measures all of them in alternating rounds. */
final class Measurement {
  /** What a row leaves running, such as garbage or a batch to the ledger, gets time to end. */
  private static final Duration SETTLE = Duration.ofMillis(500);

  private final LoadClient client;
  private final WarmUp warmUp;
  private final Schedule schedule;

  Measurement(LoadClient client, WarmUp warmUp, Schedule schedule) {
    this.client = client;
    this.warmUp = warmUp;
    this.schedule = schedule;
  }

  /** The rounds of each row. */
  Map<Row, List<LoadClient.Round>> run(List<Testbed.TargetSource> rows)
      throws InterruptedException {
    for (Testbed.TargetSource row : rows) {
      warmUp(row);
    }
    Map<Row, List<LoadClient.Round>> results = new EnumMap<>(Row.class);
    for (int i = 0; i < schedule.rounds(); i++) {
      for (Testbed.TargetSource row : Schedule.order(rows, i)) {
        Thread.sleep(SETTLE);
        Target target = row.current();
        LoadClient.Round round = client.run(target, schedule.round());
        results.computeIfAbsent(target.row(), it -> new ArrayList<>()).add(round);
        progress("round " + (i + 1), target.row(), round);
      }
    }
    return results;
  }

  private void warmUp(Testbed.TargetSource row) throws InterruptedException {
    List<Double> throughputs = new ArrayList<>();
    while (!warmUp.done(throughputs)) {
      Target target = row.current();
      LoadClient.Round round = client.run(target, warmUp.slice());
      throughputs.add(round.throughput());
      progress("warm-up", target.row(), round);
    }
  }

  private static void progress(String phase, Row row, LoadClient.Round round) {
    System.err.printf("… %s %s %.0f/s%n", phase, row.wireName(), round.throughput());
  }
}
