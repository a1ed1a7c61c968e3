package org.mingjing.exchange.cli;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.mingjing.policy.CategoryCode;
import org.mingjing.policy.Coverage;
import org.mingjing.policy.LoadResult;
import org.mingjing.policy.Policy;
import org.mingjing.policy.PolicyCase;
import org.mingjing.policy.PolicyLoader;
import org.mingjing.policy.PolicyTests;
import org.mingjing.policy.Provisos;
import org.mingjing.policy.TestReport;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** {@code policy test}: decides the cases of a folder, and tells what they leave untested. */
@Command(
    name = "test",
    mixinStandardHelpOptions = true,
    description = "运行策略测试，列出未测试的规则 / run the policy's tests, and list the rules that none tests")
final class PolicyTestCommand implements Callable<Integer> {
  private static final int WIDTH = 14;
  private static final int RULE = 34;

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
        TestReport report = PolicyTests.run(loaded.policy(), loaded.grants());
        PrintWriter out = spec.commandLine().getOut();
        switch (output) {
          case table -> print(report, loaded.policy(), out);
          case json -> out.println(json(report));
        }
        yield report.good() ? Main.DONE : Main.REFUSED;
      }
      case LoadResult.Faulty faulty -> {
        PolicyLintCommand.PolicyFindings.of(faulty.faults()).print(spec.commandLine().getErr());
        yield Main.REFUSED;
      }
    };
  }

  private static void print(TestReport report, Policy policy, PrintWriter out) {
    report.failed().forEach(result -> print(result, out));
    List<Coverage.Item> uncovered = report.coverage().uncovered();
    if (!uncovered.isEmpty()) {
      out.println("没有通过的测试写明以下规则 / no test that passes names these rules:");
      uncovered.forEach(item ->
          out.println("    " + Columns.pad(item.rule(), RULE) + name(policy, item.category())));
    }
    int failed = report.failed().size();
    int rules = report.coverage().items().size();
    long left = uncovered.stream().map(Coverage.Item::category).distinct().count();
    int categories = policy.categories().size();
    out.println(Columns.pad("通过 / passed", 22) + (report.results().size() - failed));
    out.println(Columns.pad("未通过 / failed", 22) + failed);
    out.println(Columns.pad("规则 / rules tested", 22) + (rules - uncovered.size()) + " / " + rules);
    out.println(Columns.pad("数据类 / categories", 22) + (categories - left) + " / " + categories);
    out.println(Provisos.DRAFT.zh());
    out.println(Provisos.DRAFT.en());
  }

  private static String name(Policy policy, CategoryCode code) {
    return policy
        .category(code)
        .map(category -> category.name().zh() + " / " + category.name().en())
        .orElse("");
  }

  private static void print(TestReport.Result result, PrintWriter out) {
    PolicyCase tested = result.tested();
    out.println(place(tested) + "  " + tested.id());
    out.println("    " + tested.name().zh());
    out.println("    " + tested.name().en());
    int width =
        result.differences().stream().mapToInt(one -> one.expected().length()).max().orElse(0);
    out.println(row("", "预期 / expected", "实得 / got", width));
    for (TestReport.Difference one : result.differences()) {
      out.println(row(one.what(), one.expected(), one.got(), width));
    }
    out.println("    " + Columns.pad("理由 / reason", WIDTH) + result.reason().zh());
    out.println("    " + " ".repeat(WIDTH) + result.reason().en());
  }

  private static String row(String what, String expected, String got, int width) {
    return "    "
        + Columns.pad(what, WIDTH)
        + Columns.pad(expected, Math.max(width, WIDTH) + 4)
        + got;
  }

  private static String place(PolicyCase tested) {
    return tested.file() + ":" + tested.line();
  }

  private static String json(TestReport report) {
    ObjectNode root = JsonMapper.shared().createObjectNode();
    root.put("good", report.good());
    root.putObject("draft").put("zh", Provisos.DRAFT.zh()).put("en", Provisos.DRAFT.en());
    root.put("passed", report.results().size() - report.failed().size());
    root.put("failed", report.failed().size());
    ArrayNode cases = root.putArray("cases");
    report.results().forEach(result -> json(result, cases.addObject()));
    ArrayNode rules = root.putArray("rules");
    for (Coverage.Item item : report.coverage().items()) {
      rules
          .addObject()
          .put("category", item.category().value())
          .put("rule", item.rule())
          .put("tested", item.covered());
    }
    return root.toPrettyString();
  }

  private static void json(TestReport.Result result, ObjectNode one) {
    PolicyCase tested = result.tested();
    one.put("id", tested.id()).put("place", place(tested)).put("passed", result.passed());
    one.putObject("name").put("zh", tested.name().zh()).put("en", tested.name().en());
    one.putObject("reason").put("zh", result.reason().zh()).put("en", result.reason().en());
    ArrayNode differences = one.putArray("differences");
    for (TestReport.Difference difference : result.differences()) {
      differences
          .addObject()
          .put("what", difference.what())
          .put("expected", difference.expected())
          .put("got", difference.got());
    }
  }
}
