package org.mingjing.exchange;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mingjing.exchange.TestCalls.AUDITOR;
import static org.mingjing.exchange.TestCalls.MCA;
import static org.mingjing.exchange.TestCalls.PEP;
import static org.mingjing.exchange.TestCalls.SAMR;
import static org.mingjing.exchange.TestCalls.fields;

import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.mingjing.ledger.verify.ReceiptVerifier;
import org.mingjing.ledger.verify.Verdict;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * The police's own gateway asks what the exchange would decide, and is told after it was recorded.
 */
@ExtendWith(SharedNode.class)
class EvaluationIT {
  private static final String PERSON = TestCalls.person(61).idNumber();

  private final SharedNode.Running node;
  private final CallingSystem pep;

  EvaluationIT(SharedNode.Running node) {
    this.node = node;
    this.pep = node.system(PEP);
  }

  private static ObjectNode resident() {
    return TestEvaluations.of(MCA, TestCalls.resident(PERSON));
  }

  private Told ask(JsonNode evaluation) throws SQLException {
    return Told.by(node, pep, TestEvaluations.ONE, evaluation);
  }

  private Told denied(JsonNode evaluation, String code) throws SQLException {
    Told told = ask(evaluation);
    assertThat(told.reply().status()).as(told.reply().toString()).isEqualTo(200);
    assertThat(told.body().path("decision").asBoolean(true)).isFalse();
    assertThat(told.code()).isEqualTo(code);
    assertThat(told.context().path("reason").path("zh").asString("")).isNotBlank();
    assertThat(told.context().path("reason").path("en").asString("")).isNotBlank();
    assertThat(told.context().has("obligations")).isFalse();
    assertThat(told.added())
        .extracting(StoredEntry::kind)
        .containsExactly(StoredEntry.DECISION_GIVEN);
    assertThat(told.added().getFirst().outcome()).isEqualTo(code);
    return told;
  }

  @Test
  void what_a_call_would_be_permitted_is_permitted_with_every_obligation_and_a_receipt()
      throws SQLException {
    Told told = ask(resident());

    assertThat(told.reply().status()).as(told.reply().toString()).isEqualTo(200);
    assertThat(told.reply().headers().firstValue("Content-Type")).contains("application/json");
    assertThat(told.body().path("decision").asBoolean(false)).isTrue();
    JsonNode decision = told.context().path("decision");
    assertThat(decision.path("effect").asString("")).isEqualTo("permit");
    assertThat(decision.path("grant").asString("")).isEqualTo("G-2026-0001");
    assertThat(decision.path("policy").asString("")).startsWith("sha256:");
    JsonNode called = node.system(MCA).call(TestCalls.resident(PERSON)).body().path("decision");
    assertThat(told.context().path("obligations")).hasSameSizeAs(called.path("obligations"));
    JsonNode mask = told.context().path("obligations").path(0);
    assertThat(mask.path("type").asString("")).isEqualTo("custom");
    assertThat(mask.path("id").asString("")).isEqualTo("obligation-1");
    assertThat(mask.path("properties").path("vendor").asString("")).isEqualTo("mingjing");
    assertThat(mask.path("properties").path("kind").asString("")).isNotBlank();
    byte[] receipt = told.context().path("receipt").toString().getBytes(StandardCharsets.UTF_8);
    assertThat(ReceiptVerifier.verify(receipt, node.installation().logKey()))
        .isInstanceOf(Verdict.Verified.class);
  }

