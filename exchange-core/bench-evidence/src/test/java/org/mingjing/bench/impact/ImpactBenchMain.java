package org.mingjing.bench.impact;

import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.stream.Stream;
import org.mingjing.bench.BenchMain;
import org.mingjing.bench.Installation;
import org.mingjing.bench.WrongAnswer;
import org.mingjing.bench.evidence.Calls;
import org.mingjing.bench.evidence.Scratch;
import org.mingjing.bench.evidence.ScratchLog;
import org.mingjing.bench.report.Machine;
import org.mingjing.bench.report.Output;
import org.mingjing.exchange.stewardship.Impact;
import org.mingjing.exchange.stewardship.ImpactReport;
import org.mingjing.ledger.log.LogSettings;
import org.mingjing.policy.Grant;
import org.mingjing.policy.LoadResult;
import org.mingjing.policy.Policy;
import org.mingjing.policy.PolicyLoader;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** The command line {@code ./mingjing bench impact}; exit codes as those of the other benches. */
@Command(
    name = "impact",
    description = "重放一百万次调用需多久 / Measures replaying a million recorded calls",
    mixinStandardHelpOptions = true)
public final class ImpactBenchMain implements Callable<Integer> {
  private static final int EXAMPLES = 3;
  private static final LogSettings SETTINGS =
      new LogSettings(LogSettings.LARGEST_BATCH, 16_384, 500, Duration.ofMinutes(1));

  private final PrintStream out;

  @Option(names = "--output", defaultValue = "table", description = "table, json")
  private Output output = Output.TABLE;

  @Option(names = "--calls", defaultValue = "1000000", description = "调用数 / how many calls")
  private int calls = 1_000_000;

  @Option(
      names = "--rounds",
      defaultValue = "3",
      description = "轮数，在首次之后 / rounds, after the first run")
  private int rounds = 3;

  private ImpactBenchMain(PrintStream out) {
    this.out = out;
  }

  public static void main(String[] args) {
    PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
    System.exit(
        new CommandLine(new ImpactBenchMain(out))
            .setCaseInsensitiveEnumValuesAllowed(true)
            .setExecutionExceptionHandler((e, line, parsed) -> BenchMain.exitCode(e))
            .execute(args));
  }

  @Override
  public Integer call() throws Exception {
    Installation installation = Installation.found();
    Path scratch = installation.newScratch();
    Machine machine = Machine.look(scratch);
    Path policy = installation.home().resolve("config/policy");
    try (ScratchLog log = new ScratchLog(scratch.resolve("data"), policy, SETTINGS)) {
      Report report = measured(machine, log, draft(policy, scratch.resolve("draft")));
      out.println(output.of(report, report::table));
      return 0;
    } finally {
      Scratch.delete(scratch);
    }
  }

  private Report measured(Machine machine, ScratchLog log, Policy draft)
      throws SQLException, InterruptedException, ExecutionException {
    Instant last = Instant.now();
    long seed = new SecureRandom().nextLong();
    Counted counted = new Counted();
    spent(
        "recording",
        () -> counted.entries = new Calls(log.live(), last, seed).record(log.writer(), calls));
    LocalDate today = LocalDate.ofInstant(last, Grant.ZONE);
    Impact.Window window = new Impact.Window(today.minusDays(95), today.plusDays(1));
    int workers = Runtime.getRuntime().availableProcessors();
    Impact impact = new Impact(log.database(), log.signer().verifier(), workers);
    Impact.Draft with = new Impact.Draft(draft, Optional.empty());
    List<Report.Spent> reading = new ArrayList<>();
    List<Report.Spent> replaying = new ArrayList<>();
    for (int round = 0; round <= rounds; round++) {
      replaying.add(
          spent(
              "replaying",
              () -> counted.changed = changed(impact.of(with, log.live(), window, EXAMPLES))));
      reading.add(
          spent(
              "reading",
              () -> counted.bytes = Reading.bytes(log.database(), counted.entries, workers)));
    }
    Report.Spent first = rounds > 0 ? replaying.removeFirst() : replaying.getFirst();
    return Report.of(
        machine,
        counted.conditions(calls, workers, rounds, seed),
        Report.Figures.of("reading", calls, reading),
        Report.Figures.of("impact.first", calls, List.of(first)),
        Report.Figures.of("impact", calls, replaying));
  }

  /** What a run counts beside the time. */
  private static final class Counted {
    private long entries;
    private long bytes;
    private long changed;

    Report.Conditions conditions(int calls, int workers, int rounds, long seed) {
      long heap = Runtime.getRuntime().maxMemory() >> 20;
      return new Report.Conditions(calls, entries, bytes, changed, workers, rounds, heap, seed);
    }
  }

  private interface Work {
    long done() throws SQLException, InterruptedException, ExecutionException;
  }

  private static Report.Spent spent(String what, Work work)
      throws SQLException, InterruptedException, ExecutionException {
    var process = ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);
    long cpu = process.getProcessCpuTime();
    long start = System.nanoTime();
    work.done();
    Report.Spent spent =
        new Report.Spent(
            (System.nanoTime() - start) / 1e9, (process.getProcessCpuTime() - cpu) / 1e9);
    System.err.printf("… %s %.1f s, CPU %.1f s%n", what, spent.seconds(), spent.cpuSeconds());
    return spent;
  }

  /**
   * How many calls the draft changes, of all: a fast answer to fewer, or one that is not what was
   * recorded, must not count.
   */
  private long changed(ImpactReport report) {
    if (report.calls() != calls
        || !report.unknown().isEmpty()
        || report.reproduction().reproduced() != calls) {
      throw new WrongAnswer(
          "impact", "not every call was replayed as it was recorded: " + report.reproduction());
    }
    return report.changes().entrySet().stream()
        .filter(one -> one.getKey() != ImpactReport.Change.UNCHANGED)
        .mapToLong(one -> one.getValue().calls())
        .sum();
  }

  /** The shipped policy with a stricter mask. */
  private static Policy draft(Path policy, Path folder) throws IOException {
    try (Stream<Path> tree = Files.walk(policy)) {
      for (Path path : tree.filter(Files::isRegularFile).toList()) {
        Path to = folder.resolve(policy.relativize(path).toString());
        Files.createDirectories(to.getParent());
        Files.writeString(to, Files.readString(path).replace("mask: date-year", "mask: withheld"));
      }
    }
    return ((LoadResult.Loaded) PolicyLoader.load(folder)).policy();
  }
}
