package org.mingjing.exchange;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;
import static org.mingjing.exchange.TestCalls.AUDITOR;
import static org.mingjing.exchange.TestCalls.MCA;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * Every place where a request holds a text, and everything that attackers put there: it is refused
 * with a document that says what is wrong and repeats nothing, or it is a text and stays one.
 */
@ExtendWith(SharedNode.class)
class HostileInputIT {
  private static final String PERSON = TestCalls.person(41).idNumber();
  private static final String TRACES = "/api/v1/audit/traces";
  private static final Pattern INSIDES =
      Pattern.compile(
          "Exception|\\bat [a-z.]+\\(|(java|jakarta|org|com|tools|io)\\.[a-z]+\\.|Tomcat|Caused by",
          Pattern.CASE_INSENSITIVE);

  private final SharedNode.Running node;
  private final String baseUrl;
  private final CallingSystem mca;
  private final CallingSystem auditor;

  HostileInputIT(SharedNode.Running node) {
    this.node = node;
    this.baseUrl = node.installation().baseUrl();
    this.mca = node.system(MCA);
    this.auditor = node.system(AUDITOR);
  }

  /** Where a body holds a text. */
  @SuppressWarnings("ImmutableEnumChecker") // the functions hold no state
  enum Place {
    RESOURCE("resource", false, (call, text) -> call.put("resource", text)),
    PURPOSE("purpose", false, (call, text) -> call.put("purpose", text)),
    GRANT("grant", false, (call, text) -> call.put("grant", text)),
    ANSWER("answer", false, (call, text) -> call.put("answer", text)),
    SUBJECT_TYPE("subject.type", false, (call, text) -> subject(call).put("type", text)),
    SUBJECT_ID("subject.id", false, (call, text) -> subject(call).put("id", text)),
    FIELD("fields", false, (call, text) -> call.putArray("fields").add("name").add(text)),
    CLAIM_NAME("claims", false, (call, text) -> verify(call).put(text, "x")),
    KIND("authorisation.kind", false, (call, text) -> authorised(call).put("kind", text)),
    UNTIL("authorisation.until", false, (call, text) -> authorised(call).put("until", text)),
    NAME("?", false, (call, text) -> call.put(text, "x")),
    NAME_INSIDE("subject.?", false, (call, text) -> subject(call).put(text, "x")),
    AUTHORISATION_NAME("authorisation.?", false, (call, text) -> authorised(call).put(text, "x")),
    ASSERTED_NAME("asserted.?", false, (call, text) -> asserted(call).put(text, "x")),
    CASE("caseRef", true, (call, text) -> call.put("caseRef", text)),
    OFFICER("officer", true, (call, text) -> call.put("officer", text)),
    CLAIM("claims.name", true, (call, text) -> verify(call).put("name", text)),
    REFERENCE(
        "authorisation.reference", true, (call, text) -> authorised(call).put("reference", text)),
    DIGEST("authorisation.digest", true, (call, text) -> authorised(call).put("digest", text)),
    RESPONSE("asserted.response", true, (call, text) -> asserted(call).put("response", text)),
    INCIDENT("asserted.incident", true, (call, text) -> asserted(call).put("incident", text));

    private final String path;
    private final boolean free;
    private final boolean isName;
    private final BiConsumer<ObjectNode, String> put;

    Place(String path, boolean free, BiConsumer<ObjectNode, String> put) {
      this.path = path;
      this.free = free;
      this.isName = name().contains("NAME");
      this.put = put;
    }

    private static ObjectNode subject(ObjectNode call) {
      return call.withObject("subject");
    }

    private static ObjectNode verify(ObjectNode call) {
      call.put("answer", "verify").remove("fields");
      return call.putObject("claims").put("name", "x");
    }

    private static ObjectNode authorised(ObjectNode call) {
      return call.putObject("authorisation")
          .put("kind", "written")
          .put("reference", "R-1")
          .put("digest", "sha256:00")
          .put("until", "2099-12-31");
    }

    private static ObjectNode asserted(ObjectNode call) {
      return call.putObject("asserted").put("response", "R-1").put("incident", "I-1");
    }

    byte[] body(Hostile hostile) {
      ObjectNode call = TestCalls.resident(PERSON);
      put.accept(call, hostile.text());
      return bytes(call);
    }
  }

