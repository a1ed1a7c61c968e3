package org.mingjing.exchange.access;

import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.mingjing.exchange.catalogue.LivePolicy;
import org.mingjing.exchange.catalogue.Resolve;
import org.mingjing.exchange.catalogue.Unresolved;
import org.mingjing.exchange.evidence.GivenDecision;
import org.mingjing.exchange.evidence.GivenDecisions;
import org.mingjing.exchange.evidence.RandomSource;
import org.mingjing.exchange.grants.Decide;
import org.mingjing.exchange.identity.Caller;
import org.mingjing.exchange.identity.Identify;
import org.mingjing.exchange.identity.VerifiedToken;
import org.mingjing.exchange.problem.NotNow;
import org.mingjing.policy.DailyLimit;
import org.mingjing.policy.Decision;
import org.mingjing.policy.DepartmentId;
import org.mingjing.policy.Permit;
import org.mingjing.policy.Policy;
import org.mingjing.policy.Refusal;
import org.mingjing.policy.Resource;
import org.mingjing.policy.SystemClient;

/**
 * The way of an evaluation: identify the PEP, find the resource among those of its own department,
 * decide as a call of the requesting system would be decided, record, and only then answer. It
 * makes no {@code PermittedCall}: nothing can be fetched on it.
 */
final class Evaluator {
  private static final String MAY_CALL = "call";
  private static final int MOST_ATTEMPTS = 3;

  /** Where a decision is recorded before it is given; {@link GivenDecisions#record}. */
  @FunctionalInterface
  interface Recording {
    GivenDecisions.Outcome record(GivenDecision given, List<DailyLimit> limits);
  }

  /** Policies follow each other faster than one of them decides. */
  static final class Unsettled extends NotNow {
    private static final long serialVersionUID = 1L;

    Unsettled() {
      super("the policy changed with every attempt to decide by it");
    }
  }

  private final LivePolicy live;
  private final Identify identify;
  private final Decide decide;
  private final Recording recording;
  private final RandomSource random;
  private final Clock clock;

  Evaluator(
      LivePolicy live,
      Identify identify,
      Decide decide,
      Recording recording,
      RandomSource random,
      Clock clock) {
    this.live = live;
    this.identify = identify;
    this.decide = decide;
    this.recording = recording;
    this.random = random;
    this.clock = clock;
  }

  /**
   * Evaluates in the order given, up to where the semantic ends; what comes after is not evaluated
   * and not recorded.
   *
   * @throws org.mingjing.exchange.identity.NotIdentified if the system may not ask: no entry
   * @throws org.mingjing.exchange.evidence.NotRecorded if an entry is not certain: no decision may
   *     be given
   * @throws NotNow if there is no policy to decide by at present
   */
  List<Verdict> evaluate(VerifiedToken token, Evaluations request) {
    List<Verdict> verdicts = new ArrayList<>();
    for (Evaluation asked : request.asked()) {
      Verdict verdict = evaluate(token, asked, request.body());
      verdicts.add(verdict);
      if (request.semantic().endsWith(verdict.decision())) {
        break;
      }
    }
    return verdicts;
  }

  /** A permit holds only if the policy that gave it is still the one when it has been recorded. */
  private Verdict evaluate(VerifiedToken token, Evaluation asked, byte[] body) {
    for (int attempt = 0; attempt < MOST_ATTEMPTS; attempt++) {
      LivePolicy.Snapshot snapshot = live.current();
      Caller pep = identify.caller(token, Identify.EVALUATE, snapshot.policy());
      Verdict verdict =
          switch (asked) {
            case Evaluation.Unreadable unreadable -> new Verdict.AtFault(unreadable.why());
            case Evaluation.Foreign foreign -> refuse(pep, foreign, body);
            case Evaluation.Known known -> decide(pep, known, snapshot, body);
          };
      if (!verdict.decision() || live.current() == snapshot) {
        return verdict;
      }
    }
    throw new Unsettled();
  }

  private Verdict refuse(Caller pep, Evaluation.Foreign foreign, byte[] body) {
    GivenDecision given =
        new GivenDecision(
            id(clock.instant()),
            pep,
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            foreign.code(),
            List.of(),
            body);
    return record(given, List.of(), Optional.of(new Verdict.Why(foreign.reason())));
  }

