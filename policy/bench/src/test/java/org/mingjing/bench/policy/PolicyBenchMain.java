package org.mingjing.bench.policy;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import org.mingjing.bench.BenchMain;
import org.mingjing.bench.Installation;
import org.mingjing.bench.report.Machine;
import org.mingjing.bench.report.Output;
import org.mingjing.bench.report.Schedule;
import org.mingjing.bench.report.Seconds;
import org.openjdk.jmh.runner.RunnerException;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/** The command line {@code ./mingjing bench policy}; exit codes as those of the other benches. */
@Command(
    name = "policy",
    description = "策略引擎与同类并排测量 / Measures the policy engine beside its peers",
    mixinStandardHelpOptions = true)
public final class PolicyBenchMain implements Callable<Integer> {

  private final PrintStream out;

  @Option(names = "--output", defaultValue = "table", description = "table, json")
  private Output output = Output.TABLE;

  @Option(names = "--seconds", defaultValue = "12", description = "每行测量秒数 / measured seconds a row")
  private Seconds seconds = new Seconds(12);

  @Option(names = "--rows", paramLabel = "NAME,…", description = "只测这些行 / only these rows")
  private Optional<Selection> rows = Optional.empty();

  private PolicyBenchMain(PrintStream out) {
    this.out = out;
  }

  /** Some rows by their names. */
  record Selection(Set<Row> rows) {
    static Selection of(String names) {
      Set<Row> rows = EnumSet.noneOf(Row.class);
      for (String name : List.of(names.split(",", -1))) {
        rows.add(
            Row.of(name)
                .orElseThrow(() -> new TypeConversionException("没有这一行 / no such row: " + name)));
      }
      return new Selection(rows);
    }
  }

  public static void main(String[] args) {
    System.exit(run(new PrintStream(System.out, true, StandardCharsets.UTF_8), args));
  }

  /** Runs one command line and returns its exit code. */
  static int run(PrintStream out, String... args) {
    return new CommandLine(new PolicyBenchMain(out))
        .setCaseInsensitiveEnumValuesAllowed(true)
        .registerConverter(Selection.class, Selection::of)
        .registerConverter(Seconds.class, Seconds::of)
        .setExecutionExceptionHandler((e, line, parsed) -> BenchMain.exitCode(e))
        .execute(args);
  }

  @Override
  public Integer call() throws IOException, RunnerException {
    Set<Row> chosen = rows.map(Selection::rows).orElse(EnumSet.allOf(Row.class));
    Schedule schedule = Schedule.ofSeconds(seconds.value());
    Installation installation = Installation.found();
    for (Row peer : Row.PEERS) {
      if (chosen.contains(peer)) {
        Agreement.check(peer, peer.contest());
      }
    }
    Machine machine = calibrated(installation);
    List<Figures> figures = new Rounds(schedule, installation.home().toString()).run(chosen);
    Report report = Report.of(machine, Report.Conditions.of(schedule), figures);
    out.println(output.of(report, report::table));
    return 0;
  }

  private static Machine calibrated(Installation installation) throws IOException {
    Path scratch = installation.newScratch();
    try {
      return Machine.look(scratch);
    } finally {
      Files.delete(scratch);
    }
  }
}
