package org.mingjing.exchange;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mingjing.exchange.TestCalls.MCA;
import static org.mingjing.exchange.TestCalls.MPS;
import static org.mingjing.exchange.TestCalls.SAMR;
import static org.mingjing.exchange.TestCalls.call;
import static org.mingjing.exchange.TestCalls.fields;

import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.mingjing.ledger.verify.Verdict;
import org.mingjing.policy.Provisos;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Every refusal has its code, its HTTP status, one entry, and a receipt of that entry. */
@ExtendWith(SharedNode.class)
class RefusedCallIT {
  private static final String PERSON = TestCalls.person(20).idNumber();
  private static final String ORGANISATION = TestCalls.organisation(5).uscc();

  private final SharedNode.Running node;

  RefusedCallIT(SharedNode.Running node) {
    this.node = node;
  }

  /** A call that is refused; {@code decided} by the policy, or unknown to the catalogue. */
  record Refused(String system, ObjectNode call, int status, String code, boolean decided) {
    @Override
    public String toString() {
      return code + " for " + system + " on " + call.path("resource").asString("");
    }
  }

  static Stream<Refused> refusals() {
    return Stream.of(
        decided(MCA, TestCalls.fingerprint(PERSON), "prohibited"),
        decided(
            MCA,
            fields(
                call("mps.resident-register", "social-assistance", "person", PERSON, "full"),
                "name"),
            "answer-not-allowed"),
        decided(SAMR, TestCalls.resident(PERSON), "condition-not-met"),
        decided(
            MCA,
            fields(
                call("mps.resident-register", "vehicle-tax", "person", PERSON, "masked"), "name"),
            "condition-not-met"),
        decided(MCA, identityCheck(), "condition-not-met"),
        decided(MPS, representative(), "grant-expired"),
        decided(MCA, fields(TestCalls.resident(PERSON), "telephone"), "no-grant"),
        decided(MCA, TestCalls.vehicle(PERSON).put("grant", "G-2026-0001"), "no-grant"),
        unknown("no.such-resource", "social-assistance", "name", 404, "unknown-resource"),
        unknown("mps.resident-register", "social-assistance", "shoe_size", 422, "unknown-field"),
        unknown("mps.resident-register", "curiosity", "name", 422, "unknown-purpose"));
  }

  private static Refused decided(String system, ObjectNode call, String code) {
    return new Refused(system, call, 403, code, true);
  }

  private static Refused unknown(
      String resource, String purpose, String field, int status, String code) {
    ObjectNode call = fields(call(resource, purpose, "person", PERSON, "masked"), field);
    return new Refused(MCA, call, status, code, false);
  }

  /** Needs the person's separate consent, and states none. */
  private static ObjectNode identityCheck() {
    ObjectNode call =
        call("mps.identity-check", "real-name-authentication", "person", PERSON, "verify");
    call.putObject("claims").put("name", "张三");
    return call;
  }

  private static ObjectNode representative() {
    ObjectNode call =
        call(
            "samr.enterprise-register",
            "enterprise-registration-check",
            "organisation",
            ORGANISATION,
            "verify");
    call.putObject("claims").put("representative_id_number", PERSON);
    return call;
  }

  @Test
  void a_number_of_a_person_that_is_sent_as_a_field_does_not_come_back() {
    Reply reply =
        node.system(MCA)
            .call(fields(TestCalls.resident(PERSON), "11010519491231002x", "shoe_size"));

    assertThat(reply.code()).isEqualTo("unknown-field");
    assertThat(reply.toString()).contains("?, shoe_size").doesNotContain("11010519491231002");
  }

  @ParameterizedTest
  @MethodSource("refusals")
  void a_refusal_has_its_code_one_entry_and_a_receipt(Refused refused) throws SQLException {
    CallingSystem system = node.system(refused.system());
    List<Reply> replies = new ArrayList<>();

    List<StoredEntry> added = node.added(() -> replies.add(system.call(refused.call())));

    Reply reply = replies.getFirst();
    assertThat(reply.code()).as(reply.toString()).isEqualTo(refused.code());
    assertThat(reply.status()).isEqualTo(refused.status());
    assertThat(reply.headers().firstValue("Content-Type")).contains("application/problem+json");
    assertThat(added).extracting(StoredEntry::kind).containsExactly(StoredEntry.REFUSED);
    JsonNode body = added.getFirst().json().path("body");
    assertThat(body.path("call").asString("")).isEqualTo(reply.callId());
    assertThat(body.path("outcome").asString("")).isEqualTo(refused.code());
    assertThat(body.path("released")).isEmpty();
    assertThat(body.path("records").asInt(-1)).isZero();
    assertThat(reply.entry()).isEqualTo(added.getFirst().json());
    assertThat(reply.verdict(node.installation().logKey())).isInstanceOf(Verdict.Verified.class);
    assertThat(reply.body().has("records")).isFalse();
    assertThat(reply.body().has("matches")).isFalse();
  }