  /** Where the question of a trace holds a text. */
  @SuppressWarnings("ImmutableEnumChecker") // the functions hold no state
  enum TracePlace {
    CASE("caseRef", (question, text) -> question.put("caseRef", text)),
    SUBJECT_TYPE("subject.type", (question, text) -> subject(question).put("type", text)),
    SUBJECT_ID("subject.id", (question, text) -> subject(question).put("id", text)),
    NAME("?", (question, text) -> question.put(text, "x")),
    NAME_INSIDE("subject.?", (question, text) -> subject(question).put(text, "x"));

    private final String path;
    private final BiConsumer<ObjectNode, String> put;

    TracePlace(String path, BiConsumer<ObjectNode, String> put) {
      this.path = path;
      this.put = put;
    }

    private static ObjectNode subject(ObjectNode question) {
      return question.withObject("subject");
    }

    byte[] body(Hostile hostile) {
      ObjectNode question = JsonMapper.shared().createObjectNode().put("caseRef", "CNAO-2026-0007");
      question.putObject("subject").put("type", "person").put("id", PERSON);
      put.accept(question, hostile.text());
      return bytes(question);
    }
  }

  private static byte[] bytes(ObjectNode body) {
    // JSON can name a lone surrogate, which UTF-8 cannot hold
    return body.toString().replace("\ud800", "\\ud800").getBytes(StandardCharsets.UTF_8);
  }

  static Stream<Arguments> textsInBodies() {
    return Arrays.stream(Place.values())
        .flatMap(place -> Hostile.ALL.stream().map(hostile -> arguments(place, hostile)));
  }

  @ParameterizedTest(name = "{0}: {1}")
  @MethodSource("textsInBodies")
  void a_text_in_a_body_is_refused_by_name_or_is_a_text(Place place, Hostile hostile)
      throws SQLException {
    List<Reply> replies = new ArrayList<>();

    List<StoredEntry> added =
        node.added(() -> replies.add(mca.post("/api/v1/calls", place.body(hostile))));

    Reply reply = replies.getFirst();
    if (place.free && hostile.readable()) {
      staysText(place, hostile, reply, added);
      return;
    }
    assertThat(added).isEmpty();
    refused(reply, hostile, place.path, place.isName);
  }

  private static void refused(Reply reply, Hostile hostile, String path, boolean isName) {
    problem(reply, 400, "malformed", hostile);
    List<String> faults = paths(reply);
    if (hostile.huge()) {
      assertThat(faults).containsExactly("$");
    } else if (hostile.text().indexOf('\ud800') >= 0 && isName) {
      assertThat(faults).containsExactly("$"); // no JSON text has such a name
    } else {
      assertThat(faults).contains(path);
    }
  }

  static Stream<Arguments> textsInQuestions() {
    return Arrays.stream(TracePlace.values())
        .flatMap(place -> Hostile.ALL.stream().map(hostile -> arguments(place, hostile)));
  }

  @ParameterizedTest(name = "{0}: {1}")
  @MethodSource("textsInQuestions")
  void a_text_in_a_question_of_the_auditor_is_refused_by_name_or_is_a_text(
      TracePlace place, Hostile hostile) throws SQLException {
    List<Reply> replies = new ArrayList<>();

    List<StoredEntry> added =
        node.added(() -> replies.add(auditor.post(TRACES, place.body(hostile))));

    Reply reply = replies.getFirst();
    if (place == TracePlace.CASE && hostile.readable()) {
      assertThat(reply.status()).as(reply.toString()).isEqualTo(200);
      assertThat(added).extracting(StoredEntry::kind).containsExactly(StoredEntry.AUDIT_READ);
      assertThat(added.getFirst().json().path("body").path("case").asString(""))
          .isEqualTo(hostile.text());
      return;
    }
    assertThat(added).isEmpty();
    refused(reply, hostile, place.path, place.name().contains("NAME"));
  }

  /** It was compared or written down to the letter, and did nothing else. */
  private static void staysText(
      Place place, Hostile hostile, Reply reply, List<StoredEntry> added) {
    assertThat(reply.status()).as(reply.toString()).isEqualTo(200);
    assertThat(added)
        .extracting(StoredEntry::kind)
        .containsExactly(StoredEntry.OPENED, StoredEntry.CLOSED);
    String opened = added.getFirst().json().toString();
    String quoted = JsonMapper.shared().writeValueAsString(hostile.text());
    if (place == Place.CASE || place == Place.OFFICER) {
      assertThat(opened).contains(quoted);
    } else if (place == Place.RESPONSE || place == Place.INCIDENT) {
      String member = place.path.substring("asserted.".length());
      JsonNode inputs = added.getLast().json().path("body").path("inputs");
      assertThat(inputs.path("asserted").path(member).asString("")).isEqualTo(hostile.text());
    } else if (place == Place.CLAIM) {
      assertThat(reply.body().path("matches").path("name").asString("")).isEqualTo("no");
      assertThat(opened).doesNotContain(quoted);
    }
  }

