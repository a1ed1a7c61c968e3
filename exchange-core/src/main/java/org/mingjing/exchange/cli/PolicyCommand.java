package org.mingjing.exchange.cli;

import java.nio.file.Path;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code policy}: looks at a folder of policy documents, and has a running exchange take it up. */
@Command(
    name = "policy",
    mixinStandardHelpOptions = true,
    description = "检查、测试、说明、签名和发布策略文件 / check, test, explain, sign and publish policy documents",
    subcommands = {
      PolicyLintCommand.class,
      PolicyTestCommand.class,
      PolicyExplainCommand.class,
      PolicyDigestCommand.class,
      PolicyDiffCommand.class,
      PolicyImpactCommand.class,
      PolicyMatrixCommand.class,
      PolicyBundleCommand.class,
      PolicyReloadCommand.class
    })
final class PolicyCommand implements Runnable {
  @Spec private CommandSpec spec = CommandSpec.create();

  /** How the answer is written. */
  enum Output {
    table,
    json
  }

  @Override
  public void run() {
    throw new CommandLine.ParameterException(
        spec.commandLine(),
        "缺少子命令：lint、test、explain、diff、impact、matrix、digest、bundle 或 reload"
            + " / name one of lint, test, explain, diff, impact, matrix, digest, bundle, reload");
  }

  /** The folder given, or the one that ships. */
  static Path folder(Path given, CommandSpec spec) {
    if (given.toString().isEmpty()) {
      return Home.find().resolve("config/policy");
    }
    if (!given.toFile().isDirectory()) {
      throw new CommandLine.ParameterException(
          spec.commandLine(), "没有文件夹 / there is no folder " + given);
    }
    return given;
  }
}
