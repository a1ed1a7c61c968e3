package org.mingjing.exchange.stewardship;

import java.sql.SQLException;
import java.util.Optional;
import org.mingjing.exchange.catalogue.LivePolicy;
import org.mingjing.exchange.evidence.LoggedCall;
import org.mingjing.exchange.evidence.RecordedDecision;
import org.mingjing.policy.Decider;
import org.mingjing.policy.Decision;
import org.mingjing.policy.GrantSet;
import org.mingjing.policy.Permit;
import org.mingjing.policy.Policy;
import org.mingjing.policy.Question;
import org.mingjing.policy.Refusal;
import org.mingjing.policy.Resource;
import org.mingjing.policy.SystemClient;

/** Decides one recorded call by the live policy and by the draft. Used by several threads. */
final class Replay {
  private static final String SCOPE = "call";
  private static final String LOST_SCOPE = "insufficient-scope";

  private final Side live;
  private final Side draft;
  private final PastPolicies past;
  private final String grants;

  private Replay(Side live, Side draft, PastPolicies past, String grants) {
    this.live = live;
    this.draft = draft;
    this.past = past;
    this.grants = grants;
  }

  static Replay of(LivePolicy.Snapshot live, Impact.Draft draft, PastPolicies past) {
    GrantSet grants =
        GrantSet.of(draft.policy(), draft.grants().orElseGet(() -> live.grants().grants()));
    return new Replay(
        new Side(live.policy(), live.decider()),
        new Side(draft.policy(), new Decider(draft.policy(), grants)),
        past,
        live.grants().digest());
  }

  /** What came of one call. */
  sealed interface Result {

    /** It cannot be decided again. */
    record Opaque(LoggedCall.Opaque call) implements Result {}

    /**
     * It was.
     *
     * @param before by the live policy
     * @param after by the draft
     * @param stranger what the draft does not know; {@code change} means nothing then
     * @param since from what was recorded to the live policy
     */
    record Decided(
        LoggedCall.Decided call,
        Answer before,
        Answer after,
        ImpactReport.Change change,
        Optional<ImpactReport.Stranger> stranger,
        ImpactReport.Change since,
        Check check)
        implements Result {
      boolean permittedNow() {
        return before instanceof Answer.Of(Permit permit);
      }
    }
  }

  /** Whether what was recorded comes out again by the policy and grants of then. */
  enum Check {
    REPRODUCED,
    NOT_REPRODUCED,
    NOT_CHECKABLE
  }

  /** What a call comes to: decided, or turned away before deciding. */
  sealed interface Answer {
    Terms terms();

    /** By the decider. */
    record Of(Decision decision) implements Answer {
      @Override
      public Terms terms() {
        return Terms.of(decision);
      }
    }

    /** Because of what it names, or who asks. */
    record Turned(Terms terms) implements Answer {
      Turned(String code) {
        this(Terms.refused(code));
      }
    }
  }

  Result of(LoggedCall call) throws SQLException {
    return switch (call) {
      case LoggedCall.Opaque opaque -> new Result.Opaque(opaque);
      case LoggedCall.Decided decided -> of(decided);
    };
  }

  private Result of(LoggedCall.Decided call) throws SQLException {
    Question question = call.inputs().question();
    Decision now = live.decider().decide(question, call.inputs().at());
    Check check = check(call, now);
    Answer before = live.turned(question).orElseGet(() -> new Answer.Of(now));
    Optional<ImpactReport.Stranger> stranger = draft.stranger(question);
    Answer after =
        draft
            .turned(question)
            .orElseGet(() ->
                new Answer.Of(draft.decider().decide(asDraftKnows(question), call.inputs().at())));
    return new Result.Decided(
        call, before, after, change(before, after), stranger, since(call, check, before), check);
  }

