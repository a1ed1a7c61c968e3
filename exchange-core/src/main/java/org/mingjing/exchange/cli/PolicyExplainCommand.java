package org.mingjing.exchange.cli;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.mingjing.policy.CategoryCode;
import org.mingjing.policy.LoadResult;
import org.mingjing.policy.Policy;
import org.mingjing.policy.PolicyLoader;
import org.mingjing.policy.Resource;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;

/** {@code policy explain}: a category, a resource or one of its fields, in plain words. */
@Command(
    name = "explain",
    mixinStandardHelpOptions = true,
    description = "用通俗文字说明数据类、资源或字段 / a category, a resource or a field in plain words")
final class PolicyExplainCommand implements Callable<Integer> {
  @Spec private CommandSpec spec = CommandSpec.create();

  @Parameters(
      arity = "1",
      paramLabel = "CODE|RESOURCE[.FIELD]",
      description = "如 MPS-01、mps.resident-register、mps.resident-register.name")
  private String what = "";

  @Option(
      names = "--policy",
      paramLabel = "FOLDER",
      description = "策略文件夹，默认 config/policy / policy folder")
  private Path folder = Path.of("");

  @Option(names = "--output", defaultValue = "table", description = "table 或 json / table or json")
  private PolicyCommand.Output output = PolicyCommand.Output.table;

  @Override
  public Integer call() {
    return switch (PolicyLoader.load(PolicyCommand.folder(folder, spec))) {
      case LoadResult.Loaded loaded -> explain(loaded.policy());
      case LoadResult.Faulty faulty -> {
        PolicyLintCommand.PolicyFindings.of(faulty.faults()).print(spec.commandLine().getErr());
        yield Main.REFUSED;
      }
    };
  }

  private int explain(Policy policy) {
    List<PlainWords.Line> lines = lines(policy);
    if (lines.isEmpty()) {
      spec.commandLine()
          .getErr()
          .println(
              "没有数据类、资源或字段 "
                  + what
                  + "；数据类如 MPS-01，资源如 mps.resident-register / there is no category, resource or field "
                  + what
                  + "; write a code such as MPS-01 or an id such as mps.resident-register");
      return Main.REFUSED;
    }
    print(lines);
    return Main.DONE;
  }

  private List<PlainWords.Line> lines(Policy policy) {
    PlainWords words = new PlainWords(policy);
    if (what.isBlank() || what.length() > 128) {
      return List.of();
    }
    return policy
        .category(new CategoryCode(what))
        .map(words::category)
        .or(() -> resource(policy, what).map(words::resource))
        .or(() -> field(policy, words))
        .orElse(List.of());
  }

  private static Optional<Resource> resource(Policy policy, String id) {
    return policy.resources().stream().filter(one -> one.id().value().equals(id)).findFirst();
  }

  private Optional<List<PlainWords.Line>> field(Policy policy, PlainWords words) {
    int dot = what.lastIndexOf('.');
    return dot < 0
        ? Optional.empty()
        : resource(policy, what.substring(0, dot))
            .flatMap(resource -> resource.field(what.substring(dot + 1)))
            .map(words::field);
  }

  private void print(List<PlainWords.Line> lines) {
    PrintWriter out = spec.commandLine().getOut();
    switch (output) {
      case table ->
          lines.forEach(line -> {
            out.println(Columns.pad(line.title().zh(), 14) + line.text().zh());
            out.println(Columns.pad(line.title().en(), 14) + line.text().en());
          });
      case json -> {
        ArrayNode list = JsonMapper.shared().createArrayNode();
        lines.forEach(line -> {
          var object = list.addObject().put("about", line.title().en());
          object.put("zh", line.text().zh()).put("en", line.text().en());
        });
        out.println(list.toPrettyString());
      }
    }
  }
}
