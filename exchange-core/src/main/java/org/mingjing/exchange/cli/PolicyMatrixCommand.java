package org.mingjing.exchange.cli;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.mingjing.policy.AnswerForm;
import org.mingjing.policy.DepartmentId;
import org.mingjing.policy.Grant;
import org.mingjing.policy.LoadResult;
import org.mingjing.policy.PolicyLoader;
import org.mingjing.policy.PolicyMatrix;
import org.mingjing.policy.Provisos;
import org.mingjing.policy.PurposeId;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** {@code policy matrix}: what each department may have of each category. */
@Command(
    name = "matrix",
    mixinStandardHelpOptions = true,
    description = "各部门可以取得各数据类的什么 / what each department may have of each category")
final class PolicyMatrixCommand implements Callable<Integer> {
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
        PolicyMatrix matrix =
            PolicyMatrix.of(loaded.policy(), loaded.grants(), LocalDate.now(Grant.ZONE));
        List<DepartmentId> departments =
            loaded.policy().departments().stream().map(one -> one.id()).toList();
        switch (output) {
          case table -> print(matrix, departments, spec.commandLine().getOut());
          case json -> spec.commandLine().getOut().println(json(matrix));
        }
        yield Main.DONE;
      }
      case LoadResult.Faulty faulty -> {
        PolicyLintCommand.PolicyFindings.of(faulty.faults()).print(spec.commandLine().getErr());
        yield Main.REFUSED;
      }
    };
  }

  private static void print(PolicyMatrix matrix, List<DepartmentId> departments, PrintWriter out) {
    out.println("x 不予共享 / prohibited");
    out.println(". 不得取得 / not for this department");
    out.println("- 条件允许，但目录中没有资源提供 / its condition allows it, no resource carries it");
    out.println("o 取得授权后可以 / with a grant");
    out.println("* 有生效的授权 / a grant is in force");
    out.println();
    int height = departments.stream().mapToInt(one -> one.value().length()).max().orElse(0);
    for (int line = 0; line < height; line++) {
      int at = line;
      out.println(
          Columns.pad("", 12)
              + departments.stream()
                  .map(one -> at < one.value().length() ? one.value().substring(at, at + 1) : " ")
                  .collect(Collectors.joining(" ")));
    }
    matrix
        .rows()
        .forEach((code, row) ->
            out.println(
                Columns.pad(code.value(), 12)
                    + departments.stream()
                        .map(one -> sign(row.getOrDefault(one, NONE).reach()))
                        .collect(Collectors.joining(" "))
                    + summary(row.values())));
    out.println();
    out.println("右侧：答复方式，用途数 / to the right: answer forms, number of purposes");
    out.println(Provisos.DRAFT.zh());
    out.println(Provisos.DRAFT.en());
  }

  private static final PolicyMatrix.Share NONE =
      new PolicyMatrix.Share(PolicyMatrix.Reach.NO, new TreeSet<>(), new TreeSet<>());

  private static String sign(PolicyMatrix.Reach reach) {
    return switch (reach) {
      case PROHIBITED -> "x";
      case NO -> ".";
      case UNSERVED -> "-";
      case WITH_GRANT -> "o";
      case GRANTED -> "*";
    };
  }

  /** The forms and purposes of all departments together; those of one are in the JSON. */
  private static String summary(Collection<PolicyMatrix.Share> row) {
    SortedSet<AnswerForm> forms = new TreeSet<>();
    SortedSet<PurposeId> purposes = new TreeSet<>();
    row.forEach(share -> {
      forms.addAll(share.forms());
      purposes.addAll(share.purposes());
    });
    return forms.isEmpty()
        ? ""
        : "  "
            + forms.stream().map(AnswerForm::wireName).collect(Collectors.joining(","))
            + " "
            + purposes.size();
  }

  private static String json(PolicyMatrix matrix) {
    ObjectNode root = JsonMapper.shared().createObjectNode();
    root.putObject("draft").put("zh", Provisos.DRAFT.zh()).put("en", Provisos.DRAFT.en());
    ObjectNode categories = root.putObject("categories");
    matrix.rows().forEach((code, row) -> row(categories.putObject(code.value()), row));
    return root.toPrettyString();
  }

  private static void row(ObjectNode node, Map<DepartmentId, PolicyMatrix.Share> row) {
    row.forEach((department, share) -> {
      ObjectNode one = node.putObject(department.value());
      one.put("reach", share.reach().wireName());
      ArrayNode forms = one.putArray("forms");
      share.forms().forEach(form -> forms.add(form.wireName()));
      ArrayNode purposes = one.putArray("purposes");
      share.purposes().forEach(purpose -> purposes.add(purpose.value()));
    });
  }
}
