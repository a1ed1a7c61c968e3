package org.mingjing.exchange.call;

import java.time.Clock;
import java.time.Instant;
import org.mingjing.exchange.catalogue.CallRequest;
import org.mingjing.exchange.catalogue.LivePolicy;
import org.mingjing.exchange.catalogue.ReceivedCall;
import org.mingjing.exchange.catalogue.ResolvedCall;
import org.mingjing.exchange.catalogue.Unresolved;
import org.mingjing.exchange.evidence.ClosedCall;
import org.mingjing.exchange.evidence.NotNotarised;
import org.mingjing.exchange.evidence.OpenedCall;
import org.mingjing.exchange.evidence.OverQuota;
import org.mingjing.exchange.evidence.RandomSource;
import org.mingjing.exchange.grants.Denied;
import org.mingjing.exchange.grants.PermittedCall;
import org.mingjing.exchange.identity.Caller;
import org.mingjing.exchange.identity.VerifiedToken;

/**
 * The way of a call. Each step takes the proof that only the step before can make, so that leaving
 * one out does not compile. Step 9, notarising, goes on in the background from the log.
 */
final class CallHandler {
  private final LivePolicy live;
  private final Steps steps;
  private final Endings endings;
  private final RandomSource random;
  private final Clock clock;

  CallHandler(LivePolicy live, Steps steps, Endings endings, RandomSource random, Clock clock) {
    this.live = live;
    this.steps = steps;
    this.endings = endings;
    this.random = random;
    this.clock = clock;
  }

  /**
   * Takes a call from its arrival to its closing.
   *
   * @throws org.mingjing.exchange.identity.NotIdentified if the caller is not who may call: no
   *     entry
   * @throws org.mingjing.exchange.evidence.NotRecorded if an entry is not certain: nothing was
   *     released
   * @throws org.mingjing.exchange.evidence.AlreadyEnded if the call was closed as interrupted:
   *     nothing was released
   */
  CallResult handle(VerifiedToken token, CallRequest asked) {
    LivePolicy.Snapshot snapshot = live.current();
    Caller caller = steps.identify().caller(token, snapshot); // 1
    ReceivedCall received = received(caller, asked);
    try {
      ResolvedCall call = steps.resolve().resolve(received, snapshot); // 2
      PermittedCall permitted = steps.permits().permit(call); // 3
      OpenedCall opened = steps.open().open(permitted); // 4
      FetchedCall fetched = steps.fetches().fetch(opened); // 5
      ReleasableCall releasable = steps.reduce().reduce(fetched); // 6
      ClosedCall closed = steps.close().close(releasable); // 7
      return steps.respond().respond(releasable, closed); // 8
    } catch (Unresolved unresolved) {
      return endings.refused(received, unresolved);
    } catch (Denied denied) {
      return endings.refused(denied);
    } catch (NotNotarised behind) {
      return endings.refused(behind);
    } catch (OverQuota over) {
      return endings.refused(over);
    } catch (DeniedAfterOpening denied) {
      return endings.refused(denied);
    } catch (FailedAfterOpening failed) {
      return endings.failed(failed);
    }
  }

  private ReceivedCall received(Caller caller, CallRequest asked) {
    Instant now = clock.instant();
    return new ReceivedCall(random.id(now.toEpochMilli()), now, caller, asked);
  }
}
