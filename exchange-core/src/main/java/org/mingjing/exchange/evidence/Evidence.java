package org.mingjing.exchange.evidence;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.mingjing.exchange.catalogue.CallRequest;
import org.mingjing.exchange.catalogue.ReceivedCall;
import org.mingjing.exchange.catalogue.ResolvedCall;
import org.mingjing.exchange.grants.PermittedCall;
import org.mingjing.exchange.identity.Caller;
import org.mingjing.ledger.log.AppendOutcome;
import org.mingjing.ledger.log.Charge;
import org.mingjing.ledger.log.LogWriter;
import org.mingjing.ledger.log.NewEntry;
import org.mingjing.ledger.log.Turn;
import org.mingjing.ledger.receipt.Receipt;
import org.mingjing.policy.DailyLimit;
import org.mingjing.policy.Decision;

/**
 * Steps 4 and 7: what happens is in the log, durably, before it goes on.
 *
 * <p>Every method returns only when its entry is certainly durable; otherwise it throws {@link
 * NotRecorded} or {@link AlreadyEnded}, and the caller of the exchange gets nothing.
 */
public final class Evidence {
  private static final byte[] NO_DECISION = {'n', 'u', 'l', 'l'};

  private final LogWriter log;
  private final Backlog backlog;
  private final CallEntries entries;
  private final SubjectTags tags;
  private final RandomSource random;
  private final Clock clock;
  private final Duration deadline;

  /**
   * Makes the evidence of one node.
   *
   * @param deadline how long an opened call may take before it counts as interrupted
   */
  public Evidence(
      LogWriter log,
      Backlog backlog,
      String node,
      SubjectTags tags,
      RandomSource random,
      Clock clock,
      Duration deadline) {
    this.log = log;
    this.backlog = backlog;
    this.entries = new CallEntries(node);
    this.tags = tags;
    this.random = random;
    this.clock = clock;
    this.deadline = deadline;
  }

  /**
   * Opens a permitted call, and charges it to its daily limits by the same commit.
   *
   * @throws OverQuota if one of them is used up
   * @throws NotNotarised if the call needs a grant and the ledger is too far behind
   */
  public OpenedCall open(PermittedCall permitted) {
    if (permitted.permit().grant().isPresent() && backlog.isTooOld()) {
      throw new NotNotarised(permitted);
    }
    ResolvedCall call = permitted.call();
    Optional<SubjectTags.Tag> tag = tag(call.request());
    Map<Charge, DailyLimit> charges =
        QuotaKeys.charges(
            permitted.limits(),
            QuotaKeys.Whom.of(tag, call.request(), call.question().system(), tags));
    Instant at = clock.instant();
    Instant due = at.plus(deadline);
    UUID id = random.id(at.toEpochMilli());
    byte[] body =
        entries.bySystem(
            EntryKind.CALL_OPENED,
            id,
            at,
            call.caller(),
            CallEntries.opened(call, permitted.permit(), tag, due));
    NewEntry entry =
        new NewEntry(
            id,
            EntryKind.CALL_OPENED.number(),
            at,
            Optional.of(new Turn(call.id(), Turn.OPENING)),
            Optional.of(due),
            tag.map(SubjectTags.Tag::value),
            random.key(),
            body,
            List.copyOf(charges.keySet()));
    AppendOutcome outcome = log.append(entry);
    if (outcome instanceof AppendOutcome.QuotaUsedUp used) {
      DailyLimit limit = Objects.requireNonNull(charges.get(used.charge()));
      throw new OverQuota(call, permitted.permit().exceeding(limit, used.day()), used.resetsIn());
    }
    return new OpenedCall(permitted, recorded(entry, outcome).index(), due, tag);
  }

  /** Closes an opened call, whether it was answered or its source failed. */
  public ClosedCall close(OpenedCall opened, PermittedCall permitted, Ending ending) {
    boolean answered = ending.outcome().equals(Ending.ANSWERED);
    byte[] json =
        DecisionJson.of(
            permitted.permit(), answered ? DecisionJson.Duty.ANSWERED : DecisionJson.Duty.NOT_DUE);
    CallEntries.LastWords words = words(opened, permitted.permit(), json, ending);
    return end(EntryKind.CALL_CLOSED, words, opened.tag(), false);
  }

  /** Refuses an opened call: policy or grants have changed meanwhile. */
  public ClosedCall refuse(OpenedCall opened, Decision decision, Ending ending) {
    byte[] json = DecisionJson.of(decision, DecisionJson.Duty.NOT_DUE);
    CallEntries.LastWords words = words(opened, decision, json, ending);
    return end(EntryKind.CALL_REFUSED, words, opened.tag(), false);
  }

