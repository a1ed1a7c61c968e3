package org.mingjing.connectors.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.mingjing.connectors.HttpSettings;
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
import org.mingjing.connectors.Told;

/** What goes over the wire, against a server that answers whatever a test wants. */
class HttpSourceTest {
  private static final String KEY = "11010519491231002X";

  private record Seen(String method, String path, Map<String, List<String>> headers, String body) {}

  private final BlockingQueue<Seen> seen = new LinkedBlockingQueue<>();
  private volatile int status = 200;
  private volatile String answer = "{\"records\":[]}";
  private volatile Map<String, String> headers = Map.of();
  private HttpServer server;
  private Sources sources;

  @BeforeEach
  void start() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/", this::answer);
    server.start();
    sources =
        Sources.start(
            List.of(
                new HttpSettings(
                    "dept", "http://127.0.0.1:" + server.getAddress().getPort() + "/base", 4)),
            List.of(
                new SourceSpec(
                    "dept.register",
                    "dept",
                    new SourceKind.HttpQuery("/people"),
                    "id",
                    Map.of("id", "idNumber", "name", "full.name", "age", "age", "alive", "alive"),
                    new Limits(2, 2_000, Duration.ofSeconds(5)))));
  }

  @AfterEach
  void stop() {
    sources.close();
    server.stop(0);
  }

  @Test
  void the_question_is_posted_as_the_contract_says() throws InterruptedException {
    fetch("name", "age");
    Seen question = seen.take();
    assertThat(question.method()).isEqualTo("POST");
    assertThat(question.path()).isEqualTo("/base/people");
    assertThat(question.body())
        .isEqualTo(
            "{\"key\":{\"idNumber\":\"11010519491231002X\"},"
                + "\"fields\":[\"full.name\",\"age\"],\"limit\":3}");
  }

  @Test
  void the_provider_receives_what_is_told_and_no_other_header() throws InterruptedException {
    fetch("name");
    Map<String, List<String>> received = seen.take().headers();
    assertThat(received)
        .containsEntry("Mingjing-call-id", List.of(TestTold.CALL_ID))
        .containsEntry("Mingjing-requester", List.of("MCA"))
        .containsEntry("Mingjing-purpose", List.of("social-assistance"))
        .containsEntry("Mingjing-grant", List.of("G-2026-0001"))
        .containsEntry("Content-type", List.of("application/json; charset=UTF-8"))
        .containsEntry("User-agent", List.of("Mingjing"));
    Set<String> transport =
        Set.of("Host", "Connection", "Content-type", "Content-length", "User-agent");
    Set<String> rest = new TreeSet<>(received.keySet());
    rest.removeAll(transport);
    assertThat(rest)
        .containsExactlyInAnyOrder(
            "Mingjing-call-id", "Mingjing-requester", "Mingjing-purpose", "Mingjing-grant");
  }

  @Test
  void a_call_without_a_grant_tells_none() throws InterruptedException {
    Told told = new Told("call", "MCA", "purpose", Optional.empty());
    sources.fetch(new SourceCall("dept.register", List.of("name"), KEY, told));
    assertThat(seen.take().headers()).doesNotContainKey("Mingjing-grant");
  }

  @Test
  void nothing_of_one_answer_goes_into_the_next_question() throws InterruptedException {
    headers = Map.of("Set-Cookie", "session=1", "Mingjing-Grant", "G-evil", "X-Any", "y");
    fetch("name");
    seen.take();
    fetch("name");
    assertThat(seen.take().headers())
        .doesNotContainKeys("Cookie", "X-any")
        .containsEntry("Mingjing-grant", List.of("G-2026-0001"));
  }

  @Test
  void numbers_and_booleans_become_text_and_null_is_absent() {
    answer =
        "{\"records\":[{\"age\":70.50,\"idNumber\":\"%s\",\"alive\":true,\"full.name\":null}]}"
            .formatted(KEY);
    assertThat(fetch("age", "alive", "name"))
        .isEqualTo(new Fetched(List.of(new SourceRow(Map.of("age", "70.50", "alive", "true")))));
  }

  @Test
  void members_that_were_not_asked_are_dropped_however_deep() {
    answer =
        "{\"records\":[{\"other\":{\"a\":[1,{\"b\":2}]},\"idNumber\":\"%s\",\"full.name\":\"张三\",\"age\":1}]}"
            .formatted(KEY);
    assertThat(fetch("name")).isEqualTo(new Fetched(List.of(new SourceRow(Map.of("name", "张三")))));
  }

  @Test
  void as_many_records_as_allowed_are_read_and_one_more_is_rejected() {
    String record = "{\"idNumber\":\"%s\"}".formatted(KEY);
    answer = "{\"records\":[%s,%s]}".formatted(record, record);
    assertThat(fetch("name"))
        .isInstanceOfSatisfying(Fetched.class, f -> assertThat(f.rows()).hasSize(2));
    answer = "{\"records\":[%s,%s,%s]}".formatted(record, record, record);
    assertRejected(fetch("name"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "null",
        "[]",
        "{}",
        "{\"records\":null}",
        "{\"records\":{}}",
        "{\"records\":[[]]}",
        "{\"records\":[null]}",
        "{\"records\":[{\"idNumber\":\"KEY\"}",
        "{\"records\":[{\"idNumber\":\"KEY\"}]",
        "{\"records\":[{\"idNumber\":\"KEY\"}]} x",
        "{\"records\":[{\"idNumber\":\"KEY\"}]}{}",
        "{\"records\":[],\"records\":[{\"idNumber\":\"KEY\"}]}",
        "{\"records\":[{}]}",
        "{\"records\":[{\"full.name\":\"x\"}]}",
        "{\"records\":[{\"idNumber\":null}]}",
        "{\"records\":[{\"idNumber\":\"11010519491231002x\"}]}",
        "{\"records\":[{\"idNumber\":\"KEY \"}]}",
        "{\"records\":[{\"idNumber\":\"KEY\"},{\"idNumber\":\"other\"}]}",
        "{\"records\":[{\"idNumber\":\"other\",\"idNumber\":\"KEY\"}]}",
        "{\"records\":[{\"idNumber\":\"KEY\",\"full.name\":\"a\",\"full.name\":\"b\"}]}",
        "{\"records\":[{\"idNumber\":\"KEY\",\"full.name\":null,\"full.name\":\"b\"}]}",
        "{\"records\":[{\"idNumber\":\"KEY\",\"full.name\":[\"a\"]}]}",
        "{\"records\":[{\"idNumber\":\"KEY\",\"full.name\":{}}]}",
        "{\"records\":[{\"idNumber\":\"KEY\",\"full.name\":1e999999999}]}",
        "{\"records\":[{\"idNumber\":\"KEY\",\"full.name\":NaN}]}",
        "{\"records\":[{\"idNumber\":\"KEY\",\"x\":[[[[[[[[[[[[]]]]]]]]]]]]}]}",
        "{\"records\":[{\"idNumber\":\"KEY\",'full.name':'x'}]}"
      })
  void an_answer_that_is_not_to_the_letter_is_rejected(String body) {
    answer = body.replace("KEY", KEY);
    assertRejected(fetch("name"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "x\\ud800y",
        "x\\udc00y",
        "\\udc00\\ud800",
        "x\\ud800",
        "x\\u0000y",
        "x\\ry",
        "x\\u001by",
        "x\\u007fy",
        "x\\u0085y"
      })
  void a_value_that_is_no_readable_text_is_rejected(String value) {
    answer = "{\"records\":[{\"idNumber\":\"%s\",\"full.name\":\"%s\"}]}".formatted(KEY, value);
    assertThat(fetch("name"))
        .isEqualTo(
            SourceFailure.rejected("a value holds control characters or unpaired surrogates"));
  }

  @Test
  void tabs_line_feeds_and_pairs_of_surrogates_are_text() {
    answer =
        "{\"records\":[{\"idNumber\":\"%s\",\"full.name\":\"x\\ty\\n\\ud842\\udfb7\"}]}"
            .formatted(KEY);
    assertThat(fetch("name"))
        .isEqualTo(new Fetched(List.of(new SourceRow(Map.of("name", "x\ty\n\uD842\uDFB7")))));
  }

  @Test
  void an_answer_is_read_up_to_its_limit_and_not_beyond() {
    String frame = "{\"records\":[{\"idNumber\":\"%s\",\"full.name\":\"%s\"}]}";
    int room = 2_000 - frame.formatted(KEY, "").length();
    answer = frame.formatted(KEY, "x".repeat(room));
    assertThat(fetch("name")).isInstanceOf(Fetched.class);
    answer = frame.formatted(KEY, "x".repeat(room + 1));
    assertRejected(fetch("name"));
  }

  @ParameterizedTest
  @CsvSource({
    "201,REJECTED",
    "204,REJECTED",
    "301,REJECTED",
    "302,REJECTED",
    "307,REJECTED",
    "308,REJECTED",
    "400,REJECTED",
    "401,REJECTED",
    "404,REJECTED",
    "407,REJECTED",
    "429,REJECTED",
    "500,REJECTED",
    "501,REJECTED",
    "502,UNAVAILABLE",
    "503,UNAVAILABLE",
    "504,UNAVAILABLE"
  })
  void a_status_has_its_meaning_and_is_asked_for_once(int code, SourceFailure.Kind kind) {
    status = code;
    headers = Map.of("Location", "/elsewhere", "WWW-Authenticate", "Basic realm=x");
    answer = code == 204 ? "" : "{\"records\":[]}";
    assertThat(fetch("name"))
        .isInstanceOfSatisfying(
            SourceFailure.class,
            failure -> {
              assertThat(failure.kind()).isEqualTo(kind);
              assertThat(failure.detail()).contains("" + code);
            });
    assertThat(seen).hasSize(1);
  }

  @Test
  void an_answer_in_a_coding_that_was_not_asked_for_is_rejected() {
    headers = Map.of("Content-Encoding", "gzip");
    assertRejected(fetch("name"));
  }

  private SourceAnswer fetch(String... fields) {
    return sources.fetch(new SourceCall("dept.register", List.of(fields), KEY, TestTold.told()));
  }

  private static void assertRejected(SourceAnswer answer) {
    assertThat(answer)
        .isInstanceOfSatisfying(
            SourceFailure.class,
            failure -> {
              assertThat(failure.kind()).isEqualTo(SourceFailure.Kind.REJECTED);
              assertThat(failure.detail()).isNotBlank().doesNotContain(KEY, "full.name");
            });
  }

  private void answer(HttpExchange exchange) throws IOException {
    try (exchange) {
      String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
      seen.add(
          new Seen(
              exchange.getRequestMethod(),
              exchange.getRequestURI().getPath(),
              Map.copyOf(exchange.getRequestHeaders()),
              body));
      exchange.getResponseHeaders().set("Content-Type", "application/json");
      headers.forEach(exchange.getResponseHeaders()::set);
      byte[] bytes = answer.getBytes(StandardCharsets.UTF_8);
      exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
      exchange.getResponseBody().write(bytes);
    }
  }
}
