package org.mingjing.bench.log;

import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.mingjing.bench.BenchMain;
import org.mingjing.bench.Installation;
import org.mingjing.bench.evidence.Scratch;
import org.mingjing.bench.evidence.ScratchLog;
import org.mingjing.bench.report.Machine;
import org.mingjing.bench.report.Output;
import org.mingjing.bench.report.Seconds;
import org.mingjing.ledger.log.LogSettings;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The command line {@code ./mingjing bench log}; exit codes as those of the other benches. */
@Command(
    name = "log",
    description = "日志与批量插入并排测量 / Measures the log beside plain inserts, proofs and notarising",
    mixinStandardHelpOptions = true)
public final class LogBenchMain implements Callable<Integer> {
  /** More would not fit into the heap beside what writes them. */
  private static final int MOST_ENTRIES = 100_000;

  private final PrintStream out;

  @Spec private @Nullable CommandSpec spec;

  @Option(names = "--output", defaultValue = "table", description = "table, json")
  private Output output = Output.TABLE;

  @Option(names = "--entries", defaultValue = "40000", description = "每轮条目数 / entries of a round")
  private int entries = 40_000;

  @Option(
      names = "--rounds",
      defaultValue = "9",
      description = "轮数，在预热之后 / rounds, after warming up")
  private int rounds = 9;

  @Option(
      names = "--seconds",
      defaultValue = "60",
      description = "以每秒 1000 条存证多久 / how long to notarise 1,000 entries a second")
  private Seconds seconds = new Seconds(60);

  private LogBenchMain(PrintStream out) {
    this.out = out;
  }

  public static void main(String[] args) {
    PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
    System.exit(
        new CommandLine(new LogBenchMain(out))
            .setCaseInsensitiveEnumValuesAllowed(true)
            .registerConverter(Seconds.class, Seconds::of)
            .setExecutionExceptionHandler((e, line, parsed) -> BenchMain.exitCode(e))
            .execute(args));
  }

  @Override
  public Integer call() throws Exception {
    demandSensible();
    Installation installation = Installation.found();
    Path scratch = installation.newScratch();
    try {
      Report report = measured(installation.home(), scratch);
      out.println(output.of(report, report::table));
      return 0;
    } finally {
      Scratch.delete(scratch);
    }
  }

  private void demandSensible() {
    if (entries < 2 || entries > MOST_ENTRIES || entries % 2 != 0 || rounds < 1) {
      throw new ParameterException(
          Objects.requireNonNull(spec).commandLine(),
          "--entries 为 2..%1$,d 的偶数，--rounds 至少为 1 / --entries is even and 2..%1$,d, --rounds at least 1"
              .formatted(MOST_ENTRIES));
    }
  }

  private Report measured(Path home, Path scratch) throws Exception {
    Machine machine = Machine.look(scratch);
    long seed = new SecureRandom().nextLong();
    SideBySide.Found sides;
    Round proofs;
    Round receipts;
    try (ScratchLog log = log(home, scratch.resolve("data"))) {
      sides = new SideBySide(log, entries, rounds, seed).measured();
      ProofTimes times = new ProofTimes(log, seed);
      proofs = times.proofs();
      receipts = times.receipts();
    }
    List<String> notes = new ArrayList<>();
    Optional<Notarising.Found> notarising = notarising(home, scratch, seed, notes);
    Contents contents = sides.contents();
    Report.Conditions conditions =
        new Report.Conditions(
            Appends.CALLERS,
            Inserts.BATCH,
            entries,
            rounds,
            contents.count(),
            contents.bytes(),
            Runtime.getRuntime().maxMemory() >> 20,
            seed,
            sides.settings());
    return Report.of(machine, conditions, sides, proofs, receipts, notarising, notes);
  }

  private Optional<Notarising.Found> notarising(
      Path home, Path scratch, long seed, List<String> notes) throws Exception {
    List<String> missing = LocalNetwork.missing();
    if (!missing.isEmpty()) {
      notes.add(
          "未测量 Fabric，PATH 中缺少 / Fabric was not measured, missing on PATH: "
              + String.join(", ", missing));
      return Optional.empty();
    }
    notes.add(LocalNetwork.description() + "; " + seconds.value() + " s × 1,000/s");
    try (ScratchLog log = log(home, scratch.resolve("notarised"))) {
      return Optional.of(
          Notarising.measured(log, home, scratch.resolve("network"), seconds.value(), seed));
    }
  }

  /** With the settings that the exchange ships. */
  private static ScratchLog log(Path home, Path data) throws SQLException {
    return new ScratchLog(data, home.resolve("config/policy"), LogSettings.DEFAULT);
  }
}
