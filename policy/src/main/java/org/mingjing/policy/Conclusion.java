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

  Decision of(List<Asked> asked) {
    List<FieldVerdict> verdicts = new ArrayList<>(asked.size());
    Optional<GrantId> grant = finding.grant().flatMap(DatedGrant::id);
    boolean whole = true;
    for (Asked one : asked) {
      Optional<Objection> objection = finding.objectionTo(one);
      verdicts.add(Verdicts.of(one, objection, grant));
      whole &= objection.isEmpty() && !(one.wanted() && one.withheldByCondition());
    }
    Map<String, FieldVerdict> fields = new VerdictMap(verdicts);
    return whole ? permit(fields, wanted(asked), List.of(), asked) : parts(fields, asked);
  }

  /** Where not everything that was asked for may leave. */
  private Decision parts(Map<String, FieldVerdict> fields, List<Asked> asked) {
    List<Asked> released = new ArrayList<>(asked.size());
    List<Asked> withheld = new ArrayList<>();
    List<Objection> objections = new ArrayList<>();
    boolean keyRefused = false;
    for (Asked one : asked) {
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
  private static List<Asked> wanted(List<Asked> asked) {
    return asked.getLast().wanted() ? asked : asked.subList(0, asked.size() - 1);
  }

  static Refusal refusedOutright(Question question, Instant at, Basis basis, Strangers stranger) {
    Objection objection = stranger.objection();
    List<FieldVerdict> fields =
        question.fields().stream()
            .distinct()
            .map(name -> Verdicts.refused(name, objection))
            .toList();
    return new Refusal(
        question,
        at,
        basis,
        new VerdictMap(fields),
        new Refusal.Explanation(objection.code(), objection.reason(), stranger.change()));
  }

  private Permit permit(
      Map<String, FieldVerdict> fields,
      List<Asked> released,
      List<Asked> withheld,
      List<Asked> asked) {
    Permit.Release release =
        new Permit.Release(
            released.size() == at.question().fields().size()
                ? at.question().fields()
                : names(released),
            names(withheld),
            finding.grant().map(DatedGrant::grant),
            Obligations.of(at.question().answer(), rules, released, withheld, asked));
    return new Permit(at.question(), at.now(), basis, fields, release);
  }

  private static List<String> names(List<Asked> asked) {
    if (asked.isEmpty()) {
      return List.of();
    }
    List<String> names = new ArrayList<>(asked.size());
    for (Asked one : asked) {
      names.add(one.name());
    }
    return Collections.unmodifiableList(names);
  }

  private Refusal refusal(Map<String, FieldVerdict> fields, List<Objection> objections) {
    Objection named = objections.stream().reduce(Objection::first).orElseThrow();
    return new Refusal(
        at.question(),
        at.now(),
        basis,
        fields,
        new Refusal.Explanation(
            named.code(), named.reason(), () -> ChangeSearch.smallest(rules, grants, at)));
  }
}