  /**
   * Who identifies a system otherwise changes what its calls bring; not beyond what an enforcement
   * point was believed that named it.
   */
  private Question asDraftKnows(Question question) {
    Optional<SystemClient> was = live.policy().system(question.system());
    Optional<SystemClient> is = draft.policy().system(question.system());
    return was.isPresent()
            && is.isPresent()
            && (was.get().assurance() != is.get().assurance()
                || !was.get().zone().equals(is.get().zone()))
        ? question.by(
            is.get(),
            question.assurance() < was.get().assurance()
                ? question.assurance()
                : is.get().assurance())
        : question;
  }

  private static ImpactReport.Change change(Answer before, Answer after) {
    if (before instanceof Answer.Of(Permit one)
        && after instanceof Answer.Of(Permit other)
        && one.released().equals(other.released())
        && one.withheld().equals(other.withheld())
        && one.obligations().equals(other.obligations())
        && one.grant().equals(other.grant())) {
      return ImpactReport.Change.UNCHANGED; // as almost always: spares the sets
    }
    if (before instanceof Answer.Of(Refusal one)
        && after instanceof Answer.Of(Refusal other)
        && one.code() == other.code()) {
      return ImpactReport.Change.UNCHANGED;
    }
    return before.terms().to(after.terms());
  }

  private Check check(LoggedCall.Decided call, Decision now) throws SQLException {
    RecordedDecision recorded = call.decision();
    if (!recorded.grants().equals(grants) || recorded.version() != live.policy().version()) {
      return Check.NOT_CHECKABLE;
    }
    Optional<Decision> again =
        recorded.policy().equals(live.policy().digest())
            ? Optional.of(now)
            : past.decider(recorded.policy())
                .map(decider -> decider.decide(call.inputs().question(), call.inputs().at()));
    return again
        .map(
            decision -> recorded.isReproducedBy(decision) ? Check.REPRODUCED : Check.NOT_REPRODUCED)
        .orElse(Check.NOT_CHECKABLE);
  }

  private ImpactReport.Change since(LoggedCall.Decided call, Check check, Answer before) {
    boolean sameBasis = call.decision().policy().equals(live.policy().digest());
    if (sameBasis && check != Check.NOT_CHECKABLE) {
      return ImpactReport.Change.UNCHANGED;
    }
    Terms then = Terms.of(call.decision());
    return then.overQuota() && before.terms().permitted()
        ? ImpactReport.Change.UNCHANGED
        : then.to(before.terms());
  }

  /** A policy with its grants, and what it makes of calls before deciding. */
  private record Side(Policy policy, Decider decider) {

    /** As the node resolves a call: what it does not know it does not decide. */
    Optional<ImpactReport.Stranger> stranger(Question question) {
      Optional<Resource> resource = policy.resource(question.resource());
      if (resource.isEmpty()) {
        return Optional.of(ImpactReport.Stranger.UNKNOWN_RESOURCE);
      }
      if (policy.purpose(question.purpose()).isEmpty()) {
        return Optional.of(ImpactReport.Stranger.UNKNOWN_PURPOSE);
      }
      for (String field : question.fields()) {
        if (resource.get().field(field).isEmpty()) {
          return Optional.of(ImpactReport.Stranger.UNKNOWN_FIELD);
        }
      }
      return policy
              .system(question.system())
              .filter(system -> system.department().equals(question.requester()))
              .isPresent()
          ? Optional.empty()
          : Optional.of(ImpactReport.Stranger.UNKNOWN_SYSTEM);
    }

    Optional<Answer> turned(Question question) {
      Optional<ImpactReport.Stranger> stranger = stranger(question);
      if (stranger.isPresent()) {
        return stranger.map(ImpactReport.Stranger::wireName).map(Answer.Turned::new);
      }
      return mayCall(question) ? Optional.empty() : Optional.of(new Answer.Turned(LOST_SCOPE));
    }

    /** Nobody else is given a decision at an enforcement point, either. */
    private boolean mayCall(Question question) {
      return policy
          .system(question.system())
          .filter(system -> system.scopes().contains(SCOPE))
          .isPresent();
    }
  }
}
