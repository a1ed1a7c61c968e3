package org.mingjing.connectors.kafka;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.mingjing.connectors.kafka.LookUps.LIMIT;
import static org.mingjing.connectors.kafka.LookUps.NONE;
import static org.mingjing.connectors.kafka.LookUps.bytes;
import static org.mingjing.connectors.kafka.LookUps.call;
import static org.mingjing.connectors.kafka.LookUps.found;
import static org.mingjing.connectors.kafka.LookUps.pause;
import static org.mingjing.connectors.kafka.LookUps.sources;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.mingjing.connectors.KafkaServer;
import org.mingjing.connectors.SourceAnswer;
import org.mingjing.connectors.SourceAnswer.Fetched;
import org.mingjing.connectors.SourceAnswer.SourceFailure;
import org.mingjing.connectors.SourceRow;
import org.mingjing.connectors.Sources;

/** What only records of a topic can show. */
class KafkaSourceIT {
  private static final String GOOD = "11010519491231002X";
  private static KafkaServer server;
  private static Sources sources;

  @BeforeAll
  static void start(@TempDir Path home) throws IOException {
    server = KafkaServer.start(home);
    server.topic("register", 3, Map.of());
    publish(GOOD, "{\"id\":\"" + GOOD + "\",\"v\":\"good\"}");
    sources = sources("register", server.settings("dept", 2));
    await(Duration.ofSeconds(20), GOOD, found("good")::equals);
  }

  @AfterAll
  static void stop() {
    sources.close();
    server.close();
  }

  @AfterEach
  void the_next_call_is_unharmed() {
    assertThat(fetch(GOOD)).isEqualTo(found("good"));
  }