  private Verdict decide(
      Caller pep, Evaluation.Known asked, LivePolicy.Snapshot snapshot, byte[] body) {
    Policy policy = snapshot.policy();
    Draft stranger = draft(pep, asked, Optional.empty(), body);
    Resource resource;
    try {
      resource =
          Resolve.find(
              asked.request(), policy, found -> found.department().equals(pep.department()));
    } catch (Unresolved unresolved) {
      return record(
          given(stranger, Optional.empty(), Optional.empty(), unresolved.code().wireName()),
          List.of(),
          Optional.of(new Verdict.Why(unresolved.reason())));
    }
    Optional<DepartmentId> provider = Optional.of(resource.department());
    Optional<SystemClient> caller =
        policy.system(asked.system()).filter(known -> known.scopes().contains(MAY_CALL));
    if (caller.isEmpty()) {
      return record(
          given(stranger, provider, Optional.empty(), Reasons.UNKNOWN_SUBJECT),
          List.of(),
          Optional.of(new Verdict.Why(Reasons.NO_SUCH_SYSTEM)));
    }
    Draft draft = draft(pep, asked, caller.map(SystemClient::department), body);
    Decision decision = decided(caller.get(), draft, snapshot);
    return switch (decision) {
      case Refusal refusal ->
          record(
              given(draft, provider, Optional.of(refusal), refusal.code().wireName()),
              List.of(),
              Optional.of(new Verdict.Why(refusal.reason())));
      case Permit permit -> permit(draft, provider, permit);
    };
  }

  /** {@code department} is told only of a system that may be asked about. */
  private Draft draft(
      Caller pep, Evaluation.Known asked, Optional<DepartmentId> department, byte[] body) {
    return new Draft(
        clock.instant(),
        pep,
        new GivenDecision.Asked(asked.system(), department, asked.request()),
        asked.understood(),
        body);
  }

  /** The system is known on the PEP's word, and so no better than the PEP itself. */
  private static Decision decided(SystemClient caller, Draft draft, LivePolicy.Snapshot snapshot) {
    return snapshot
        .decider()
        .decide(
            Resolve.question(
                caller.id(),
                caller.department(),
                Math.min(caller.assurance(), draft.pep().assurance()),
                caller.zone(),
                draft.asked().request()),
            draft.at());
  }

  /**
   * Nothing is enforced here: a permit is one only for a PEP that fulfils all of it. For another it
   * is no decision, and stands neither in the answer nor in the receipt.
   */
  private Verdict permit(Draft draft, Optional<DepartmentId> provider, Permit permit) {
    List<String> missing = ObligationsProfile.missing(permit.obligations(), draft.understood());
    if (!missing.isEmpty()) {
      return record(
          given(draft, provider, Optional.empty(), Reasons.NOT_UNDERSTOOD),
          List.of(),
          Optional.of(new Verdict.Why(Reasons.NOT_ALL_UNDERSTOOD, missing, Optional.empty())));
    }
    return record(
        given(draft, provider, Optional.of(permit), GivenDecision.PERMITTED),
        decide.limits(permit),
        Optional.empty());
  }

  private Verdict record(GivenDecision given, List<DailyLimit> limits, Optional<Verdict.Why> why) {
    return switch (recording.record(given, limits)) {
      case GivenDecisions.Outcome.Recorded recorded -> new Verdict.Given(given, recorded, why);
      case GivenDecisions.Outcome.OverLimit over -> {
        Refusal refusal = over.refusal();
        Verdict.Why exceeded =
            new Verdict.Why(refusal.reason(), List.of(), Optional.of(over.resetsIn()));
        yield record(
            given.refused(refusal, refusal.code().wireName()), List.of(), Optional.of(exceeded));
      }
    };
  }

  /** What is the same whatever the outcome. */
  @SuppressWarnings("ArrayRecordComponent") // handed on, never compared
  private record Draft(
      Instant at, Caller pep, GivenDecision.Asked asked, List<String> understood, byte[] body) {}

  private GivenDecision given(
      Draft draft, Optional<DepartmentId> provider, Optional<Decision> decided, String outcome) {
    return new GivenDecision(
        id(draft.at()),
        draft.pep(),
        Optional.of(draft.asked()),
        provider,
        decided,
        outcome,
        draft.understood(),
        draft.body());
  }

  private UUID id(Instant at) {
    return random.id(at.toEpochMilli());
  }
}
