package org.mingjing.connectors.kafka;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.mingjing.connectors.KafkaServer;
import org.mingjing.connectors.KafkaSettings;
import org.mingjing.connectors.KafkaSettings.Security;
import org.mingjing.connectors.Limits;
import org.mingjing.connectors.SourceAnswer;
import org.mingjing.connectors.SourceAnswer.Fetched;
import org.mingjing.connectors.SourceAnswer.SourceFailure;
import org.mingjing.connectors.SourceCall;
import org.mingjing.connectors.SourceKind;
import org.mingjing.connectors.SourceRow;
import org.mingjing.connectors.SourceSpec;
import org.mingjing.connectors.Sources;
import org.mingjing.connectors.TestTold;

/** What only a topic can show. */
class KafkaSourceIT {
  private static final String GOOD = "11010519491231002X";
  private static final Fetched NONE = new Fetched(List.of());
  private static final Duration LIMIT = Duration.ofSeconds(5);
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
  void keys_that_differ_by_case_width_or_space_are_others() {
    publish("Key", "{\"v\":\"1\"}");
    await(LIMIT, "Key", found("1")::equals);
    for (String other : List.of("key", "Ｋey", "Key ", "Ke\u0301y", "", "\uD800")) {
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

  @Test
  void compaction_changes_no_answer() {
    server.topic(
        "compacted",
        1,
        Map.of(
            "segment.ms", "300",
            "min.cleanable.dirty.ratio", "0.001",
            "delete.retention.ms", "100",
            "min.compaction.lag.ms", "0"));
    try (Sources compacted = sources("compacted", server.settings("dept", 1))) {
      for (int round = 0; round < 12; round++) {
        int now = round;
        server.publish(producer -> {
          for (int i = 0; i < 50; i++) {
            String value = i % 10 == 9 ? null : "{\"v\":\"%d\"}".formatted(now * (i % 2));
            var _ =
                producer.send(
                    new ProducerRecord<>(
                        "compacted", bytes("k" + i), value == null ? null : bytes(value)));
          }
        });
        pause(500);
      }
      await(compacted, LIMIT, "k1", found("11")::equals);
      for (int i = 0; i < 50; i++) {
        Fetched expected = i % 10 == 9 ? NONE : found(i % 2 == 0 ? "0" : "11");
        assertThat(compacted.fetch(call("k" + i))).isEqualTo(expected);
      }
    }
  }

  /** The view is told a place where something else is, or nothing any more. */
  @Test
  void a_place_that_is_gone_or_holds_another_key_is_noticed() {
    Consumers consumers = new Consumers(server.settings("dept", 1));
    server.topic("places", 1, Map.of());
    server.publish("places", "a", bytes("{}"));
    try (Reader reader = new Reader(consumers.reader())) {
      long deadline = System.nanoTime() + LIMIT.toNanos();
      assertThat(reader.read("places", new KeyIndex.Place(0, 0), deadline))
          .isInstanceOf(Reader.Read.Found.class);
      assertThat(reader.read("places", new KeyIndex.Place(0, 7), deadline))
          .isInstanceOf(Reader.Read.Gone.class);
    }
  }

  @Test
  void a_topic_with_more_keys_than_allowed_is_rejected() {
    server.topic("crowded", 1, Map.of());
    for (String key : List.of("a", "b", "c")) {
      server.publish("crowded", key, bytes("{\"v\":\"1\"}"));
    }
    KafkaSettings two =
        new KafkaSettings("dept", server.servers(), Security.NONE, 1, Duration.ofSeconds(30), 2);
    try (Sources few = sources("crowded", two)) {
      await(
          few,
          LIMIT,
          "a",
          SourceFailure.rejected("the topic has more keys than the settings allow")::equals);
    }
  }

  @Test
  void a_topic_that_is_not_there_is_rejected_until_it_is() {
    try (Sources late = sources("late", server.settings("dept", 1))) {
      await(late, LIMIT, "a", SourceFailure.rejected("the topic is not there")::equals);
      server.topic("late", 1, Map.of());
      await(late, LIMIT, "a", NONE::equals);
      server.publish("late", "a", bytes("{\"v\":\"1\"}"));
      await(late, LIMIT, "a", found("1")::equals);
    }
  }

  @Test
  void a_view_that_is_too_old_is_not_answered_from() throws IOException {
    KafkaSettings strict =
        new KafkaSettings(
            "dept", server.servers(), Security.NONE, 1, Duration.ofSeconds(2), 100_000);
    try (Sources watched = sources("register", strict)) {
      await(watched, LIMIT, GOOD, found("good")::equals);
      assertThat(watched.fetch(call("nobody"))).isEqualTo(NONE);
      server.fault("hang", 0);
      try {
        pause(2_500);
        SourceFailure silent =
            SourceFailure.unavailable("the brokers have been silent for too long");
        assertThat(watched.fetch(call("nobody"))).isEqualTo(silent);
        assertThat(watched.fetch(call(GOOD))).isEqualTo(silent);
      } finally {
        server.fault("none", 0);
      }
      await(watched, LIMIT, GOOD, found("good")::equals);
    }
  }

  @Test
  void two_resources_follow_a_topic_once_and_one_that_goes_leaves_the_other() {
    try (Sources first = sources("register", server.settings("dept", 1))) {
      await(first, LIMIT, GOOD, found("good")::equals);
      SourceSpec other =
          new SourceSpec(
              "dept.other",
              "dept",
              new SourceKind.KeyedTopic("register"),
              "id",
              Map.of("id", "id", "x", "v"),
              new Limits(1, 10_000, LIMIT));
      try (Sources second = first.with(List.of(other))) {
        SourceCall asked = new SourceCall("dept.other", List.of("x"), GOOD, TestTold.told());
        assertThat(second.fetch(asked))
            .isEqualTo(new Fetched(List.of(new SourceRow(Map.of("x", "good")))));
        assertThat(followers()).isEqualTo(2);
      }
      assertThat(first.fetch(call(GOOD))).isEqualTo(found("good"));
    }
    assertThat(followers()).isEqualTo(1);
  }

  @Test
  void a_hundred_thousand_records_are_indexed_and_looked_up() {
    int keys = 100_000;
    server.topic("large", 3, Map.of());
    server.publish(
        Map.of("linger.ms", 20, "batch.size", 65_536),
        producer -> {
          for (int i = 0; i < keys; i++) {
            var _ =
                producer.send(
                    new ProducerRecord<>(
                        "large",
                        bytes("k" + i),
                        bytes("{\"v\":\"%d\",\"x\":\"%s\"}".formatted(i, "y".repeat(300)))));
          }
        });
    long started = System.nanoTime();
    try (Sources large = sources("large", server.settings("dept", 1))) {
      await(large, Duration.ofSeconds(30), "k99999", found("99999")::equals);
      long millis = (System.nanoTime() - started) / 1_000_000;
      System.out.printf("indexed %d records in %d ms%n", keys, millis);
      for (int round = 0; round < 3; round++) {
        double ours = rate(i -> large.fetch(call("k" + i)).equals(found("" + i)), keys);
        double bare = bareRate(keys);
        System.out.printf(
            "look-ups/s %.0f, bare consumer %.0f, ratio %.2f%n", ours, bare, ours / bare);
      }
    }
    KeyIndex index = new KeyIndex(new byte[32], keys);
    System.gc();
    long before = Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
    for (int i = 0; i < keys; i++) {
      index.put(bytes("k" + i), new KeyIndex.Place(0, i));
    }
    System.gc();
    long bytes = Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory() - before;
    System.out.printf("index of %d keys: about %d bytes a key%n", index.size(), bytes / keys);
    assertThat(bytes / keys).isBetween(20L, 70L);
  }

  private static double rate(java.util.function.IntPredicate look, int keys) {
    long end = System.nanoTime() + 3_000_000_000L;
    long began = System.nanoTime();
    int done = 0;
    while (System.nanoTime() < end) {
      assertThat(look.test(Math.floorMod(done * 7_919, keys))).isTrue();
      done++;
    }
    return done / ((System.nanoTime() - began) / 1e9);
  }

  /** The same reading with the places known, and nothing looked at. */
  private static double bareRate(int keys) {
    Consumers consumers = new Consumers(server.settings("dept", 1));
    List<long[]> places = new ArrayList<>();
    try (KafkaConsumer<byte[], byte[]> all = consumers.follower();
        KafkaConsumer<byte[], byte[]> one = consumers.reader()) {
      List<TopicPartition> partitions =
          all.partitionsFor("large").stream()
              .map(p -> new TopicPartition("large", p.partition()))
              .toList();
      all.assign(partitions);
      all.seekToBeginning(partitions);
      while (places.size() < keys) {
        all.poll(Duration.ofMillis(100))
            .forEach(r -> places.add(new long[] {r.partition(), r.offset()}));
      }
      return rate(
          i -> {
            long[] place = places.get(i);
            TopicPartition partition = new TopicPartition("large", (int) place[0]);
            one.assign(List.of(partition));
            one.seek(partition, place[1]);
            return one.poll(LIMIT).count() == 1;
          },
          keys);
    }
  }

  private static long followers() {
    return Thread.getAllStackTraces().keySet().stream()
        .filter(thread -> thread.getName().equals("topic-register"))
        .count();
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

  private static byte[] bytes(String text) {
    return text.getBytes(UTF_8);
  }

  private static SourceAnswer await(Duration within, String key, Predicate<SourceAnswer> wanted) {
    return await(sources, within, key, wanted);
  }

  private static SourceAnswer await(
      Sources of, Duration within, String key, Predicate<SourceAnswer> wanted) {
    long end = System.nanoTime() + within.toNanos();
    SourceAnswer answer = of.fetch(call(key));
    while (!wanted.test(answer) && System.nanoTime() < end) {
      pause(20);
      answer = of.fetch(call(key));
    }
    assertThat(answer).matches(wanted);
    return answer;
  }

  private static SourceAnswer fetch(String key) {
    return sources.fetch(call(key));
  }

  private static SourceCall call(String key) {
    return new SourceCall("dept.register", List.of("v"), key, TestTold.told());
  }

  private static Sources sources(String topic, KafkaSettings settings) {
    SourceSpec spec =
        new SourceSpec(
            "dept.register",
            "dept",
            new SourceKind.KeyedTopic(topic),
            "id",
            Map.of("id", "id", "v", "v"),
            new Limits(1, 10_000, LIMIT));
    return Sources.start(List.of(settings), List.of(spec));
  }

  private static Fetched found(String value) {
    return new Fetched(List.of(new SourceRow(Map.of("v", value))));
  }

  private static void pause(int millis) {
    try {
      Thread.sleep(millis);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
