package org.mingjing.exchange;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mingjing.exchange.TestCalls.MCA;
import static org.mingjing.exchange.TestCalls.SAMR;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.mingjing.exchange.operations.SecondNode;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** A system that calls too often is told so at once; it fills no log and hinders nobody else. */
@ExtendWith(SharedNode.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RateLimitIT {
  private static final String PERSON = TestCalls.person(67).idNumber();
  private static final int BURST = 5;
  private static final int MOST_TRIES = 100;

  private final SharedNode.Running node;
  private final SecondNode second;
  private final CallingSystem mca;
  private final CallingSystem samr;

  RateLimitIT(SharedNode.Running node) throws IOException {
    this.node = node;
    this.second =
        SecondNode.beside(
            node.node(),
            Surroundings.home(),
            ExchangeApplication.class,
            Map.of("mingjing.rate-limit.per-second", 1, "mingjing.rate-limit.burst", BURST));
    this.mca = node.system(MCA).at(second.url());
    this.samr = node.system(SAMR).at(second.url());
  }

  @AfterAll
  void close() {
    second.close();
  }

  /** The answer to a call, and the entries that it added. */
  private record Tried(Reply reply, List<StoredEntry> added) {}

  private Tried tried() throws SQLException {
    List<Reply> replies = new ArrayList<>();
    List<StoredEntry> added =
        node.added(() -> replies.add(mca.call(TestCalls.fingerprint(PERSON))));
    return new Tried(replies.getFirst(), added);
  }

  @Test
  void a_system_over_its_rate_gets_429_and_no_entry_until_the_time_told_and_others_are_answered()
      throws SQLException, InterruptedException {
    int recorded = 0;
    Tried tried = tried();
    while (tried.reply().status() != 429 && recorded < MOST_TRIES) {
      assertThat(tried.reply().code()).as(tried.reply().toString()).isEqualTo("prohibited");
      assertThat(tried.added()).hasSize(1);
      recorded++;
      tried = tried();
    }

    assertThat(recorded).isGreaterThanOrEqualTo(BURST).isLessThan(MOST_TRIES);
    Reply limited = tried.reply();
    assertThat(limited.code()).isEqualTo("rate-limited");
    assertThat(limited.headers().firstValue("Content-Type")).contains("application/problem+json");
    assertThat(limited.headers().firstValue("Retry-After")).contains("1");
    JsonNode titles = limited.body().path("titles");
    assertThat(titles.path("zh").asString("")).isNotBlank();
    assertThat(titles.path("en").asString("")).isNotBlank();
    assertThat(limited.hasReceipt()).isFalse();
    assertThat(tried.added()).isEmpty();
    assertThat(counted()).isPositive();

    assertThat(samr.call(TestCalls.resident(PERSON)).code()).isEqualTo("condition-not-met");

    Thread.sleep(1000);
    assertThat(tried().reply().code()).isEqualTo("prohibited");
  }

  /** Each evaluation of a batch is an entry, so each counts; the batch itself is answered whole. */
  @Test
  void a_batch_counts_as_many_times_as_it_evaluates() {
    CallingSystem pep = node.system(TestCalls.PEP).at(second.url());
    List<ObjectNode> items =
        Collections.nCopies(50, TestEvaluations.of(MCA, TestCalls.fingerprint(PERSON)));

    Reply whole = pep.post(TestEvaluations.SEVERAL, TestEvaluations.batch("execute_all", items));
    Reply next = pep.post(TestEvaluations.ONE, items.getFirst());

    assertThat(TestEvaluations.decisions(whole)).hasSize(50).containsOnly(false);
    assertThat(next.status()).isEqualTo(429);
    assertThat(next.code()).isEqualTo("rate-limited");
    assertThat(Integer.parseInt(next.headers().firstValue("Retry-After").orElse("0")))
        .isBetween(40, 50);
  }

  /** The node's count of calls over the limit. */
  private double counted() {
    Reply metrics = CallingSystem.at(second.url().toString()).get("/actuator/prometheus");
    String sample = "mingjing_calls_seconds_count{outcome=\"rate-limited\"} ";
    return new String(metrics.raw(), StandardCharsets.UTF_8)
        .lines()
        .filter(line -> line.startsWith(sample))
        .mapToDouble(line -> Double.parseDouble(line.substring(sample.length())))
        .sum();
  }
}
