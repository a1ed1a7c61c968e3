package org.mingjing.exchange;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mingjing.exchange.TestCalls.MCA;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.mingjing.demo.Organisation;
import org.mingjing.demo.Person;
import org.mingjing.ledger.verify.Verdict;
import org.mingjing.policy.Mask;
import org.mingjing.policy.Masked;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** The main job as a department's system sees it: calls that are answered. */
@ExtendWith(SharedNode.class)
class CallIT {
  private static final String NOBODY = TestCalls.person(50_000_000).idNumber();

  private final SharedNode.Running node;
  private final CallingSystem mca;

  CallIT(SharedNode.Running node) {
    this.node = node;
    this.mca = node.system(MCA);
  }

  @Test
  void a_masked_answer_holds_the_fields_asked_for_masked_and_nothing_else() {
    Reply reply = answered(mca.call(TestCalls.resident("11010519491231002X")));

    assertThat(new String(reply.member("records"), StandardCharsets.UTF_8))
        .isEqualTo("[{\"address\":\"北京市朝阳区****\",\"birth_date\":\"1949\",\"name\":\"张*\"}]");
    assertThat(reply.body().path("withheld")).isEmpty();
    assertThat(reply.body().path("decision").path("grant").asString("")).isEqualTo("G-2026-0001");
    assertThat(reply.headers().firstValue("Cache-Control")).contains("no-store");
    assertThat(reply.headers().firstValue("Content-Type")).contains("application/json");
  }

  @Test
  void an_answer_from_an_http_service_is_masked_as_well() {
    Person.Vehicle vehicle = TestCalls.person(7).vehicle();

    JsonNode body = answered(mca.call(TestCalls.vehicle(TestCalls.person(7).idNumber()))).body();

    assertThat(body.path("records")).hasSize(1);
    JsonNode record = body.path("records").path(0);
    assertThat(record.propertyNames()).containsExactlyInAnyOrder("brand", "plate", "vin");
    assertThat(record.path("brand").asString("")).isEqualTo(vehicle.brand());
    assertThat(record.path("plate").asString("")).isEqualTo(masked(Mask.PLATE, vehicle.plate()));
    assertThat(record.path("vin").asString("")).isEqualTo(masked(Mask.VIN, vehicle.vin()));
  }

  private static String masked(Mask mask, String value) {
    String left = mask.apply(value) instanceof Masked.Kept kept ? kept.value() : "";
    assertThat(left).isNotEmpty().isNotEqualTo(value);
    return left;
  }

  @Test
  void a_subject_with_several_records_gets_all_of_them() {
    for (int i = 0; i < 30; i++) {
      Person person = TestCalls.person(i);

      JsonNode body = answered(mca.call(TestCalls.payments(person.idNumber()))).body();

      assertThat(body.path("records")).hasSize(person.payments().size());
      assertThat(amounts(body))
          .containsExactlyInAnyOrderElementsOf(
              person.payments().stream().map(Person.Payment::amount).map(BigDecimal::new).toList());
    }
  }

  private static List<BigDecimal> amounts(JsonNode body) {
    return body.path("records")
        .valueStream()
        .map(record -> new BigDecimal(record.path("amount").asString("")))
        .toList();
  }

  @Test
  void open_fields_are_answered_in_full_without_a_grant() {
    Organisation organisation = TestCalls.organisation(3);

    JsonNode body =
        answered(node.system(TestCalls.MOF).call(TestCalls.enterprise(organisation.uscc()))).body();

    JsonNode record = body.path("records").path(0);
    assertThat(record.path("name").asString("")).isEqualTo(organisation.name());
    assertThat(record.path("status").asString("")).isEqualTo(organisation.status());
    assertThat(new BigDecimal(record.path("registered_capital").asString("")))
        .isEqualByComparingTo(organisation.registeredCapital());
    assertThat(body.path("decision").path("grant").isNull()).isTrue();
  }

  @Test
  void verifying_answers_yes_or_no_for_each_claim_and_gives_no_record() {
    Person person = TestCalls.person(11);
    Map<String, String> claims =
        Map.of("name", person.name(), "birth_date", "1900-01-01", "sex", person.sex());

    JsonNode body = answered(mca.call(TestCalls.verify(person.idNumber(), claims))).body();

    assertThat(body.path("matches").toString())
        .isEqualTo("{\"birth_date\":\"no\",\"name\":\"yes\",\"sex\":\"yes\"}");
    assertThat(body.has("records")).isFalse();
  }

