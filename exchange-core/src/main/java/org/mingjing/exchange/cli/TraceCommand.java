package org.mingjing.exchange.cli;

import java.io.PrintStream;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** {@code trace}: who read a person's or an organisation's data. */
@Command(
    name = "trace",
    mixinStandardHelpOptions = true,
    description =
        "查询谁读取过某人的数据（本次查询也会留痕）/ who read a subject's data; the question itself is recorded")
final class TraceCommand implements Callable<Integer> {
  @Option(names = "--data", defaultValue = ".mingjing", description = "数据目录 / data folder")
  private Path data = Path.of(".mingjing");

  @Option(
      names = "--system",
      defaultValue = "cnao-audit",
      description = "审计系统 / the auditors' system")
  private String system = "";

  @Option(names = "--person", description = "自然人身份证号 / person id")
  private String person = "";

  @Option(names = "--organisation", description = "统一社会信用代码 / organisation id")
  private String organisation = "";

  @Option(names = "--case", required = true, description = "审计案号 / the auditor's case number")
  private String caseRef = "";

  @Option(names = "--output", defaultValue = "table", description = "table 或 json / table or json")
  private String output = "";

  @Override
  public Integer call() {
    ExchangeClient client = ExchangeClient.of(data);
    ExchangeClient.Reply reply =
        organisation.isEmpty()
            ? ask(client, system, caseRef, "person", person)
            : ask(client, system, caseRef, "organisation", organisation);
    if (output.equals("json")) {
      System.out.println(reply.body().toPrettyString());
    } else if (reply.done()) {
      print(System.out, reply.body());
    } else {
      CallTable.print(System.out, reply);
    }
    return reply.done() ? Main.DONE : Main.REFUSED;
  }

  static ExchangeClient.Reply ask(
      ExchangeClient client, String system, String caseRef, String type, String id) {
    ObjectNode body = JsonMapper.shared().createObjectNode().put("caseRef", caseRef);
    body.putObject("subject").put("type", type).put("id", id);
    return client.post("/api/v1/audit/traces", client.token(system), body);
  }

  /** What a provider's enforcement point says of the requester, nobody else has said. */
  private static String wordOf(JsonNode point) {
    return point.isObject()
        ? " 据执行点 / in the word of "
            + point.path("department").asString("")
            + "/"
            + point.path("system").asString("")
        : "";
  }

  static void print(PrintStream out, JsonNode trace) {
    for (JsonNode call : trace.path("calls")) {
      StringBuilder entries = new StringBuilder();
      call.path("entries")
          .forEach(entry ->
              entries
                  .append('#')
                  .append(entry.path("index").asString(""))
                  .append(entry.path("sound").asBoolean(false) ? " " : "(!) "));
      out.println(
          "   "
              + Columns.pad(call.path("at").asString(""), 26)
              + Columns.pad(
                  call.path("requester").asString("") + "/" + call.path("officer").asString("-"),
                  16)
              + Columns.pad(call.path("resource").asString(""), 26)
              + Columns.pad(call.path("purpose").asString(""), 20)
              + Columns.pad(call.path("outcome").asString(""), 20)
              + entries
              + wordOf(call.path("enforcedBy")));
    }
    if (trace.path("lostTagKeys").size() > 0) {
      out.println("   以下标签密钥已丢失，用其记录的调用无法按对象检索 / these tag keys are lost: calls recorded under");
      out.println("   them are not found by their subject: " + trace.path("lostTagKeys"));
    }
    out.println(
        "   "
            + trace.path("calls").size()
            + " 次调用；本次查询已记为 #"
            + trace.path("auditEntry").asString("")
            + " / calls; this question is entry #"
            + trace.path("auditEntry").asString("")
            + (trace.path("truncated").asBoolean(false) ? "（已截断 / cut off）" : ""));
  }
}