  private static List<String> paths(Reply reply) {
    return reply
        .body()
        .path("members")
        .valueStream()
        .map(m -> m.path("path").asString(""))
        .toList();
  }

  /** A problem document in both languages that gives nothing away and nothing back. */
  private static void problem(Reply reply, int status, String code, Hostile hostile) {
    assertThat(reply.status()).as(reply.toString()).isEqualTo(status);
    assertThat(reply.headers().firstValue("Content-Type")).contains("application/problem+json");
    assertThat(reply.code()).isEqualTo(code);
    assertThat(reply.body().path("type").asString("")).isEqualTo("urn:mingjing:problem:" + code);
    assertThat(reply.body().path("titles").path("zh").asString("")).isNotBlank();
    assertThat(reply.body().path("titles").path("en").asString("")).isNotBlank();
    for (JsonNode member : reply.body().path("members")) {
      assertThat(member.path("fault").path("zh").asString("")).isNotBlank();
      assertThat(member.path("fault").path("en").asString("")).isNotBlank();
    }
    discreet(new String(reply.raw(), StandardCharsets.UTF_8), hostile);
  }

  private static void discreet(String text, Hostile hostile) {
    assertThat(text).doesNotContain(hostile.mark(), PERSON).doesNotContainPattern(INSIDES);
    assertThat(text.length()).isLessThan(8 * 1024);
  }

  static Stream<Arguments> parameters() {
    return Stream.of(
            "grant_type",
            "client_id",
            "client_secret",
            "scope",
            "client_assertion",
            "client_assertion_type",
            "resource",
            "anything")
        .flatMap(name -> Hostile.ALL.stream().map(hostile -> arguments(name, hostile)));
  }

  @ParameterizedTest(name = "{0}: {1}")
  @MethodSource("parameters")
  void a_parameter_of_the_token_endpoint_gets_no_token_or_changes_nothing(
      String name, Hostile hostile) {
    Map<String, String> form = new LinkedHashMap<>();
    form.put("grant_type", "client_credentials");
    form.put("client_id", MCA);
    form.put("client_secret", node.installation().clientSecret(MCA));
    boolean assertion = name.startsWith("client_assertion");
    if (assertion) {
      form.remove("client_secret");
      form.put("client_assertion", "x");
      form.put("client_assertion_type", "urn:ietf:params:oauth:client-assertion-type:jwt-bearer");
    }
    form.put(name, hostile.text());

    Reply reply = mca.postForm(encoded(form));

    boolean ignored = name.equals("resource") || name.equals("anything");
    if (ignored) {
      assertThat(reply.status()).as(reply.toString()).isIn(200, 400);
    } else {
      tokenError(reply, hostile);
    }
    if (reply.status() != 200) {
      discreet(new String(reply.raw(), StandardCharsets.UTF_8), hostile);
    }
  }

  /** RFC 6749 5.2, and both languages beside it. */
  private static void tokenError(Reply reply, Hostile hostile) {
    assertThat(reply.status()).as(hostile + " " + reply).isIn(400, 401);
    assertThat(reply.headers().firstValue("Content-Type").orElse(""))
        .startsWith("application/json");
    assertThat(reply.body().path("error").asString(""))
        .isIn(
            "invalid_request",
            "invalid_client",
            "invalid_grant",
            "unauthorized_client",
            "unsupported_grant_type",
            "invalid_scope");
    assertThat(reply.body().path("titles").path("zh").asString("")).isNotBlank();
    assertThat(reply.body().path("titles").path("en").asString("")).isNotBlank();
  }

  private static String encoded(Map<String, String> form) {
    return String.join(
        "&",
        form.entrySet().stream()
            .map(e -> e.getKey() + "=" + URLEncoder.encode(e.getValue(), StandardCharsets.UTF_8))
            .toList());
  }