  @ParameterizedTest
  @MethodSource("refusals")
  void a_decided_refusal_gives_reasons_and_what_would_change_it(Refused refused) {
    JsonNode body = node.system(refused.system()).call(refused.call()).body();

    assertThat(body.path("decision").isObject()).isEqualTo(refused.decided());
    for (String text : List.of("titles", "details")) {
      assertThat(body.path(text).path("zh").asString("")).isNotBlank();
      assertThat(body.path(text).path("en").asString("")).isNotBlank();
    }
    if (refused.decided()) {
      assertThat(body.path("decision").path("code").asString("")).isEqualTo(refused.code());
      assertThat(body.path("decision").path("effect").asString("")).isEqualTo("deny");
    }
  }

  @Test
  void a_prohibited_field_names_category_and_law() {
    JsonNode body = node.system(MCA).call(TestCalls.fingerprint(PERSON)).body();

    JsonNode verdict = body.path("decision").path("fields").path("fingerprint_template");
    assertThat(verdict.path("categories").toString()).isEqualTo("[\"MPS-03\"]");
    assertThat(verdict.path("legalBasis")).isNotEmpty();
  }

  @Test
  void a_refusal_by_the_list_says_that_the_list_is_a_draft_and_its_entry_does_not_grow() {
    for (ObjectNode call :
        List.of(TestCalls.fingerprint(PERSON), fields(TestCalls.resident(PERSON), "telephone"))) {
      JsonNode body = node.system(MCA).call(call).body();

      assertThat(body.path("notice").path("zh").asString("")).isEqualTo(Provisos.DRAFT.zh());
      assertThat(body.path("notice").path("en").asString("")).isEqualTo(Provisos.DRAFT.en());
      assertThat(body.path("receipt").toString()).isNotEmpty().doesNotContain("a draft made");
    }
  }

  /** Open fields are in no category; what is unknown was never decided; an answer is kept small. */
  @Test
  void where_the_list_has_no_say_there_is_no_notice() {
    ObjectNode open =
        fields(
            call("sta.tax-standing", "catalogue-reference", "organisation", ORGANISATION, "masked"),
            "credit_grade");
    ObjectNode unknown = fields(TestCalls.resident(PERSON), "shoe_size");

    assertThat(node.system(MCA).call(open).code()).isEqualTo("answer-not-allowed");
    for (ObjectNode call : List.of(open, unknown, TestCalls.resident(PERSON))) {
      assertThat(node.system(MCA).call(call).body().has("notice")).isFalse();
    }
  }

  @Test
  void what_needs_legal_confirmation_is_marked_where_it_refuses_a_call() {
    JsonNode details = node.system(MCA).call(adoption()).body().path("details");

    assertThat(details.path("zh").asString("")).contains("MCA-03（收养登记信息；需要法律确认）");
    assertThat(details.path("en").asString(""))
        .contains("MCA-03 (Adoption registration records; needs legal confirmation)");
  }

  private static ObjectNode adoption() {
    return fields(
        call("mca.children-in-difficulty", "legal-aid", "person", PERSON, "masked"),
        "adoption_record");
  }

  @Test
  void a_refusal_of_the_answer_form_names_the_forms_that_would_do_and_gives_none_of_them() {
    ObjectNode call =
        fields(
            call("mps.resident-register", "social-assistance", "person", PERSON, "full"), "name");

    JsonNode body = node.system(MCA).call(call).body();

    assertThat(body.path("alternatives").toString()).contains("masked");
    assertThat(body.has("records")).isFalse();
  }

  @Test
  void consent_stated_as_asked_for_makes_the_difference() {
    ObjectNode call = identityCheck();
    assertThat(node.system(SAMR).call(call).code()).isEqualTo("condition-not-met");
    call.putObject("authorisation")
        .put("kind", "separate")
        .put("reference", "C-77")
        .put("digest", "sha256:00")
        .put("until", "2099-12-31");

    Reply reply = node.system(SAMR).call(call);

    assertThat(reply.status()).as(reply.toString()).isEqualTo(200);
    assertThat(reply.body().path("matches").path("name").asString("")).isEqualTo("no");
    call.withObject("authorisation").put("until", "2020-01-01");
    assertThat(node.system(SAMR).call(call).code()).isEqualTo("condition-not-met");
  }

  @Test
  void the_title_follows_the_language_asked_for() {
    byte[] call = TestCalls.fingerprint(PERSON).toString().getBytes(StandardCharsets.UTF_8);

    Reply english = node.system(MCA).post("/api/v1/calls", call, "Accept-Language", "en");
    Reply chinese = node.system(MCA).post("/api/v1/calls", call, "Accept-Language", "zh-CN");

    assertThat(english.body().path("title")).isEqualTo(english.body().path("titles").path("en"));
    assertThat(chinese.body().path("title")).isEqualTo(chinese.body().path("titles").path("zh"));
  }

  @Test
  void a_subject_of_another_kind_than_the_resource_is_looked_up_by_is_refused() {
    ObjectNode call =
        fields(
            call(
                "mps.resident-register",
                "social-assistance",
                "organisation",
                ORGANISATION,
                "masked"),
            "name");

    assertThat(node.system(MCA).call(call).status()).isEqualTo(422);
  }

  /** All refusals one after the other change nothing for the one who may. */
  @Test
  void refusals_of_others_do_not_hinder_a_permitted_call() {
    refusals().forEach(refused -> node.system(refused.system()).call(refused.call()));

    Reply reply = node.system(MCA).call(TestCalls.verify(PERSON, Map.of("sex", "男")));

    assertThat(reply.status()).isEqualTo(200);
  }
}
