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
import org.mingjing.ledger.canonical.CanonicalWriter;
import org.mingjing.ledger.log.AppendOutcome;
import org.mingjing.ledger.log.Charge;
import org.mingjing.ledger.log.LogWriter;
import org.mingjing.ledger.log.NewEntry;
import org.mingjing.ledger.log.Turn;
import org.mingjing.ledger.receipt.Receipt;
import org.mingjing.policy.DailyLimit;
import org.mingjing.policy.DepartmentId;
import org.mingjing.policy.Permit;
import org.mingjing.policy.Refusal;

/**
 * Records decisions that are given to others, before they are. A permit counts against the limits
 * of a call, by the same commit: whoever has it gets the data.
 */
public final class GivenDecisions {
  private static final byte[] NO_DECISION = {'n', 'u', 'l', 'l'};

  /** What became of the record. */
  public sealed interface Outcome {

    /**
     * Durable: the decision may be given.
     *
     * @param decision what was decided, canonical JSON; {@code null} if it did not come to that
     */
    @SuppressWarnings("ArrayRecordComponent") // sent once, never compared
    record Recorded(Receipt receipt, byte[] decision) implements Outcome {}

    /** Neither recorded nor counted: a limit is used up until then. */
    record OverLimit(Refusal refusal, Duration resetsIn) implements Outcome {}
  }

  private final LogWriter log;
  private final CallEntries entries;
  private final SubjectTags tags;
  private final RandomSource random;
  private final Clock clock;

  public GivenDecisions(
      LogWriter log, String node, SubjectTags tags, RandomSource random, Clock clock) {
    this.log = log;
    this.entries = new CallEntries(node);
    this.tags = tags;
    this.random = random;
    this.clock = clock;
  }

  /**
   * Records a decision; returns only when it is certain that the entry is durable, or was not
   * written for want of a quota.
   *
   * @param limits what a permit counts against; none are counted for anything else
   * @throws NotRecorded if that is not certain: the decision must not be given
   */
  public Outcome record(GivenDecision given, List<DailyLimit> limits) {
    // nobody reads what is another provider's, or nobody's
    Optional<SubjectTags.Tag> tag =
        given
            .asked()
            .filter(asked -> given.provider().isPresent())
            .map(GivenDecision.Asked::request)
            .flatMap(CallRequest::about)
            .map(tags::tag);
    Map<Charge, DailyLimit> charges =
        given.permit().isPresent()
            ? QuotaKeys.ofGiven(limits, whom(given, tag), given.provider().orElseThrow())
            : Map.of();
    boolean permitted = given.permit().isPresent();
    byte[] decision =
        given
            .decided()
            .map(made ->
                DecisionJson.of(
                    made, permitted ? DecisionJson.Duty.TOLD : DecisionJson.Duty.NOT_DUE))
            .orElse(NO_DECISION);
    byte[] digestKey = random.key();
    NewEntry entry = entry(given, tag, body(given, tag, decision, digestKey), charges);
    return switch (log.append(entry)) {
      case AppendOutcome.Recorded recorded ->
          new Outcome.Recorded(receipt(entry, recorded, digestKey), decision);
      case AppendOutcome.QuotaUsedUp used -> {
        DailyLimit limit = Objects.requireNonNull(charges.get(used.charge()));
        Permit permit = given.permit().orElseThrow();
        yield new Outcome.OverLimit(permit.exceeding(limit, used.day()), used.resetsIn());
      }
      case AppendOutcome.TurnTaken taken ->
          throw new IllegalStateException("a decision's id is new: " + taken.turn());
      case AppendOutcome.NotRecorded failed ->
          throw new NotRecorded(Optional.of(given.id()), failed.reason());
    };
  }

  private QuotaKeys.Whom whom(GivenDecision given, Optional<SubjectTags.Tag> subject) {
    GivenDecision.Asked asked = given.asked().orElseThrow();
    return QuotaKeys.Whom.of(subject, asked.request(), asked.system(), tags);
  }

  private NewEntry entry(
      GivenDecision given,
      Optional<SubjectTags.Tag> tag,
      byte[] body,
      Map<Charge, DailyLimit> charges) {
    Instant at = clock.instant();
    UUID id = random.id(at.toEpochMilli());
    return new NewEntry(
        id,
        EntryKind.DECISION_GIVEN.number(),
        at,
        Optional.of(new Turn(given.id(), Turn.ENDING)),
        Optional.empty(),
        tag.map(SubjectTags.Tag::value),
        random.key(),
        entries.bySystem(EntryKind.DECISION_GIVEN, id, at, given.pep(), body),
        List.copyOf(charges.keySet()));
  }

  private static Receipt receipt(
      NewEntry entry, AppendOutcome.Recorded recorded, byte[] digestKey) {
    return new Receipt(
        entry.body(),
        entry.salt(),
        recorded.index(),
        recorded.proof(),
        recorded.checkpoint(),
        Optional.empty(),
        Optional.of(digestKey));
  }

  private static byte[] body(
      GivenDecision given, Optional<SubjectTags.Tag> tag, byte[] decision, byte[] digestKey) {
    Optional<CallRequest> request = given.asked().map(GivenDecision.Asked::request);
    CanonicalWriter out = new CanonicalWriter(2048).beginObject();
    request.ifPresent(asked -> out.name("answer").string(asked.answer().wireName()));
    request.ifPresent(asked -> out.name("asked").number(asked.fields().size()));
    out.name("call").string(given.id().toString());
    CallEntries.text(out, "case", request.flatMap(CallRequest::caseRef));
    out.name("decision").raw(decision);
    out.name("digestKeyHash").string(Hmac.base64(Hmac.sha256(digestKey)));
    out.name("digests").beginObject();
    out.name("request").string(Hmac.base64(Hmac.keyed(digestKey).doFinal(given.request())));
    out.endObject();
    given
        .permit()
        .flatMap(Permit::grant)
        .ifPresent(grant -> out.name("grant").string(grant.value()));
    given.decided().ifPresent(made -> out.name("inputs").raw(CallEntries.inputs(made)));
    CallEntries.text(out, "officer", request.flatMap(CallRequest::officer));
    out.name("outcome").string(given.outcome());
    CallEntries.text(out, "provider", given.provider().map(DepartmentId::value));
    request.ifPresent(asked -> out.name("purpose").string(asked.purpose().value()));
    DecisionJson.strings(
        out.name("released"), given.permit().map(Permit::released).orElse(List.of()));
    given.asked().ifPresent(asked -> requester(out, asked));
    request.ifPresent(asked -> out.name("resource").string(asked.resource().value()));
    tag.ifPresent(of -> CallEntries.subject(out, of));
    DecisionJson.strings(out.name("understood"), given.understood());
    DecisionJson.strings(
        out.name("withheld"), given.permit().map(Permit::withheld).orElse(List.of()));
    return out.endObject().toByteArray();
  }

  private static void requester(CanonicalWriter out, GivenDecision.Asked asked) {
    out.name("requester").beginObject();
    CallEntries.text(out, "department", asked.department().map(DepartmentId::value));
    out.name("system").string(asked.system().value());
    out.endObject();
  }
}
