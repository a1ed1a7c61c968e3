package org.mingjing.connectors.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mingjing.connectors.kafka.LookUps.LIMIT;
import static org.mingjing.connectors.kafka.LookUps.NONE;
import static org.mingjing.connectors.kafka.LookUps.await;
import static org.mingjing.connectors.kafka.LookUps.bytes;
import static org.mingjing.connectors.kafka.LookUps.call;
import static org.mingjing.connectors.kafka.LookUps.found;
import static org.mingjing.connectors.kafka.LookUps.pause;
import static org.mingjing.connectors.kafka.LookUps.sources;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.utils.Utils;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mingjing.connectors.KafkaServer;
import org.mingjing.connectors.KafkaSettings;
import org.mingjing.connectors.KafkaSettings.Protocol;
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

/** What only topics and brokers can show. */
class KafkaTopicIT {
  private static final String GOOD = "11010519491231002X";
  private static KafkaServer server;

  @BeforeAll
  static void start(@TempDir Path home) throws IOException {
    server = KafkaServer.start(home);
    server.topic("register", 3, Map.of());
    publish("register", GOOD, "good");
  }

  @AfterAll
  static void stop() {
    server.close();
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

  @Test
  void a_topic_with_more_keys_than_allowed_is_rejected() {
    server.topic("crowded", 1, Map.of());
    for (String key : List.of("a", "b", "c")) {
      publish("crowded", key, "1");
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
      publish("late", "a", "1");
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
            SourceFailure.unavailable("the topic was read to its end too long ago");
        assertThat(watched.fetch(call("nobody"))).isEqualTo(silent);
        assertThat(watched.fetch(call(GOOD))).isEqualTo(silent);
      } finally {
        server.fault("none", 0);
      }
      await(watched, LIMIT, GOOD, found("good")::equals);
    }
  }

