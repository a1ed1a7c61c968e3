package org.mingjing.exchange;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mingjing.exchange.TestCalls.AUDITOR;
import static org.mingjing.exchange.TestCalls.MCA;
import static org.mingjing.exchange.TestCalls.MOF;
import static org.mingjing.exchange.TestCalls.PEP;

import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Who may ask for decisions, how a request is told from another, and where all this is found. */
@ExtendWith(SharedNode.class)
class AccessDoorIT {
  private static final String PERSON = TestCalls.person(65).idNumber();

  private final SharedNode.Running node;
  private final CallingSystem pep;

  AccessDoorIT(SharedNode.Running node) {
    this.node = node;
    this.pep = node.system(PEP);
  }

  private static ObjectNode resident() {
    return TestEvaluations.of(MCA, TestCalls.resident(PERSON));
  }

  @ParameterizedTest
  @ValueSource(strings = {MCA, MOF, AUDITOR, TestCalls.OPERATOR})
  void a_system_without_the_scope_is_told_nothing_and_leaves_no_entry(String system)
      throws SQLException {
    Told told = Told.by(node, node.system(system), TestEvaluations.ONE, resident());

    assertThat(told.reply().status()).isEqualTo(403);
    assertThat(told.reply().code()).isEqualTo("insufficient-scope");
    assertThat(told.reply().headers().firstValue("WWW-Authenticate"))
        .contains("Bearer error=\"insufficient_scope\", scope=\"evaluate\"");
    assertThat(told.body().has("decision")).isFalse();
    assertThat(told.added()).isEmpty();
  }

  @Test
  void an_enforcement_point_may_not_call_trace_or_publish() {
    assertThat(pep.call(TestCalls.resident(PERSON)).code()).isEqualTo("insufficient-scope");
    assertThat(pep.post("/api/v1/policy/reload", new byte[0]).status()).isEqualTo(403);
    assertThat(pep.post("/api/v1/audit/traces", new byte[0]).status()).isNotEqualTo(200);
  }

  @Test
  void without_a_token_nobody_is_told_anything_but_gets_the_request_id_back() {
    CallingSystem stranger = CallingSystem.at(node.installation().baseUrl());

    Reply reply =
        stranger.post(TestEvaluations.ONE, bytes(resident()), "X-Request-ID", "bfe9eb29-ab87");

    assertThat(reply.status()).isEqualTo(401);
    assertThat(reply.headers().firstValue("WWW-Authenticate")).isPresent();
    assertThat(reply.headers().firstValue("X-Request-ID")).contains("bfe9eb29-ab87");
  }

  private static byte[] bytes(JsonNode json) {
    return json.toString().getBytes(StandardCharsets.UTF_8);
  }

  @Test
  void the_request_id_comes_back_with_decisions_and_with_problems() {
    String id = "order 66/" + "x".repeat(119);

    for (byte[] body : List.of(bytes(resident()), bytes(JsonMapper.shared().createObjectNode()))) {
      Reply reply = pep.post(TestEvaluations.ONE, body, "X-Request-ID", id);
      assertThat(reply.headers().allValues("X-Request-ID")).containsExactly(id);
    }
    assertThat(
            pep.post(TestEvaluations.ONE, bytes(resident())).headers().firstValue("X-Request-ID"))
        .isEmpty();
  }

  @Test
  void a_request_id_that_cannot_come_back_is_refused() {
    for (List<String> headers :
        List.of(
            List.of("X-Request-ID", "x".repeat(129)),
            List.of("X-Request-ID", "a\tb"),
            List.of("X-Request-ID", "a", "X-Request-ID", "b"))) {
      Reply reply =
          pep.post(TestEvaluations.ONE, bytes(resident()), headers.toArray(String[]::new));

      assertThat(reply.status()).as(headers.toString()).isEqualTo(400);
      assertThat(reply.body().path("members").path(0).path("path").asString(""))
          .isIn("X-Request-ID", "?");
      assertThat(reply.headers().firstValue("X-Request-ID")).isEmpty();
    }
  }

  @Test
  void the_metadata_is_for_anyone_and_says_where_whatever_the_host_header_is() {
    String base = node.installation().baseUrl();

    Reply reply = CallingSystem.at(base).get("/.well-known/authzen-configuration");
    String request =
        String.join(
            "\r\n",
            "GET /.well-known/authzen-configuration HTTP/1.1",
            "Host: evil.example",
            "X-Forwarded-Host: evil.example",
            "Connection: close",
            "",
            "");
    String spoofed = RawHttp.send(base, request.getBytes(StandardCharsets.US_ASCII)).text();

    assertThat(reply.status()).as(reply.toString()).isEqualTo(200);
    assertThat(reply.headers().firstValue("Content-Type")).contains("application/json");
    assertThat(reply.headers().firstValue("Cache-Control")).contains("public, max-age=300");
    assertThat(reply.body())
        .isEqualTo(
            JsonMapper.shared()
                .valueToTree(
                    Map.of(
                        "policy_decision_point",
                        base,
                        "access_evaluation_endpoint",
                        base + "/access/v1/evaluation",
                        "access_evaluations_endpoint",
                        base + "/access/v1/evaluations",
                        "supported_obligations",
                        List.of("custom"),
                        "custom_obligations",
                        List.of("limit-records", "mask", "no-onward-use", "retain", "withhold"))));
    assertThat(spoofed).contains(base + "/access/v1/evaluation").doesNotContain("evil");
  }
}
