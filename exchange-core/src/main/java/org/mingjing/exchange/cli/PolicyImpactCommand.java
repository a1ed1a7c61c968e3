package org.mingjing.exchange.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.mingjing.exchange.evidence.LoggedCall;
import org.mingjing.exchange.operations.ImpactRun;
import org.mingjing.exchange.stewardship.Impact;
import org.mingjing.exchange.stewardship.ImpactReport;
import org.mingjing.policy.Grant;
import org.mingjing.policy.LoadResult;
import org.mingjing.policy.PolicyLoader;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code policy impact}: what a draft would have done to the calls that the log keeps. */
@Command(
    name = "impact",
    mixinStandardHelpOptions = true,
    description =
        "用草案重放已记录的调用，看结果有何不同 / replay recorded calls against a draft, and tell what differs")
final class PolicyImpactCommand implements Callable<Integer> {
  private static final int DEFAULT_DAYS = 90;
  private static final int MOST_EXAMPLES = 100;

  @Spec private CommandSpec spec = CommandSpec.create();

  @Parameters(index = "0", paramLabel = "DRAFT", description = "草案文件夹 / folder of the draft")
  private Path draft = Path.of("");

  @Option(names = "--data", defaultValue = ".mingjing", description = "数据目录 / data folder")
  private Path data = Path.of(".mingjing");

  @Option(
      names = "--from",
      paramLabel = "YYYY-MM-DD",
      description = "第一天，默认为最后一天前推 90 天 / first day; default: 90 days in all")
  private Optional<LocalDate> from = Optional.empty();

  @Option(
      names = "--until",
      paramLabel = "YYYY-MM-DD",
      description = "最后一天，含当天，北京时间；默认今天 / last day, included, Asia/Shanghai; default: today")
  private Optional<LocalDate> until = Optional.empty();

  @Option(
      names = "--grants",
      defaultValue = "live",
      description =
          "草案用哪些授权决定：live（生效的）或 draft（草案的 grants.yaml） / which grants the draft decides with: live, or draft for its grants.yaml")
  private Grants grants = Grants.live;

  @Option(
      names = "--examples",
      defaultValue = "3",
      description = "每类列出的调用数，至多 100 / calls told of each kind, at most 100")
  private int examples = 3;

  @Option(names = "--output", defaultValue = "table", description = "table 或 json / table or json")
  private PolicyCommand.Output output = PolicyCommand.Output.table;

  /** With which grants the draft decides. */
  enum Grants {
    live,
    draft
  }

  @Override
  public Integer call() throws IOException, SQLException, InterruptedException {
    Impact.Window window = window();
    if (examples < 0 || examples > MOST_EXAMPLES) {
      throw usage("--examples 须为 0 至 100 / --examples is 0 to 100");
    }
    return switch (PolicyLoader.load(PolicyCommand.folder(draft, spec))) {
      case LoadResult.Loaded loaded -> replayed(loaded, window);
      case LoadResult.Faulty faulty -> {
        PolicyLintCommand.PolicyFindings.of(faulty.faults()).print(spec.commandLine().getErr());
        yield Main.REFUSED;
      }
    };
  }

  private Impact.Window window() {
    LocalDate last = until.orElseGet(() -> LocalDate.now(Grant.ZONE));
    LocalDate first = from.orElseGet(() -> last.minusDays(DEFAULT_DAYS - 1));
    if (last.isBefore(first)) {
      throw usage("--until 早于 --from / --until lies before --from");
    }
    return new Impact.Window(first, last);
  }

  private ParameterException usage(String text) {
    return new ParameterException(spec.commandLine(), text);
  }

  private int replayed(LoadResult.Loaded loaded, Impact.Window window)
      throws IOException, SQLException, InterruptedException {
    Impact.Draft with =
        new Impact.Draft(
            loaded.policy(),
            grants == Grants.draft ? Optional.of(loaded.grants()) : Optional.empty());
    ImpactReport report = ImpactRun.onDataFolder(data.toAbsolutePath(), with, window, examples);
    PrintWriter out = spec.commandLine().getOut();
    switch (output) {
      case table -> ImpactTable.print(out, report);
      case json -> out.println(ImpactJson.of(report));
    }
    if (alarm(report)) {
      spec.commandLine()
          .getErr()
          .println(
              "日志中有被改动、被清空或与当时决定不符的条目，与草案无关：请运行 ./mingjing fsck\n"
                  + "the log has entries that were altered or emptied, or decisions that do not come"
                  + " out again; the draft is not to blame: run ./mingjing fsck");
    }
    return alarm(report) ? Main.REFUSED : Main.DONE;
  }

  /** What no policy explains: the log was tampered with, or the exchange decides otherwise. */
  static boolean alarm(ImpactReport report) {
    return report.unknown().containsKey(LoggedCall.Why.ALTERED.wireName())
        || report.unknown().containsKey(LoggedCall.Why.ERASED.wireName())
        || report.reproduction().notReproduced().calls() > 0;
  }
}
