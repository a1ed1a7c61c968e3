package org.mingjing.exchange;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;
import static org.mingjing.exchange.TestCalls.AUDITOR;
import static org.mingjing.exchange.TestCalls.MCA;
import static org.mingjing.exchange.TestCalls.SAMR;

import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Who read a person's data: the auditor's question, which is evidence itself. */
@ExtendWith(SharedNode.class)
class TraceIT {
  private static final String PATH = "/api/v1/audit/traces";

  private final SharedNode.Running node;
  private final CallingSystem auditor;
  private final CallingSystem mca;

  TraceIT(SharedNode.Running node) {
    this.node = node;
    this.auditor = node.system(AUDITOR);
    this.mca = node.system(MCA);
  }

  private static ObjectNode question(String type, String id) {
    ObjectNode question = JsonMapper.shared().createObjectNode().put("caseRef", "CNAO-2026-0007");
    question.putObject("subject").put("type", type).put("id", id);
    return question;
  }

  private static String person(int index) {
    return TestCalls.person(800 + index).idNumber();
  }

  @Test
  void every_call_about_a_person_is_found_the_refused_ones_included_and_no_other() {
    String person = person(0);
    mca.call(TestCalls.resident(person(1)));
    List<String> calls =
        List.of(
            mca.call(TestCalls.resident(person)).callId(),
            mca.call(TestCalls.vehicle(person)).callId(),
            mca.call(TestCalls.verify(person, Map.of("name", "x"))).callId(),
            mca.call(TestCalls.fingerprint(person)).callId(),
            node.system(SAMR).call(TestCalls.resident(person)).callId(),
            mca.call(TestCalls.resident(person).put("purpose", "curiosity")).callId());
    mca.call(TestCalls.resident(person(2)));

    JsonNode trace = auditor.post(PATH, question("person", person)).body();

    assertThat(texts(trace, "callId")).containsExactlyElementsOf(calls);
    assertThat(texts(trace, "outcome"))
        .containsExactly(
            "answered",
            "answered",
            "answered",
            "prohibited",
            "condition-not-met",
            "unknown-purpose");
    assertThat(texts(trace, "system")).containsExactly(MCA, MCA, MCA, MCA, SAMR, MCA);
    assertThat(trace.path("calls").path(0).path("released").toString())
        .isEqualTo("[\"address\",\"birth_date\",\"name\"]");
    assertThat(trace.path("truncated").asBoolean(true)).isFalse();
  }

  private static List<String> texts(JsonNode trace, String member) {
    return trace.path("calls").valueStream().map(call -> call.path(member).asString("")).toList();
  }

  @Test
  void a_call_whose_source_failed_is_found_as_well() {
    node.fault("mps", "rubbish", 0);
    String call = mca.call(TestCalls.vehicle(person(3))).callId();
    node.fault("mps", "none", 0);

    JsonNode trace = auditor.post(PATH, question("person", person(3))).body();

    assertThat(texts(trace, "callId")).containsExactly(call);
    assertThat(texts(trace, "outcome")).containsExactly("source-rejected");
  }

  @Test
  void an_organisation_is_found_and_is_nobody_else() {
    String uscc = TestCalls.organisation(42).uscc();
    String call = mca.call(TestCalls.enterprise(uscc)).callId();

    assertThat(texts(auditor.post(PATH, question("organisation", uscc)).body(), "callId"))
        .containsExactly(call);
    String other = TestCalls.organisation(43).uscc();
    assertThat(auditor.post(PATH, question("organisation", other)).body().path("calls")).isEmpty();
  }

  @Test
  void the_question_is_in_the_log_before_it_is_answered() throws SQLException {
    List<Reply> replies = new ArrayList<>();

    List<StoredEntry> added =
        node.added(() -> replies.add(auditor.post(PATH, question("person", person(4)))));

    assertThat(added).extracting(StoredEntry::kind).containsExactly(StoredEntry.AUDIT_READ);
    StoredEntry read = added.getFirst();
    assertThat(replies.getFirst().body().path("auditEntry").asLong(-1)).isEqualTo(read.index());
    assertThat(read.json().path("actor").path("system").asString("")).isEqualTo(AUDITOR);
    assertThat(read.json().path("body").path("case").asString("")).isEqualTo("CNAO-2026-0007");
    assertThat(read.json().toString()).doesNotContain(person(4));
  }

  /** An auditor who reads is not told twice: the questions of others do not appear as reads. */
  @Test
  void a_trace_is_no_call_about_the_person() {
    auditor.post(PATH, question("person", person(5)));

    assertThat(auditor.post(PATH, question("person", person(5))).body().path("calls")).isEmpty();
  }

  @Test
  void a_system_without_the_scope_traces_nobody_and_leaves_no_entry() throws SQLException {
    List<Reply> replies = new ArrayList<>();

    List<StoredEntry> added =
        node.added(() -> replies.add(mca.post(PATH, question("person", person(6)))));

    Reply reply = replies.getFirst();
    assertThat(reply.status()).isEqualTo(403);
    assertThat(reply.code()).isEqualTo("insufficient-scope");
    assertThat(reply.headers().firstValue("WWW-Authenticate"))
        .contains("Bearer error=\"insufficient_scope\", scope=\"audit\"");
    assertThat(added).isEmpty();
  }

