package org.mingjing.exchange.cli;

import java.io.PrintStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.mingjing.exchange.operations.doctor.Diagnosis;
import org.mingjing.exchange.operations.doctor.Diagnosis.Verdict;
import org.mingjing.exchange.operations.doctor.Doctor;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** {@code doctor}: what is wrong here, and how to mend it; changes nothing. */
@Command(
    name = "doctor",
    mixinStandardHelpOptions = true,
    description = "说明哪里有问题、如何修复，不做任何改动 / say what is wrong and how to mend it; changes nothing")
final class DoctorCommand implements Callable<Integer> {
  /** How the findings are printed. */
  enum Output {
    table,
    json
  }

  @Option(names = "--data", defaultValue = ".mingjing", description = "数据目录 / data folder")
  private Path data = Path.of(".mingjing");

  @Option(
      names = "--port",
      defaultValue = "8080",
      description = "将要使用的端口 / the port to serve on, 0 for any free one")
  private int port;

  @Option(names = "--output", defaultValue = "table", description = "table 或 json / table or json")
  private Output output = Output.table;

  @Override
  public Integer call() {
    List<Diagnosis> found =
        Doctor.examine(Doctor.Plan.here(Home.find(), data.toAbsolutePath().normalize(), port));
    boolean sound = found.stream().noneMatch(d -> d.verdict() == Verdict.PROBLEM);
    switch (output) {
      case json -> System.out.println(json(found, sound));
      case table -> print(System.out, found, sound);
    }
    return sound ? Main.DONE : Main.REFUSED;
  }

  private static String json(List<Diagnosis> found, boolean sound) {
    ObjectNode root = JsonMapper.shared().createObjectNode();
    root.put("sound", sound);
    ArrayNode checks = root.putArray("checks");
    for (Diagnosis diagnosis : found) {
      ObjectNode check = checks.addObject();
      check.put("check", diagnosis.check());
      check.put("verdict", diagnosis.verdict().name().toLowerCase(Locale.ROOT).replace('_', '-'));
      check.putObject("found").put("zh", diagnosis.found().zh()).put("en", diagnosis.found().en());
      if (diagnosis.verdict() == Verdict.PROBLEM) {
        check.putObject("mend").put("zh", diagnosis.mend().zh()).put("en", diagnosis.mend().en());
      }
    }
    return root.toPrettyString();
  }

  private static void print(PrintStream out, List<Diagnosis> found, boolean sound) {
    for (Diagnosis diagnosis : found) {
      String sign =
          switch (diagnosis.verdict()) {
            case OK -> "OK     ";
            case PROBLEM -> "PROBLEM";
            case NOT_CHECKED -> "-      ";
          };
      out.println(sign + "  " + diagnosis.check() + ": " + diagnosis.found().zh());
      out.println("         " + diagnosis.found().en());
      if (diagnosis.verdict() == Verdict.PROBLEM) {
        out.println("         → " + diagnosis.mend().zh());
        out.println("         → " + diagnosis.mend().en());
      }
    }
    out.println(sound ? "未发现问题 / no problem found" : "发现问题，见上 / problems found, see above");
  }
}
