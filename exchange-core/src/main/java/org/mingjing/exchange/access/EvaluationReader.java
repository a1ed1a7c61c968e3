package org.mingjing.exchange.access;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.mingjing.exchange.call.CallRequestReader;
import org.mingjing.exchange.catalogue.CallRequest;
import org.mingjing.exchange.evidence.ObligationJson;
import org.mingjing.exchange.problem.JsonMembers;
import org.mingjing.exchange.problem.JsonTree;
import org.mingjing.exchange.problem.Malformed;
import org.mingjing.exchange.problem.SentText;
import org.mingjing.policy.SystemId;
import org.mingjing.policy.Text;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Reads the bodies of AuthZEN requests (Authorization API 1.0, Information Model and Transport).
 * Members that are not known are ignored, as the specification demands (JSON Serialization); those
 * that are known are judged as in a call, and all faults are named at once.
 */
final class EvaluationReader {
  /** More are a job. */
  static final int MOST = 50;

  private static final int MOST_KINDS = 32;
  private static final String SUPPORTED = "supported_obligations";
  private static final String UNDERSTOOD = "custom_obligations";
  private static final List<String> ENTITIES = List.of("subject", "action", "resource", "context");
  private static final Text MISSING = new Text("缺少该成员", "is missing");
  private static final Text NO_OBJECT = new Text("应为 JSON 对象", "must be a JSON object");
  private static final Text NO_STRING = new Text("应为字符串", "must be a string");

  /** Where the members of a call lie in an evaluation. */
  private static final Map<String, String> PLACES =
      Map.ofEntries(
          Map.entry("answer", "action.name"),
          Map.entry("resource", "resource.id"),
          Map.entry("fields", "resource.properties.fields"),
          Map.entry("subject", "resource.properties.subject"),
          Map.entry("subject.type", "resource.properties.subject.type"),
          Map.entry("subject.id", "resource.properties.subject.id"),
          Map.entry("purpose", "context.purpose"),
          Map.entry("caseRef", "context.caseRef"),
          Map.entry("officer", "context.officer"),
          Map.entry("partial", "context.partial"),
          Map.entry("grant", "context.grant"),
          Map.entry("authorisation", "context.authorisation"),
          Map.entry("authorisation.kind", "context.authorisation.kind"),
          Map.entry("authorisation.reference", "context.authorisation.reference"),
          Map.entry("authorisation.digest", "context.authorisation.digest"),
          Map.entry("authorisation.until", "context.authorisation.until"),
          Map.entry("asserted", "context.asserted"),
          Map.entry("asserted.response", "context.asserted.response"),
          Map.entry("asserted.incident", "context.asserted.incident"),
          Map.entry(SUPPORTED, "context." + SUPPORTED),
          Map.entry(UNDERSTOOD, "context." + UNDERSTOOD));

  private static final Pattern SYSTEM = Pattern.compile("[a-z][a-z0-9]*(-[a-z0-9]+)*");
  private static final int LONGEST_SYSTEM = 128;

  private EvaluationReader() {}

  /**
   * Reads the body of {@code /access/v1/evaluation}.
   *
   * @throws Malformed naming every member at fault
   */
  static Evaluations one(byte[] body) {
    return alone(JsonTree.read(body), body);
  }

  private static Evaluations alone(JsonNode root, byte[] body) {
    return new Evaluations(
        List.of(read(root, body)), false, Evaluations.Semantic.EXECUTE_ALL, body);
  }

  /**
   * Reads the body of {@code /access/v1/evaluations}; without any it is one evaluation. What is at
   * fault in one of several concerns that one alone (Access Evaluations API, Errors).
   *
   * @throws Malformed if the request as a whole is at fault
   */
  static Evaluations several(byte[] body) {
    JsonNode root = JsonTree.read(body);
    JsonNode items = root.path("evaluations");
    if (items.isMissingNode() || (items.isArray() && items.isEmpty())) {
      return alone(root, body);
    }
    JsonMembers members = JsonTree.pick(root, Map.of());
    for (String entity : ENTITIES) {
      demandObject(members, root.path(entity), entity, false);
    }
    Evaluations.Semantic semantic = semantic(members, root.path("options"));
    if (!items.isArray() || items.size() > MOST) {
      members.fault(
          "evaluations", new Text("应为至多 " + MOST + " 项的列表", "must be a list of at most " + MOST));
    }
    members.throwIfAny();
    List<Evaluation> asked = new ArrayList<>();
    for (JsonNode item : items) {
      asked.add(readOneOf(root, item, body));
    }
    return new Evaluations(asked, true, semantic, body);
  }

  private static Evaluations.Semantic semantic(JsonMembers members, JsonNode options) {
    demandObject(members, options, "options", false);
    JsonNode word = options.path("evaluations_semantic");
    if (word.isMissingNode()) {
      return Evaluations.Semantic.EXECUTE_ALL;
    }
    Optional<Evaluations.Semantic> semantic =
        word.isString() ? Evaluations.Semantic.of(word.asString()) : Optional.empty();
    if (semantic.isEmpty()) {
      members.fault(
          "options.evaluations_semantic",
          new Text(
              "应为 execute_all、deny_on_first_deny、permit_on_first_permit 之一",
              "must be one of execute_all, deny_on_first_deny, permit_on_first_permit"));
    }
    return semantic.orElse(Evaluations.Semantic.EXECUTE_ALL);
  }

