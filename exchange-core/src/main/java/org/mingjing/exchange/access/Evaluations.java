package org.mingjing.exchange.access;

import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * A request: one evaluation, or several with the way in which they are carried out.
 *
 * @param batch whether it is answered as several (AuthZEN 1.0, Access Evaluations API Response)
 * @param body the request as it came, for the keyed digests alone
 */
@SuppressWarnings("ArrayRecordComponent") // digested, never compared
record Evaluations(List<Evaluation> asked, boolean batch, Semantic semantic, byte[] body) {

  /** AuthZEN 1.0, Evaluations semantics. */
  enum Semantic {
    EXECUTE_ALL,
    DENY_ON_FIRST_DENY,
    PERMIT_ON_FIRST_PERMIT;

    static Optional<Semantic> of(String word) {
      for (Semantic semantic : values()) {
        if (semantic.name().toLowerCase(Locale.ROOT).equals(word)) {
          return Optional.of(semantic);
        }
      }
      return Optional.empty();
    }

    /** Whether nothing after this decision is evaluated. */
    boolean endsWith(boolean decision) {
      return switch (this) {
        case EXECUTE_ALL -> false;
        case DENY_ON_FIRST_DENY -> !decision;
        case PERMIT_ON_FIRST_PERMIT -> decision;
      };
    }
  }
}
