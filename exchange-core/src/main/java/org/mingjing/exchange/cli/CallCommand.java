package org.mingjing.exchange.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** {@code call}: one call, as a department's system makes it. */
@Command(
    name = "call",
    mixinStandardHelpOptions = true,
    description = "发起一次调用 / make one call with the demonstration's credentials, or a key")
final class CallCommand implements Callable<Integer> {
  @Option(names = "--data", defaultValue = ".mingjing", description = "数据目录 / data folder")
  private Path data = Path.of(".mingjing");

  @Option(
      names = {"--system", "--client"},
      defaultValue = "mca-assistance",
      description = "调用方系统 / calling system")
  private String system = "";

  @Option(
      names = "--key",
      description =
          "用系统自己的私钥（JWK）代替演示口令 / the system's own key (JWK) instead of the demonstration's secret")
  private Path key = Path.of("");

  @Option(names = "--resource", required = true, description = "资源 / resource")
  private String resource = "";

  @Option(names = "--purpose", required = true, description = "用途代码 / purpose code")
  private String purpose = "";

  @Option(names = "--person", description = "自然人身份证号 / person id")
  private String person = "";

  @Option(names = "--organisation", description = "统一社会信用代码 / organisation id")
  private String organisation = "";

  @Option(names = "--fields", split = ",", description = "字段 / fields")
  private List<String> fields = List.of();

  @Option(
      names = "--claim",
      description = "verify：字段=声称的值；threshold：字段=限额标识 / field=claimed value, or field=limit id")
  private Map<String, String> claims = new LinkedHashMap<>();

  @Option(names = "--group-by", description = "aggregate：分组标识 / grouping id")
  private String groupBy = "";

  @Option(names = "--answer", defaultValue = "masked", description = "答复方式 / answer form")
  private String answer = "";

  @Option(names = "--case", description = "案号 / case number")
  private String caseRef = "";

  @Option(names = "--officer", description = "经办人 / officer")
  private String officer = "";

  @Option(names = "--grant", description = "授权编号 / grant to rely on")
  private String grant = "";

  @Option(
      names = "--partial",
      description = "允许部分答复 / withhold refused fields instead of refusing the call")
  private boolean partial;

  @Option(names = "--receipt", description = "把回执写入文件 / write the receipt to this file")
  private Path receipt = Path.of("");

  @Option(names = "--output", defaultValue = "table", description = "table 或 json / table or json")
  private String output = "";

  @Override
  public Integer call() throws IOException {
    ExchangeClient client = ExchangeClient.of(data);
    ExchangeClient.Reply reply =
        key.toString().isEmpty()
            ? client.post("/api/v1/calls", client.token(system), request())
            : client.post(
                "/api/v1/calls", system, SystemKey.read(key, Clock.systemUTC()), request());
    if (!receipt.toString().isEmpty() && reply.body().path("receipt").isObject()) {
      Files.write(receipt, CanonicalReceipt.of(reply.body().path("receipt")));
    }
    if (output.equals("json")) {
      System.out.println(reply.body().toPrettyString());
    } else {
      CallTable.print(System.out, reply);
    }
    return reply.done() ? Main.DONE : Main.REFUSED;
  }

  private JsonNode request() {
    ObjectNode body = JsonMapper.shared().createObjectNode();
    body.put("resource", resource).put("purpose", purpose).put("answer", answer);
    if (!organisation.isEmpty()) {
      body.putObject("subject").put("type", "organisation").put("id", organisation);
    } else if (!person.isEmpty() || groupBy.isEmpty()) {
      body.putObject("subject").put("type", "person").put("id", person);
    }
    put(body, "groupBy", groupBy);
    if (!fields.isEmpty()) {
      ArrayNode array = body.putArray("fields");
      fields.forEach(array::add);
    }
    if (!claims.isEmpty()) {
      ObjectNode object = body.putObject("claims");
      claims.forEach(object::put);
    }
    put(body, "caseRef", caseRef);
    put(body, "officer", officer);
    put(body, "grant", grant);
    if (partial) {
      body.put("partial", true);
    }
    return body;
  }

  private static void put(ObjectNode body, String name, String value) {
    if (!value.isEmpty()) {
      body.put(name, value);
    }
  }
}
