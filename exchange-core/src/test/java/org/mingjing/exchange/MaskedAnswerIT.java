package org.mingjing.exchange;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mingjing.exchange.TestCalls.MCA;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
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
import org.junit.jupiter.params.provider.ValueSource;
import org.mingjing.exchange.operations.SecondNode;
import org.mingjing.ledger.verify.Verdict;
import tools.jackson.databind.JsonNode;

/** What leaves of values that a provider sends in every form, and what is said of the rest. */
@ExtendWith(SharedNode.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class MaskedAnswerIT {
  private static final String PERSON = TestCalls.person(61).idNumber();
  private static final String VIN = "LSVAA4182E2123456";

  private final SharedNode.Running node;
  private final AnsweringDepartment provider = new AnsweringDepartment();
  private final SecondNode second;
  private final CallingSystem mca;

  MaskedAnswerIT(SharedNode.Running node) throws IOException {
    this.node = node;
    this.second =
        SecondNode.beside(
            node.node(),
            Surroundings.home(),
            ExchangeApplication.class,
            Map.of("mingjing.connections.mps-http.url", provider.url()));
    this.mca = node.system(MCA).at(second.url());
  }

  @AfterAll
  void close() {
    second.close();
    provider.close();
  }

  @Test
  void a_value_that_its_mask_withholds_is_named_in_answer_and_entry_and_is_no_member()
      throws SQLException {
    Exchanged exchanged = call("{\"plate\":\"使014578\",\"brand\":\"长城\",\"vin\":\"%s\"}");

    assertThat(exchanged.records()).isEqualTo("[{\"brand\":\"长城\",\"vin\":\"LSVAA418*E2******\"}]");
    assertThat(exchanged.names("withheld")).isEqualTo("[\"plate\"]");
    assertThat(exchanged.names("released")).isEqualTo("[\"brand\",\"vin\"]");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "*",
        "粤B1234",
        "粤BD12345 ",
        " 粤BD12345",
        "粤BD12345\u200B",
        "粤ＢD12345",
        "\u202E粤BD12345",
        "true",
        "12345",
        "null",
        "[]",
        "{}"
      })
  void a_text_of_another_shape_is_withheld_and_never_reads_as_a_value(String plate)
      throws SQLException {
    Exchanged exchanged = call("{\"plate\":\"" + plate + "\",\"brand\":\"长城\",\"vin\":\"%s\"}");

    assertThat(exchanged.records()).doesNotContain("plate", "\"\"");
    assertThat(exchanged.names("withheld")).isEqualTo("[\"plate\"]");
    assertThat(exchanged.names("released")).isEqualTo("[\"brand\",\"vin\"]");
  }

  @ParameterizedTest
  @ValueSource(strings = {"12345", "-1.50", "true", "false"})
  void a_number_or_boolean_where_a_shape_is_expected_is_withheld(String plate) throws SQLException {
    Exchanged exchanged = call("{\"plate\":" + plate + ",\"brand\":\"长城\",\"vin\":\"%s\"}");

    assertThat(exchanged.records()).doesNotContain("plate", plate);
    assertThat(exchanged.names("withheld")).isEqualTo("[\"plate\"]");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"plate\":null,\"brand\":\"长城\",\"vin\":\"%s\"}",
        "{\"brand\":\"长城\",\"vin\":\"%s\"}"
      })
  void no_value_at_the_source_is_null_and_not_withheld(String record) throws SQLException {
    Exchanged exchanged = call(record);

    assertThat(exchanged.records())
        .isEqualTo("[{\"brand\":\"长城\",\"plate\":null,\"vin\":\"LSVAA418*E2******\"}]");
    assertThat(exchanged.names("withheld")).isEqualTo("[]");
    assertThat(exchanged.names("released")).isEqualTo("[\"brand\",\"plate\",\"vin\"]");
  }

  @Test
  void each_record_tells_for_itself_what_is_withheld_of_it() throws SQLException {
    Exchanged exchanged =
        call(
            "{\"plate\":\"粤BD12345\",\"brand\":\"长城\",\"vin\":\"%s\"}",
            "{\"plate\":\"使014578\",\"brand\":\"比亚迪\",\"vin\":\"%s\"}",
            "{\"plate\":null,\"brand\":\"红旗\",\"vin\":\"short\"}");

    assertThat(exchanged.records())
        .isEqualTo(
            "[{\"brand\":\"长城\",\"plate\":\"粤B*****5\",\"vin\":\"LSVAA418*E2******\"},"
                + "{\"brand\":\"比亚迪\",\"vin\":\"LSVAA418*E2******\"},"
                + "{\"brand\":\"红旗\",\"plate\":null}]");
    assertThat(exchanged.names("withheld")).isEqualTo("[\"plate\",\"vin\"]");
    assertThat(exchanged.names("released")).isEqualTo("[\"brand\",\"plate\",\"vin\"]");
  }

  @Test
  void a_record_of_which_everything_is_withheld_is_still_a_record() throws SQLException {
    provider.answer(record("{\"plate\":\"\",\"brand\":\"长城\",\"vin\":\"short\"}"));
    Exchanged exchanged = call(List.of("plate", "vin"));

    assertThat(exchanged.records()).isEqualTo("[{}]");
    assertThat(exchanged.names("withheld")).isEqualTo("[\"plate\",\"vin\"]");
    assertThat(exchanged.names("released")).isEqualTo("[]");
    assertThat(exchanged.closed().path("records").asInt(-1)).isEqualTo(1);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"{\"zh\":\"粤BD12345\"}", "[\"粤BD12345\"]", "[]", "{}", "[[\"粤BD12345\"]]"})
  void a_nested_value_fails_the_call_and_nothing_leaves(String plate) throws SQLException {
    provider.answer(record("{\"plate\":" + plate + ",\"brand\":\"长城\",\"vin\":\"%s\"}"));

    Exchanged exchanged = refused(List.of("plate", "brand", "vin"));

    assertThat(exchanged.reply().code()).isEqualTo("source-rejected");
    assertThat(exchanged.reply().toString()).doesNotContain("12345", "长城");
    assertThat(exchanged.closed().path("released")).isEmpty();
  }

  @Test
  void a_number_with_an_exponent_fails_the_call() throws SQLException {
    provider.answer(record("{\"model_year\":1e3}"));

    assertThat(refused(List.of("model_year")).reply().code()).isEqualTo("source-rejected");
  }

  @ParameterizedTest(name = "model_year {0} leaves as {1}")
  @CsvSource({
    "2024, 2024",
    "'\"2024\"', 2024",
    "0, 0",
    "-1, -1",
    "999999999999999, 999999999999999"
  })
  void an_unmasked_number_leaves_as_the_number_that_it_is(String sent, String left)
      throws SQLException {
    provider.answer(record("{\"model_year\":" + sent + "}"));

    assertThat(call(List.of("model_year")).records()).isEqualTo("[{\"model_year\":" + left + "}]");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\"\"",
        "\"02024\"",
        "\"+2024\"",
        "\"-0\"",
        "\" 2024\"",
        "\"２０２４\"",
        "\"2024 \"",
        "2024.0",
        "2024.5",
        "true",
        "1000000000000000",
        "\"NaN\""
      })
  void an_unmasked_value_that_is_no_such_number_is_withheld_and_named(String sent)
      throws SQLException {
    provider.answer(record("{\"model_year\":" + sent + "}"));

    Exchanged exchanged = call(List.of("model_year"));

    assertThat(exchanged.records()).isEqualTo("[{}]");
    assertThat(exchanged.names("withheld")).isEqualTo("[\"model_year\"]");
    assertThat(exchanged.names("unfit")).isEqualTo("[\"model_year\"]");
  }

  /** A call with what it left behind. */
  private record Exchanged(Reply reply, JsonNode closed) {
    String records() {
      return new String(reply.member("records"), StandardCharsets.UTF_8);
    }

    /** The fields listed in the entry; those withheld are listed in the answer as well. */
    String names(String member) {
      if (!member.equals("released")) {
        assertThat(reply.body().path(member)).isEqualTo(closed.path(member));
      }
      return closed.path(member).toString();
    }
  }

  private Exchanged call(String... sent) throws SQLException {
    List<String> all = new ArrayList<>();
    for (String record : sent) {
      all.add(record(record));
    }
    provider.answer(String.join(",", all));
    return call(List.of("plate", "brand", "vin"));
  }

  private Exchanged call(List<String> fields) throws SQLException {
    Exchanged exchanged = exchanged(fields);
    assertThat(exchanged.reply().status()).as(exchanged.reply().toString()).isEqualTo(200);
    return exchanged;
  }

  private Exchanged refused(List<String> fields) throws SQLException {
    Exchanged exchanged = exchanged(fields);
    assertThat(exchanged.reply().status()).as(exchanged.reply().toString()).isEqualTo(502);
    return exchanged;
  }

  private Exchanged exchanged(List<String> fields) throws SQLException {
    List<Reply> replies = new ArrayList<>();
    List<StoredEntry> added =
        node.added(() ->
            replies.add(
                mca.call(
                    TestCalls.fields(TestCalls.vehicle(PERSON), fields.toArray(String[]::new)))));
    Reply reply = replies.getFirst();
    JsonNode closed = added.getLast().json();
    assertThat(reply.entry()).isEqualTo(closed);
    assertThat(reply.verdict(node.installation().logKey())).isInstanceOf(Verdict.Verified.class);
    return new Exchanged(reply, closed.path("body"));
  }

  /** The record of the person asked for. */
  private static String record(String members) {
    return members.replace("%s", VIN).replaceFirst("\\{", "{\"id_number\":\"" + PERSON + "\",");
  }
}
