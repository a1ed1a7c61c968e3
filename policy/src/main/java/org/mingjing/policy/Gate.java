package org.mingjing.policy;

import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What resource and categories ask for one field, folded into bits: a call that passes has nothing
 * against it but, perhaps, an expression. One that does not is judged category by category, which
 * finds the objections; a gate that is shut too often costs time, and nothing else.
 *
 * @param forms a set of an enum, which is bits, too
 * @param departments those who may receive, by number
 * @param purposes by number
 * @param batch whether several subjects may be asked for
 * @param authorisations the kinds that the call has to bring
 * @param expressions the categories that have one
 * @param retentionDays the shortest; the largest number where nothing says how long
 */
record Gate(
    Set<AnswerForm> forms,
    Bits departments,
    Bits purposes,
    boolean batch,
    Set<AuthorisationKind> authorisations,
    List<Category> expressions,
    int retentionDays) {

  private static final Gate SHUT =
      new Gate(Set.of(), Bits.NONE, Bits.NONE, false, Set.of(), List.of(), Integer.MAX_VALUE);

  static Gate of(
      List<Category> categories, boolean withheld, Set<AnswerForm> served, Numbering numbering) {
    if (categories.stream().anyMatch(Category::prohibited)) {
      return SHUT;
    }
    Gate gate =
        new Gate(
            withheld ? common(served, Set.of(AnswerForm.MASKED)) : common(served, served),
            numbering.departments().where(department -> true),
            numbering.purposes().where(purpose -> true),
            true,
            Set.of(),
            List.of(),
            Integer.MAX_VALUE);
    for (Category category : categories) {
      gate = gate.and(category, numbering);
    }
    return gate;
  }

  /**
   * INVARIANT: a condition is taken apart here, so that one with a new part does not compile before
   * somebody has said whether a call has to meet it. Nobody looks behind a gate that is passed.
   */
  private Gate and(Category category, Numbering numbering) {
    return switch (FieldJudge.conditionOf(category)) {
      case Condition(
              var _,
              Recipients recipients,
              Set<PurposeId> registered,
              var _,
              var _,
              Set<AnswerForm> answers,
              var _, // what is withheld is known of the field
              var _,
              AuthorisationKind kind,
              boolean several,
              int days,
              Optional<Expression> when,
              var _) ->
          new Gate(
              common(forms, answers),
              departments.and(numbering.departments().where(recipients::include)),
              purposes.and(numbering.purposes().where(registered::contains)),
              batch && several,
              kind == AuthorisationKind.STATUTORY_DUTY ? authorisations : with(kind),
              when.isEmpty() ? expressions : with(category),
              Math.min(retentionDays, days));
    };
  }

  /** A set of an enum is bits, too. */
  private static Set<AnswerForm> common(Set<AnswerForm> some, Set<AnswerForm> others) {
    Set<AnswerForm> common = EnumSet.noneOf(AnswerForm.class);
    common.addAll(some);
    common.retainAll(others);
    return common;
  }

  private Set<AuthorisationKind> with(AuthorisationKind kind) {
    return Stream.concat(authorisations.stream(), Stream.of(kind))
        .collect(Collectors.toUnmodifiableSet());
  }

  private List<Category> with(Category category) {
    return Stream.concat(expressions.stream(), Stream.of(category)).toList();
  }

  /** Whether nothing but an expression can stand against it. */
  boolean passes(Circumstances at) {
    return forms.contains(at.question().answer())
        && departments.has(at.department())
        && purposes.has(at.purpose())
        && (batch || !at.question().batch())
        && (authorisations.isEmpty() || authorised(at));
  }

  private boolean authorised(Circumstances at) {
    return at.authorisation()
        .filter(brought -> authorisations.size() == 1 && authorisations.contains(brought.kind()))
        .isPresent();
  }
}
