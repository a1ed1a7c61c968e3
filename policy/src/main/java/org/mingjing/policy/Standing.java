package org.mingjing.policy;

import java.time.LocalDate;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * All that outcomes of one resource depend on besides field and form. Requesters and purposes of
 * equal standing have equal outcomes, so that each standing is worked out once.
 *
 * @param stranger what every call is refused with, because the policy does not know its resource,
 *     purpose or system
 * @param met categories that allow requester and purpose, with their expressions
 * @param grants those of this requester for this purpose
 */
record Standing(
    Optional<RefusalCode> stranger,
    Map<CategoryCode, Optional<Need>> met,
    Set<GrantedDays> grants) {

  static Standing stranger(RefusalCode code) {
    return new Standing(Optional.of(code), Map.of(), Set.of());
  }

  /** What counts of a grant when no call names it. */
  record GrantedDays(
      Set<String> fields,
      Set<AnswerForm> answers,
      LocalDate from,
      LocalDate until,
      boolean active) {

    static GrantedDays of(Grant grant) {
      return new GrantedDays(
          grant.fields(),
          grant.answers(),
          grant.from(),
          grant.until(),
          grant.state() == GrantState.ACTIVE);
    }

    boolean inForce(LocalDate day) {
      return active && !day.isBefore(from) && !day.isAfter(until);
    }
  }
}
