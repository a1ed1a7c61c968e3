package org.mingjing.policy;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Draws the decision from what is known of each field. */
record Conclusion(
    Circumstances at, Basis basis, ResourceRules rules, GrantChoice grants, GrantFinding finding) {

  Decision of(List<Asked> asked) {
    Map<String, FieldVerdict> verdicts = LinkedHashMap.newLinkedHashMap(asked.size());
    List<Asked> released = new ArrayList<>(asked.size());
    List<Asked> withheld = new ArrayList<>(0);
    List<Objection> objections = new ArrayList<>(0);
    Optional<GrantId> grant = finding.grant().map(Grant::id);
    boolean keyRefused = false;
    for (Asked one : asked) {
      Optional<Objection> objection = finding.objectionTo(one);
      verdicts.put(one.name(), Verdicts.of(one, objection, grant));
      if (objection.isPresent()) {
        objections.add(objection.get());
        keyRefused |= one.selects();
      }
      if (one.wanted()) {
        boolean leaves = objection.isEmpty() && !one.withheldByCondition();
        (leaves ? released : withheld).add(one);
      }
    }
    Map<String, FieldVerdict> fields = Collections.unmodifiableMap(verdicts);
    if (!objections.isEmpty() && (keyRefused || !at.question().partial() || released.isEmpty())) {
      return refusal(fields, objections);
    }
    if (released.isEmpty()) {
      return refusal(fields, List.of(Objections.nothingLeft()));
    }
    return permit(fields, released, withheld, asked);
  }

  static Refusal refusedOutright(Question question, Instant at, Basis basis, Strangers stranger) {
    Objection objection = stranger.objection();
    Map<String, FieldVerdict> fields = new LinkedHashMap<>();
    question.fields().forEach(name -> fields.put(name, Verdicts.refused(name, objection)));
    return new Refusal(
        question,
        at,
        basis,
        Collections.unmodifiableMap(fields),
        new Refusal.Explanation(objection.code(), objection.reason(), stranger.change()));
  }

  private Permit permit(
      Map<String, FieldVerdict> fields,
      List<Asked> released,
      List<Asked> withheld,
      List<Asked> asked) {
    Permit.Release release =
        new Permit.Release(
            names(released),
            names(withheld),
            finding.grant(),
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
