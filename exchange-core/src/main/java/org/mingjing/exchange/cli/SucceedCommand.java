package org.mingjing.exchange.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.mingjing.exchange.evidence.FormerLog;
import org.mingjing.exchange.operations.Succession;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code succeed}: prepares a new log in the place of one that cannot go on. */
@Command(
    name = "succeed",
    mixinStandardHelpOptions = true,
    description =
        "旧日志无法继续时，准备一个后继日志 / prepare the log that follows one whose key or entries are lost for good")
final class SucceedCommand implements Callable<Integer> {
  @Option(names = "--data", defaultValue = ".mingjing", description = "旧数据目录 / the old data folder")
  private Path data = Path.of(".mingjing");

  @Option(names = "--to", required = true, description = "新数据目录 / the new data folder")
  private Path to = Path.of("");

  @Option(names = "--reason", required = true, description = "原因 / why: ${COMPLETION-CANDIDATES}")
  private Succession.Reason reason = Succession.Reason.KEY_LOST;

  @Option(
      names = "--origin",
      defaultValue = "",
      description = "新日志的名称 / the new log's name; by default the old one with a number")
  private String origin = "";

  @Override
  public Integer call() throws IOException {
    FormerLog former =
        Succession.prepare(
            data.toAbsolutePath(),
            to.toAbsolutePath(),
            reason,
            Optional.of(origin).filter(name -> !name.isEmpty()));
    System.out.println(
        "   旧日志 %s 止于第 %d 条；新日志名为 %s，其首条将写明这一点"
            .formatted(former.ended().origin(), former.ended().size(), former.origin()));
    System.out.println(
        "   the log %s ends at %d entries; the new one is %s, and its first entry will say so"
            .formatted(former.ended().origin(), former.ended().size(), former.origin()));
    System.out.println("   ./mingjing up --data " + to);
    System.out.println(
        "   请保留旧目录，并把新旧两个验证公钥都告知验证方 / keep the old folder, and give verifiers both keys");
    return Main.DONE;
  }
}
