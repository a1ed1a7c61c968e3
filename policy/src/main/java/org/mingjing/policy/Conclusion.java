package org.mingjing.policy;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Draws the decision from what is known of each field. */
record Conclusion(
    Circumstances at, Basis basis, ResourceRules rules, GrantChoice grants, GrantFinding finding) {

  Decision of(List<AskedField> asked) {
    boolean whole = true;
    for (AskedField one : asked) {
      whole &= finding.objectionTo(one).isEmpty() && !(one.wanted() && one.withheldByCondition());
    }
    Map<String, FieldVerdict> fields = new VerdictMap(() -> verdicts(finding, asked));
    return whole ? permit(fields, wanted(asked), List.of(), asked) : parts(fields, asked);
  }

  private static List<FieldVerdict> verdicts(GrantFinding finding, List<AskedField> asked) {
    List<FieldVerdict> verdicts = new ArrayList<>(asked.size());
    Optional<GrantId> grant = finding.grant().flatMap(DatedGrant::id);
    for (AskedField one : asked) {
      verdicts.add(Verdicts.of(one, finding.objectionTo(one), grant));
    }
    return verdicts;
  }

  /** Where not everything that was asked for may leave. */
  private Decision parts(Map<String, FieldVerdict> fields, List<AskedField> asked) {
    List<AskedField> released = new ArrayList<>(asked.size());
    List<AskedField> withheld = new ArrayList<>();
    List<Objection> objections = new ArrayList<>();
    boolean keyRefused = false;
    for (AskedField one : asked) {
      Optional<Objection> objection = finding.objectionTo(one);
      if (objection.isPresent()) {
        objections.add(objection.get());
        keyRefused |= one.selects();
      }
      if (one.wanted()) {
        boolean leaves = objection.isEmpty() && !one.withheldByCondition();
        (leaves ? released : withheld).add(one);
      }
    }
    if (!objections.isEmpty() && (keyRefused || !at.question().partial() || released.isEmpty())) {
      return refusal(fields, objections);
    }
    if (released.isEmpty()) {
      return refusal(fields, List.of(Objections.nothingLeft()));
    }
    return permit(fields, released, withheld, asked);
  }

  /** All but a subject key that only selects, which is last. */
  private static List<AskedField> wanted(List<AskedField> asked) {
    return asked.getLast().wanted() ? asked : asked.subList(0, asked.size() - 1);
  }

  static Refusal refusedOutright(Question question, Instant at, Basis basis, Strangers stranger) {
    Objection objection = stranger.objection();
    return new Refusal(
        question,
        at,
        basis,
        new VerdictMap(() ->
            question.fields().stream()
                .distinct()
                .map(name -> Verdicts.refused(name, objection))
                .toList()),
        new Refusal.Explanation(objection, stranger.change()));
  }

  private Permit permit(
      Map<String, FieldVerdict> fields,
      List<AskedField> released,
      List<AskedField> withheld,
      List<AskedField> asked) {
    Permit.Release release =
        new Permit.Release(
            released.size() == at.question().fields().size()
                ? at.question().fields()
                : names(released),
            names(withheld),
            finding.grant().map(DatedGrant::grant),
            Obligations.of(at.question().answer(), rules, released, withheld, asked),
            asksOpenFields(asked));
    return new Permit(at.question(), at.now(), basis, fields, release);
  }

  /** Whether a field that may leave because it is in no category is asked for, or selects. */
  private boolean asksOpenFields(List<AskedField> asked) {
    for (AskedField one : asked) {
      if (one.rule().isPresent() && one.rule().get().open() && finding.objectionTo(one).isEmpty()) {
        return true;
      }
    }
    return false;
  }

  private static List<String> names(List<AskedField> asked) {
    if (asked.isEmpty()) {
      return List.of();
    }
    List<String> names = new ArrayList<>(asked.size());
    for (AskedField one : asked) {
      names.add(one.name());
    }
    return Collections.unmodifiableList(names);
  }

  private Refusal refusal(Map<String, FieldVerdict> fields, List<Objection> objections) {
    Objection named = Objection.first(objections);
    return new Refusal(
        at.question(),
        at.now(),
        basis,
        fields,
        new Refusal.Explanation(named, () -> ChangeSearch.smallest(rules, grants, at)));
  }
}
