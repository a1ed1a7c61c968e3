package org.mingjing.policy;

import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Which grant a call relies on, and what is to be said where none will do. */
final class GrantChoice {

  private final GrantSet grants;

  GrantChoice(GrantSet grants) {
    this.grants = grants;
  }

  /** The grants that may be relied on at all: this requester's, for this system and purpose. */
  List<DatedGrant> eligible(Question question) {
    List<DatedGrant> candidates =
        grants.candidates(question.system(), question.resource(), question.purpose());
    if (candidates.isEmpty()
        || (candidates.size() == 1 && matches(candidates.getFirst(), question))) {
      return candidates;
    }
    return candidates.stream().filter(candidate -> matches(candidate, question)).toList();
  }

  private static boolean matches(DatedGrant candidate, Question question) {
    Grant grant = candidate.grant();
    return grant.grantee().equals(question.requester())
        && (question.grant().isEmpty() || question.grant().get().equals(grant.id()));
  }

  /** The first by id that is in force, lists the form and covers every one of the fields. */
  static Optional<Grant> covering(
      List<DatedGrant> eligible, Question question, Collection<String> fields, long second) {
    for (DatedGrant candidate : eligible) {
      Grant grant = candidate.grant();
      if (usable(candidate, question, second) && grant.fields().containsAll(fields)) {
        return Optional.of(grant);
      }
    }
    return Optional.empty();
  }

  /**
   * For a partial answer: the grant that covers the key and most of the fields, the first by id.
   */
  static Optional<Grant> coveringMost(
      List<DatedGrant> eligible,
      Question question,
      Collection<String> fields,
      Collection<String> key,
      long second) {
    Optional<Grant> best = Optional.empty();
    long most = 0;
    for (DatedGrant candidate : eligible) {
      Grant grant = candidate.grant();
      long covered = fields.stream().filter(grant.fields()::contains).count();
      if (covered > most
          && usable(candidate, question, second)
          && grant.fields().containsAll(key)) {
        best = Optional.of(grant);
        most = covered;
      }
    }
    return best;
  }

  private static boolean usable(DatedGrant candidate, Question question, long second) {
    return candidate.inForce(second) && candidate.grant().answers().contains(question.answer());
  }

  /** Why none of them would do, by precedence. */
  static Objection missing(
      List<DatedGrant> eligible, Question question, Collection<String> fields, long second) {
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