  @Test
  void the_entry_names_who_asked_about_whom_and_holds_no_id() throws SQLException {
    Told told = ask(resident());

    assertThat(told.added())
        .extracting(StoredEntry::kind)
        .containsExactly(StoredEntry.DECISION_GIVEN);
    JsonNode entry = told.entry();
    assertThat(entry.path("kind").asString("")).isEqualTo("decision.given");
    assertThat(entry.path("actor").path("system").asString("")).isEqualTo(PEP);
    assertThat(entry.path("actor").path("department").asString("")).isEqualTo("MPS");
    assertThat(entry.path("actor").path("key").asString("")).isNotBlank();
    JsonNode body = entry.path("body");
    assertThat(body.path("call")).isEqualTo(told.context().path("decision_id"));
    assertThat(body.path("outcome").asString("")).isEqualTo("permitted");
    assertThat(body.path("grant").asString("")).isEqualTo("G-2026-0001");
    assertThat(body.path("provider").asString("")).isEqualTo("MPS");
    assertThat(body.path("requester").toString())
        .isEqualTo("{\"department\":\"MCA\",\"system\":\"mca-assistance\"}");
    assertThat(body.path("inputs").path("assurance").asInt(0)).isEqualTo(2);
    assertThat(body.path("inputs").path("system").asString("")).isEqualTo(MCA);
    assertThat(body.path("decision")).isEqualTo(told.context().path("decision"));
    assertThat(body.path("decision").path("obligations"))
        .allSatisfy(
            due -> assertThat(due.path("fulfilment").asString("")).isEqualTo("communicated"));
    assertThat(entry.toString()).doesNotContain(PERSON);
    assertThat(told.reply().toString()).doesNotContain(PERSON);
    assertThat(told.context().path("receipt").path("entry")).isEqualTo(entry);
  }

  @Test
  void a_refusal_is_an_answer_with_reason_and_changes() throws SQLException {
    Told told = denied(TestEvaluations.refused(resident()), "condition-not-met");

    assertThat(told.context().path("decision").path("effect").asString("")).isEqualTo("deny");
    assertThat(told.context().path("decision").path("changes")).isNotEmpty();
    assertThat(told.context().path("notice").path("en").asString("")).contains("draft");
    assertThat(told.entry().path("body").path("released")).isEmpty();
    assertThat(told.entry().path("body").has("grant")).isFalse();
  }

  @Test
  void every_refusal_of_a_call_is_one_here() throws SQLException {
    denied(TestEvaluations.of(SAMR, TestCalls.resident(PERSON)), "condition-not-met");
    denied(TestEvaluations.of(MCA, fields(TestCalls.resident(PERSON), "telephone")), "no-grant");
    denied(
        TestEvaluations.of(MCA, TestCalls.resident(PERSON).put("answer", "full")),
        "answer-not-allowed");
    denied(
        TestEvaluations.of(MCA, TestCalls.resident(PERSON).put("purpose", "curiosity")),
        "unknown-purpose");
    denied(
        TestEvaluations.of(MCA, fields(TestCalls.resident(PERSON), "shoe_size")), "unknown-field");
    denied(TestEvaluations.of(MCA, TestCalls.fingerprint(PERSON)), "prohibited");
  }

  @Test
  void a_pep_that_does_not_fulfil_every_kind_is_denied_and_told_which_are_missing()
      throws SQLException {
    ObjectNode some = resident();
    TestEvaluations.understood(some.withObject("context"), "mask", "retain", "watermark");
    Told told = denied(some, "obligations-not-understood");

    assertThat(told.context().path("missing_obligations").toString())
        .contains("no-onward-use")
        .doesNotContain("mask");
    assertThat(told.context().has("decision")).isFalse();
    assertThat(told.reply().toString()).doesNotContain("\"effect\":\"permit\"");
    assertThat(told.entry().path("body").path("decision").isNull()).isTrue();
    assertThat(told.entry().path("body").path("understood").toString())
        .isEqualTo("[\"mask\",\"retain\"]");
    assertThat(told.entry().path("body").has("grant")).isFalse();
  }

  @Test
  void kinds_count_only_beside_the_type_custom_and_silence_is_no_yes() throws SQLException {
    ObjectNode silent = resident();
    silent.withObject("context").remove(List.of("supported_obligations", "custom_obligations"));
    ObjectNode noType = resident();
    noType.withObject("context").putArray("supported_obligations").add("step-up");

    denied(silent, "obligations-not-understood");
    denied(noType, "obligations-not-understood");
  }

