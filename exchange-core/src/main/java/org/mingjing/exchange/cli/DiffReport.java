package org.mingjing.exchange.cli;

import java.io.PrintWriter;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.mingjing.policy.AnswerForm;
import org.mingjing.policy.Days;
import org.mingjing.policy.GrantSet;
import org.mingjing.policy.LoadResult;
import org.mingjing.policy.Need;
import org.mingjing.policy.Obligation;
import org.mingjing.policy.Outcome;
import org.mingjing.policy.Policy;
import org.mingjing.policy.PolicyDiff;
import org.mingjing.policy.Provisos;
import org.mingjing.policy.PurposeId;
import org.mingjing.policy.Requester;
import org.mingjing.policy.ResourceId;
import org.mingjing.policy.Text;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Writes the differences of two policies for people and for programs. */
record DiffReport(PolicyDiff diff, LoadResult.Loaded before, LoadResult.Loaded after) {

  private static final Text ALL = new Text("全部", "all");

  void print(PrintWriter out) {
    Set<Requester> requesters = requesters();
    Set<PurposeId> purposes = purposes();
    for (PolicyDiff.Line line : diff.lines()) {
      PolicyDiff.Delta delta = line.delta();
      Text change = words(delta.change());
      out.println(delta.change().wireName() + "  " + change.zh() + "  (" + line.cells() + ")");
      who(out, line.requesters(), requesters, line.purposes(), purposes);
      line.fields()
          .forEach((resource, fields) ->
              row(out, "字段 / fields", resource + ": " + fields(resource, fields)));
      row(out, "方式 / forms", forms(line.forms()));
      row(out, "日期 / days", days(delta.days()));
      row(out, "原 / before", told(delta.before()));
      row(out, "现 / after", told(delta.after()));
    }
    for (PolicyDiff.Combination one : diff.combinations()) {
      out.println("combination-changed  可一并查询的字段组合变化");
      who(out, one.requesters(), requesters, one.purposes(), purposes);
      row(out, "资源 / resource", one.resource().value());
      row(out, "方式 / forms", forms(one.forms()));
      row(out, "日期 / days", days(one.days()));
      row(out, "原 / before", together(one.before()));
      row(out, "现 / after", together(one.after()));
    }
    out.println("变化的（部门、系统、用途、资源、字段、答复方式）/ cells changed:");
    counts().forEach((change, count) -> out.println("    " + Columns.pad(change, 30) + count));
    out.println(Provisos.DRAFT.zh());
    out.println(Provisos.DRAFT.en());
  }

  private Map<String, Long> counts() {
    Map<String, Long> counts = new LinkedHashMap<>();
    diff.counts().forEach((change, count) -> counts.put(change.wireName(), count));
    counts.put("combination-changed", (long) diff.combinations().size());
    return counts;
  }

  private static void row(PrintWriter out, String name, String value) {
    out.println("    " + Columns.pad(name, 18) + value);
  }

  private static void who(
      PrintWriter out,
      SortedSet<Requester> asking,
      Set<Requester> everyone,
      SortedSet<PurposeId> purposes,
      Set<PurposeId> everything) {
    row(out, "系统 / systems", listed(asking, everyone));
    row(out, "用途 / purposes", listed(purposes, everything));
  }

  /** All of them are called so; almost all are told by those that are missing. */
  private static String listed(Collection<?> some, Set<?> all) {
    if (some.size() == all.size()) {
      return ALL.zh() + " / " + ALL.en() + " (" + all.size() + ")";
    }
    if (some.size() > 6 && all.size() - some.size() <= some.size() / 2) {
      return some.size()
          + "：除此以外全部 / all but "
          + joined(all.stream().filter(one -> !some.contains(one)));
    }
    return joined(some.stream());
  }

  private static String joined(Stream<?> all) {
    return all.map(Object::toString).sorted().collect(Collectors.joining(", "));
  }

  private String fields(ResourceId resource, SortedSet<String> fields) {
    Set<String> all =
        both(policy -> policy.resource(resource).stream())
            .flatMap(one -> one.fields().stream())
            .map(field -> field.name())
            .collect(Collectors.toCollection(TreeSet::new));
    return listed(fields, all);
  }

  private Set<Requester> requesters() {
    return both(policy -> policy.systems().stream())
        .map(system -> new Requester(system.department(), system.id()))
        .collect(Collectors.toSet());
  }

  private Set<PurposeId> purposes() {
    return both(policy -> policy.purposes().stream())
        .map(purpose -> purpose.id())
        .collect(Collectors.toSet());
  }

  private <T> Stream<T> both(Function<Policy, Stream<T>> part) {
    return Stream.of(before.policy(), after.policy()).flatMap(part);
  }

  private static String forms(SortedSet<AnswerForm> forms) {
    return forms.size() == AnswerForm.values().length
        ? ALL.zh() + " / " + ALL.en()
        : forms.stream().map(AnswerForm::wireName).collect(Collectors.joining(", "));
  }

  private static String days(Days days) {
    return days.from().isEmpty() && days.until().isEmpty()
        ? ALL.zh() + " / " + ALL.en()
        : days.toString();
  }

