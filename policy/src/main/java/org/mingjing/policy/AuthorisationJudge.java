package org.mingjing.policy;

import java.time.Instant;
import java.time.LocalDate;
import java.util.Optional;

/** Whether a call brings what the law asks besides the grant. */
final class AuthorisationJudge {

  private AuthorisationJudge() {}

  static Optional<Objection> judge(FieldRule rule, Question question, Instant now) {
    for (Category category : rule.categories()) {
      AuthorisationKind needed = FieldJudge.conditionOf(category).authorisation();
      if (needed != AuthorisationKind.STATUTORY_DUTY && !brings(question, needed, now)) {
        return Optional.of(Objections.authorisation(rule, category, needed));
      }
    }
    return Optional.empty();
  }

  private static boolean brings(Question question, AuthorisationKind needed, Instant now) {
    LocalDate today = LocalDate.ofInstant(now, Grant.ZONE);
    return question
        .authorisation()
        .filter(brought -> brought.kind() == needed && !brought.until().isBefore(today))
        .isPresent();
  }
}
