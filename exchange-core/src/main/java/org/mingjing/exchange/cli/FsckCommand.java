package org.mingjing.exchange.cli;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.mingjing.exchange.operations.Fsck;
import org.mingjing.exchange.operations.FsckRun;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** {@code fsck}: derives the log anew and compares it with everything that is stored. */
@Command(
    name = "fsck",
    mixinStandardHelpOptions = true,
    description = "重新推导并核对整个日志 / derive the whole log anew and compare it with what is stored")
final class FsckCommand implements Callable<Integer> {
  @Option(names = "--data", defaultValue = ".mingjing", description = "数据目录 / data folder")
  private Path data = Path.of(".mingjing");

  @Option(names = "--output", defaultValue = "table", description = "table 或 json / table or json")
  private String output = "";

  @Option(
      names = "--checkpoint",
      paramLabel = "FILE",
      description =
          "只与这个此前保存的检查点核对 / compare with this checkpoint that was kept, and with nothing else")
  private @Nullable Path checkpoint;

  @Option(
      names = "--files",
      paramLabel = "FOLDER",
      description = "连同此前保存的 /log 文件，可指明被改写的条目 / and with a kept copy of /log: names the entry")
  private @Nullable Path files;

  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() throws IOException, SQLException {
    if (files != null && checkpoint == null) {
      throw new ParameterException(
          spec.commandLine(), "--files 须与 --checkpoint 一起使用 / --files needs --checkpoint");
    }
    Path folder = data.toAbsolutePath();
    Fsck.Report report =
        checkpoint == null
            ? FsckRun.onDataFolder(folder)
            : FsckRun.onDataFolder(folder, checkpoint, Optional.ofNullable(files));
    if (output.equals("json")) {
      System.out.println(json(report));
    } else {
      print(System.out, report);
    }
    return report.passed() ? Main.DONE : Main.REFUSED;
  }

  private static String json(Fsck.Report report) {
    ObjectNode root = JsonMapper.shared().createObjectNode();
    root.put("passed", report.passed());
    root.put("entries", report.entries());
    root.put("heads", report.heads()).put("batches", report.batches());
    ArrayNode findings = root.putArray("findings");
    report
        .findings()
        .forEach(finding ->
            findings
                .addObject()
                .put("index", finding.index())
                .put("zh", finding.text().zh())
                .put("en", finding.text().en()));
    return root.toPrettyString();
  }

  static void print(PrintStream out, Fsck.Report report) {
    out.printf(
        "   %d 条存证、%d 个检查点、%d 个账本批次已核对 / %d entries, %d checkpoints, %d ledger batches checked%n",
        report.entries(),
        report.heads(),
        report.batches(),
        report.entries(),
        report.heads(),
        report.batches());
    report
        .findings()
        .forEach(finding -> {
          out.println("   #" + finding.index() + "  " + finding.text().zh());
          out.println("       " + finding.text().en());
        });
    out.println(report.passed() ? "   完好 / SOUND" : "   不完好 / NOT SOUND");
  }
}
