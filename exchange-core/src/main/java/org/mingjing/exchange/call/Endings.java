package org.mingjing.exchange.call;

import java.time.Duration;
import java.util.List;
import org.mingjing.exchange.catalogue.ReceivedCall;
import org.mingjing.exchange.catalogue.ResolvedCall;
import org.mingjing.exchange.catalogue.Unresolved;
import org.mingjing.exchange.evidence.ClosedCall;
import org.mingjing.exchange.evidence.Ending;
import org.mingjing.exchange.evidence.Evidence;
import org.mingjing.exchange.evidence.NotNotarised;
import org.mingjing.exchange.evidence.OverQuota;
import org.mingjing.exchange.grants.Denied;
import org.mingjing.exchange.problem.Problem;
import org.mingjing.exchange.problem.ProblemCode;
import org.mingjing.ledger.canonical.CanonicalWriter;
import org.mingjing.policy.AnswerForm;
import org.mingjing.policy.Change;
import org.mingjing.policy.Provisos;
import org.mingjing.policy.Refusal;

/**
 * Step 7 and 8 for every way in which a call can end: first the record, then what the caller is
 * told.
 */
final class Endings {
  private static final String MATCHES = "matches";
  private static final Duration LEDGER_CATCHES_UP = Duration.ofMinutes(1);

  private final Evidence evidence;

  Endings(Evidence evidence) {
    this.evidence = evidence;
  }

  ClosedCall close(ReleasableCall releasable) {
    ReleasableCall.Reduced reduced = releasable.reduced();
    return evidence.close(
        releasable.opened(),
        releasable.permitted(),
        new Ending(
            Ending.ANSWERED,
            reduced.records(),
            reduced.released(),
            reduced.withheld(),
            reduced.unfit(),
            reduced.json()));
  }

  CallResult answer(ReleasableCall releasable, ClosedCall closed) {
    AnswerForm form = releasable.permitted().permit().question().answer();
    byte[] receipt = closed.receipt().json();
    ReleasableCall.Reduced reduced = releasable.reduced();
    int size = receipt.length + reduced.json().length + 1536;
    CanonicalWriter out = new CanonicalWriter(size).beginObject();
    out.name("answer").string(form.wireName());
    out.name("callId").string(releasable.opened().permitted().call().id().toString());
    out.name("decision").raw(closed.decision());
    String data = member(form);
    if (data.equals(MATCHES)) {
      out.name(MATCHES).raw(reduced.json());
    }
    out.name("outcome").string(Ending.ANSWERED);
    out.name("receipt").raw(receipt);
    if (!data.equals(MATCHES)) {
      out.name(data).raw(reduced.json());
    }
    if (!reduced.unfit().isEmpty()) {
      strings(out.name("unfit"), reduced.unfit());
    }
    strings(out.name("withheld"), reduced.withheld());
    return new CallResult.Answered(out.endObject().toByteArray());
  }

  /** Under which name an answer of this form stands. */
  private static String member(AnswerForm form) {
    return switch (form) {
      case VERIFY, THRESHOLD -> MATCHES;
      case STATUS -> "states";
      case MASKED, FULL -> "records";
      case AGGREGATE -> "table";
    };
  }

  private static void strings(CanonicalWriter out, List<String> texts) {
    out.beginArray();
    texts.forEach(out::string);
    out.endArray();
  }

  CallResult refused(ReceivedCall received, Unresolved unresolved) {
    ClosedCall closed =
        evidence.refuse(received, Ending.nothingReleased(unresolved.code().wireName()));
    return problem(received, closed, Problem.of(unresolved.code()).detail(unresolved.reason()));
  }

  CallResult refused(Denied denied) {
    ClosedCall closed =
        evidence.refuse(
            denied.call(),
            denied.refusal(),
            Ending.nothingReleased(code(denied.refusal()).wireName()));
    return problem(denied.call().received(), closed, of(denied.refusal()));
  }

  CallResult refused(OverQuota over) {
    ClosedCall closed =
        evidence.refuse(
            over.call(), over.refusal(), Ending.nothingReleased(code(over.refusal()).wireName()));
    return problem(over.call().received(), closed, of(over.refusal()).retryAfter(over.resetsIn()));
  }

  CallResult refused(NotNotarised behind) {
    ResolvedCall call = behind.permitted().call();
    ProblemCode code = ProblemCode.NOT_NOTARISED;
    ClosedCall closed =
        evidence.refuse(call, behind.permitted().permit(), Ending.nothingReleased(code.wireName()));
    return problem(call.received(), closed, Problem.of(code).retryAfter(LEDGER_CATCHES_UP));
  }

  CallResult refused(DeniedAfterOpening denied) {
    ClosedCall closed =
        evidence.refuse(
            denied.opened(),
            denied.refusal(),
            Ending.nothingReleased(code(denied.refusal()).wireName()));
    return problem(denied.opened().permitted().call().received(), closed, of(denied.refusal()));
  }

  CallResult failed(FailedAfterOpening failed) {
    ClosedCall closed =
        evidence.close(
            failed.opened(),
            failed.opened().permitted(),
            Ending.nothingReleased(failed.code().wireName()));
    return problem(
        failed.opened().permitted().call().received(), closed, Problem.of(failed.code()));
  }

  private static CallResult problem(ReceivedCall received, ClosedCall closed, Problem problem) {
    return new CallResult.Refused(
        problem
            .callId(received.id().toString())
            .decision(closed.decision())
            .receipt(closed.receipt().json()));
  }

  /** Where the negative list has a say, the document says what that list is. */
  private static Problem of(Refusal refusal) {
    Problem problem =
        Problem.of(code(refusal))
            .detail(refusal.reason())
            .changes(
                refusal.changes().stream().map(Change::text).toList(),
                refusal.alternatives().stream().map(AnswerForm::wireName).toList());
    boolean listed =
        refusal.fields().values().stream().anyMatch(verdict -> !verdict.categories().isEmpty());
    return listed ? problem.notice(Provisos.DRAFT) : problem;
  }

  private static ProblemCode code(Refusal refusal) {
    return ProblemCode.of(refusal.code().wireName()).orElse(ProblemCode.INTERNAL_ERROR);
  }
}
