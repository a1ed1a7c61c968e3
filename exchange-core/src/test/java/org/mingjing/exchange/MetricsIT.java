package org.mingjing.exchange;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mingjing.exchange.TestCalls.MCA;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What an operator sees of a running node: metrics by step and outcome, and its log. */
@ExtendWith(SharedNode.class)
class MetricsIT {
  private static final String PERSON = TestCalls.person(64).idNumber();
  private static final List<String> STEPS =
      List.of("identify", "resolve", "decide", "open", "fetch", "release", "close");

  private final SharedNode.Running node;
  private final CallingSystem mca;
  private final CallingSystem operator;

  MetricsIT(SharedNode.Running node) {
    this.node = node;
    this.mca = node.system(MCA);
    this.operator = CallingSystem.at(node.installation().baseUrl());
  }

  /** Every sample by its name and labels. */
  private Map<String, Double> scrape() {
    Reply reply = operator.get("/actuator/prometheus");
    assertThat(reply.status()).isEqualTo(200);
    String text = new String(reply.raw(), StandardCharsets.UTF_8);
    assertThat(text).doesNotContain(PERSON, MCA, mca.token());
    Map<String, Double> samples = new HashMap<>();
    text.lines()
        .filter(line -> !line.startsWith("#"))
        .forEach(line -> {
          int space = line.lastIndexOf(' ');
          samples.put(line.substring(0, space), Double.valueOf(line.substring(space + 1)));
        });
    return samples;
  }

  private static double count(Map<String, Double> samples, String outcome, String step) {
    return samples.getOrDefault(
        "mingjing_call_step_seconds_count{outcome=\"%s\",step=\"%s\"}".formatted(outcome, step),
        -1.0);
  }

  private static double calls(Map<String, Double> samples, String outcome) {
    return samples.getOrDefault(
        "mingjing_calls_seconds_count{outcome=\"%s\"}".formatted(outcome), 0.0);
  }

  @Test
  void a_call_counts_at_each_step_that_it_took_and_where_it_ended() {
    Map<String, Double> before = scrape();

    mca.call(TestCalls.resident(PERSON)); // takes every step
    mca.call(TestCalls.fingerprint(PERSON)); // ends at deciding
    mca.call(TestCalls.resident(PERSON).put("purpose", "curiosity")); // ends at resolving
    node.fault("mps", "down", 0);
    mca.call(TestCalls.vehicle(PERSON)); // ends at fetching
    node.fault("mps", "none", 0);
    mca.call("{}"); // takes none

    Map<String, Double> after = scrape();
    Map<String, Integer> done =
        Map.of(
            "identify",
            4,
            "resolve",
            3,
            "decide",
            2,
            "open",
            2,
            "fetch",
            1,
            "release",
            1,
            "close",
            1);
    Map<String, Integer> ended = Map.of("resolve", 1, "decide", 1, "fetch", 1);
    for (String step : STEPS) {
      assertThat(count(after, "done", step) - count(before, "done", step))
          .as("done " + step)
          .isEqualTo(done.getOrDefault(step, 0).doubleValue());
      assertThat(count(after, "ended", step) - count(before, "ended", step))
          .as("ended " + step)
          .isEqualTo(ended.getOrDefault(step, 0).doubleValue());
    }
    for (String outcome :
        List.of("answered", "prohibited", "unknown-purpose", "source-unavailable", "malformed")) {
      assertThat(calls(after, outcome) - calls(before, outcome)).as(outcome).isEqualTo(1.0);
    }
  }

  @Test
  void the_gauges_tell_of_the_log_the_ledger_and_the_pool() throws InterruptedException {
    mca.call(TestCalls.resident(PERSON));
    Map<String, Double> samples = scrape();
    for (int i = 0; i < 100 && samples.getOrDefault("mingjing_ledger_unanchored", 1.0) > 0; i++) {
      Thread.sleep(100);
      samples = scrape();
    }

    assertThat(samples)
        .containsEntry("mingjing_ledger_unanchored", 0.0)
        .containsEntry("mingjing_ledger_unanchored_age_seconds", 0.0)
        .containsEntry("mingjing_log_trouble", 0.0)
        .containsEntry("mingjing_log_queue", 0.0)
        .containsEntry("mingjing_pool_waiting", 0.0)
        .containsKeys("mingjing_pool_active");
    assertThat(samples.getOrDefault("mingjing_pool_idle", 0.0)).isPositive();
  }

  @Test
  void a_departments_system_shows_how_its_calls_went() {
    Map<String, Double> before = scrape();

    mca.call(TestCalls.resident(PERSON));
    node.fault("mps", "error", 0);
    mca.call(TestCalls.resident(PERSON));
    node.fault("mps", "down", 0);
    mca.call(TestCalls.resident(PERSON));
    node.fault("mps", "none", 0);

    Map<String, Double> after = scrape();
    assertThat(source(after, "answered") - source(before, "answered"))
        .as("a refusal is an answer")
        .isEqualTo(2);
    assertThat(source(after, "failed") - source(before, "failed")).isEqualTo(1);
    assertThat(after).containsEntry("mingjing_source_resting{connection=\"mps\"}", 0.0);
    JsonNode sources = operator.get("/actuator/sources").body().path("sources");
    assertThat(sources)
        .filteredOn(one -> one.path("connection").asString("").equals("mps"))
        .singleElement()
        .satisfies(one -> {
          assertThat(one.path("state").asString("")).isEqualTo("IN_USE");
          assertThat(one.path("running").asInt(-1)).isZero();
          assertThat(one.path("failed").asInt(-1)).isPositive();
        });
  }

  private static double source(Map<String, Double> samples, String outcome) {
    return samples.getOrDefault(
        "mingjing_source_calls_total{connection=\"mps\",outcome=\"%s\"}".formatted(outcome), -1.0);
  }

  @Test
  void a_node_keeps_a_log_of_one_json_object_a_line() throws IOException {
    Path file = node.node().data().path("logs/node.log");

    List<String> lines = Files.readAllLines(file);

    assertThat(lines).anyMatch(line -> line.contains("node-1 serves; policy sha256:"));
    for (String line : lines) {
      JsonNode event = JsonMapper.shared().readTree(line);
      assertThat(event.path("@timestamp").asString("")).isNotEmpty();
      assertThat(event.path("log").path("level").asString("")).isNotEmpty();
      assertThat(event.path("message").asString("")).isNotEmpty();
      assertThat(event.path("service").path("name").asString("")).isEqualTo("mingjing");
    }
  }
}
