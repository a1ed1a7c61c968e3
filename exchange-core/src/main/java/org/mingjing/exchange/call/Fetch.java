package org.mingjing.exchange.call;

import org.mingjing.connectors.SourceAnswer.Fetched;
import org.mingjing.connectors.SourceAnswer.SourceFailure;
import org.mingjing.connectors.SourceCall;
import org.mingjing.connectors.Told;
import org.mingjing.exchange.catalogue.LiveSources;
import org.mingjing.exchange.catalogue.ResolvedCall;
import org.mingjing.exchange.evidence.OpenedCall;
import org.mingjing.exchange.problem.ProblemCode;

/**
 * Step 5: asks the owning department's system, for the permitted fields of the one subject only.
 */
final class Fetch {
  private final LiveSources sources;

  Fetch(LiveSources sources) {
    this.sources = sources;
  }

  /**
   * Fetches what an opened call was permitted.
   *
   * @throws FailedAfterOpening if the source is unavailable, late, or answers what cannot be used
   */
  FetchedCall fetch(OpenedCall opened) {
    return switch (sources.of(opened.permitted().call().snapshot()).fetch(sourceCall(opened))) {
      case Fetched fetched -> new FetchedCall(opened, fetched.rows());
      case SourceFailure failure -> throw new FailedAfterOpening(opened, code(failure));
    };
  }

  private static SourceCall sourceCall(OpenedCall opened) {
    ResolvedCall call = opened.permitted().call();
    return new SourceCall(
        call.resource().id().value(),
        opened.permitted().permit().released(),
        call.request().subjectId(),
        new Told(
            call.id().toString(),
            call.caller().department().value(),
            call.request().purpose().value(),
            opened.permitted().permit().grant().map(grant -> grant.value())));
  }

  private static ProblemCode code(SourceFailure failure) {
    return switch (failure.kind()) {
      case UNAVAILABLE -> ProblemCode.SOURCE_UNAVAILABLE;
      case TIMEOUT -> ProblemCode.SOURCE_TIMEOUT;
      case REJECTED -> ProblemCode.SOURCE_REJECTED;
    };
  }
}
