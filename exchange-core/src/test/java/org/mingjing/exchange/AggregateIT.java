package org.mingjing.exchange;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.mingjing.ledger.verify.Verdict;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Numbers of groups, counted by the department's database; no record leaves it. */
@ExtendWith(SharedNode.class)
class AggregateIT {
  private static final String STA = "sta-taxation";
  private static final String GROUPING = "by-region-and-scale";

  private final SharedNode.Running node;
  private final CallingSystem sta;

  AggregateIT(SharedNode.Running node) {
    this.node = node;
    this.sta = node.system(STA);
  }

  private static ObjectNode reports(String... fields) {
    ObjectNode call = JsonMapper.shared().createObjectNode();
    call.put("resource", "samr.annual-reports").put("purpose", "economic-policy");
    call.put("answer", "aggregate").put("groupBy", GROUPING);
    call.put("caseRef", "STA-2026-0001").put("officer", "sta-0009");
    return TestCalls.fields(call, fields);
  }

  @Test
  void groups_are_answered_small_ones_are_not_and_the_numbers_add_up() throws SQLException {
    List<Reply> replies = new ArrayList<>();

    List<StoredEntry> added =
        node.added(() -> replies.add(sta.call(reports("region", "scale", "employees"))));

    Reply reply = replies.getFirst();
    assertThat(reply.status()).as(reply.toString()).isEqualTo(200);
    JsonNode table = reply.body().path("table");
    List<JsonNode> told = told(table.path("groups"));
    List<JsonNode> all = table.path("groups").valueStream().toList();
    assertThat(told).allMatch(group -> group.path("subjects").asLong() >= 10);
    assertThat(told).hasSizeLessThan(all.size());
    JsonNode total = table.path("totals").get(table.path("totals").size() - 1);
    assertThat(total.path("by").isEmpty()).isTrue();
    assertThat(total.path("subjects").asLong()).isGreaterThan(0);
    assertThat(sum(told))
        .isLessThan(new BigDecimal(total.path("sums").path("employees").asString("")));
    all.stream()
        .filter(group -> group.path("suppressed").asBoolean(false))
        .forEach(group -> assertThat(group.propertyNames()).containsExactly("by", "suppressed"));

    JsonNode closed = added.getLast().json().path("body");
    assertThat(added).hasSize(2);
    assertThat(closed.path("groupBy").asString("")).isEqualTo(GROUPING);
    assertThat(closed.path("records").asInt(-1)).isZero();
    assertThat(closed.has("subject")).isFalse();
    assertThat(added.getFirst().json().path("body").has("subject")).isFalse();
    assertThat(reply.entry()).isEqualTo(added.getLast().json());
    assertThat(reply.verdict(node.installation().logKey())).isInstanceOf(Verdict.Verified.class);
  }

  private static List<JsonNode> told(JsonNode groups) {
    return groups.valueStream().filter(group -> group.has("subjects")).toList();
  }

  private static BigDecimal sum(List<JsonNode> groups) {
    return groups.stream()
        .map(group -> new BigDecimal(group.path("sums").path("employees").asString("")))
        .reduce(BigDecimal.ZERO, BigDecimal::add);
  }

  @Test
  void no_other_grouping_can_be_asked_for() {
    Reply reply = sta.call(reports("region", "scale").put("groupBy", "by-uscc"));

    assertThat(reply.status()).as(reply.toString()).isEqualTo(422);
    assertThat(reply.toString()).contains("it declares: " + GROUPING);
  }

  @Test
  void nothing_but_the_fields_of_the_grouping_can_be_asked_for() {
    for (String[] fields : new String[][] {{"region"}, {"region", "scale", "uscc"}}) {
      Reply reply = sta.call(reports(fields));

      assertThat(reply.status()).as(reply.toString()).isEqualTo(422);
      assertThat(reply.toString()).contains("the fields of this grouping are [region, scale]");
    }
  }

  @Test
  void records_of_one_enterprise_are_refused() {
    ObjectNode call =
        TestCalls.fields(
            TestCalls.call(
                "samr.annual-reports",
                "economic-policy",
                "organisation",
                TestCalls.organisation(2).uscc(),
                "masked"),
            "employees");

    Reply reply = sta.call(call);

    assertThat(reply.status()).as(reply.toString()).isEqualTo(403);
    assertThat(reply.code()).isEqualTo("answer-not-allowed");
  }
}
