package org.mingjing.exchange.call;

import org.mingjing.exchange.catalogue.LivePolicy;
import org.mingjing.exchange.evidence.OpenedCall;
import org.mingjing.exchange.grants.Decide;
import org.mingjing.exchange.grants.Denied;
import org.mingjing.exchange.grants.LostScope;
import org.mingjing.exchange.grants.PermittedCall;
import org.mingjing.exchange.problem.ProblemCode;

/** Step 6: looks at policy and grants again, then reduces what was fetched to what may leave. */
final class Release {
  private final Decide decide;

  Release(Decide decide) {
    this.decide = decide;
  }

  /**
   * Reduces an answer.
   *
   * @throws DeniedAfterOpening if the call would be refused by now
   * @throws FailedAfterOpening if an obligation cannot be met
   */
  ReleasableCall reduce(FetchedCall fetched) {
    OpenedCall opened = fetched.opened();
    PermittedCall permitted = permittedStill(opened);
    Obliged obliged = Obliged.by(permitted.permit(), opened.permitted());
    if (fetched.rows().size() > obliged.limit()) {
      throw new FailedAfterOpening(opened, ProblemCode.OBLIGATION_FAILED);
    }
    Reduction reduction = new Reduction(fetched, permitted, obliged);
    ReleasableCall.Reduced reduced =
        switch (permitted.permit().question().answer()) {
          case VERIFY -> reduction.verified();
          case STATUS -> reduction.states();
          case THRESHOLD -> reduction.thresholds();
          case MASKED, FULL -> reduction.records();
          case AGGREGATE -> reduction.groups();
        };
    return new ReleasableCall(opened, permitted, reduced);
  }

  private PermittedCall permittedStill(OpenedCall opened) {
    try {
      return decide.again(opened.permitted());
    } catch (Denied denied) {
      throw new DeniedAfterOpening(opened, denied.refusal());
    } catch (LostScope lost) {
      throw new FailedAfterOpening(opened, ProblemCode.INSUFFICIENT_SCOPE);
    } catch (LivePolicy.Distrusted nothingToDecideBy) {
      throw new FailedAfterOpening(opened, ProblemCode.UNAVAILABLE);
    }
  }
}
