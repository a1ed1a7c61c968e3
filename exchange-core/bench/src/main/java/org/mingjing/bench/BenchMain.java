package org.mingjing.bench;

import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.mingjing.bench.report.Output;
import org.mingjing.bench.report.Seconds;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/**
 * The command line {@code ./mingjing bench NAME}. Exit codes: 0 done, 1 a row answered wrongly, 2
 * usage, 3 something needed is not available.
 */
@Command(
    name = "bench",
    description = "并排测量 / Measures side by side",
    mixinStandardHelpOptions = true)
public final class BenchMain {
  private static final int WRONG_ANSWER = 1;
  private static final int UNAVAILABLE = 3;

  private final PrintStream out;

  private BenchMain(PrintStream out) {
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
    return new CommandLine(new BenchMain(out))
        .setCaseInsensitiveEnumValuesAllowed(true)
        .registerConverter(Selection.class, Selection::of)
        .registerConverter(Seconds.class, Seconds::of)
        .setExecutionExceptionHandler((e, line, parsed) -> exitCode(e))
        .execute(args);
  }

  @Command(
      name = "call",
      description = "完整调用与同类并排测量 / Measures a whole call beside its peers",
      mixinStandardHelpOptions = true)
  int call(
      @Option(names = "--output", defaultValue = "table", description = "table, json")
          Output output,
      @Option(
              names = "--seconds",
              defaultValue = "20",
              description = "每行测量秒数 / measured seconds a row")
          Seconds seconds,
      @Option(names = "--rows", paramLabel = "NAME,…", description = "只测这些行 / only these rows")
          Optional<Selection> rows,
      @Option(
              names = "--running",
              paramLabel = "DATA",
              description = "已在运行的平台的数据目录 / data folder of an exchange that runs already")
          Optional<Path> running)
      throws InterruptedException {
    Set<Row> chosen = rows.map(Selection::rows).orElse(EnumSet.allOf(Row.class));
    CallBench bench = new CallBench(Installation.found(), Clock.systemUTC());
    Report report = bench.run(chosen, seconds.value(), running, new SecureRandom().nextLong());
    out.println(output.of(report, () -> ReportTable.of(report)));
    return 0;
  }

  /** What tells the caller how it ended; what is no news for users is thrown on. */
  public static int exitCode(Exception e) throws Exception {
    if (e instanceof WrongAnswer || e instanceof Unavailable) {
      System.err.println(e.getMessage());
      return e instanceof WrongAnswer ? WRONG_ANSWER : UNAVAILABLE;
    }
    throw e;
  }
}
