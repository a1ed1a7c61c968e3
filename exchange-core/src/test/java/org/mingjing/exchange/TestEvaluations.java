package org.mingjing.exchange;

import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Questions of an enforcement point, in the words of AuthZEN. */
final class TestEvaluations {
  static final String ONE = "/access/v1/evaluation";
  static final String SEVERAL = "/access/v1/evaluations";

  private TestEvaluations() {}

  /** What a call asks for, asked about that system; every obligation is said to be fulfilled. */
  static ObjectNode of(String system, JsonNode call) {
    ObjectNode evaluation = JsonMapper.shared().createObjectNode();
    evaluation.putObject("subject").put("type", "system").put("id", system);
    evaluation.putObject("action").put("name", call.path("answer").asString(""));
    ObjectNode resource = evaluation.putObject("resource");
    resource.put("type", "resource").put("id", call.path("resource").asString(""));
    ObjectNode properties = resource.putObject("properties");
    ArrayNode fields = properties.putArray("fields");
    call.path("fields").forEach(fields::add);
    call.path("claims").propertyNames().forEach(fields::add); // no value is claimed here
    properties.set("subject", call.path("subject"));
    ObjectNode context = evaluation.putObject("context");
    for (String name : List.of("purpose", "caseRef", "officer", "grant")) {
      if (call.has(name)) {
        context.set(name, call.path(name));
      }
    }
    understood(context, "limit-records", "mask", "no-onward-use", "retain", "withhold");
    return evaluation;
  }

  static void understood(ObjectNode context, String... kinds) {
    context.putArray("supported_obligations").add("custom");
    ArrayNode list = context.putArray("custom_obligations");
    for (String kind : kinds) {
      list.add(kind);
    }
  }

  /** The same question, with another purpose: the policy refuses it. */
  static ObjectNode refused(ObjectNode evaluation) {
    ObjectNode other = evaluation.deepCopy();
    other.withObject("context").put("purpose", "vehicle-tax");
    return other;
  }

  static ObjectNode batch(String semantic, List<ObjectNode> evaluations) {
    ObjectNode batch = JsonMapper.shared().createObjectNode();
    batch.putArray("evaluations").addAll(evaluations);
    batch.putObject("options").put("evaluations_semantic", semantic);
    return batch;
  }

  static List<Boolean> decisions(Reply reply) {
    return reply
        .body()
        .path("evaluations")
        .valueStream()
        .map(item -> item.path("decision").asBoolean())
        .toList();
  }
}