  private CallEntries.LastWords words(
      OpenedCall opened, Decision decision, byte[] json, Ending ending) {
    ResolvedCall call = opened.permitted().call();
    return new CallEntries.LastWords(
        call.received(),
        Optional.of(call),
        Optional.of(opened.index()),
        Optional.of(decision),
        json,
        ending,
        random.key());
  }

  /** Refuses a resolved call that was never opened. */
  public ClosedCall refuse(ResolvedCall call, Decision decision, Ending ending) {
    return end(
        EntryKind.CALL_REFUSED,
        new CallEntries.LastWords(
            call.received(),
            Optional.of(call),
            Optional.empty(),
            Optional.of(decision),
            DecisionJson.of(decision, DecisionJson.Duty.NOT_DUE),
            ending,
            random.key()),
        tag(call.request()),
        true);
  }

  /** Refuses a call that the catalogue could not resolve. */
  public ClosedCall refuse(ReceivedCall received, Ending ending) {
    return end(
        EntryKind.CALL_REFUSED,
        new CallEntries.LastWords(
            received,
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            NO_DECISION,
            ending,
            random.key()),
        tag(received.request()),
        true);
  }

  /**
   * A call that was opened is found by its opening; only the only entry of a call is searchable
   * itself.
   */
  private ClosedCall end(
      EntryKind kind,
      CallEntries.LastWords words,
      Optional<SubjectTags.Tag> tag,
      boolean searchable) {
    Instant at = clock.instant();
    UUID id = random.id(at.toEpochMilli());
    byte[] salt = random.key();
    byte[] body =
        entries.bySystem(kind, id, at, words.received().caller(), CallEntries.ended(words, tag));
    AppendOutcome.Recorded recorded =
        append(
            new NewEntry(
                id,
                kind.number(),
                at,
                Optional.of(new Turn(words.received().id(), Turn.ENDING)),
                Optional.empty(),
                searchable ? tag.map(SubjectTags.Tag::value) : Optional.empty(),
                salt,
                body));
    return new ClosedCall(
        new Receipt(
            body,
            salt,
            recorded.index(),
            recorded.proof(),
            recorded.checkpoint(),
            Optional.empty(),
            Optional.of(words.digestKey())),
        words.decision());
  }

  /** Closes a call that nobody closed in time; false if somebody has, meanwhile. */
  boolean interrupt(UUID call, long opened) {
    Instant at = clock.instant();
    UUID id = random.id(at.toEpochMilli());
    byte[] body =
        entries.byNode(EntryKind.CALL_CLOSED, id, at, CallEntries.interrupted(call, opened));
    try {
      append(
          new NewEntry(
              id,
              EntryKind.CALL_CLOSED.number(),
              at,
              Optional.of(new Turn(call, Turn.ENDING)),
              Optional.empty(),
              Optional.empty(),
              random.key(),
              body));
      return true;
    } catch (AlreadyEnded e) {
      return false;
    }
  }

  /** Records something that a system did and that is no call, for example an auditor's read. */
  public long record(EntryKind kind, Caller caller, byte[] body) {
    Instant at = clock.instant();
    UUID id = random.id(at.toEpochMilli());
    return recordRaw(kind, id, at, entries.bySystem(kind, id, at, caller, body));
  }

  /** Records something that this node did by itself. */
  public long record(EntryKind kind, byte[] body) {
    Instant at = clock.instant();
    UUID id = random.id(at.toEpochMilli());
    return recordRaw(kind, id, at, entries.byNode(kind, id, at, body));
  }

  private long recordRaw(EntryKind kind, UUID id, Instant at, byte[] entry) {
    return append(
            new NewEntry(
                id,
                kind.number(),
                at,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                random.key(),
                entry))
        .index();
  }

  private AppendOutcome.Recorded append(NewEntry entry) {
    return recorded(entry, log.append(entry));
  }

  private static AppendOutcome.Recorded recorded(NewEntry entry, AppendOutcome outcome) {
    return switch (outcome) {
      case AppendOutcome.Recorded recorded -> recorded;
      case AppendOutcome.QuotaUsedUp used ->
          throw new IllegalStateException("only openings are charged: " + used.charge());
      case AppendOutcome.TurnTaken taken -> throw new AlreadyEnded(taken.turn().of());
      case AppendOutcome.NotRecorded failed ->
          throw new NotRecorded(entry.turn().map(Turn::of), failed.reason());
    };
  }

  private Optional<SubjectTags.Tag> tag(CallRequest request) {
    return request.about().map(tags::tag);
  }
}
