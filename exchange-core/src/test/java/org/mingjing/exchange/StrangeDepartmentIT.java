package org.mingjing.exchange;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;
import static org.mingjing.exchange.TestCalls.MCA;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.mingjing.exchange.StrangeDepartment.Behaviour;
import org.mingjing.exchange.operations.SecondNode;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * A department that answers what none should: the call ends in time, with its code and its closing
 * entry, and nothing of the answer gets out.
 */
@ExtendWith(SharedNode.class)
class StrangeDepartmentIT {
  private static final String PERSON = TestCalls.person(61).idNumber();
  private static final String OTHER = TestCalls.person(62).idNumber();
  private static final String SECRET = "京A·SECRET";

  private static StrangeDepartment department;
  private static SecondNode second;

  /** As many calls have to go well before a connection that rested is in use again. */
  private static final int TRIALS = 5;

  private final SharedNode.Running node;
  private final CallingSystem mca;

  StrangeDepartmentIT(SharedNode.Running node) {
    this.node = node;
    this.mca = node.system(MCA).at(second.url());
  }

  @BeforeAll
  static void start(SharedNode.Running node) throws IOException {
    department = StrangeDepartment.start();
    second =
        SecondNode.beside(
            node.node(),
            Surroundings.home(),
            ExchangeApplication.class,
            Map.of(
                "mingjing.connections.mps-http.url",
                department.url().toString(),
                "mingjing.source-timeout",
                "2s"));
  }

  @AfterAll
  static void stop() {
    second.close();
    department.close();
  }

  static Stream<Arguments> answers() {
    return Stream.of(
        rejected("no JSON", body(key -> "<html>" + SECRET + "</html>")),
        rejected("nothing", body(key -> "")),
        rejected("a list", body(key -> "[" + record(key) + "]")),
        rejected("half of it", body(key -> "{\"records\":[" + record(key) + "]")),
        rejected("more after it", body(key -> good(key) + good(key))),
        rejected("another member", body(key -> "{\"next\":\"x\",\"records\":[]}")),
        rejected(
            "a wrong type", body(key -> records("{\"id_number\":\"" + key + "\",\"plate\":[1]}"))),
        rejected("a number as key", body(key -> records("{\"id_number\":1,\"plate\":\"x\"}"))),
        rejected("somebody else", body(key -> records(record(OTHER)))),
        rejected("somebody else too", body(key -> records(record(key) + "," + record(OTHER)))),
        rejected("nobody's", body(key -> records("{\"plate\":\"" + SECRET + "\"}"))),
        rejected(
            "a member twice",
            body(
                key -> records("{\"id_number\":\"" + OTHER + "\",\"id_number\":\"" + key + "\"}"))),
        rejected(
            "too many records", body(key -> records((record(key) + ",").repeat(5) + record(key)))),
        rejected(
            "a control character", body(key -> records(record(key).replace(SECRET, "a\\u0000b")))),
        rejected("half a surrogate", body(key -> records(record(key).replace(SECRET, "\\ud800")))),
        rejected("depth", body(key -> "{\"records\":" + "[".repeat(100_000))),
        rejected(
            "a huge number",
            body(key ->
                records("{\"id_number\":\"" + key + "\",\"plate\":" + "9".repeat(5000) + "}"))),
        rejected(
            "two megabytes",
            body(key -> records(record(key).replace(SECRET, "x".repeat(2 << 20))))),
        rejected("an endless body", StrangeDepartmentIT::endless),
        rejected("not UTF-8", StrangeDepartmentIT::latin),
        rejected(
            "compressed",
            (key, out) -> {
              byte[] good = good(key).getBytes(StandardCharsets.UTF_8);
              StrangeDepartment.head(
                  "200 OK", "Content-Encoding: gzip\r\nContent-Length: " + good.length, out);
              out.write(good);
            }),
        rejected("a redirect", status("302 Found", "Location: /elsewhere")),
        rejected(
            "a redirect to another host",
            status("307 Temporary Redirect", "Location: http://127.0.0.1:1/")),
        rejected("a challenge", status("401 Unauthorized", "WWW-Authenticate: Basic realm=\"x\"")),
        rejected("a failure", status("500 Internal Server Error", "X: y")),
        rejected("no content", status("204 No Content", "X: y")),
        unavailable("not now", status("503 Service Unavailable", "Retry-After: 1")),
        unavailable("silence", (key, out) -> {}),
        unavailable(
            "no HTTP",
            (key, out) -> out.write("SSH-2.0-OpenSSH\r\n".getBytes(StandardCharsets.UTF_8))),
        unavailable(
            "less than it says",
            (key, out) -> StrangeDepartment.head("200 OK", "Content-Length: 500", out)),
        late("a drip", StrangeDepartmentIT::drip),
        late("a drip of headers", StrangeDepartmentIT::dripOfHeaders));
  }

  private static Arguments rejected(String name, Behaviour behaviour) {
    return arguments(name, behaviour, 502, "source-rejected");
  }

  private static Arguments unavailable(String name, Behaviour behaviour) {
    return arguments(name, behaviour, 503, "source-unavailable");
  }

  private static Arguments late(String name, Behaviour behaviour) {
    return arguments(name, behaviour, 504, "source-timeout");
  }

  private static Behaviour body(UnaryOperator<String> body) {
    return (key, out) -> StrangeDepartment.json(body.apply(key), out);
  }

  private static Behaviour status(String status, String header) {
    return (key, out) -> StrangeDepartment.head(status, header + "\r\nContent-Length: 0", out);
  }

  private static String record(String key) {
    return "{\"id_number\":\"" + key + "\",\"plate\":\"" + SECRET + "\"}";
  }

  private static String records(String records) {
    return "{\"records\":[" + records + "]}";
  }

