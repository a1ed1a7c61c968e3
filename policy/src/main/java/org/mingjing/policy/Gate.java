package org.mingjing.policy;

import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

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
    List<Condition> conditions = categories.stream().map(FieldJudge::conditionOf).toList();
    Set<AnswerForm> forms = EnumSet.noneOf(AnswerForm.class);
    forms.addAll(served);
    conditions.forEach(one -> forms.retainAll(one.answers()));
    if (withheld) {
      forms.retainAll(Set.of(AnswerForm.MASKED));
    }
    return new Gate(
        forms,
        numbering
            .departments()
            .where(it -> conditions.stream().allMatch(one -> one.recipients().include(it))),
        numbering
            .purposes()
            .where(it -> conditions.stream().allMatch(one -> one.purposes().contains(it))),
        conditions.stream().allMatch(Condition::batch),
        conditions.stream()
            .map(Condition::authorisation)
            .filter(kind -> kind != AuthorisationKind.STATUTORY_DUTY)
            .collect(Collectors.toUnmodifiableSet()),
        categories.stream().filter(it -> FieldJudge.conditionOf(it).when().isPresent()).toList(),
        conditions.stream().mapToInt(Condition::retentionDays).min().orElse(Integer.MAX_VALUE));
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
