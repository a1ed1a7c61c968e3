package org.mingjing.exchange.call;

import java.util.List;
import org.mingjing.connectors.GroupCall;
import org.mingjing.connectors.SourceAnswer;
import org.mingjing.connectors.SourceAnswer.Counted;
import org.mingjing.connectors.SourceAnswer.Fetched;
import org.mingjing.connectors.SourceAnswer.SourceFailure;
import org.mingjing.connectors.SourceCall;
import org.mingjing.connectors.Sources;
import org.mingjing.connectors.Told;
import org.mingjing.exchange.catalogue.LiveSources;
import org.mingjing.exchange.catalogue.ResolvedCall;
import org.mingjing.exchange.evidence.OpenedCall;
import org.mingjing.exchange.problem.ProblemCode;

/**
 * Step 5: asks the owning department's system, for the permitted fields of the one subject only, or
 * for the numbers of the permitted groups.
 */
final class Fetch {
  private static final int MOST_GROUPS = 1000;

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
    ResolvedCall call = opened.permitted().call();
    Sources from = sources.of(call.snapshot());
    SourceAnswer answer =
        call.request()
            .about()
            .map(about -> from.fetch(sourceCall(opened, about.id())))
            .orElseGet(() -> from.count(groupCall(opened)));
    return switch (answer) {
      case Fetched fetched -> FetchedCall.ofRows(opened, fetched.rows());
      case Counted counted -> FetchedCall.ofGroups(opened, counted.groups());
      case SourceFailure failure -> throw new FailedAfterOpening(opened, code(failure));
    };
  }

  private static SourceCall sourceCall(OpenedCall opened, String key) {
    return new SourceCall(
        opened.permitted().call().resource().id().value(),
        opened.permitted().permit().released(),
        key,
        told(opened));
  }

  private static GroupCall groupCall(OpenedCall opened) {
    ResolvedCall call = opened.permitted().call();
    List<String> by = call.grouping().orElseThrow().by();
    List<String> sums =
        opened.permitted().permit().released().stream().filter(name -> !by.contains(name)).toList();
    return new GroupCall(call.resource().id().value(), by, sums, MOST_GROUPS, told(opened));
  }

  private static Told told(OpenedCall opened) {
    ResolvedCall call = opened.permitted().call();
    return new Told(
        call.id().toString(),
        call.caller().department().value(),
        call.request().purpose().value(),
        opened.permitted().permit().grant().map(grant -> grant.value()));
  }

  private static ProblemCode code(SourceFailure failure) {
    return switch (failure.kind()) {
      case UNAVAILABLE -> ProblemCode.SOURCE_UNAVAILABLE;
      case TIMEOUT -> ProblemCode.SOURCE_TIMEOUT;
      case REJECTED -> ProblemCode.SOURCE_REJECTED;
    };
  }
}