  /** Whoever asks learns nothing about other departments' resources. */
  @Test
  void a_resource_of_another_department_looks_like_none_at_all() throws SQLException {
    Told foreign = denied(TestEvaluations.of(MCA, TestCalls.payments(PERSON)), "unknown-resource");
    ObjectNode worse = TestEvaluations.of(MCA, TestCalls.payments(PERSON).put("purpose", "x"));
    Told foreignAndUnknown = denied(worse, "unknown-resource");
    Told none =
        denied(
            TestEvaluations.of(MCA, TestCalls.payments(PERSON).put("resource", "mof.no-such")),
            "unknown-resource");

    assertThat(foreign.context().path("reason")).isEqualTo(none.context().path("reason"));
    assertThat(foreignAndUnknown.context().path("reason")).isEqualTo(none.context().path("reason"));
    assertThat(foreign.context().propertyNames()).isEqualTo(none.context().propertyNames());
    assertThat(foreign.entry().path("body").has("provider")).isFalse();
    assertThat(foreign.entry().path("body").has("inputs")).isFalse();
    assertThat(foreign.entry().path("body").has("subject")).isFalse();
    assertThat(foreign.entry().path("body").path("requester").has("department")).isFalse();
  }

  @Test
  void who_is_no_system_that_may_call_is_denied_whatever_it_is() throws SQLException {
    for (String system : List.of("no-such-system", AUDITOR, PEP)) {
      Told told = denied(TestEvaluations.of(system, TestCalls.resident(PERSON)), "unknown-subject");
      assertThat(told.entry().path("body").path("requester").has("department")).isFalse();
    }
    ObjectNode user = resident();
    user.putObject("subject").put("type", "user").put("id", "alice@example.com");
    denied(user, "unknown-subject");
    ObjectNode person = resident();
    person.putObject("subject").put("type", "system").put("id", "x" + PERSON.replace('X', '1'));
    denied(person, "unknown-subject");
  }

  /** What the PEP says of the requester's standing is not believed: the register has it. */
  @Test
  void the_requesters_department_assurance_and_zone_come_from_the_policy() throws SQLException {
    ObjectNode lied = TestEvaluations.of(SAMR, TestCalls.resident(PERSON));
    lied.withObject("subject")
        .putObject("properties")
        .put("department", "MCA")
        .put("assurance", 3)
        .put("zone", "internal");

    Told told = denied(lied, "condition-not-met");

    assertThat(told.entry().path("body").path("inputs").path("requester").asString(""))
        .isEqualTo("SAMR");
    assertThat(told.entry().path("body").path("inputs").path("assurance").asInt(0)).isEqualTo(2);
  }

  /** AuthZEN 1.0, JSON Serialization: what a receiver does not know, it ignores. */
  @Test
  void what_the_exchange_does_not_know_is_ignored() throws SQLException {
    ObjectNode more = resident();
    more.put("foo", "bar").putObject("futureField").put("nested", true).putArray("deep").add(1.5);
    more.withObject("subject").putObject("properties").put("role", "manager");
    more.withObject("action").putObject("properties").put("method", "GET").put("soft", true);
    more.withObject("resource").withObject("properties").put("status", "active").putNull("owner");
    more.withObject("context").put("time", "1985-10-26T01:22-07:00").put("ip", 192);

    assertThat(ask(more).body().path("decision").asBoolean(false)).isTrue();
  }

