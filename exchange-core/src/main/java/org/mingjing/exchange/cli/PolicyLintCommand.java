package org.mingjing.exchange.cli;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import org.mingjing.policy.Fault;
import org.mingjing.policy.Grant;
import org.mingjing.policy.LoadResult;
import org.mingjing.policy.Notice;
import org.mingjing.policy.PolicyLoader;
import org.mingjing.policy.Provisos;
import org.mingjing.policy.Text;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** {@code policy lint}: every fault of a folder at once, or what people should know of it. */
@Command(
    name = "lint",
    mixinStandardHelpOptions = true,
    description = "列出全部错误或提示 / every fault, or the notices by kind")
final class PolicyLintCommand implements Callable<Integer> {
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
    LoadResult result =
        PolicyLoader.lint(PolicyCommand.folder(folder, spec), LocalDate.now(Grant.ZONE));
    PrintWriter out = spec.commandLine().getOut();
    switch (output) {
      case table -> PolicyFindings.of(result).print(out);
      case json -> out.println(PolicyFindings.of(result).json());
    }
    return result instanceof LoadResult.Loaded ? Main.DONE : Main.REFUSED;
  }

  /** Faults or notices alike: a place, a code, a text. */
  record PolicyFindings(boolean sound, List<Found> found) {

    record Found(String place, String code, Text text) {}

    static PolicyFindings of(LoadResult result) {
      return switch (result) {
        case LoadResult.Loaded loaded ->
            new PolicyFindings(true, loaded.notices().stream().map(PolicyFindings::found).toList());
        case LoadResult.Faulty faulty -> of(faulty.faults());
      };
    }

    static PolicyFindings of(List<Fault> faults) {
      return new PolicyFindings(false, faults.stream().map(PolicyFindings::found).toList());
    }

    private static Found found(Notice notice) {
      return new Found(
          place(notice.file(), notice.line(), notice.column()), notice.code(), notice.message());
    }

    private static Found found(Fault fault) {
      return new Found(
          place(fault.file(), fault.line(), fault.column()), fault.code(), fault.message());
    }

    private static String place(String file, int line, int column) {
      return file + ":" + line + ":" + column;
    }

    private Map<String, Integer> counts() {
      Map<String, Integer> counts = new TreeMap<>();
      if (sound) {
        List.of(
                "unmechanised",
                Provisos.NEEDS_LEGAL_CONFIRMATION,
                "relies-asserted",
                "rank-unsure",
                "unused-purpose",
                "ungranted-purpose",
                "dead-grant",
                "dead-recipient",
                "unreachable-catalogue",
                "unreachable-contradiction",
                "unreachable-recipients",
                "unreachable-systems",
                "unreachable-grants")
            .forEach(code -> counts.put(code, 0));
      }
      found.forEach(one -> counts.merge(one.code(), 1, Integer::sum));
      return new LinkedHashMap<>(counts);
    }

    void print(PrintWriter out) {
      for (Found one : found) {
        out.println(one.place() + "  " + one.code());
        out.println("    " + one.text().zh());
        out.println("    " + one.text().en());
      }
      out.println(
          sound
              ? "可以载入；提示 / it loads; notices: " + found.size()
              : "不能载入；错误 / it does not load; faults: " + found.size());
      counts().forEach((code, count) -> out.println("    " + Columns.pad(code, 30) + count));
      out.println(Provisos.DRAFT.zh());
      out.println(Provisos.DRAFT.en());
    }

    String json() {
      ObjectNode root = JsonMapper.shared().createObjectNode();
      root.put("loads", sound);
      root.putObject("draft").put("zh", Provisos.DRAFT.zh()).put("en", Provisos.DRAFT.en());
      ObjectNode byCode = root.putObject("counts");
      counts().forEach(byCode::put);
      ArrayNode list = root.putArray(sound ? "notices" : "faults");
      found.forEach(one ->
          list.addObject()
              .put("place", one.place())
              .put("code", one.code())
              .put("zh", one.text().zh())
              .put("en", one.text().en()));
      return root.toPrettyString();
    }
  }
}
