package org.mingjing.exchange;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mingjing.exchange.TestCalls.MCA;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.mingjing.exchange.StrangeDepartment.Asked;
import org.mingjing.exchange.operations.SecondNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Camel steers by the headers of its messages. None that a client sends reaches one: the provider
 * is told who asks, by an allow-list, and nothing else.
 */
@ExtendWith(SharedNode.class)
class CamelHeadersIT {
  private static final String PERSON = TestCalls.person(63).idNumber();
  private static final String EVIL = "evil-4711";
  private static final Map<String, String> STEERING =
      Map.ofEntries(
          Map.entry("CamelHttpUri", "http://127.0.0.1:1/" + EVIL),
          Map.entry("CamelHttpPath", "/" + EVIL),
          Map.entry("CamelHttpBaseUri", "http://127.0.0.1:1"),
          Map.entry("CamelHttpQuery", "a=" + EVIL),
          Map.entry("CamelHttpRawQuery", "a=" + EVIL),
          Map.entry("CamelHttpMethod", "DELETE"),
          Map.entry("CamelHttpHost", EVIL),
          Map.entry("CamelRestHttpUri", "http://127.0.0.1:1"),
          Map.entry("CamelSqlQuery", "select '" + EVIL + "' as name"),
          Map.entry("CamelSqlParameters", EVIL),
          Map.entry("CamelSqlRetrieveGeneratedKeys", "true"),
          Map.entry("CamelJdbcParameters", EVIL),
          Map.entry("CamelFileName", "../" + EVIL),
          Map.entry("CamelDestinationOverrideUrl", "file:/" + EVIL),
          Map.entry("CamelToEndpoint", "direct:" + EVIL),
          Map.entry("CamelExecCommandExecutable", "/bin/" + EVIL),
          Map.entry("CamelBeanMethodName", EVIL),
          Map.entry("CAmelHttpUri", "http://127.0.0.1:1/" + EVIL),
          Map.entry("breadcrumbId", EVIL),
          Map.entry("Mingjing-Call-Id", EVIL),
          Map.entry("Mingjing-Requester", EVIL),
          Map.entry("Mingjing-Purpose", EVIL),
          Map.entry("Mingjing-Grant", EVIL),
          Map.entry("traceparent", "00-11111111111111111111111111111111-2222222222222222-01"),
          Map.entry("X-Forwarded-Host", EVIL),
          Map.entry("X-HTTP-Method-Override", "DELETE"),
          Map.entry("Cookie", "a=" + EVIL));

  private final SharedNode.Running node;
  private final CallingSystem mca;

  CamelHeadersIT(SharedNode.Running node) {
    this.node = node;
    this.mca = node.system(MCA);
  }

  private static String[] steering() {
    return STEERING.entrySet().stream()
        .flatMap(header -> Stream.of(header.getKey(), header.getValue()))
        .toArray(String[]::new);
  }

  static Stream<Named<ObjectNode>> calls() {
    return Stream.of(
        Named.of("from a database", TestCalls.resident(PERSON)),
        Named.of("from a service", TestCalls.vehicle(PERSON)));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("calls")
  void a_department_answers_the_same_whatever_headers_a_client_sends(ObjectNode call) {
    byte[] body = call.toString().getBytes(StandardCharsets.UTF_8);
    Reply plain = mca.post("/api/v1/calls", body);

    Reply steered = mca.post("/api/v1/calls", body, steering());

    assertThat(plain.status()).isEqualTo(200);
    assertThat(steered.status()).as(steered.toString()).isEqualTo(200);
    assertThat(steered.body().path("records")).isEqualTo(plain.body().path("records"));
    assertThat(steered.toString()).doesNotContain(EVIL);
  }

  static Stream<String> names() {
    return STEERING.keySet().stream().sorted();
  }

  @ParameterizedTest
  @MethodSource("names")
  void in_a_body_they_are_no_members(String name) throws SQLException {
    List<Reply> replies = new ArrayList<>();

    List<StoredEntry> added =
        node.added(
            () -> replies.add(mca.call(TestCalls.resident(PERSON).put(name, STEERING.get(name)))));

    assertThat(replies.getFirst().status()).isEqualTo(400);
    assertThat(replies.getFirst().body().path("members").path(0).path("path").asString(""))
        .isEqualTo(name);
    assertThat(replies.getFirst().toString()).doesNotContain(EVIL);
    assertThat(added).isEmpty();
  }

  @Test
  void the_department_sees_the_allowed_headers_and_no_other() throws IOException {
    try (StrangeDepartment department = StrangeDepartment.start();
        SecondNode second =
            SecondNode.beside(
                node.node(),
                Surroundings.home(),
                ExchangeApplication.class,
                Map.of("mingjing.connections.mps-http.url", department.url().toString()))) {
      byte[] call = TestCalls.vehicle(PERSON).toString().getBytes(StandardCharsets.UTF_8);

      Reply reply = mca.at(second.url()).post("/api/v1/calls", call, steering());

      assertThat(reply.status()).as(reply.toString()).isEqualTo(200);
      assertThat(department.asked()).hasSize(1);
      Asked asked = department.asked().getFirst();
      assertThat(asked.line()).isEqualTo("POST /mps/vehicles HTTP/1.1");
      assertThat(asked.headers())
          .containsOnlyKeys(
              "host",
              "connection",
              "user-agent",
              "content-type",
              "content-length",
              "mingjing-call-id",
              "mingjing-requester",
              "mingjing-purpose",
              "mingjing-grant")
          .containsEntry("mingjing-call-id", reply.callId())
          .containsEntry("mingjing-requester", "MCA")
          .containsEntry("mingjing-purpose", "social-assistance")
          .containsEntry("mingjing-grant", "G-2026-0002");
      assertThat(asked.toString()).doesNotContain(EVIL, mca.token());
      assertThat(asked.headers().toString()).doesNotContain(PERSON);
    }
  }
}