  private static String told(Outcome outcome) {
    return outcome instanceof Outcome.Permitted permitted && !permitted.obligations().isEmpty()
        ? outcome + "; " + obligations(permitted)
        : outcome.toString();
  }

  private static String obligations(Outcome.Permitted permitted) {
    return permitted.obligations().stream()
        .flatMap(DiffReport::obligation)
        .collect(Collectors.joining(", "));
  }

  private static Stream<String> obligation(Obligation obligation) {
    return switch (obligation) {
      case Obligation.MaskField mask -> Stream.of("mask " + mask.mask());
      case Obligation.WithholdField field -> Stream.of("withhold " + field.field());
      case Obligation.LimitRecords limit -> Stream.of("records " + limit.records());
      case Obligation.Retain retain -> Stream.of("retention days " + retain.days());
      case Obligation.NoOnwardUse none -> Stream.empty();
    };
  }

  private static String together(Set<SortedSet<String>> sets) {
    return sets.stream()
        .map(one -> String.join("+", one))
        .sorted()
        .collect(Collectors.joining(" | "));
  }

  private static Text words(PolicyDiff.Change change) {
    return switch (change) {
      case PERMITTED -> new Text("今后允许", "permitted now");
      case REFUSED -> new Text("不再允许", "refused now");
      case CONDITION_CHANGED -> new Text("条件变化", "condition changed");
      case OBLIGATIONS_CHANGED -> new Text("义务变化", "obligations changed");
      case CODE_CHANGED -> new Text("仍拒绝，理由变化", "refused still, for another reason");
    };
  }

  String json() {
    ObjectNode root = JsonMapper.shared().createObjectNode();
    digests(root.putObject("before"), before);
    digests(root.putObject("after"), after);
    ObjectNode counts = root.putObject("counts");
    counts().forEach(counts::put);
    ArrayNode changes = root.putArray("changes");
    diff.lines().forEach(line -> line(changes.addObject(), line));
    ArrayNode combinations = root.putArray("combinations");
    diff.combinations().forEach(one -> combination(combinations.addObject(), one));
    return root.toPrettyString();
  }

  private static void digests(ObjectNode node, LoadResult.Loaded loaded) {
    node.put("policy", loaded.policy().digest());
    node.put("grants", GrantSet.of(loaded.policy(), loaded.grants()).digest());
  }

  private static void line(ObjectNode node, PolicyDiff.Line line) {
    Text change = words(line.delta().change());
    node.put("change", line.delta().change().wireName());
    node.put("zh", change.zh()).put("en", change.en()).put("cells", line.cells());
    who(node, line.requesters(), line.purposes(), line.forms(), line.delta().days());
    ObjectNode fields = node.putObject("fields");
    line.fields()
        .forEach((resource, names) -> {
          ArrayNode list = fields.putArray(resource.value());
          names.forEach(list::add);
        });
    outcome(node.putObject("before"), line.delta().before());
    outcome(node.putObject("after"), line.delta().after());
  }

  private static void combination(ObjectNode node, PolicyDiff.Combination one) {
    who(node, one.requesters(), one.purposes(), one.forms(), one.days());
    node.put("resource", one.resource().value());
    sets(node.putArray("before"), one.before());
    sets(node.putArray("after"), one.after());
  }

  private static void sets(ArrayNode node, Set<SortedSet<String>> sets) {
    sets.stream()
        .sorted((one, other) -> one.toString().compareTo(other.toString()))
        .forEach(set -> set.forEach(node.addArray()::add));
  }

  private static void who(
      ObjectNode node,
      SortedSet<Requester> requesters,
      SortedSet<PurposeId> purposes,
      SortedSet<AnswerForm> forms,
      Days days) {
    ArrayNode systems = node.putArray("systems");
    requesters.forEach(one ->
        systems
            .addObject()
            .put("department", one.department().value())
            .put("system", one.system().value()));
    ArrayNode listed = node.putArray("purposes");
    purposes.forEach(one -> listed.add(one.value()));
    ArrayNode answers = node.putArray("answers");
    forms.forEach(one -> answers.add(one.wireName()));
    days.from().ifPresent(day -> node.put("from", day.toString()));
    days.until().ifPresent(day -> node.put("until", day.toString()));
  }

  private static void outcome(ObjectNode node, Outcome outcome) {
    switch (outcome) {
      case Outcome.Denied denied ->
          node.put("outcome", "deny").put("code", denied.code().wireName());
      case Outcome.Withheld withheld -> {
        node.put("outcome", "withheld");
        needs(node, withheld.needs());
      }
      case Outcome.Permitted permitted -> {
        node.put("outcome", permitted.needs().isEmpty() ? "permit" : "if");
        needs(node, permitted.needs());
        ArrayNode obligations = node.putArray("obligations");
        permitted.obligations().stream().flatMap(DiffReport::obligation).forEach(obligations::add);
      }
    }
  }

  private static void needs(ObjectNode node, SortedSet<Need> needs) {
    ArrayNode conditions = node.putArray("conditions");
    for (Need need : needs) {
      ObjectNode one = conditions.addObject().put("kind", need.kind().wireName());
      if (!need.what().isEmpty()) {
        one.put("what", need.what());
      }
      if (!need.given().isEmpty()) {
        one.put("given", need.given());
      }
    }
  }
}
