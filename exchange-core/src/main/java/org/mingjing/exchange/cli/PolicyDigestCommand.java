package org.mingjing.exchange.cli;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.mingjing.policy.GrantSet;
import org.mingjing.policy.LoadResult;
import org.mingjing.policy.PolicyLoader;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import tools.jackson.databind.json.JsonMapper;

/** {@code policy digest}: the digests that decisions under a folder's documents would name. */
@Command(
    name = "digest",
    mixinStandardHelpOptions = true,
    description = "策略摘要和初始授权摘要 / digest of the policy and of its seed grants")
final class PolicyDigestCommand implements Callable<Integer> {
  @Spec private CommandSpec spec = CommandSpec.create();

  @Parameters(
      arity = "0..1",
      paramLabel = "FOLDER",
      description = "策略文件夹，默认 config/policy / policy folder")
  private Path folder = Path.of("");

  @Option(names = "--output", defaultValue = "table", description = "table 或 json / table or json")
  private PolicyCommand.Output output = PolicyCommand.Output.table;

  @Override
  public Integer call() {
    return switch (PolicyLoader.load(PolicyCommand.folder(folder, spec))) {
      case LoadResult.Loaded loaded -> {
        print(loaded.policy().digest(), GrantSet.of(loaded.policy(), loaded.grants()).digest());
        yield Main.DONE;
      }
      case LoadResult.Faulty faulty -> {
        PolicyLintCommand.PolicyFindings.of(faulty.faults()).print(spec.commandLine().getErr());
        yield Main.REFUSED;
      }
    };
  }

  private void print(String policy, String grants) {
    PrintWriter out = spec.commandLine().getOut();
    switch (output) {
      case table -> {
        out.println(Columns.pad("策略 / policy", 18) + policy);
        out.println(Columns.pad("授权 / grants", 18) + grants);
      }
      case json ->
          out.println(
              JsonMapper.shared()
                  .createObjectNode()
                  .put("policy", policy)
                  .put("grants", grants)
                  .toPrettyString());
    }
  }
}
