package org.mingjing.policy;

import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Which grant a call relies on, and what is to be said where none will do. */
final class GrantChoice {

  private final GrantIndex grants;

  GrantChoice(GrantIndex grants) {
    this.grants = grants;
  }

  /** The grants that may be relied on at all: this requester's, for this system and purpose. */
  List<DatedGrant> eligible(Question question) {
    List<DatedGrant> candidates =
        grants.candidates(question.system(), question.resource(), question.purpose());
    return question.grant().isEmpty()
        ? candidates
        : candidates.stream().filter(candidate -> named(candidate, question)).toList();
  }

  private static boolean named(DatedGrant candidate, Question question) {
    return question.grant().isEmpty() || question.grant().equals(candidate.id());
  }

  /** The first by id that is in force, lists the form and covers every field that needs one. */
  Optional<DatedGrant> covering(Circumstances at, int resource, List<AskedField> asked) {
    AnswerForm answer = at.question().answer();
    long second = at.now().getEpochSecond();
    DatedGrant candidate = grants.first(at.system(), resource, at.purpose());
    while (candidate != null) {
      if (candidate.usable(answer, second)
          && candidate.covers(asked, at.question())
          && named(candidate, at.question())) {
        return Optional.of(candidate);
      }
      candidate = candidate.next();
    }
    return Optional.empty();
  }

  /** As {@link #covering}, among these. */
  static boolean covered(
      List<DatedGrant> eligible, Question question, Collection<String> fields, long second) {
    return eligible.stream()
        .anyMatch(one ->
            one.usable(question.answer(), second) && one.grant().fields().containsAll(fields));
  }

  /**
   * For a partial answer: the grant that covers the key and most of the fields, the first by id.
   */
  static Optional<DatedGrant> coveringMost(
      List<DatedGrant> eligible,
      Question question,
      Collection<String> fields,
      Collection<String> key,
      long second) {
    Optional<DatedGrant> best = Optional.empty();
    long most = 0;
    for (DatedGrant candidate : eligible) {
      Set<String> granted = candidate.grant().fields();
      long covered = fields.stream().filter(granted::contains).count();
      if (covered > most
          && candidate.usable(question.answer(), second)
          && granted.containsAll(key)) {
        best = Optional.of(candidate);
        most = covered;
      }
    }
    return best;
  }

  /** Why none of them would do, by precedence. */
  static Objection missing(
      List<DatedGrant> eligible, Question question, Collection<String> fields, long second) {
    if (eligible.isEmpty()) {
      return GrantObjections.none(question, fields);
    }
    List<DatedGrant> covering =
        eligible.stream().filter(one -> one.grant().fields().containsAll(fields)).toList();
    Optional<Grant> otherForm =
        covering.stream().filter(one -> one.inForce(second)).map(DatedGrant::grant).findFirst();
    if (otherForm.isPresent()) {
      return GrantObjections.form(otherForm.get(), question.answer());
    }
    return covering.stream()
        .filter(one -> one.grant().answers().contains(question.answer()))
        .findFirst()
        .map(one -> GrantObjections.notInForce(one, second))
        .orElseGet(() -> GrantObjections.none(question, fields));
  }

  /** What of the grants would have to change, by the same precedence. */
  static Change change(
      List<DatedGrant> eligible, Question question, Collection<String> fields, long second) {
    List<DatedGrant> covering =
        eligible.stream().filter(one -> one.grant().fields().containsAll(fields)).toList();
    Optional<DatedGrant> otherForm =
        covering.stream().filter(one -> one.inForce(second)).findFirst();
    if (otherForm.isPresent()) {
      return new Change.AddForm(otherForm.get().grant().id(), question.answer());
    }
    return covering.stream()
        .filter(one -> one.grant().answers().contains(question.answer()))
        .findFirst()
        .<Change>map(one -> new Change.RenewGrant(one.grant().id()))
        .orElseGet(() ->
            new Change.ObtainGrant(
                Set.copyOf(fields), question.answer(), List.of(question.purpose())));
  }
}
