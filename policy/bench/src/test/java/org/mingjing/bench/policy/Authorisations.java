package org.mingjing.bench.policy;

import java.util.Optional;
import org.mingjing.policy.AuthorisationKind;
import org.mingjing.policy.Condition;

/** What a condition asks besides the grant. */
final class Authorisations {

  private Authorisations() {}

  static Optional<String> needed(Condition condition) {
    return condition.authorisation() == AuthorisationKind.STATUTORY_DUTY
        ? Optional.empty()
        : Optional.of(condition.authorisation().wireName());
  }
}
