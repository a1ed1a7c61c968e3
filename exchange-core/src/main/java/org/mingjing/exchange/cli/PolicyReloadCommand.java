package org.mingjing.exchange.cli;

import java.io.PrintStream;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** {@code policy reload}: the running exchange publishes its policy folder; no call is dropped. */
@Command(
    name = "reload",
    mixinStandardHelpOptions = true,
    description =
        "让运行中的交换平台发布其策略文件夹，不中断调用 / the running exchange publishes its policy folder without dropping a call")
final class PolicyReloadCommand implements Callable<Integer> {
  @Option(names = "--data", defaultValue = ".mingjing", description = "数据目录 / data folder")
  private Path data = Path.of(".mingjing");

  @Option(
      names = "--system",
      defaultValue = "exchange-operator",
      description = "运维系统 / the operator's system")
  private String system = "";

  @Option(names = "--output", defaultValue = "table", description = "table 或 json / table or json")
  private PolicyCommand.Output output = PolicyCommand.Output.table;

  @Override
  public Integer call() {
    ExchangeClient client = ExchangeClient.of(data);
    ExchangeClient.Reply reply =
        client.post(
            "/api/v1/policy/reload", client.token(system), JsonMapper.shared().createObjectNode());
    switch (output) {
      case json -> System.out.println(reply.body().toPrettyString());
      case table -> {
        if (reply.done()) {
          print(System.out, reply.body());
        } else {
          CallTable.print(System.out, reply);
        }
      }
    }
    return reply.done() ? Main.DONE : Main.REFUSED;
  }

  static void print(PrintStream out, JsonNode answer) {
    boolean published = answer.path("outcome").asString("").equals("published");
    out.println(
        published
            ? "策略已发布 / the policy is published"
            : "文件中的策略与运行中的相同 / the policy in the files is live already");
    out.println(answer.path("policy").asString(""));
    for (JsonNode notice : answer.path("notices")) {
      out.println("注意：" + notice.path("zh").asString(""));
      out.println("notice: " + notice.path("en").asString(""));
    }
  }
}
