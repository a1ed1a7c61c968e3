package org.mingjing.exchange.evidence;

import java.nio.charset.StandardCharsets;
import java.util.UUID;
import org.mingjing.ledger.canonical.CanonicalWriter;
import org.mingjing.policy.Decision;

/** Entries of calls as the log would have them, written and read back. */
public final class Recorded {
  private Recorded() {}

  /** The entry that a decision leaves. */
  public static LoggedCall call(long index, Decision decision) {
    return call(index, decision, decision);
  }

  /** An entry that tells another decision than its inputs come to. */
  public static LoggedCall call(long index, Decision decision, Decision told) {
    byte[] entry = entry(index, decision, told);
    return LoggedCallReader.read(index, entry);
  }

  static byte[] entry(long index, Decision decision, Decision told) {
    CanonicalWriter body = new CanonicalWriter(512).beginObject();
    body.name("call").string(new UUID(7, index).toString());
    body.name("case").string("MCA-2026-0001");
    body.name("decision").raw(DecisionJson.of(told, DecisionJson.Duty.ANSWERED));
    body.name("inputs").raw(new Inputs(decision.question(), decision.at()).json());
    body.name("outcome").string("answered");
    return entry(index, body.endObject().toByteArray());
  }

  static byte[] entry(long index, byte[] body) {
    CanonicalWriter out = new CanonicalWriter(512).beginObject();
    out.name("actor").beginObject().name("node").string("a").endObject();
    out.name("at").string("2026-06-01T00:00:00.000Z");
    out.name("body").raw(body);
    out.name("format").number(1);
    out.name("id").string(new UUID(8, index).toString());
    out.name("kind").string("call.closed");
    out.name("node").string("\",\"kind\":\"call.opened\",\"node\":\"");
    return out.endObject().toByteArray();
  }

  static byte[] bytes(String json) {
    return json.getBytes(StandardCharsets.UTF_8);
  }
}
