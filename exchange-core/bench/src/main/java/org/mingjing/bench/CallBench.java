package org.mingjing.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;
import org.mingjing.bench.report.Machine;
import org.mingjing.bench.report.Schedule;

/** The bench {@code call}: a whole call at the exchange beside its peers, in one run. */
final class CallBench {
  private static final int CONNECTIONS = 32;
  private static final int PERSONS = 100_000;
  private static final String TOKEN =
      "plain Bearer, PS256 JWT by client_credentials with a client secret, kept by the caller";
  private static final String WARM_UP = "each row until its throughput rises no more, 12 to 80 s";
  private static final String DURABILITY = "fsync on, as the exchange starts by default";

  private final Installation installation;
  private final Clock clock;

  CallBench(Installation installation, Clock clock) {
    this.installation = installation;
    this.clock = clock;
  }

  /**
   * Runs it.
   *
   * @param running the data folder of an exchange that already runs; else one is started
   * @param seed of the order in which persons are asked about
   */
  Report run(Set<Row> rows, int seconds, Optional<Path> running, long seed)
      throws InterruptedException {
    Path scratch = installation.newScratch();
    Testbed testbed = new Testbed(installation, scratch, clock);
    Thread onEnd = new Thread(() -> clear(testbed, scratch), "end-of-bench");
    Runtime.getRuntime().addShutdownHook(onEnd);
    try {
      Machine machine = Machine.look(scratch);
      Schedule schedule = Schedule.ofSeconds(seconds);
      LoadClient client = new LoadClient(CONNECTIONS, Subjects.shuffled(PERSONS, new Random(seed)));
      Testbed.Started started = testbed.start(EnumSet.copyOf(rows), running);
      Map<Row, List<LoadClient.Round>> results =
          new Measurement(client, WarmUp.STANDARD, schedule).run(started.targets());
      return Report.of(machine, conditions(schedule, seed, started.notes()), results);
    } finally {
      clear(testbed, scratch);
      forget(onEnd);
    }
  }

  private static Report.Conditions conditions(Schedule schedule, long seed, List<String> leftOut) {
    return new Report.Conditions(
        CONNECTIONS,
        PERSONS,
        seed,
        WARM_UP,
        schedule.rounds(),
        schedule.round().toMillis() / 1e3,
        TOKEN,
        DURABILITY,
        leftOut);
  }

  private static void clear(Testbed testbed, Path scratch) {
    testbed.close();
    if (!Files.exists(scratch)) {
      return;
    }
    try (Stream<Path> all = Files.walk(scratch)) {
      for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(path);
      }
    } catch (IOException | UncheckedIOException e) {
      System.err.println("not deleted: " + scratch + ": " + e);
    }
  }

  private static void forget(Thread onEnd) {
    try {
      Runtime.getRuntime().removeShutdownHook(onEnd);
    } catch (IllegalStateException e) {
      // the hook is running already: that is how this bench was ended
    }
  }
}
