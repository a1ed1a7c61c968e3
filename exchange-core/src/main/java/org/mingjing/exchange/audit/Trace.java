package org.mingjing.exchange.audit;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.mingjing.exchange.evidence.EntryKind;
import org.mingjing.exchange.evidence.Evidence;
import org.mingjing.exchange.evidence.KeyRotations;
import org.mingjing.exchange.evidence.StoredLog;
import org.mingjing.exchange.evidence.SubjectTags;
import org.mingjing.exchange.identity.Caller;
import org.mingjing.ledger.canonical.CanonicalWriter;
import org.mingjing.policy.SubjectType;
import tools.jackson.databind.JsonNode;

/**
 * Answers who read a subject's data. Asking is evidence itself: the entry {@code audit.read} is
 * durable before the first row.
 */
public final class Trace {
  private static final int MOST_ENTRIES = 2000;

  /** What is asked; never printed. */
  record Question(String caseRef, SubjectType type, String id) {
    @Override
    public String toString() {
      return "Question[" + type + "]";
    }
  }

  private final StoredLog log;
  private final Evidence evidence;
  private final SubjectTags tags;
  private final KeyRotations rotations;

  public Trace(StoredLog log, Evidence evidence, SubjectTags tags, KeyRotations rotations) {
    this.log = log;
    this.evidence = evidence;
    this.tags = tags;
    this.rotations = rotations;
  }

  byte[] ofSubject(Caller auditor, Question question) throws SQLException {
    List<SubjectTags.Tag> searched = tags.search(question.type(), question.id());
    long auditEntry = evidence.record(EntryKind.AUDIT_READ, auditor, auditRead(question, searched));
    List<StoredLog.CallEntry> entries = log.ofSubject(searched, MOST_ENTRIES + 1);
    boolean cut = entries.size() > MOST_ENTRIES;
    Map<UUID, List<StoredLog.CallEntry>> calls = new LinkedHashMap<>();
    entries.stream()
        .limit(MOST_ENTRIES)
        .forEach(entry -> calls.computeIfAbsent(entry.call(), id -> new ArrayList<>()).add(entry));
    CanonicalWriter out = new CanonicalWriter(4096).beginObject();
    out.name("auditEntry").number(auditEntry);
    out.name("calls").beginArray();
    calls.forEach((call, of) -> call(out, call, of));
    out.endArray();
    List<String> lost = rotations.lostTagKeys(tags);
    if (!lost.isEmpty()) {
      out.name("lostTagKeys").beginArray();
      lost.forEach(out::string);
      out.endArray();
    }
    out.name("truncated").bool(cut);
    return out.endObject().toByteArray();
  }

  private static byte[] auditRead(Question question, List<SubjectTags.Tag> searched) {
    CanonicalWriter out = new CanonicalWriter(512).beginObject();
    out.name("case").string(question.caseRef());
    out.name("question").string("subject-trace");
    out.name("subject").beginObject();
    out.name("keyId").string(searched.getFirst().keyId());
    out.name("tag")
        .string(java.util.Base64.getEncoder().encodeToString(searched.getFirst().value()));
    return out.endObject().endObject().toByteArray();
  }

  private static void call(CanonicalWriter out, UUID id, List<StoredLog.CallEntry> entries) {
    JsonNode first = entries.getFirst().entry();
    JsonNode last = entries.getLast().entry();
    JsonNode body = first.path("body");
    boolean ended = !last.path("body").path("outcome").isMissingNode();
    out.beginObject();
    out.name("at").string(first.path("at").asString(""));
    out.name("callId").string(id.toString());
    optional(out, "case", body.path("case"));
    JsonNode given = body.path("requester"); // of a decision: who reads, not who asked for it
    if (given.isObject()) {
      enforcedBy(out.name("enforcedBy"), first.path("actor"));
    }
    out.name("entries").beginArray();
    entries.forEach(entry -> entry(out, entry));
    out.endArray();
    optional(out, "officer", body.path("officer"));
    out.name("outcome").string(ended ? last.path("body").path("outcome").asString("") : "open");
    optional(out, "provider", body.path("provider"));
    out.name("purpose").string(body.path("purpose").asString(""));
    out.name("released").beginArray();
    last.path("body").path("released").forEach(field -> out.string(field.asString("")));
    out.endArray();
    JsonNode requester = given.isObject() ? given : first.path("actor");
    out.name("requester").string(requester.path("department").asString(""));
    out.name("resource").string(body.path("resource").asString(""));
    out.name("system").string(requester.path("system").asString(""));
    out.endObject();
  }

  /**
   * Whose word it is that the requester reads, with case and officer: that of the enforcement point
   * to which the decision was given.
   */
  private static void enforcedBy(CanonicalWriter out, JsonNode actor) {
    out.beginObject();
    out.name("department").string(actor.path("department").asString(""));
    out.name("system").string(actor.path("system").asString(""));
    out.endObject();
  }

  private static void entry(CanonicalWriter out, StoredLog.CallEntry entry) {
    out.beginObject();
    out.name("index").number(entry.index());
    out.name("kind").string(entry.entry().path("kind").asString(""));
    out.name("sound").bool(entry.sound());
    out.endObject();
  }

  private static void optional(CanonicalWriter out, String name, JsonNode value) {
    if (value.isString()) {
      out.name(name).string(value.asString());
    }
  }
}