  @Test
  void an_update_and_a_tombstone_are_seen_within_a_second() {
    publish("changing", "{\"v\":\"1\"}");
    await(Duration.ofSeconds(1), "changing", found("1")::equals);
    publish("changing", "{\"v\":\"2\"}");
    await(Duration.ofSeconds(1), "changing", found("2")::equals);
    publish("changing", null);
    await(Duration.ofSeconds(1), "changing", NONE::equals);
    publish("changing", "{\"v\":\"3\"}");
    await(Duration.ofSeconds(1), "changing", found("3")::equals);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "null",
        "[]",
        "\"v\"",
        "7",
        "[{\"v\":\"1\"}]",
        "{\"v\":\"1\"",
        "{\"v\":\"1\"}}",
        "{\"v\":\"1\"} {}",
        "\uFEFF{\"v\":\"1\"}",
        "{\"v\":\"1\",\"v\":\"1\"}",
        "{\"v\":\"1\",\"x\":1,\"x\":2}",
        "{\"v\":null,\"v\":\"1\"}",
        "{\"v\":{}}",
        "{\"v\":[\"1\"]}",
        "{\"v\":\"1\",\"x\":{}}",
        "{\"v\":\"1\",\"x\":[[[]]]}",
        "{\"v\":1e9}",
        "{\"v\":NaN}",
        "{'v':'1'}",
        "{\"id\":\"other\",\"v\":\"1\"}",
        "{\"id\":\"BAD\",\"v\":\"1\"}",
        "{\"id\":\"bad \",\"v\":\"1\"}",
        "{\"v\":\"a\\u0000b\"}",
        "{\"v\":\"a\\ud800\"}"
      })
  void a_value_that_is_not_to_the_letter_is_rejected_for_its_key_only(String value) {
    assertRejected(value.getBytes(UTF_8));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"7b2276223a22ff227d", "7b2276223a22c0af227d", "7b2276223a22eda080227d", "feff"})
  void a_value_that_is_not_utf_8_is_rejected(String hex) {
    assertRejected(HexFormat.of().parseHex(hex));
  }

  @Test
  void a_value_is_read_up_to_its_limit_and_not_beyond() {
    String frame = "{\"v\":\"%s\"}";
    String longest = "x".repeat(10_000 - frame.formatted("").length());
    publish("long", frame.formatted(longest));
    await(LIMIT, "long", found(longest)::equals);
    assertRejected(frame.formatted(longest + "x").getBytes(UTF_8));
    assertRejected(frame.formatted("x".repeat(900_000)).getBytes(UTF_8));
  }

  @Test
  void numbers_and_booleans_become_text_and_null_is_absent() {
    publish("a", "{\"v\":70.50,\"x\":true}");
    await(LIMIT, "a", found("70.50")::equals);
    publish("a", "{\"v\":false,\"id\":null}");
    await(LIMIT, "a", found("false")::equals);
    publish("a", "{\"v\":null,\"x\":1e9999}");
    await(LIMIT, "a", a -> a instanceof SourceFailure);
    publish("a", "{\"v\":null}");
    await(LIMIT, "a", new Fetched(List.of(new SourceRow(Map.of())))::equals);
  }

  @Test
  void a_member_that_is_missing_is_absent_and_others_never_come() {
    publish("sparse", "{\"x\":\"secret\"}");
    await(LIMIT, "sparse", new Fetched(List.of(new SourceRow(Map.of())))::equals);
    publish("sparse", "{\"x\":\"secret\",\"v\":\"1\",\"y\":7}");
    await(LIMIT, "sparse", found("1")::equals);
  }

  @Test
  void records_under_keys_that_are_not_utf_8_harm_nobody() {
    byte[] cut = {(byte) 0xe5, (byte) 0xbc};
    server.publish("register", cut, bytes("{\"v\":\"1\"}"));
    server.publish("register", new byte[0], bytes("{\"v\":\"empty\"}"));
    await(LIMIT, "", found("empty")::equals);
    assertThat(fetch("\uFFFD")).isEqualTo(NONE);
    assertThat(fetch("\u5f20")).isEqualTo(NONE);
  }

  @Test
  void keys_that_differ_by_case_width_or_space_are_others() {
    publish("Key", "{\"v\":\"1\"}");
    await(LIMIT, "Key", found("1")::equals);
    for (String other : List.of("key", "Ｋey", "Key ", "Ke\u0301y", "\uD800")) {
      assertThat(fetch(other)).isEqualTo(NONE);
    }
  }

  @Test
  void the_newest_of_many_records_wins_also_within_one_batch() {
    server.publish(
        Map.of("linger.ms", 200, "compression.type", "zstd"),
        producer -> {
          for (int i = 0; i < 500; i++) {
            for (String key : List.of("m1", "m2", "m3")) {
              var _ =
                  producer.send(
                      new ProducerRecord<>(
                          "register", bytes(key), bytes("{\"v\":\"%s.%d\"}".formatted(key, i))));
            }
          }
        });
    for (String key : List.of("m1", "m2", "m3")) {
      await(LIMIT, key, found(key + ".499")::equals);
    }
  }

  @Test
  void what_is_not_committed_is_not_seen() {
    server.publish(
        Map.of("transactional.id", "t"),
        producer -> {
          producer.initTransactions();
          producer.beginTransaction();
          var _ =
              producer.send(
                  new ProducerRecord<>("register", bytes("tx"), bytes("{\"v\":\"aborted\"}")));
          producer.flush();
          pause(600);
          assertThat(fetch("tx")).isEqualTo(NONE);
          producer.abortTransaction();
          pause(600);
          assertThat(fetch("tx")).isEqualTo(NONE);
          producer.beginTransaction();
          var _ =
              producer.send(
                  new ProducerRecord<>("register", bytes("tx"), bytes("{\"v\":\"kept\"}")));
          producer.commitTransaction();
        });
    await(LIMIT, "tx", found("kept")::equals);
  }

  private static void assertRejected(byte[] value) {
    publish("bad", "{\"v\":\"before\"}");
    await(LIMIT, "bad", found("before")::equals);
    server.publish("register", "bad", value);
    await(LIMIT, "bad", answer -> !answer.equals(found("before")));
    assertThat(fetch("bad"))
        .isInstanceOfSatisfying(
            SourceFailure.class,
            failure -> {
              assertThat(failure.kind())
                  .as(failure.detail())
                  .isEqualTo(SourceFailure.Kind.REJECTED);
              assertThat(failure.detail()).isNotBlank().doesNotContain("bad", "\"", "unexpectedly");
            });
  }

  private static void publish(String key, @Nullable String value) {
    server.publish("register", key, value == null ? null : bytes(value));
  }

  private static SourceAnswer await(Duration within, String key, Predicate<SourceAnswer> wanted) {
    return LookUps.await(sources, within, key, wanted);
  }

  private static SourceAnswer fetch(String key) {
    return sources.fetch(call(key));
  }
}