  @Test
  void an_index_that_lags_behind_the_end_of_its_topic_is_not_answered_from() {
    server.topic("flooded", 1, Map.of());
    publish("flooded", "a", "old");
    KafkaSettings strict =
        new KafkaSettings(
            "dept", server.servers(), Security.NONE, 1, Duration.ofSeconds(2), 100_000);
    try (Sources lagging = sources("flooded", strict)) {
      await(lagging, LIMIT, "a", found("old")::equals);
      server.throttle(100_000.0);
      try {
        server.publish(producer -> {
          for (int i = 0; i < 20_000; i++) {
            var _ = producer.send(new ProducerRecord<>("flooded", bytes("k" + i), new byte[300]));
          }
        });
        publish("flooded", "a", "new");
        SourceFailure late =
            SourceFailure.unavailable("the topic was read to its end too long ago");
        await(lagging, LIMIT, "a", late::equals);
        assertThat(lagging.fetch(call("nobody"))).isEqualTo(late);
      } finally {
        server.throttle(null);
      }
      await(lagging, Duration.ofSeconds(60), "a", found("new")::equals);
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
        assertThat(followers()).isEqualTo(1);
      }
      assertThat(first.fetch(call(GOOD))).isEqualTo(found("good"));
    }
    assertThat(followers()).isZero();
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
    try (Sources large = sources("large", server.settings("dept", 1))) {
      await(large, Duration.ofSeconds(30), "k99999", found("99999")::equals);
      for (int i = 0; i < keys; i += 499) {
        assertThat(large.fetch(call("k" + i))).isEqualTo(found("" + i));
      }
    }
  }

  @Test
  void a_record_that_goes_between_index_and_look_up_is_never_another_answer() {
    server.topic("expiring", 1, Map.of("cleanup.policy", "compact,delete"));
    publish("expiring", "a", "1");
    publish("expiring", "b", "1");
    try (Sources expiring = sources("expiring", server.settings("dept", 1))) {
      await(expiring, LIMIT, "a", found("1")::equals);
      server.expire("expiring", 0, 1);
      assertThat(expiring.fetch(call("a")))
          .isEqualTo(SourceFailure.unavailable("the record is being replaced"));
      assertThat(expiring.fetch(call("b"))).isEqualTo(found("1"));
      publish("expiring", "a", "2");
      await(expiring, LIMIT, "a", found("2")::equals);
    }
  }

  @Test
  void a_place_that_is_gone_is_told_from_one_that_is_there() {
    server.topic("places", 1, Map.of());
    publish("places", "a", "1");
    try (Reader reader = new Reader(new Clients(server.settings("dept", 1)).reader())) {
      long deadline = System.nanoTime() + LIMIT.toNanos();
      assertThat(reader.read("places", new Where.Place(0, 0), deadline, () -> true))
          .isInstanceOf(Reader.Read.Found.class);
      assertThat(reader.read("places", new Where.Place(0, 7), deadline, () -> true))
          .isInstanceOf(Reader.Read.Gone.class);
    }
  }

  /** As if two keys had one digest: the index tells a place where another key is. */
  @Test
  void a_place_that_holds_another_key_is_no_answer() {
    server.topic("colliding", 1, Map.of("cleanup.policy", "compact,delete"));
    publish("colliding", "a", "1");
    KafkaSettings patient =
        new KafkaSettings("dept", server.servers(), Security.NONE, 1, Duration.ofMinutes(1), 10);
    try (Sources colliding = sources("colliding", patient)) {
      await(colliding, LIMIT, "a", found("1")::equals);
      server.deleteTopic("colliding");
      server.topic("colliding", 1, Map.of());
      publish("colliding", "b", "2");
      SourceAnswer first = colliding.fetch(call("a"));
      assertThat(first).isNotEqualTo(found("1")).isNotEqualTo(found("2"));
      await(colliding, LIMIT, "a", NONE::equals);
      await(colliding, LIMIT, "b", found("2")::equals);
    }
  }

  @Test
  void a_topic_that_was_made_anew_is_read_anew_though_it_reaches_further() {
    server.topic("renewed", 1, Map.of());
    publish("renewed", "a", "old");
    publish("renewed", "b", "old");
    try (Sources renewed = sources("renewed", server.settings("dept", 1))) {
      await(renewed, LIMIT, "b", found("old")::equals);
      server.deleteTopic("renewed");
      server.topic("renewed", 1, Map.of());
      for (String key : List.of("c", "d", "e", "b")) {
        publish("renewed", key, "new");
      }
      await(renewed, LIMIT, "a", NONE::equals);
      for (String key : List.of("c", "d", "e", "b")) {
        assertThat(renewed.fetch(call(key))).isEqualTo(found("new"));
      }
    }
  }

  @Test
  void a_topic_that_is_deleted_is_not_answered_from() {
    server.topic("doomed", 1, Map.of());
    publish("doomed", "a", "1");
    try (Sources doomed = sources("doomed", server.settings("dept", 1))) {
      await(doomed, LIMIT, "a", found("1")::equals);
      server.deleteTopic("doomed");
      SourceFailure gone = SourceFailure.rejected("the topic is not there");
      await(doomed, LIMIT, "a", gone::equals);
      assertThat(doomed.fetch(call("nobody"))).isEqualTo(gone);
    }
  }

  @Test
  void after_partitions_were_added_new_keys_are_found_and_keys_in_two_of_them_are_not() {
    server.topic("growing", 1, Map.of());
    List<String> keys = IntStream.range(0, 40).mapToObj(i -> "k" + i).toList();
    keys.forEach(key -> publish("growing", key, "old"));
    try (Sources growing = sources("growing", server.settings("dept", 1))) {
      await(growing, LIMIT, "k0", found("old")::equals);
      server.addPartitions("growing", 2);
      List<String> moved = keys.stream().filter(key -> partition(key, 2) == 1).toList();
      assertThat(moved).hasSizeBetween(5, 35);
      String fresh = partition("fresh1", 2) == 1 ? "fresh1" : "fresh2";
      assertThat(partition(fresh, 2)).isEqualTo(1);
      keys.forEach(key -> publish("growing", key, "new"));
      publish("growing", fresh, "1");
      await(growing, LIMIT, fresh, found("1")::equals);
      SourceFailure twice = SourceFailure.rejected("two partitions of the topic hold the key");
      for (String key : keys) {
        assertThat(growing.fetch(call(key)))
            .as(key)
            .isEqualTo(moved.contains(key) ? twice : found("new"));
      }
    }
  }

  private static int partition(String key, int partitions) {
    return Utils.toPositive(Utils.murmur2(bytes(key))) % partitions;
  }

  @Test
  void a_broker_that_went_and_came_back_is_answered_from_again() throws IOException {
    try (Sources sources = sources("register", server.settings("dept", 2))) {
      await(sources, LIMIT, GOOD, found("good")::equals);
      server.fault("down", 0);
      assertThat(sources.fetch(call(GOOD)))
          .isInstanceOfSatisfying(
              SourceFailure.class,
              failure -> assertThat(failure.kind()).isEqualTo(SourceFailure.Kind.UNAVAILABLE));
      server.fault("none", 0);
      publish("register", "later", "1");
      await(sources, Duration.ofSeconds(20), "later", found("1")::equals);
      assertThat(sources.fetch(call(GOOD))).isEqualTo(found("good"));
    }
  }

  @Test
  void over_tls_a_broker_is_believed_by_its_certificate_and_we_by_our_password() {
    String certificate = server.certificate();
    try (Sources tls = sources("register", tls("127.0.0.1", Optional.of(certificate)));
        Sources sasl = sources("register", sasl(KafkaServer.PASSWORD))) {
      await(tls, LIMIT, GOOD, found("good")::equals);
      await(sasl, LIMIT, GOOD, found("good")::equals);
    }
  }

  @Test
  void a_wrong_password_an_unknown_certificate_and_another_name_are_rejected() {
    SourceFailure credentials = SourceFailure.rejected("the brokers refused our credentials");
    SourceFailure noTls =
        SourceFailure.rejected("there is no TLS with the brokers that both sides trust");
    Optional<String> certificate = Optional.of(server.certificate());
    try (Sources stranger = sources("register", sasl("another"));
        Sources javas = sources("register", tls("127.0.0.1", Optional.empty()));
        Sources named = sources("register", tls("localhost", certificate))) {
      await(stranger, LIMIT, GOOD, credentials::equals);
      await(javas, LIMIT, GOOD, noTls::equals);
      await(named, LIMIT, GOOD, noTls::equals);
    }
  }

  private static KafkaSettings tls(String host, Optional<String> truststore) {
    return secured(host + ":" + server.tlsPort(), new Security(Protocol.SSL, "", "", truststore));
  }

  private static KafkaSettings sasl(String password) {
    return secured(
        "127.0.0.1:" + server.saslPort(),
        new Security(
            Protocol.SASL_SSL, KafkaServer.USER, password, Optional.of(server.certificate())));
  }

  private static KafkaSettings secured(String servers, Security security) {
    return new KafkaSettings("dept", servers, security, 1, Duration.ofSeconds(30), 1_000);
  }

  private static void publish(String topic, String key, String value) {
    server.publish(topic, key, bytes("{\"v\":\"" + value + "\"}"));
  }

  private static long followers() {
    return Thread.getAllStackTraces().keySet().stream()
        .filter(thread -> thread.getName().equals("topic-register"))
        .count();
  }
}
