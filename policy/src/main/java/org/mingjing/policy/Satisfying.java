package org.mingjing.policy;

import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Whether some call could meet all expressions of a field's terms. What the call's place in the
 * policy fixes is fixed; what a call brings of its own is tried through. Where an expression looks
 * at something without few values (time, numbers of responses), it is taken to be met: then
 * something may be called reachable that is not, never the reverse.
 */
final class Satisfying {

  private static final Set<Attribute> TRIED =
      EnumSet.of(
          Attribute.PURPOSE,
          Attribute.ANSWER,
          Attribute.RESOURCE,
          Attribute.SUBJECT_TYPE,
          Attribute.ZONE,
          Attribute.ASSURANCE,
          Attribute.DEPARTMENT,
          Attribute.SYSTEM,
          Attribute.PARTIAL,
          Attribute.CASE_STATED,
          Attribute.OFFICER_STATED,
          Attribute.AUTHORISATION_KIND);

  private Satisfying() {}

  static boolean some(Reached.Way way, SystemClient system, PurposeId purpose, PolicyParts parts) {
    List<Expression> expressions =
        way.terms().categories().stream()
            .flatMap(category -> FieldTerms.condition(category).when().stream())
            .filter(when ->
                when.attributes().stream()
                    .allMatch(name -> Attribute.named(name).filter(TRIED::contains).isPresent()))
            .distinct()
            .toList();
    if (expressions.isEmpty()) {
      return true;
    }
    SubjectType type =
        Optional.ofNullable(parts.resources().get(way.resource())).orElseThrow().subject().type();
    return questions(way, system, purpose).stream()
        .map(question -> new Circumstances(question, type, Instant.EPOCH, parts.workingDays()))
        .anyMatch(at -> expressions.stream().allMatch(one -> one.failure(at).isEmpty()));
  }

  private static List<Question> questions(Reached.Way way, SystemClient system, PurposeId purpose) {
    Set<AuthorisationKind> asked = FieldTerms.kinds(way.terms().categories());
    List<Question> questions = new ArrayList<>();
    for (AuthorisationKind kind : AuthorisationKind.values()) {
      if (asked.isEmpty() || asked.contains(kind)) {
        for (int bits = 0; bits < 8; bits++) {
          questions.add(question(way, system, purpose, kind, bits));
        }
      }
    }
    return questions;
  }

  private static Question question(
      Reached.Way way, SystemClient system, PurposeId purpose, AuthorisationKind kind, int bits) {
    return new Question(
        system.id(),
        system.department(),
        system.assurance(),
        system.zone(),
        way.resource(),
        List.of(way.cell().field()),
        purpose,
        way.cell().form(),
        (bits & 1) > 0,
        Optional.empty(),
        kind == AuthorisationKind.STATUTORY_DUTY
            ? Optional.empty()
            : Optional.of(new Authorisation(kind, "-", "-", LocalDate.MAX)),
        (bits & 2) > 0,
        (bits & 4) > 0,
        1,
        false,
        Asserted.NOTHING);
  }
}