  /** What an item leaves out, it takes from the request as a whole; nothing is merged. */
  private static Evaluation readOneOf(JsonNode root, JsonNode item, byte[] body) {
    try {
      if (!item.isObject()) {
        throw Malformed.of("$", NO_OBJECT);
      }
      Map<String, JsonNode> whole = new LinkedHashMap<>();
      for (String entity : ENTITIES) {
        JsonNode own = item.path(entity);
        JsonNode given = own.isMissingNode() ? root.path(entity) : own;
        if (!given.isMissingNode()) {
          whole.put(entity, given);
        }
      }
      return read(((ObjectNode) item).objectNode().setAll(whole), body);
    } catch (Malformed fault) {
      return new Evaluation.Unreadable(fault);
    }
  }

  private static Evaluation read(JsonNode evaluation, byte[] body) {
    JsonMembers members = JsonTree.pick(evaluation, PLACES);
    boolean whole = demandModel(members, evaluation);
    Optional<Evaluation.Foreign> foreign = whole ? foreign(evaluation) : Optional.empty();
    if (foreign.isPresent()) {
      return foreign.get();
    }
    List<String> understood = understood(members);
    CallRequest request = CallRequestReader.question(members, body);
    SystemId system = new SystemId(evaluation.path("subject").path("id").asString());
    return new Evaluation.Known(system, request, understood);
  }

  /** What every request must have by the specification (Information Model). */
  private static boolean demandModel(JsonMembers members, JsonNode evaluation) {
    boolean whole = true;
    for (String entity : ENTITIES) {
      boolean required = !entity.equals("context");
      whole &= demandObject(members, evaluation.path(entity), entity, required);
      if (required) {
        JsonNode properties = evaluation.path(entity).path("properties");
        whole &= demandObject(members, properties, entity + ".properties", false);
      }
    }
    for (String path : List.of("subject.type", "subject.id", "resource.type", "resource.id")) {
      String[] names = path.split("\\.", -1);
      whole &= demandText(members, evaluation.path(names[0]).path(names[1]), path);
    }
    whole &= demandText(members, evaluation.path("action").path("name"), "action.name");
    return whole;
  }

  private static boolean demandObject(
      JsonMembers members, JsonNode node, String place, boolean required) {
    if (node.isMissingNode() ? required : !node.isObject()) {
      members.faultAt(place, node.isMissingNode() ? MISSING : NO_OBJECT);
      return false;
    }
    return true;
  }

  private static boolean demandText(JsonMembers members, JsonNode node, String place) {
    if (!node.isString()) {
      members.faultAt(place, node.isMissingNode() ? MISSING : NO_STRING);
    }
    return node.isString();
  }

  private static Optional<Evaluation.Foreign> foreign(JsonNode evaluation) {
    JsonNode subject = evaluation.path("subject");
    JsonNode resource = evaluation.path("resource");
    if (!resource.path("type").asString("").equals("resource")) {
      return Optional.of(
          new Evaluation.Foreign(
              "unknown-resource",
              new Text("resource.type 应为 resource", "resource.type must be \"resource\"")));
    }
    String system = subject.path("id").asString("");
    if (!subject.path("type").asString("").equals("system") || !isSystem(system)) {
      return Optional.of(
          new Evaluation.Foreign(
              Reasons.UNKNOWN_SUBJECT,
              new Text(
                  "subject 应为 type 是 system 的需求方系统",
                  "subject must be a system that asks for data")));
    }
    if (!CallRequestReader.decides(evaluation.path("action").path("name").asString(""))) {
      return Optional.of(
          new Evaluation.Foreign(
              Reasons.UNKNOWN_ACTION,
              new Text(
                  "action.name 应为本平台提供的答复方式：verify、masked、full",
                  "action.name must be an answer form that is served: verify, masked, full")));
    }
    return Optional.empty();
  }

  /** Written into the entry as it is, so it must not be an id of somebody. */
  private static boolean isSystem(String text) {
    return text.length() <= LONGEST_SYSTEM
        && SYSTEM.matcher(text).matches()
        && !SentText.holdsId(text, Optional.empty());
  }

  /**
   * The kinds that the PEP lists, of those that there are: any other value is as if it were absent
   * (AuthZEN Profile for Obligations, draft 1, Negotiation). All of ours are of the type {@code
   * custom}, so they count only if that is supported.
   */
  private static List<String> understood(JsonMembers members) {
    List<String> supported = members.list(SUPPORTED, MOST_KINDS, 64);
    List<String> kinds = members.list(UNDERSTOOD, MOST_KINDS, 64);
    return supported.contains(ObligationsProfile.CUSTOM)
        ? ObligationJson.KINDS.stream().filter(kinds::contains).toList()
        : List.of();
  }
}
