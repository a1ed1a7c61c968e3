package org.mingjing.policy;

import java.util.List;
import java.util.Optional;

/** What is said about one field. */
final class Verdicts {

  private Verdicts() {}

  static FieldVerdict of(AskedField asked, Optional<Objection> objection, Optional<GrantId> grant) {
    if (asked.rule().isEmpty()) {
      return refused(asked.name(), objection.orElseThrow());
    }
    FieldRule rule = asked.rule().get();
    if (objection.isPresent()) {
      return refused(rule, objection.get());
    }
    if (rule.withheld() && asked.wanted()) {
      return withheld(rule);
    }
    return rule.open() ? rule.permitted() : rule.permittedBy(grant);
  }

  static FieldVerdict refused(String field, Objection objection) {
    Objection.Wording said = objection.said().get();
    return new FieldVerdict(
        field,
        false,
        List.of(),
        said.rule(),
        Optional.empty(),
        Optional.of(objection.code()),
        said.reason(),
        List.of());
  }

  private static FieldVerdict refused(FieldRule rule, Objection objection) {
    Objection.Wording said = objection.said().get();
    return new FieldVerdict(
        rule.name(),
        false,
        rule.field().categories(),
        said.rule(),
        Optional.empty(),
        Optional.of(objection.code()),
        said.reason(),
        rule.legalBasis());
  }

  private static FieldVerdict withheld(FieldRule rule) {
    return new FieldVerdict(
        rule.name(),
        false,
        rule.field().categories(),
        "condition.withhold",
        Optional.empty(),
        Optional.empty(),
        new Text(
            "字段 " + rule.name() + " 按共享条件不予提供",
            "field " + rule.name() + " is withheld by the condition of its category"),
        rule.legalBasis());
  }
}
