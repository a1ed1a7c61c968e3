package org.mingjing.exchange.problem;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.mingjing.ledger.canonical.CanonicalWriter;
import org.mingjing.policy.Text;

/**
 * A problem document (RFC 9457). {@code title} and {@code detail} follow Accept-Language, {@code
 * titles} and {@code details} hold both languages. It never holds a stack trace, a value that was
 * sent, or a subject id.
 */
public final class Problem {
  public static final String MEDIA_TYPE = "application/problem+json";

  /** A member of the request that is at fault. */
  public record Member(String path, Text fault) {}

  private final ProblemCode code;
  private Optional<String> callId = Optional.empty();
  private Optional<Text> detail = Optional.empty();
  private List<Text> changes = List.of();
  private List<String> alternatives = List.of();
  private List<Member> members = List.of();
  private Optional<Text> notice = Optional.empty();
  private Optional<byte[]> decision = Optional.empty();
  private Optional<byte[]> receipt = Optional.empty();
  private Optional<Duration> retryAfter = Optional.empty();

  private Problem(ProblemCode code) {
    this.code = code;
  }

  private Problem(Problem other) {
    this.code = other.code;
    this.callId = other.callId;
    this.detail = other.detail;
    this.changes = other.changes;
    this.alternatives = other.alternatives;
    this.members = other.members;
    this.notice = other.notice;
    this.decision = other.decision;
    this.receipt = other.receipt;
    this.retryAfter = other.retryAfter;
  }

  public static Problem of(ProblemCode code) {
    return new Problem(code);
  }

  public ProblemCode code() {
    return code;
  }

  public Problem callId(String value) {
    Problem copy = new Problem(this);
    copy.callId = Optional.of(value);
    return copy;
  }

  public Problem detail(Text value) {
    Problem copy = new Problem(this);
    copy.detail = Optional.of(value);
    return copy;
  }

  /** What would have to change for the call to be permitted. */
  public Problem changes(List<Text> texts, List<String> otherForms) {
    Problem copy = new Problem(this);
    copy.changes = List.copyOf(texts);
    copy.alternatives = List.copyOf(otherForms);
    return copy;
  }

  public Problem members(List<Member> faults) {
    Problem copy = new Problem(this);
    copy.members = List.copyOf(faults);
    return copy;
  }

  /** What the reader has to know of what the problem rests on. */
  public Problem notice(Text value) {
    Problem copy = new Problem(this);
    copy.notice = Optional.of(value);
    return copy;
  }

  /** The decision as canonical JSON. */
  public Problem decision(byte[] canonical) {
    Problem copy = new Problem(this);
    copy.decision = Optional.of(canonical);
    return copy;
  }

  /** The receipt as canonical JSON. */
  public Problem receipt(byte[] canonical) {
    Problem copy = new Problem(this);
    copy.receipt = Optional.of(canonical);
    return copy;
  }

  /** When to try again: the header Retry-After (RFC 9110 section 10.2.3), in whole seconds. */
  public Problem retryAfter(Duration time) {
    Problem copy = new Problem(this);
    copy.retryAfter = Optional.of(time);
    return copy;
  }

  /** The document. */
  public byte[] json(Language language) {
    CanonicalWriter out = new CanonicalWriter(1024);
    out.beginObject();
    if (!alternatives.isEmpty()) {
      out.name("alternatives").beginArray();
      alternatives.forEach(out::string);
      out.endArray();
    }
    callId.ifPresent(id -> out.name("callId").string(id));
    if (!changes.isEmpty()) {
      out.name("changes").beginArray();
      changes.forEach(change -> Language.both(out, change));
      out.endArray();
    }
    out.name("code").string(code.wireName());
    decision.ifPresent(bytes -> out.name("decision").raw(bytes));
    detail.ifPresent(text -> out.name("detail").string(language.of(text)));
    detail.ifPresent(text -> Language.both(out.name("details"), text));
    writeMembers(out);
    notice.ifPresent(text -> Language.both(out.name("notice"), text));
    receipt.ifPresent(bytes -> out.name("receipt").raw(bytes));
    Text title = new Text(code.zh(), code.en());
    out.name("status").number(code.status());
    out.name("title").string(language.of(title));
    Language.both(out.name("titles"), title);
    out.name("type").string("urn:mingjing:problem:" + code.wireName());
    return out.endObject().toByteArray();
  }

  private void writeMembers(CanonicalWriter out) {
    if (members.isEmpty()) {
      return;
    }
    out.name("members").beginArray();
    for (Member member : members) {
      out.beginObject();
      Language.both(out.name("fault"), member.fault());
      out.name("path").string(member.path());
      out.endObject();
    }
    out.endArray();
  }

  /** Answers a request with this problem. */
  public void send(HttpServletRequest request, HttpServletResponse response) throws IOException {
    byte[] body = json(Language.of(request.getHeader("Accept-Language")));
    response.setStatus(code.status());
    response.setContentType(MEDIA_TYPE);
    response.setContentLength(body.length);
    response.setHeader("Cache-Control", "no-store");
    retryAfter.ifPresent(
        time -> response.setHeader("Retry-After", Long.toString(time.toSeconds() + 1)));
    response.getOutputStream().write(body);
  }

  /** What is at fault, for logs and tests. */
  @Override
  public String toString() {
    List<String> parts = new ArrayList<>(List.of(code.wireName()));
    members.forEach(member -> parts.add(member.path() + ": " + member.fault().en()));
    return String.join("; ", parts);
  }
}