  /** The example of the specification: of words that the exchange does not have. */
  @Test
  void a_well_formed_question_about_something_else_is_denied() throws SQLException {
    JsonNode example =
        JsonMapper.shared()
            .readTree(
                """
                {"subject":{"type":"user","id":"alice"},"resource":{"type":"record","id":"record-1"},
                 "action":{"name":"read"}}
                """);
    Told told = denied(example, "unknown-resource");

    assertThat(told.entry().path("body").has("subject")).isFalse();
    assertThat(told.entry().toString()).doesNotContain("alice").doesNotContain("record-1");
    ObjectNode action = resident();
    action.putObject("action").put("name", "can_read");
    denied(action, "unknown-action");
    action.putObject("action").put("name", "aggregate");
    denied(action, "unknown-action");
  }

  @Test
  void a_decision_that_cannot_be_recorded_is_not_given() throws SQLException {
    execute(
        """
        create function no_decision() returns trigger language plpgsql as
        $$ begin if new.kind = 4 then raise exception 'no'; end if; return new; end $$;
        create trigger no_decision before insert on entry for each row execute function no_decision()
        """);
    Told told;
    Told several;
    try {
      told = ask(resident());
      several =
          Told.by(
              node,
              pep,
              TestEvaluations.SEVERAL,
              TestEvaluations.batch("execute_all", List.of(resident(), resident())));
    } finally {
      execute("drop trigger no_decision on entry; drop function no_decision()");
    }

    for (Told each : List.of(told, several)) {
      assertThat(each.reply().status()).as(each.reply().toString()).isEqualTo(503);
      assertThat(each.reply().code()).isEqualTo("not-recorded");
      assertThat(each.reply().toString()).doesNotContain("decision");
      assertThat(each.added()).isEmpty();
    }
    assertThat(ask(resident()).body().path("decision").asBoolean(false)).isTrue();
  }

  private void execute(String sql) throws SQLException {
    try (Connection connection = node.installation().superuser();
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  @Test
  void the_receipt_of_a_decision_is_for_the_one_who_asked() throws SQLException {
    Told told = ask(resident());
    String path = "/api/v1/calls/" + told.context().path("decision_id").asString("") + "/receipt";

    assertThat(pep.get(path).body().path("entry")).isEqualTo(told.entry());
    assertThat(node.system(MCA).get(path).status()).isEqualTo(404);
    assertThat(node.system(AUDITOR).get(path).code()).isEqualTo("insufficient-scope");
  }

  @Test
  void whoever_read_by_a_decision_is_in_the_trace_of_the_person() {
    String person = TestCalls.person(62).idNumber();
    pep.post(TestEvaluations.ONE, TestEvaluations.of(MCA, TestCalls.resident(person)));
    pep.post(TestEvaluations.ONE, TestEvaluations.of(SAMR, TestCalls.resident(person)));
    ObjectNode question = JsonMapper.shared().createObjectNode().put("caseRef", "CNAO-2026-0062");
    question.putObject("subject").put("type", "person").put("id", person);

    List<JsonNode> given =
        node.system(AUDITOR)
            .post("/api/v1/audit/traces", question)
            .body()
            .path("calls")
            .valueStream()
            .filter(call -> call.has("enforcedBy")) // others may have called about the person
            .toList();

    assertThat(given).hasSize(2);
    JsonNode first = given.getFirst();
    assertThat(first.path("system").asString("")).isEqualTo(MCA);
    assertThat(first.path("requester").asString("")).isEqualTo("MCA");
    assertThat(first.path("provider").asString("")).isEqualTo("MPS");
    assertThat(first.path("enforcedBy").toString())
        .isEqualTo("{\"department\":\"MPS\",\"system\":\"mps-gateway\"}");
    assertThat(first.path("outcome").asString("")).isEqualTo("permitted");
    assertThat(first.path("released")).hasSize(3);
    assertThat(first.path("entries").path(0).path("kind").asString("")).isEqualTo("decision.given");
    assertThat(first.path("entries").path(0).path("sound").asBoolean(false)).isTrue();
    assertThat(given.getLast().path("system").asString("")).isEqualTo(SAMR);
    assertThat(given.getLast().path("released")).isEmpty();
  }
}
