package org.mingjing.exchange.evidence;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Optional;
import java.util.UUID;
import javax.crypto.Mac;
import org.mingjing.exchange.catalogue.CallRequest;
import org.mingjing.exchange.catalogue.ReceivedCall;
import org.mingjing.exchange.catalogue.ResolvedCall;
import org.mingjing.exchange.identity.Caller;
import org.mingjing.ledger.canonical.CanonicalWriter;
import org.mingjing.policy.Decision;
import org.mingjing.policy.Permit;

/**
 * The entries of calls as canonical JSON: who asked, what was decided, how it ended; never an id or
 * a value.
 */
final class CallEntries {
  private static final DateTimeFormatter MILLIS =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSS'Z'").withZone(ZoneOffset.UTC);
  private static final int FORMAT = 1;

  private final String node;

  CallEntries(String node) {
    this.node = node;
  }

  static String instant(Instant instant) {
    return MILLIS.format(instant);
  }

  /**
   * The instant that {@link #instant(Instant)} wrote; far faster than a formatter, for who reads
   * millions.
   *
   * @throws DateTimeException if it is written in any other way
   */
  static Instant instant(String text) {
    if (text.length() != 24 || !hasSeparators(text)) {
      throw new DateTimeException("not an instant as entries have it");
    }
    long days =
        LocalDate.of(number(text, 0, 4), number(text, 5, 7), number(text, 8, 10)).toEpochDay();
    int seconds =
        LocalTime.of(number(text, 11, 13), number(text, 14, 16), number(text, 17, 19))
            .toSecondOfDay();
    return Instant.ofEpochSecond(days * 86_400 + seconds, number(text, 20, 23) * 1_000_000L);
  }

  private static boolean hasSeparators(String text) {
    return text.charAt(4) == '-'
        && text.charAt(7) == '-'
        && text.charAt(10) == 'T'
        && text.charAt(13) == ':'
        && text.charAt(16) == ':'
        && text.charAt(19) == '.'
        && text.charAt(23) == 'Z';
  }

  private static int number(String text, int from, int to) {
    int number = 0;
    for (int i = from; i < to; i++) {
      int digit = text.charAt(i) - '0';
      if (digit < 0 || digit > 9) {
        throw new DateTimeException("not an instant as entries have it");
      }
      number = 10 * number + digit;
    }
    return number;
  }

  /** The frame of an entry made by a system; the body is canonical JSON. */
  byte[] bySystem(EntryKind kind, UUID id, Instant at, Caller caller, byte[] body) {
    CanonicalWriter out = new CanonicalWriter(body.length + 384).beginObject();
    out.name("actor").beginObject();
    out.name("department").string(caller.department().value());
    out.name("key").string(caller.keyThumbprint());
    out.name("system").string(caller.system().value());
    out.endObject();
    return frame(out, kind, id, at, body);
  }

  /** The frame of an entry that the node itself makes. */
  byte[] byNode(EntryKind kind, UUID id, Instant at, byte[] body) {
    CanonicalWriter out = new CanonicalWriter(body.length + 256).beginObject();
    out.name("actor").beginObject().name("node").string(node).endObject();
    return frame(out, kind, id, at, body);
  }

  private byte[] frame(CanonicalWriter out, EntryKind kind, UUID id, Instant at, byte[] body) {
    out.name("at").string(instant(at));
    out.name("body").raw(body);
    out.name("format").number(FORMAT);
    out.name("id").string(id.toString());
    out.name("kind").string(kind.wireName());
    out.name("node").string(node);
    return out.endObject().toByteArray();
  }

  static byte[] opened(
      ResolvedCall call, Permit permit, Optional<SubjectTags.Tag> tag, Instant deadline) {
    CallRequest request = call.request();
    CanonicalWriter out = new CanonicalWriter(640).beginObject();
    out.name("answer").string(request.answer().wireName());
    out.name("call").string(call.id().toString());
    text(out, "case", request.caseRef());
    out.name("deadline").string(instant(deadline));
    DecisionJson.strings(out.name("fields"), request.fields());
    text(out, "grant", permit.grant().map(grant -> grant.value()));
    out.name("grants").string(permit.grantsDigest());
    text(out, "groupBy", request.groupBy());
    text(out, "officer", request.officer());
    out.name("policy").string(permit.policyDigest());
    out.name("provider").string(call.resource().department().value());
    out.name("purpose").string(request.purpose().value());
    out.name("resource").string(request.resource().value());
    tag.ifPresent(of -> subject(out, of));
    return out.endObject().toByteArray();
  }

  /** What the last entry of a call says besides its frame. */
  record LastWords(
      ReceivedCall received,
      Optional<ResolvedCall> resolved,
      Optional<Long> opened,
      Optional<Decision> decided,
      byte[] decision,
      Ending ending,
      byte[] digestKey) {}

  static byte[] ended(LastWords words, Optional<SubjectTags.Tag> tag) {
    CallRequest request = words.received().request();
    Ending ending = words.ending();
    CanonicalWriter out = new CanonicalWriter(2048).beginObject();
    out.name("answer").string(request.answer().wireName());
    out.name("asked").number(request.fields().size());
    out.name("call").string(words.received().id().toString());
    text(out, "case", request.caseRef());
    out.name("decision").raw(words.decision());
    out.name("digestKeyHash").string(Hmac.base64(Hmac.sha256(words.digestKey())));
    digests(out, words);
    text(out, "groupBy", request.groupBy());
    words.decided().ifPresent(decision -> out.name("inputs").raw(inputs(decision)));
    text(out, "officer", request.officer());
    words.opened().ifPresent(index -> out.name("opened").number(index));
    out.name("outcome").string(ending.outcome());
    text(out, "provider", words.resolved().map(call -> call.resource().department().value()));
    out.name("purpose").string(request.purpose().value());
    out.name("records").number(ending.records());
    DecisionJson.strings(out.name("released"), ending.released());
    out.name("resource").string(request.resource().value());
    tag.ifPresent(of -> subject(out, of));
    if (!ending.unfit().isEmpty()) {
      DecisionJson.strings(out.name("unfit"), ending.unfit());
    }
    DecisionJson.strings(out.name("withheld"), ending.withheld());
    return out.endObject().toByteArray();
  }

  static byte[] interrupted(UUID call, long opened) {
    return new CanonicalWriter(256)
        .beginObject()
        .name("call")
        .string(call.toString())
        .name("opened")
        .number(opened)
        .name("outcome")
        .string(Ending.INTERRUPTED)
        .name("records")
        .number(0)
        .name("released")
        .beginArray()
        .endArray()
        .name("withheld")
        .beginArray()
        .endArray()
        .endObject()
        .toByteArray();
  }

  static byte[] inputs(Decision decision) {
    return DecisionJson.inputs(decision.question(), instant(decision.at()));
  }

  private static void digests(CanonicalWriter out, LastWords words) {
    out.name("digests").beginObject();
    Mac mac = Hmac.keyed(words.digestKey());
    byte[] answer = words.ending().answer();
    if (answer.length > 0) {
      out.name("answer").string(Hmac.base64(mac.doFinal(answer)));
    }
    byte[] request = words.received().request().body();
    out.name("request").string(Hmac.base64(mac.doFinal(request)));
    out.endObject();
  }

  static void subject(CanonicalWriter out, SubjectTags.Tag tag) {
    out.name("subject").beginObject();
    out.name("keyId").string(tag.keyId());
    out.name("tag").string(Hmac.base64(tag.value()));
    out.endObject();
  }

  static void text(CanonicalWriter out, String name, Optional<String> value) {
    value.ifPresent(text -> out.name(name).string(text));
  }
}