  @Test
  void without_a_token_nobody_is_traced() {
    CallingSystem stranger = CallingSystem.at(node.installation().baseUrl());

    assertThat(stranger.post(PATH, question("person", person(7))).status()).isEqualTo(401);
  }

  static Stream<Arguments> malformedQuestions() {
    return Stream.of(
        arguments("", List.of("$")),
        arguments("null", List.of("$")),
        arguments("[]", List.of("$")),
        arguments("no JSON", List.of("$")),
        arguments("{}", List.of("caseRef", "subject.type", "subject.id")),
        arguments("{\"caseRef\":\"C\"}", List.of("subject.type", "subject.id")),
        arguments(
            "{\"caseRef\":\"\",\"subject\":{\"type\":\"person\",\"id\":\"11010519491231002X\"}}",
            List.of("caseRef")),
        arguments(
            "{\"caseRef\":\"  \",\"subject\":{\"type\":\"person\",\"id\":\"11010519491231002X\"}}",
            List.of("caseRef")),
        arguments(
            "{\"subject\":{\"type\":\"person\",\"id\":\"11010519491231002X\"}}",
            List.of("caseRef")),
        arguments(
            "{\"caseRef\":\"C\",\"subject\":{\"type\":\"person\",\"id\":\"110105194912310021\"}}",
            List.of("subject.id")),
        arguments(
            "{\"caseRef\":\"C\",\"subject\":{\"type\":\"organisation\",\"id\":\"11010519491231002X\"}}",
            List.of("subject.id")),
        arguments(
            "{\"caseRef\":\"C\",\"subject\":{\"type\":\"cat\",\"id\":\"11010519491231002X\"}}",
            List.of("subject.type")),
        arguments(
            "{\"caseRef\":\"C\",\"subject\":\"11010519491231002X\"}",
            List.of("subject.type", "subject.id")),
        arguments(
            "{\"caseRef\":\"C\",\"subject\":{\"type\":\"person\",\"id\":\"11010519491231002X\"},\"more\":1}",
            List.of("more")),
        arguments(
            "{\"caseRef\":\"C\",\"subject\":{\"type\":\"person\",\"id\":\"1\",\"id\":\"11010519491231002X\"}}",
            List.of("subject.id")),
        arguments(
            "{\"caseRef\":\"C\\u202e\",\"subject\":{\"type\":\"person\",\"id\":\"11010519491231002X\"}}",
            List.of("caseRef")),
        arguments(
            "{\"caseRef\":\"of 11010519491231002x\",\"subject\":{\"type\":\"person\",\"id\":\"11010519491231002X\"}}",
            List.of("caseRef")),
        arguments(
            "{\"caseRef\":\"\\ud800\",\"subject\":{\"type\":\"person\",\"id\":\"11010519491231002X\"}}",
            List.of("caseRef")),
        arguments(
            "{\"caseRef\":7,\"subject\":{\"type\":\"cat\",\"id\":\"1\",\"name\":\"x\"},\"more\":1}",
            List.of("caseRef", "subject.type", "subject.id", "subject.name", "more")));
  }

  @ParameterizedTest
  @MethodSource("malformedQuestions")
  void a_malformed_question_names_all_that_is_wrong_and_leaves_no_entry(
      String body, List<String> members) throws SQLException {
    List<Reply> replies = new ArrayList<>();

    List<StoredEntry> added =
        node.added(() -> replies.add(auditor.post(PATH, body.getBytes(StandardCharsets.UTF_8))));

    Reply reply = replies.getFirst();
    assertThat(reply.status()).as(replies.toString()).isEqualTo(400);
    assertThat(reply.code()).isEqualTo("malformed");
    assertThat(reply.body().path("members").valueStream().map(m -> m.path("path").asString("")))
        .containsExactlyInAnyOrderElementsOf(members);
    assertThat(added).isEmpty();
  }

  /** What the trace shows must be what was written, and it says so where it is not. */
  @Test
  void an_entry_that_was_changed_is_marked_unsound() throws SQLException {
    mca.call(TestCalls.resident(person(8)));
    JsonNode call = auditor.post(PATH, question("person", person(8))).body().path("calls").path(0);
    long index = call.path("entries").path(1).path("index").asLong(-1);
    assertThat(call.path("entries").path(1).path("sound").asBoolean(false)).isTrue();

    flip(index);
    JsonNode after = auditor.post(PATH, question("person", person(8))).body().path("calls").path(0);
    flip(index);

    assertThat(after.path("entries").path(0).path("sound").asBoolean(false)).isTrue();
    assertThat(after.path("entries").path(1).path("sound").asBoolean(true)).isFalse();
  }

  /** Turns one letter of a released field's name into another. */
  private void flip(long index) throws SQLException {
    try (Connection connection = node.installation().superuser();
        PreparedStatement update =
            connection.prepareStatement(
                "update entry set body = set_bit(body, n, 1 - get_bit(body, n)) from "
                    + "(select position('social'::bytea in body) * 8 as n from entry where index = ?) p where index = ?")) {
      update.setLong(1, index);
      update.setLong(2, index);
      assertThat(update.executeUpdate()).isEqualTo(1);
    }
  }
}