  @Test
  void a_person_whom_the_source_does_not_know_is_an_answer_without_records() {
    JsonNode body = answered(mca.call(TestCalls.resident(NOBODY))).body();

    assertThat(body.path("records").isArray()).isTrue();
    assertThat(body.path("records")).isEmpty();
  }

  @Test
  void verifying_a_person_whom_the_source_does_not_know_answers_unknown() {
    JsonNode body =
        answered(mca.call(TestCalls.verify(NOBODY, Map.of("name", "张三", "sex", "男")))).body();

    assertThat(body.path("matches").toString())
        .isEqualTo("{\"name\":\"unknown\",\"sex\":\"unknown\"}");
  }

  @Test
  void a_partial_call_gets_what_is_permitted_and_is_told_what_is_withheld() {
    ObjectNode call = TestCalls.resident(TestCalls.person(12).idNumber());
    TestCalls.fields(call, "name", "telephone", "workplace").put("partial", true);

    Reply reply = answered(mca.call(call));

    JsonNode body = reply.body();
    assertThat(body.path("records").path(0).propertyNames()).containsExactly("name");
    assertThat(body.path("withheld").toString()).isEqualTo("[\"telephone\",\"workplace\"]");
    assertThat(reply.entry().path("body").path("released").toString()).isEqualTo("[\"name\"]");
    assertThat(reply.entry().path("body").path("withheld").toString())
        .isEqualTo("[\"telephone\",\"workplace\"]");
  }

  @Test
  void the_same_call_that_is_not_partial_is_refused() {
    ObjectNode call = TestCalls.resident(TestCalls.person(12).idNumber());

    Reply reply = mca.call(TestCalls.fields(call, "name", "telephone"));

    assertThat(reply.status()).isEqualTo(403);
    assertThat(reply.code()).isEqualTo("no-grant");
  }

  @Test
  void a_call_may_name_the_grant_that_it_relies_on() {
    ObjectNode call = TestCalls.resident(TestCalls.person(13).idNumber());

    answered(mca.call(call.put("grant", "G-2026-0001")));

    assertThat(mca.call(call.put("grant", "G-2026-0002")).status()).isEqualTo(403);
  }

  @Test
  void an_answered_call_has_an_opening_and_a_closing_entry_and_a_receipt_of_the_second()
      throws SQLException {
    List<Reply> replies = new ArrayList<>();

    List<StoredEntry> added =
        node.added(() ->
            replies.add(answered(mca.call(TestCalls.resident(TestCalls.person(14).idNumber())))));

    assertThat(added)
        .extracting(StoredEntry::kind)
        .containsExactly(StoredEntry.OPENED, StoredEntry.CLOSED);
    JsonNode opened = added.get(0).json().path("body");
    JsonNode closed = added.get(1).json().path("body");
    Reply reply = replies.getFirst();
    assertThat(opened.path("call").asString("")).isEqualTo(reply.callId());
    assertThat(closed.path("call").asString("")).isEqualTo(reply.callId());
    assertThat(closed.path("opened").asLong(-1)).isEqualTo(added.get(0).index());
    assertThat(closed.path("outcome").asString("")).isEqualTo("answered");
    assertThat(closed.path("records").asInt(-1)).isEqualTo(1);
    assertThat(closed.path("subject")).isEqualTo(opened.path("subject"));
    assertThat(reply.entry()).isEqualTo(added.get(1).json());
    assertThat(reply.body().path("decision")).isEqualTo(closed.path("decision"));
  }

  @Test
  void the_policy_that_decided_is_named_in_answer_and_entries() throws SQLException {
    JsonNode published =
        StoredEntry.from(node.installation(), 0).stream()
            .map(StoredEntry::json)
            .filter(entry -> entry.path("kind").asString("").equals("policy.published"))
            .findFirst()
            .orElseThrow();

    Reply reply = answered(mca.call(TestCalls.resident(TestCalls.person(15).idNumber())));

    String digest = published.path("body").path("policy").asString("");
    assertThat(digest).startsWith("sha256:");
    assertThat(reply.body().path("decision").path("policy").asString("")).isEqualTo(digest);
    assertThat(reply.entry().path("body").path("decision").path("policy").asString(""))
        .isEqualTo(digest);
  }

  private Reply answered(Reply reply) {
    assertThat(reply.status()).as(reply.toString()).isEqualTo(200);
    assertThat(reply.body().path("outcome").asString("")).isEqualTo("answered");
    assertThat(reply.verdict(node.installation().logKey())).isInstanceOf(Verdict.Verified.class);
    return reply;
  }
}
