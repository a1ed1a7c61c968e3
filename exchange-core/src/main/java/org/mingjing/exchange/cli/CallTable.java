package org.mingjing.exchange.cli;

import java.io.PrintStream;
import tools.jackson.databind.JsonNode;

/** Shows the outcome of a call to a person. */
final class CallTable {
  private CallTable() {}

  static void print(PrintStream out, ExchangeClient.Reply reply) {
    JsonNode body = reply.body();
    if (reply.done()) {
      answered(out, body);
    } else {
      refused(out, reply.status(), body);
    }
    JsonNode receipt = body.path("receipt");
    if (receipt.isObject()) {
      line(
          out,
          "回执 / receipt",
          "#" + receipt.path("index").asString("") + "  " + body.path("callId").asString(""));
    }
  }

  private static void answered(PrintStream out, JsonNode body) {
    line(out, "结果 / outcome", "answered (" + body.path("answer").asString("") + ")");
    body.path("records").forEach(record -> line(out, "记录 / record", record.toString()));
    if (body.path("records").isArray() && body.path("records").isEmpty()) {
      line(out, "记录 / record", "无 / none");
    }
    if (body.path("matches").isObject()) {
      line(out, "比对 / matches", body.path("matches").toString());
    }
    if (body.path("states").isObject()) {
      line(out, "状态 / states", body.path("states").toString());
    }
    body.path("table").path("groups").forEach(group -> line(out, "分组 / group", group(group)));
    body.path("table").path("totals").forEach(total -> line(out, "合计 / total", group(total)));
    if (!body.path("unfit").isEmpty()) {
      line(out, "来源的值不符 / unfit at source", body.path("unfit").toString());
    }
    if (!body.path("withheld").isEmpty()) {
      line(out, "不予提供 / withheld", body.path("withheld").toString());
    }
    JsonNode decision = body.path("decision");
    line(
        out,
        "授权 / grant",
        decision.path("grant").isNull() ? "无条件共享 / open" : decision.path("grant").asString(""));
    decision
        .path("obligations")
        .forEach(obligation -> line(out, "义务 / obligation", obligation(obligation)));
  }

  private static String group(JsonNode group) {
    StringBuilder text = new StringBuilder();
    group
        .path("by")
        .properties()
        .forEach(value -> text.append(value.getValue().asString("-")).append("  "));
    if (group.path("suppressed").asBoolean(false)) {
      return text.append("隐去 / suppressed").toString();
    }
    text.append(group.path("subjects").asString(""));
    group
        .path("sums")
        .properties()
        .forEach(sum ->
            text.append("  ").append(sum.getKey()).append(" ").append(sum.getValue().asString("")));
    return text.toString();
  }

  private static String obligation(JsonNode obligation) {
    StringBuilder text = new StringBuilder(obligation.path("kind").asString(""));
    for (String name : new String[] {"field", "mask", "records", "days"}) {
      if (!obligation.path(name).isMissingNode()) {
        text.append(' ').append(obligation.path(name).asString(""));
      }
    }
    return text.append(" (")
        .append(obligation.path("fulfilment").asString(""))
        .append(')')
        .toString();
  }

  private static void refused(PrintStream out, int status, JsonNode body) {
    line(out, "结果 / outcome", body.path("code").asString("?") + " (HTTP " + status + ")");
    line(out, "", body.path("titles").path("zh").asString(""));
    line(out, "", body.path("titles").path("en").asString(""));
    both(out, "理由 / reason", body.path("details"));
    body.path("members")
        .forEach(member -> both(out, member.path("path").asString(""), member.path("fault")));
    body.path("decision")
        .path("fields")
        .properties()
        .forEach(field -> {
          JsonNode basis = field.getValue().path("legalBasis");
          if (basis.isArray() && !basis.isEmpty()) {
            line(out, "法律依据 / legal basis", field.getKey() + ": " + basis);
          }
        });
    body.path("changes").forEach(change -> both(out, "怎样可行 / what would do", change));
    if (!body.path("alternatives").isEmpty()) {
      line(out, "可用方式 / other forms", body.path("alternatives").toString());
    }
    both(out, "草案 / draft", body.path("notice"));
  }

  private static void both(PrintStream out, String label, JsonNode text) {
    if (text.isObject()) {
      line(out, label, text.path("zh").asString(""));
      line(out, "", text.path("en").asString(""));
    }
  }

  static void line(PrintStream out, String label, String text) {
    if (!text.isEmpty()) {
      out.println("   " + Columns.pad(label, 26) + text);
    }
  }
}
