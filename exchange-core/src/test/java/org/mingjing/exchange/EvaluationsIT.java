package org.mingjing.exchange;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mingjing.exchange.TestCalls.MCA;
import static org.mingjing.exchange.TestCalls.PEP;
import static org.mingjing.exchange.TestCalls.SAMR;

import java.sql.SQLException;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Several evaluations in one request, with each of the three semantics. */
@ExtendWith(SharedNode.class)
class EvaluationsIT {
  private static final String PERSON = TestCalls.person(64).idNumber();

  private final SharedNode.Running node;
  private final CallingSystem pep;

  EvaluationsIT(SharedNode.Running node) {
    this.node = node;
    this.pep = node.system(PEP);
  }

  private static ObjectNode resident() {
    return TestEvaluations.of(MCA, TestCalls.resident(PERSON));
  }

  static Stream<List<Object>> semantics() {
    return Stream.of(
        List.of("execute_all", "TFT", "TFT"),
        List.of("execute_all", "FFF", "FFF"),
        List.of("deny_on_first_deny", "TFT", "TF"),
        List.of("deny_on_first_deny", "TTT", "TTT"),
        List.of("permit_on_first_permit", "FTF", "FT"),
        List.of("permit_on_first_permit", "FFF", "FFF"));
  }

  @ParameterizedTest
  @MethodSource("semantics")
  void several_are_evaluated_in_order_up_to_where_the_semantic_ends(List<Object> given)
      throws SQLException {
    List<ObjectNode> items =
        given
            .get(1)
            .toString()
            .chars()
            .mapToObj(c -> c == 'T' ? resident() : TestEvaluations.refused(resident()))
            .toList();

    Told told =
        Told.by(
            node,
            pep,
            TestEvaluations.SEVERAL,
            TestEvaluations.batch(given.get(0).toString(), items));

    List<Boolean> expected = given.get(2).toString().chars().mapToObj(c -> c == 'T').toList();
    assertThat(TestEvaluations.decisions(told.reply())).isEqualTo(expected);
    assertThat(told.body().has("decision")).isFalse();
    assertThat(told.added()).hasSize(expected.size());
    assertThat(told.outcomes())
        .containsExactlyElementsOf(
            expected.stream().map(yes -> yes ? "permitted" : "condition-not-met").toList());
  }

  @Test
  void what_an_item_leaves_out_it_takes_whole_from_the_request_and_merges_nothing()
      throws SQLException {
    ObjectNode batch = resident();
    var items = batch.putArray("evaluations");
    items.addObject();
    items.addObject().putObject("context").put("purpose", "social-assistance");
    ObjectNode other = items.addObject();
    other.putObject("subject").put("type", "system").put("id", SAMR);

    Told told = Told.by(node, pep, TestEvaluations.SEVERAL, batch);

    assertThat(TestEvaluations.decisions(told.reply())).containsExactly(true, false, false);
    assertThat(told.outcomes())
        .containsExactly("permitted", "obligations-not-understood", "condition-not-met");
  }

  @Test
  void without_items_several_are_one() throws SQLException {
    ObjectNode empty = resident();
    empty.putArray("evaluations");

    for (ObjectNode single : List.of(resident(), empty)) {
      Told told = Told.by(node, pep, TestEvaluations.SEVERAL, single);
      assertThat(told.body().path("decision").asBoolean(false)).isTrue();
      assertThat(told.body().has("evaluations")).isFalse();
    }
  }

  @Test
  void an_item_at_fault_is_denied_alone_says_why_and_has_no_entry() throws SQLException {
    ObjectNode batch = resident();
    batch.remove("resource");
    var items = batch.putArray("evaluations");
    items.addObject().set("resource", resident().path("resource"));
    items.addObject();
    items.add("no object");
    items.addObject().putObject("resource").put("type", "resource").put("id", "mps.x");

    Told told = Told.by(node, pep, TestEvaluations.SEVERAL, batch);

    assertThat(TestEvaluations.decisions(told.reply())).containsExactly(true, false, false, false);
    assertThat(told.added()).hasSize(1);
    JsonNode context = told.body().path("evaluations").path(1).path("context");
    assertThat(context.path("code").asString("")).isEqualTo("malformed");
    assertThat(context.path("error").path("status").asInt(0)).isEqualTo(400);
    assertThat(
            context
                .path("error")
                .path("members")
                .valueStream()
                .map(m -> m.path("path").asString("")))
        .contains("resource", "resource.type", "resource.id");
  }

  @Test
  void an_item_at_fault_ends_where_the_first_denial_does() throws SQLException {
    List<ObjectNode> items =
        List.of(resident(), JsonMapper.shared().createObjectNode(), resident());

    Told told =
        Told.by(
            node, pep, TestEvaluations.SEVERAL, TestEvaluations.batch("deny_on_first_deny", items));

    assertThat(TestEvaluations.decisions(told.reply())).containsExactly(true, false);
    assertThat(told.added()).hasSize(1);
  }
}
