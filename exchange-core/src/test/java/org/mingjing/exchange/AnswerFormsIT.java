package org.mingjing.exchange;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mingjing.exchange.TestCalls.MCA;

import java.io.IOException;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.mingjing.exchange.operations.SecondNode;
import org.mingjing.ledger.verify.Verdict;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** The forms that tell a word of a value that does not leave: coded states and limits. */
@ExtendWith(SharedNode.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class AnswerFormsIT {
  private static final String PERSON = TestCalls.person(60).idNumber();

  private final AnsweringDepartment provider = new AnsweringDepartment();
  private final SharedNode.Running node;
  private final SecondNode second;
  private final CallingSystem mca;

  AnswerFormsIT(SharedNode.Running node) throws IOException {
    this.node = node;
    this.second =
        SecondNode.beside(
            node.node(),
            Surroundings.home(),
            ExchangeApplication.class,
            Map.of(
                "mingjing.connections.nhsa-http.url",
                provider.url(),
                "mingjing.connections.mohrss-http.url",
                provider.url()));
    this.mca = node.system(MCA).at(second.url());
  }

  @AfterAll
  void close() {
    second.close();
    provider.close();
  }

  @ParameterizedTest(name = "{0} and {1} are {2} and {3}")
  @CsvSource({
    "1, 310, insured, employee",
    "2, 390, suspended, resident",
    "4, 390, ended, resident",
  })
  void a_state_is_answered_for_the_value_that_the_source_has(
      String state, String scheme, String insured, String kind) throws SQLException {
    provider.answer(insured(quoted(state), quoted(scheme)));

    Told told = told(status("insurance_state", "scheme"));

    assertThat(told.word("states", "insurance_state")).isEqualTo(insured);
    assertThat(told.word("states", "scheme")).isEqualTo(kind);
    assertThat(told.closed().has("unfit")).isFalse();
    assertThat(told.closed().path("released").toString())
        .isEqualTo("[\"insurance_state\",\"scheme\"]");
    assertThat(told.everything()).doesNotContain("参保", "\"310\"", "\"390\"", "records\":[");
  }

  @ParameterizedTest(name = "a state of {0}")
  @CsvSource({"3", "'1 '", "正常参保", "insured", "''", "true", "１"})
  void a_value_that_no_code_names_is_unknown_and_the_field_is_named(String state)
      throws SQLException {
    provider.answer(insured(quoted(state), quoted("310")));

    Told told = told(status("insurance_state", "scheme"));

    assertThat(told.word("states", "insurance_state")).isEqualTo("unknown");
    assertThat(told.word("states", "scheme")).isEqualTo("employee");
    assertThat(told.closed().path("unfit").toString()).isEqualTo("[\"insurance_state\"]");
    assertThat(told.reply().body().path("unfit")).isEqualTo(told.closed().path("unfit"));
  }

  @Test
  void whom_the_source_does_not_know_and_what_it_leaves_empty_are_unknown() throws SQLException {
    provider.answer("");
    assertThat(told(status("scheme")).word("states", "scheme")).isEqualTo("unknown");

    provider.answer(insured("null", "null"));
    Told told = told(status("scheme"));
    assertThat(told.word("states", "scheme")).isEqualTo("unknown");
    assertThat(told.closed().has("unfit")).isFalse();
  }

  @ParameterizedTest(name = "{0} against {1}: {2}")
  @CsvSource({
    "1450, subsistence-allowance, yes",
    "1450.00, subsistence-allowance, yes",
    "1450.01, subsistence-allowance, no",
    "0, subsistence-allowance, yes",
    "-3.5, subsistence-allowance, yes",
    "1450.01, subsistence-margin, yes",
    "2900.01, subsistence-margin, no",
    "99999999999999, subsistence-margin, no"
  })
  void a_number_keeps_to_a_declared_limit_or_not_and_does_not_leave(
      String amount, String limit, String keeps) throws SQLException {
    provider.answer(benefit(amount));

    Told told = told(threshold(limit));

    assertThat(told.word("matches", "benefit_amount")).isEqualTo(keeps);
    if (!amount.equals("0")) {
      assertThat(told.everything()).doesNotContain(amount);
    }
  }

  @ParameterizedTest(name = "an amount of {0}")
  @CsvSource({"'\"many\"'", "'\"1e3\"'", "'\"１４５０\"'", "'\"\"'", "true", "'\"1,450.00\"'"})
  void what_is_no_number_is_unknown_and_the_field_is_named(String amount) throws SQLException {
    provider.answer(benefit(amount));

    Told told = told(threshold("subsistence-allowance"));

    assertThat(told.word("matches", "benefit_amount")).isEqualTo("unknown");
    assertThat(told.closed().path("unfit").toString()).isEqualTo("[\"benefit_amount\"]");
  }

  @ParameterizedTest(name = "limit {0}")
  @CsvSource({"1450", "subsistence", "SUBSISTENCE-ALLOWANCE"})
  void a_limit_that_is_not_declared_is_refused_with_those_that_are(String limit) {
    Reply reply = mca.call(threshold(limit));

    assertThat(reply.status()).as(reply.toString()).isEqualTo(422);
    assertThat(reply.code()).isEqualTo("unknown-field");
    assertThat(reply.toString()).contains("subsistence-allowance, subsistence-margin");
  }

  @Test
  void a_field_without_states_cannot_be_asked_for_its_state() {
    Reply reply = mca.call(status("id_number"));

    assertThat(reply.status()).as(reply.toString()).isEqualTo(422);
    assertThat(reply.toString()).contains("field id_number declares no states");
  }

  @Test
  void the_value_itself_is_refused_in_every_other_form() {
    for (String form : List.of("masked", "full")) {
      Reply reply = mca.call(status("insurance_state").put("answer", form));

      assertThat(reply.status()).as(reply.toString()).isEqualTo(403);
      assertThat(reply.code()).isEqualTo("answer-not-allowed");
    }
  }

  /** A call with what it left behind. */
  private record Told(Reply reply, JsonNode closed) {
    String word(String member, String field) {
      return reply.body().path(member).path(field).asString("");
    }

    String everything() {
      return reply.toString() + closed;
    }
  }

  private Told told(ObjectNode call) throws SQLException {
    List<Reply> replies = new ArrayList<>();
    List<StoredEntry> added = node.added(() -> replies.add(mca.call(call)));
    Reply reply = replies.getFirst();
    assertThat(reply.status()).as(reply.toString()).isEqualTo(200);
    JsonNode closed = added.getLast().json();
    assertThat(reply.entry()).isEqualTo(closed);
    assertThat(reply.verdict(node.installation().logKey())).isInstanceOf(Verdict.Verified.class);
    return new Told(reply, closed.path("body"));
  }

  private static ObjectNode status(String... fields) {
    return TestCalls.fields(
        TestCalls.call("nhsa.insurance-status", "social-assistance", "person", PERSON, "status"),
        fields);
  }

  private static ObjectNode threshold(String limit) {
    ObjectNode call =
        TestCalls.call(
            "mohrss.benefit-payments", "duplicate-benefit-check", "person", PERSON, "threshold");
    call.putObject("claims").put("benefit_amount", limit);
    return call;
  }

  private static String quoted(String text) {
    return '"' + text + '"';
  }

  private static String insured(String state, String scheme) {
    return "{\"id_number\":\"%s\",\"insurance_state\":%s,\"scheme\":%s}"
        .formatted(PERSON, state, scheme);
  }

  private static String benefit(String amount) {
    return "{\"id_number\":\"%s\",\"benefit_amount\":%s}".formatted(PERSON, amount);
  }
}