  static Stream<Arguments> hostile() {
    return Hostile.ALL.stream().map(Arguments::of);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("hostile")
  void a_call_id_in_a_path_finds_nothing(Hostile hostile) {
    String id = URLEncoder.encode(hostile.text(), StandardCharsets.UTF_8).replace("+", "%20");

    RawHttp.Answer answer =
        get("/api/v1/calls/" + id + "/receipt", "Authorization: Bearer " + mca.token());

    problem(answer, hostile, 400, 404);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("hostile")
  void a_path_as_it_is_typed_finds_nothing(Hostile hostile) {
    String typed =
        hostile.text().replace("\r\n", "\r"); // after a line's end it is no path any more

    problem(get("/api/v1/calls/" + typed + "/receipt", "X: y"), hostile, 400, 401, 404);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("hostile")
  void an_authorization_header_that_is_no_token_is_turned_away(Hostile hostile) {
    problem(post("Authorization: " + hostile.text()), hostile, 400, 401);
    problem(post("Authorization: Bearer " + hostile.text()), hostile, 400, 401);
    problem(post("Authorization: Basic " + hostile.text()), hostile, 400, 401);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("hostile")
  void an_idempotency_key_that_is_none_is_refused(Hostile hostile) {
    String token = "Authorization: Bearer " + mca.token();

    problem(post(token + "\r\nIdempotency-Key: " + hostile.text()), hostile, 400);
  }

  /** A preference that cannot be read is none. */
  @ParameterizedTest(name = "{0}")
  @MethodSource("hostile")
  void an_unreadable_language_is_no_language(Hostile hostile) {
    RawHttp.Answer answer = post("Accept-Language: " + hostile.text());

    problem(answer, hostile, 400, 401);
    if (answer.status() == 401) {
      assertThat(JsonMapper.shared().readTree(answer.body()).path("title").asString(""))
          .isEqualTo("未通过身份认证");
    }
  }

  @Test
  void bytes_that_are_no_http_get_a_document_too() {
    for (String request :
        List.of(
            "GARBAGE\r\n\r\n",
            "GET / HTTP/9.9\r\nHost: x\r\nConnection: close\r\n\r\n",
            "GET /api/v1/calls/%zz/receipt HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n",
            "GET /api/v1/calls HTTP/1.1\r\nConnection: close\r\n\r\n",
            "POST /api/v1/calls HTTP/1.1\r\nHost: x\r\nContent-Length: -5\r\nConnection: close\r\n\r\n",
            "POST /api/v1/calls HTTP/1.1\r\nHost: x\r\nX: \u0001\r\nConnection: close\r\n\r\n",
            "GET /a HTTP/1.1\r\nHost: x\r\nX: " + "a".repeat(20_000) + "\r\n\r\n")) {
      RawHttp.Answer answer = RawHttp.send(baseUrl, request.getBytes(StandardCharsets.ISO_8859_1));
      assertThat(answer.status()).as(request + answer.text()).isBetween(400, 505);
      assertThat(answer.header("Content-Type")).as(request).contains("application/problem+json");
      assertThat(answer.body()).doesNotContainPattern(INSIDES);
      assertThat(JsonMapper.shared().readTree(answer.body()).path("titles").path("en").asString(""))
          .isNotBlank();
    }
  }

  private RawHttp.Answer get(String target, String header) {
    return request("GET " + target, header, "");
  }

  private RawHttp.Answer post(String header) {
    return request("POST /api/v1/calls", header, TestCalls.resident(PERSON).toString());
  }

  private RawHttp.Answer request(String start, String header, String body) {
    byte[] content = body.getBytes(StandardCharsets.UTF_8);
    String head =
        start
            + " HTTP/1.1\r\nHost: "
            + baseUrl.substring("http://".length())
            + "\r\nConnection: close\r\nContent-Type: application/json\r\nContent-Length: "
            + content.length
            + "\r\n"
            + header
            + "\r\n\r\n";
    return RawHttp.send(baseUrl, (head + body).getBytes(StandardCharsets.UTF_8));
  }

  private static void problem(RawHttp.Answer answer, Hostile hostile, Integer... statuses) {
    assertThat(answer.status()).as(answer.text()).isIn((Object[]) statuses);
    assertThat(answer.header("Content-Type"))
        .as(answer.text())
        .contains("application/problem+json");
    assertThat(answer.header("X-Injected")).isEmpty();
    discreet(answer.text(), hostile);
    JsonNode document = JsonMapper.shared().readTree(answer.body());
    assertThat(document.path("status").asInt(0)).isEqualTo(answer.status());
    assertThat(document.path("titles").path("zh").asString("")).isNotBlank();
    assertThat(document.path("titles").path("en").asString("")).isNotBlank();
  }

  @AfterEach
  void a_good_call_is_still_answered() {
    assertThat(mca.call(TestCalls.resident(PERSON)).status()).isEqualTo(200);
  }
}
