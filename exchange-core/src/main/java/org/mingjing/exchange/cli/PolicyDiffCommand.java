package org.mingjing.exchange.cli;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.mingjing.policy.LoadResult;
import org.mingjing.policy.PolicyDiff;
import org.mingjing.policy.PolicyLoader;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code policy diff}: which calls come to something else under another folder's documents. */
@Command(
    name = "diff",
    mixinStandardHelpOptions = true,
    description = "两套策略（含授权）之间结果不同的全部调用 / every outcome that differs between two folders")
final class PolicyDiffCommand implements Callable<Integer> {
  @Spec private CommandSpec spec = CommandSpec.create();

  @Parameters(index = "0", paramLabel = "A", description = "策略文件夹 / policy folder, before")
  private Path before = Path.of("");

  @Parameters(index = "1", paramLabel = "B", description = "策略文件夹 / policy folder, after")
  private Path after = Path.of("");

  @Option(names = "--output", defaultValue = "table", description = "table 或 json / table or json")
  private PolicyCommand.Output output = PolicyCommand.Output.table;

  @Override
  public Integer call() {
    LoadResult one = PolicyLoader.load(PolicyCommand.folder(before, spec));
    LoadResult other = PolicyLoader.load(PolicyCommand.folder(after, spec));
    if (one instanceof LoadResult.Loaded was && other instanceof LoadResult.Loaded is) {
      PolicyDiff diff = PolicyDiff.between(was.policy(), was.grants(), is.policy(), is.grants());
      DiffReport report = new DiffReport(diff, was, is);
      PrintWriter out = spec.commandLine().getOut();
      switch (output) {
        case table -> report.print(out);
        case json -> out.println(report.json());
      }
      return Main.DONE;
    }
    faults(before, one);
    faults(after, other);
    return Main.REFUSED;
  }

  private void faults(Path folder, LoadResult result) {
    if (result instanceof LoadResult.Faulty faulty) {
      PrintWriter err = spec.commandLine().getErr();
      err.println(folder + "：");
      PolicyLintCommand.PolicyFindings.of(faulty.faults()).print(err);
    }
  }
}
