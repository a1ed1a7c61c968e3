package org.mingjing.exchange.call;

import org.mingjing.exchange.catalogue.LivePolicy;
import org.mingjing.exchange.catalogue.ReceivedCall;
import org.mingjing.exchange.catalogue.ResolvedCall;
import org.mingjing.exchange.evidence.ClosedCall;
import org.mingjing.exchange.evidence.OpenedCall;
import org.mingjing.exchange.grants.PermittedCall;
import org.mingjing.exchange.identity.Caller;
import org.mingjing.exchange.identity.VerifiedToken;

/**
 * The steps of a call, as {@link CallHandler} takes them; a test that stops the process between two
 * of them wraps one.
 */
record Steps(
    Identify identify,
    Resolve resolve,
    Permits permits,
    Open open,
    Fetches fetches,
    Reduce reduce,
    Close close,
    Respond respond) {

  /** Step 1. */
  @FunctionalInterface
  interface Identify {
    Caller caller(VerifiedToken token, LivePolicy.Snapshot snapshot);
  }

  /** Step 2. */
  @FunctionalInterface
  interface Resolve {
    ResolvedCall resolve(ReceivedCall received, LivePolicy.Snapshot snapshot);
  }

  /** Step 3. */
  @FunctionalInterface
  interface Permits {
    PermittedCall permit(ResolvedCall call);
  }

  /** Step 4. */
  @FunctionalInterface
  interface Open {
    OpenedCall open(PermittedCall permitted);
  }

  /** Step 5. */
  @FunctionalInterface
  interface Fetches {
    FetchedCall fetch(OpenedCall opened);
  }

  /** Step 6. */
  @FunctionalInterface
  interface Reduce {
    ReleasableCall reduce(FetchedCall fetched);
  }

  /** Step 7. */
  @FunctionalInterface
  interface Close {
    ClosedCall close(ReleasableCall releasable);
  }

  /** Step 8. */
  @FunctionalInterface
  interface Respond {
    CallResult respond(ReleasableCall releasable, ClosedCall closed);
  }
}
