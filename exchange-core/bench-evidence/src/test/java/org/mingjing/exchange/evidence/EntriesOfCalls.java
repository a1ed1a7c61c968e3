package org.mingjing.exchange.evidence;

import java.time.Instant;
import java.util.Base64;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.UUID;
import org.mingjing.ledger.canonical.CanonicalWriter;
import org.mingjing.ledger.log.NewEntry;
import org.mingjing.ledger.log.Turn;
import org.mingjing.policy.Decision;
import org.mingjing.policy.Permit;
import org.mingjing.policy.Question;

/** Entries of calls with the members, and of the size, that real calls leave. */
public final class EntriesOfCalls {
  private final SplittableRandom random;
  private final Decision decision;
  private final UUID call;
  private final byte[] tag;

  /** The entries of one call. */
  public EntriesOfCalls(SplittableRandom random, Decision decision) {
    this.random = random;
    this.decision = decision;
    this.call = id();
    this.tag = bytes();
  }

  /** Of a call that was permitted. */
  public NewEntry opened() {
    CanonicalWriter body = body();
    body.name("call").string(call.toString());
    body.name("case").string("MCA-2026-000001");
    body.name("deadline").string(CallEntries.instant(decision.at().plusSeconds(30)));
    DecisionJson.strings(body.name("fields"), question().fields());
    body.name("grants").string(decision.grantsDigest());
    body.name("officer").string("mca-0071");
    body.name("policy").string(decision.policyDigest());
    named(body.name("provider").string("MPS"));
    subject(body);
    return entry(
        EntryKind.CALL_OPENED,
        Turn.OPENING,
        Optional.of(decision.at().plusSeconds(30)),
        body.endObject().toByteArray());
  }

  /** Its last entry; {@code opened} is the index of its first, if it has one. */
  public NewEntry ended(Optional<Long> opened) {
    boolean answered = decision instanceof Permit;
    CanonicalWriter body = body();
    body.name("asked").number(question().fields().size());
    body.name("call").string(call.toString());
    body.name("case").string("MCA-2026-000001");
    body.name("decision")
        .raw(
            DecisionJson.of(
                decision, answered ? DecisionJson.Duty.ANSWERED : DecisionJson.Duty.NOT_DUE));
    body.name("digestKeyHash").string(base64());
    body.name("digests").beginObject();
    body.name("answer").string(base64());
    body.name("request").string(base64()).endObject();
    body.name("inputs").raw(new Inputs(question(), decision.at()).json());
    body.name("officer").string("mca-0071");
    opened.ifPresent(index -> body.name("opened").number(index));
    body.name("outcome").string(answered ? Ending.ANSWERED : "no-grant");
    named(body.name("provider").string("MPS"));
    body.name("records").number(answered ? 1 : 0);
    DecisionJson.strings(
        body.name("released"),
        decision instanceof Permit permit ? permit.released() : java.util.List.of());
    body.name("resource").string(question().resource().value());
    subject(body);
    body.name("withheld").beginArray().endArray();
    EntryKind kind = answered ? EntryKind.CALL_CLOSED : EntryKind.CALL_REFUSED;
    return entry(kind, Turn.ENDING, Optional.empty(), body.endObject().toByteArray());
  }

  private CanonicalWriter body() {
    return new CanonicalWriter(2048)
        .beginObject()
        .name("answer")
        .string(question().answer().wireName());
  }

  private void named(CanonicalWriter body) {
    body.name("purpose").string(question().purpose().value());
  }

  private void subject(CanonicalWriter body) {
    body.name("subject").beginObject().name("keyId").string("2026");
    body.name("tag").string(Base64.getEncoder().encodeToString(tag)).endObject();
  }

  private NewEntry entry(EntryKind kind, int turn, Optional<Instant> due, byte[] body) {
    UUID id = id();
    CanonicalWriter out = new CanonicalWriter(body.length + 384).beginObject();
    out.name("actor").beginObject();
    out.name("department").string(question().requester().value());
    out.name("key").string(base64());
    out.name("system").string(question().system().value()).endObject();
    out.name("at").string(CallEntries.instant(decision.at()));
    out.name("body").raw(body).name("format").number(1);
    out.name("id").string(id.toString()).name("kind").string(kind.wireName());
    out.name("node").string("bench");
    return new NewEntry(
        id,
        kind.number(),
        decision.at(),
        Optional.of(new Turn(call, turn)),
        due,
        turn == Turn.OPENING ? Optional.of(tag) : Optional.empty(),
        bytes(),
        out.endObject().toByteArray());
  }

  private Question question() {
    return decision.question();
  }

  private String base64() {
    return Base64.getEncoder().encodeToString(bytes());
  }

  private byte[] bytes() {
    byte[] bytes = new byte[32];
    random.nextBytes(bytes);
    return bytes;
  }

  /** A UUIDv7, as calls and entries have them: they lie close together in an index. */
  private UUID id() {
    long high = decision.at().toEpochMilli() << 16 | 0x7000 | random.nextInt(1 << 12);
    return new UUID(high, random.nextLong() >>> 2 | Long.MIN_VALUE);
  }
}
