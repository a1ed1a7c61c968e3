package org.mingjing.exchange;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;
import static org.mingjing.exchange.TestCalls.MCA;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.mingjing.exchange.operations.SecondNode;
import org.mingjing.ledger.verify.Verdict;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Departments that are away, slow, wrong or curious. */
@ExtendWith(SharedNode.class)
class SourceFailureIT {
  private static final String PERSON = TestCalls.person(60).idNumber();

  private final SharedNode.Running node;
  private final CallingSystem mca;

  SourceFailureIT(SharedNode.Running node) {
    this.node = node;
    this.mca = node.system(MCA);
  }

  @AfterEach
  void mend() {
    node.fault("mps", "none", 0);
  }

  static Stream<Arguments> faults() {
    return Stream.of(
        http("down", 0, 503, "source-unavailable"),
        http("slow", 4000, 504, "source-timeout"),
        http("hang", 0, 504, "source-timeout"),
        http("drip", 200, 504, "source-timeout"),
        http("error", 0, 502, "source-rejected"),
        http("rubbish", 0, 502, "source-rejected"),
        http("wrong-person", 0, 502, "source-rejected"),
        http("wrong-type", 0, 502, "source-rejected"),
        http("huge", 0, 502, "source-rejected"),
        http("redirect", 0, 502, "source-rejected"),
        jdbc("down", 0, 503, "source-unavailable"),
        jdbc("slow", 4000, 504, "source-timeout"),
        jdbc("hang", 0, 504, "source-timeout"),
        jdbc("error", 0, 502, "source-rejected"));
  }

  private static Arguments http(String mode, int millis, int status, String code) {
    return arguments("HTTP " + mode, mode, millis, TestCalls.vehicle(PERSON), status, code);
  }

  private static Arguments jdbc(String mode, int millis, int status, String code) {
    return arguments("JDBC " + mode, mode, millis, TestCalls.resident(PERSON), status, code);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("faults")
  void a_call_whose_source_fails_is_closed_with_that_outcome(
      String name, String mode, int millis, ObjectNode call, int status, String code)
      throws SQLException {
    node.fault("mps", mode, millis);
    List<Reply> replies = new ArrayList<>();

    List<StoredEntry> added = node.added(() -> replies.add(mca.call(call)));

    Reply reply = replies.getFirst();
    assertThat(reply.code()).as(reply.toString()).isEqualTo(code);
    assertThat(reply.status()).isEqualTo(status);
    assertThat(added)
        .extracting(StoredEntry::kind)
        .containsExactly(StoredEntry.OPENED, StoredEntry.CLOSED);
    JsonNode closed = added.get(1).json().path("body");
    assertThat(closed.path("outcome").asString("")).isEqualTo(code);
    assertThat(closed.path("records").asInt(-1)).isZero();
    assertThat(closed.path("released")).isEmpty();
    assertThat(closed.path("digests").has("answer")).isFalse();
    assertThat(reply.entry()).isEqualTo(added.get(1).json());
    assertThat(reply.verdict(node.installation().logKey())).isInstanceOf(Verdict.Verified.class);

    node.fault("mps", "none", 0);
    assertThat(mca.call(call).status()).as("after " + name).isEqualTo(200);
  }

  @Test
  void the_provider_is_told_who_asks_and_nothing_of_what_the_client_sent_in_headers()
      throws IOException {
    Map<String, String> headers = new ConcurrentHashMap<>();
    HttpServer provider = recording(headers);
    String url = "http://127.0.0.1:" + provider.getAddress().getPort();
    try (SecondNode second =
        SecondNode.beside(
            node.node(),
            Surroundings.home(),
            ExchangeApplication.class,
            Map.of("mingjing.connections.mps-http.url", url))) {
      byte[] call = TestCalls.vehicle(PERSON).toString().getBytes(StandardCharsets.UTF_8);
      Reply reply =
          mca.at(second.url())
              .post(
                  "/api/v1/calls",
                  call,
                  "X-Secret-Of-Mine",
                  "s3cret",
                  "Cookie",
                  "a=b",
                  "Mingjing-Requester",
                  "CNAO",
                  "Mingjing-Call-Id",
                  "forged",
                  "traceparent",
                  "00-11111111111111111111111111111111-2222222222222222-01");

      assertThat(reply.status()).as(reply.toString()).isEqualTo(200);
      assertThat(headers)
          .containsEntry("mingjing-call-id", reply.callId())
          .containsEntry("mingjing-requester", "MCA")
          .containsEntry("mingjing-purpose", "social-assistance")
          .containsEntry("mingjing-grant", "G-2026-0002")
          .doesNotContainKeys("x-secret-of-mine", "cookie", "authorization", "traceparent");
      assertThat(headers.toString()).doesNotContain("s3cret", mca.token(), PERSON);

      provider.stop(0);
      assertThat(mca.at(second.url()).call(TestCalls.vehicle(PERSON)).code())
          .isEqualTo("source-unavailable");
    }
  }

  /** Answers every question with no records, and keeps the headers of the last one. */
  private static HttpServer recording(Map<String, String> headers) throws IOException {
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/",
        exchange -> {
          exchange
              .getRequestHeaders()
              .forEach((name, values) ->
                  headers.put(
                      name.toLowerCase(Locale.ROOT), values.toString().replaceAll("[\\[\\]]", "")));
          exchange.getRequestBody().readAllBytes();
          byte[] answer = "{\"records\":[]}".getBytes(StandardCharsets.UTF_8);
          exchange.getResponseHeaders().add("Content-Type", "application/json");
          exchange.sendResponseHeaders(200, answer.length);
          exchange.getResponseBody().write(answer);
          exchange.close();
        });
    server.start();
    return server;
  }
}
