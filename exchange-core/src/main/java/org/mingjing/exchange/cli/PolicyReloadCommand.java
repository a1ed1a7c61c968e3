package org.mingjing.exchange.cli;

import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
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
          boolean published = reply.body().path("outcome").asString("").equals("published");
          System.out.println(
              published ? "已发布 / published" : "文件与运行中的策略相同 / the files are live already");
          System.out.println(reply.body().path("policy").asString(""));
        } else {
          CallTable.print(System.out, reply);
        }
      }
    }
    return reply.done() ? Main.DONE : Main.REFUSED;
  }
}
