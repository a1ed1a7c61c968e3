package org.mingjing.exchange.access;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.mingjing.exchange.evidence.GivenDecision;
import org.mingjing.exchange.evidence.GivenDecisions;
import org.mingjing.exchange.problem.Malformed;
import org.mingjing.exchange.problem.ProblemCode;
import org.mingjing.policy.Text;

/** What an evaluation came to. */
sealed interface Verdict {

  /** Whether the PEP may go on. */
  boolean decision();

  /** For the count: {@code permitted} or the code of the reason why not. */
  String outcome();

  /** Why a decision is false, beside what the decision itself tells. */
  record Why(Text reason, List<String> missing, Optional<Duration> retryAfter) {
    Why(Text reason) {
      this(reason, List.of(), Optional.empty());
    }
  }

  /** Decided, and recorded as it is. */
  record Given(GivenDecision given, GivenDecisions.Outcome.Recorded recorded, Optional<Why> why)
      implements Verdict {
    @Override
    public boolean decision() {
      return given.permit().isPresent();
    }

    @Override
    public String outcome() {
      return given.outcome();
    }
  }

  /** One of several that could not be read: not decided, and closed therefore. */
  record AtFault(Malformed fault) implements Verdict {
    @Override
    public boolean decision() {
      return false;
    }

    @Override
    public String outcome() {
      return ProblemCode.MALFORMED.wireName();
    }
  }
}
