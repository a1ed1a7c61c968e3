package org.mingjing.exchange.cli;

import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.mingjing.exchange.evidence.Inputs;
import org.mingjing.exchange.stewardship.ImpactReport;
import org.mingjing.exchange.stewardship.Terms;
import org.mingjing.policy.GrantId;
import org.mingjing.policy.ObligationWords;
import org.mingjing.policy.Text;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** What replaying found, for programs. */
final class ImpactJson {
  private ImpactJson() {}

  static String of(ImpactReport report) {
    ObjectNode root = JsonMapper.shared().createObjectNode();
    ImpactReport.Basis basis = report.basis();
    root.put("alarm", PolicyImpactCommand.alarm(report));
    root.putObject("window")
        .put("from", basis.window().from().toString())
        .put("until", basis.window().until().toString())
        .put("zone", "Asia/Shanghai");
    digests(root.putObject("live"), basis.live());
    digests(root.putObject("draft"), basis.draft())
        .put("grantsFrom", basis.draftsOwnGrants() ? "draft" : "live");
    root.put("entries", report.entries()).put("calls", report.calls());
    changes(root.putObject("changes"), report.changes());
    ObjectNode unknown = root.putObject("unknown");
    report.unknown().forEach((reason, part) -> part(unknown.putObject(reason), part));
    ObjectNode recorded = root.putObject("recorded");
    recorded.put("reproduced", report.reproduction().reproduced());
    part(recorded.putObject("notReproduced"), report.reproduction().notReproduced());
    recorded.put("notCheckable", report.reproduction().notCheckable());
    changes(recorded.putObject("since"), report.since());
    return root.toPrettyString();
  }

  private static ObjectNode digests(ObjectNode node, ImpactReport.Digests digests) {
    return node.put("policy", digests.policy()).put("grants", digests.grants());
  }

  private static void changes(
      ObjectNode node, Map<ImpactReport.Change, ImpactReport.Part> changes) {
    changes.forEach((change, part) -> part(node.putObject(change.wireName()), part));
  }

  private static void part(ObjectNode node, ImpactReport.Part part) {
    text(node, part.text()).put("calls", part.calls()).put("permittedNow", part.permittedNow());
    ArrayNode groups = node.putArray("groups");
    part.groups()
        .forEach(one ->
            groups
                .addObject()
                .put("resource", one.group().resource().value())
                .put("purpose", one.group().purpose().value())
                .put("system", one.group().system().value())
                .put("calls", one.calls()));
    ArrayNode examples = node.putArray("examples");
    part.examples().forEach(one -> example(examples.addObject(), one));
  }

  private static ObjectNode text(ObjectNode node, Text text) {
    return node.put("zh", text.zh()).put("en", text.en());
  }

  private static void example(ObjectNode node, ImpactReport.Example example) {
    node.put("index", example.index());
    example.call().ifPresent(call -> node.put("callId", call));
    example
        .told()
        .ifPresent(told -> {
          node.put("at", told.at().toString());
          node.set("inputs", inputs(told.inputs()));
          terms(node.putObject("before"), told.before());
          terms(node.putObject("after"), told.after());
        });
  }

  /** Without what points to a file of the requester: its own number and digest of a consent. */
  static ObjectNode inputs(Inputs inputs) {
    ObjectNode shown = (ObjectNode) JsonMapper.shared().readTree(inputs.json());
    if (shown.path("authorisation") instanceof ObjectNode authorisation) {
      authorisation.remove("reference");
      authorisation.remove("digest");
    }
    return shown;
  }

  private static void terms(ObjectNode node, Terms terms) {
    node.put("effect", terms.permitted() ? "permit" : "deny");
    terms.code().ifPresent(code -> node.put("code", code));
    if (terms.permitted()) {
      terms.grant().map(GrantId::value).ifPresent(grant -> node.put("grant", grant));
      ArrayNode leaving = node.putArray("leaving");
      new TreeSet<>(terms.leaving()).forEach(leaving::add);
      ArrayNode obligations = node.putArray("obligations");
      obligations(terms).forEach(obligations::add);
    }
  }

  /** Spelt and sorted as in the tests of a policy. */
  static List<String> obligations(Terms terms) {
    return terms.obligations().stream().map(ObligationWords::of).sorted().toList();
  }
}