  private static String good(String key) {
    return records(record(key));
  }

  private static void endless(String key, OutputStream out) throws IOException {
    StrangeDepartment.head("200 OK", "Content-Type: application/json", out);
    out.write("{\"records\":[{\"id_number\":\"".getBytes(StandardCharsets.UTF_8));
    byte[] more = "9".repeat(8192).getBytes(StandardCharsets.UTF_8);
    while (!Thread.currentThread().isInterrupted()) {
      out.write(more); // until whoever asked hangs up
    }
  }

  private static void latin(String key, OutputStream out) throws IOException {
    byte[] bytes =
        records(record(key).replace(SECRET, "\u00e9")).getBytes(StandardCharsets.ISO_8859_1);
    StrangeDepartment.head("200 OK", "Content-Length: " + bytes.length, out);
    out.write(bytes);
  }

  private static void drip(String key, OutputStream out) throws IOException {
    StrangeDepartment.head("200 OK", "Content-Type: application/json", out);
    dripping(" ", out);
  }

  private static void dripOfHeaders(String key, OutputStream out) throws IOException {
    out.write("HTTP/1.1 200 OK\r\n".getBytes(StandardCharsets.UTF_8));
    dripping("X: y\r\n", out);
  }

  private static void dripping(String drop, OutputStream out) throws IOException {
    for (int i = 0; i < 600; i++) {
      out.write(drop.getBytes(StandardCharsets.UTF_8));
      out.flush();
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(100));
    }
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("answers")
  void a_call_ends_with_its_code_and_its_closing_entry(
      String name, Behaviour behaviour, int status, String code) throws SQLException {
    department.behave(behaviour);
    List<Reply> replies = new ArrayList<>();

    List<StoredEntry> added = node.added(() -> replies.add(mca.call(vehicle())));

    closedWith(code, status, replies.getFirst(), added);
    assertThat(department.asked())
        .as("asked once more at most, where the connection broke, and nowhere else")
        .hasSizeBetween(1, code.equals("source-unavailable") ? 2 : 1);
    department.behave((key, out) -> StrangeDepartment.json(good(key), out));
    assertThat(mca.call(vehicle()).status()).as("afterwards").isEqualTo(200);
  }

  private static ObjectNode vehicle() {
    return TestCalls.fields(TestCalls.vehicle(PERSON), "plate");
  }

  private static void closedWith(String code, int status, Reply reply, List<StoredEntry> added) {
    assertThat(reply.code()).as(reply.toString()).isEqualTo(code);
    assertThat(reply.status()).isEqualTo(status);
    assertThat(added)
        .extracting(StoredEntry::kind)
        .containsExactly(StoredEntry.OPENED, StoredEntry.CLOSED);
    JsonNode closed = added.get(1).json().path("body");
    assertThat(closed.path("outcome").asString("")).isEqualTo(code);
    assertThat(closed.path("records").asInt(-1)).isZero();
    assertThat(closed.path("released")).isEmpty();
    assertThat(reply.toString()).doesNotContain("SECRET", OTHER, PERSON);
    assertThat(reply.entry()).isEqualTo(added.get(1).json());
  }

  /** More of them at once than a department's connections, all of them hanging. */
  @Test
  void a_department_that_hangs_does_not_hold_up_the_others() throws Exception {
    department.behave(StrangeDepartmentIT::drip);
    List<CompletableFuture<Reply>> hanging =
        Stream.generate(() -> CompletableFuture.supplyAsync(() -> mca.call(vehicle())))
            .limit(40)
            .toList();
    while (department.asked().size() < 2) {
      Thread.sleep(10);
    }

    assertThat(mca.call(TestCalls.resident(PERSON)).status()).isEqualTo(200);

    for (CompletableFuture<Reply> call : hanging) {
      assertThat(call.get(60, TimeUnit.SECONDS).code())
          .isIn("source-timeout", "source-unavailable");
    }

    department.behave((key, out) -> StrangeDepartment.json(good(key), out));
    Surroundings.await(() -> mca.call(vehicle()).status() == 200);
    for (int i = 0; i < TRIALS; i++) {
      assertThat(mca.call(vehicle()).status()).as("after its rest").isEqualTo(200);
    }
  }

  /** The catalogue allows fifty payments; the department's own database now has more. */
  @Test
  void a_database_that_has_more_rows_than_allowed_is_rejected() throws Exception {
    String insert =
        "insert into subsidy_payment select '%s', 'p' || n, date '2026-01-01', n, '6222', null from generate_series(1, 51) n"
            .formatted(OTHER);
    try (Connection own = department("mof");
        Statement statement = own.createStatement()) {
      try {
        statement.execute(insert);
        List<Reply> replies = new ArrayList<>();

        List<StoredEntry> added =
            node.added(() -> replies.add(mca.call(TestCalls.payments(OTHER))));

        closedWith("source-rejected", 502, replies.getFirst(), added);
      } finally {
        statement.execute(
            "delete from subsidy_payment where programme ~ '^p[0-9]+$' and bank_account = '6222'");
      }
    }
    assertThat(mca.call(TestCalls.payments(OTHER)).status()).isEqualTo(200);
  }

  private Connection department(String name) throws IOException, SQLException {
    Properties kept = new Properties();
    try (InputStream in =
        Files.newInputStream(
            node.installation().data().resolve("demo-departments/cluster.properties"))) {
      kept.load(in);
    }
    String password =
        kept.stringPropertyNames().stream()
            .filter(key -> key.endsWith("postgres"))
            .map(kept::getProperty)
            .findFirst()
            .orElseThrow();
    String url = node.node().departments().ready().path("jdbc").path(name).path("url").asString("");
    return DriverManager.getConnection(url, "postgres", password);
  }
}
