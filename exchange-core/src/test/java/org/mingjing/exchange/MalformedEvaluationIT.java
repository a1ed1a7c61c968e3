package org.mingjing.exchange;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;
import static org.mingjing.exchange.TestCalls.MCA;
import static org.mingjing.exchange.TestCalls.PEP;

import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Requests of an enforcement point that do not fit: named by where they lie, and not decided. */
@ExtendWith(SharedNode.class)
class MalformedEvaluationIT {
  private static final String PERSON = TestCalls.person(63).idNumber();

  private final SharedNode.Running node;
  private final CallingSystem pep;

  MalformedEvaluationIT(SharedNode.Running node) {
    this.node = node;
    this.pep = node.system(PEP);
  }

  private static ObjectNode good() {
    return TestEvaluations.of(MCA, TestCalls.resident(PERSON));
  }

  private static ObjectNode properties(ObjectNode evaluation) {
    return evaluation.withObject("resource").withObject("properties");
  }

  private static ObjectNode context(ObjectNode evaluation) {
    return evaluation.withObject("context");
  }

  private static Arguments spoiled(String name, Consumer<ObjectNode> change, String... members) {
    ObjectNode evaluation = good();
    change.accept(evaluation);
    return arguments(Named.of(name, evaluation.toString()), List.of(members));
  }

  /** What the specification demands of every request. */
  static Stream<Arguments> outsideTheModel() {
    return Stream.of(
        spoiled("without subject", e -> e.remove("subject"), "subject", "subject.type"),
        spoiled("without action", e -> e.remove("action"), "action", "action.name"),
        spoiled("without resource", e -> e.remove("resource"), "resource", "resource.id"),
        spoiled("empty", ObjectNode::removeAll, "subject", "action", "resource"),
        spoiled("no subject.type", e -> e.withObject("subject").remove("type"), "subject.type"),
        spoiled("no subject.id", e -> e.withObject("subject").remove("id"), "subject.id"),
        spoiled("no action.name", e -> e.withObject("action").remove("name"), "action.name"),
        spoiled("no resource.type", e -> e.withObject("resource").remove("type"), "resource.type"),
        spoiled("no resource.id", e -> e.withObject("resource").remove("id"), "resource.id"),
        spoiled("text for subject", e -> e.put("subject", "alice"), "subject"),
        spoiled("null for subject", e -> e.putNull("subject"), "subject"),
        spoiled("list for resource", e -> e.putArray("resource"), "resource"),
        spoiled("text for context", e -> e.put("context", "x"), "context"),
        spoiled("null for context", e -> e.putNull("context"), "context"),
        spoiled("number as a name", e -> e.withObject("action").put("name", 123), "action.name"),
        spoiled("null as an id", e -> e.withObject("subject").putNull("id"), "subject.id"),
        spoiled(
            "text for properties",
            e -> e.withObject("subject").put("properties", "x"),
            "subject.properties"),
        spoiled(
            "list for properties",
            e -> e.withObject("action").putArray("properties"),
            "action.properties"));
  }

  /** What our mapping demands besides. */
  static Stream<Arguments> outsideTheMapping() {
    return Stream.of(
        spoiled("without purpose", e -> context(e).remove("purpose"), "context.purpose"),
        spoiled("without context", e -> e.remove("context"), "context.purpose"),
        spoiled(
            "without fields", e -> properties(e).remove("fields"), "resource.properties.fields"),
        spoiled(
            "without properties",
            e -> e.withObject("resource").remove("properties"),
            "resource.properties.fields",
            "resource.properties.subject.type",
            "resource.properties.subject.id"),
        spoiled(
            "without the person",
            e -> properties(e).remove("subject"),
            "resource.properties.subject.type",
            "resource.properties.subject.id"),
        spoiled(
            "check digit",
            e -> properties(e).withObject("subject").put("id", "110105194912310021"),
            "resource.properties.subject.id"),
        spoiled("no field", e -> properties(e).putArray("fields"), "resource.properties.fields"),
        spoiled(
            "a field twice",
            e -> properties(e).putArray("fields").add("name").add("name"),
            "resource.properties.fields"),
        spoiled(
            "number in list",
            e -> properties(e).putArray("fields").add("name").add(1),
            "resource.properties.fields"),
        spoiled(
            "text for list",
            e -> properties(e).put("fields", "name"),
            "resource.properties.fields"),
        spoiled("no identifier", e -> e.withObject("resource").put("id", "a b\""), "resource.id"),
        spoiled("text for flag", e -> context(e).put("partial", "true"), "context.partial"),
        spoiled("number for text", e -> context(e).put("caseRef", 7), "context.caseRef"),
        spoiled("control character", e -> context(e).put("officer", "a\u0007b"), "context.officer"),
        spoiled(
            "the subject's id as a case",
            e -> context(e).put("caseRef", "for " + PERSON),
            "context.caseRef"),
        spoiled(
            "authorisation without members",
            e -> context(e).putObject("authorisation"),
            "context.authorisation.kind",
            "context.authorisation.reference",
            "context.authorisation.digest",
            "context.authorisation.until"),
        spoiled(
            "no text asserted",
            e -> context(e).putObject("asserted").put("incident", true),
            "context.asserted.incident"),
        spoiled(
            "text for kinds",
            e -> context(e).put("custom_obligations", "mask"),
            "context.custom_obligations"),
        spoiled(
            "number among types",
            e -> context(e).putArray("supported_obligations").add("custom").add(1),
            "context.supported_obligations"),
        spoiled(
            "too many kinds",
            e ->
                TestEvaluations.understood(
                    context(e), Collections.nCopies(33, "x").toArray(String[]::new)),
            "context.custom_obligations"));
  }

  static Stream<Arguments> spoiledBytes() {
    String good = good().toString();
    return Stream.of(
        bytes("nothing", ""),
        bytes("no JSON", "subject=alice"),
        bytes("cut off", good.substring(0, good.length() - 1)),
        bytes("two objects", good + good),
        bytes("a list", "[" + good + "]"),
        bytes("null", "null"),
        bytes("text", "\"x\""),
        bytes("a member twice", good.replaceFirst("\\{", "{\"action\":{\"name\":\"full\"},")),
        bytes("an unknown member twice", good.replaceFirst("\\{", "{\"x\":1,\"x\":2,")),
        bytes(
            "a member twice inside",
            good.replaceFirst("\"purpose\"", "\"purpose\":\"x\",\"purpose\"")),
        bytes("deep", "{\"a\":".repeat(2000)),
        bytes("deep inside", good.replaceFirst("\\{", "{\"n\":" + "[".repeat(30_000))),
        bytes("too large", good + " ".repeat(70_000)),
        bytes("a long text", good.replaceFirst("\\{", "{\"n\":\"" + "x".repeat(20_000) + "\",")),
        bytes("a long number", good.replaceFirst("\\{", "{\"n\":" + "9".repeat(100) + ",")),
        bytes("no number", good.replaceFirst("\\{", "{\"n\":NaN,")),
        arguments("UTF-16", good.getBytes(StandardCharsets.UTF_16)),
        arguments("no UTF-8", new byte[] {'{', '"', (byte) 0xff, '"', ':', '1', '}'}));
  }

  private static Arguments bytes(String name, String body) {
    return arguments(name, body.getBytes(StandardCharsets.UTF_8));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource({"outsideTheModel", "outsideTheMapping"})
  void every_member_at_fault_is_named_where_it_lies_and_nothing_is_recorded(
      String body, List<String> members) throws SQLException {
    for (String path : List.of(TestEvaluations.ONE, TestEvaluations.SEVERAL)) {
      assertThat(paths(malformed(path, body.getBytes(StandardCharsets.UTF_8))))
          .containsAll(members);
    }
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("outsideTheMapping")
  void only_what_is_at_fault_is_named(String body, List<String> members) throws SQLException {
    assertThat(paths(malformed(TestEvaluations.ONE, body.getBytes(StandardCharsets.UTF_8))))
        .containsExactlyInAnyOrderElementsOf(members);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("spoiledBytes")
  void a_body_that_is_no_json_object_is_refused(String name, byte[] body) throws SQLException {
    assertThat(paths(malformed(TestEvaluations.ONE, body))).containsExactly("$");
  }

  private Reply malformed(String path, byte[] body, String... headers) throws SQLException {
    List<Reply> replies = new ArrayList<>();
    List<StoredEntry> added = node.added(() -> replies.add(pep.post(path, body, headers)));
    Reply reply = replies.getFirst();
    assertThat(reply.status()).as(reply.toString()).isEqualTo(400);
    assertThat(reply.code()).isEqualTo("malformed");
    assertThat(reply.toString()).doesNotContain(PERSON);
    assertThat(reply.body().has("decision")).isFalse();
    assertThat(added).isEmpty();
    for (JsonNode member : reply.body().path("members")) {
      assertThat(member.path("fault").path("zh").asString("")).isNotBlank();
      assertThat(member.path("fault").path("en").asString("")).isNotBlank();
    }
    return reply;
  }

  private static List<String> paths(Reply reply) {
    return reply
        .body()
        .path("members")
        .valueStream()
        .map(member -> member.path("path").asString(""))
        .toList();
  }

  private Reply malformedBatch(Consumer<ObjectNode> change) throws SQLException {
    ObjectNode batch = TestEvaluations.batch("execute_all", List.of(good(), good()));
    change.accept(batch);
    return malformed(TestEvaluations.SEVERAL, batch.toString().getBytes(StandardCharsets.UTF_8));
  }

  @Test
  void what_concerns_all_of_several_refuses_all() throws SQLException {
    List<ObjectNode> many = Collections.nCopies(51, good());

    assertThat(paths(malformedBatch(b -> b.put("evaluations", "x"))))
        .containsExactly("evaluations");
    assertThat(paths(malformedBatch(b -> b.putNull("evaluations")))).containsExactly("evaluations");
    assertThat(paths(malformedBatch(b -> b.putArray("evaluations").addAll(many))))
        .containsExactly("evaluations");
    assertThat(paths(malformedBatch(b -> b.put("subject", "alice")))).containsExactly("subject");
    assertThat(paths(malformedBatch(b -> b.put("options", "x")))).contains("options");
    for (String word : List.of("Execute_All", "deny", "")) {
      assertThat(
              paths(malformedBatch(b -> b.withObject("options").put("evaluations_semantic", word))))
          .containsExactly("options.evaluations_semantic");
    }
    assertThat(paths(malformedBatch(b -> b.withObject("options").put("evaluations_semantic", 1))))
        .containsExactly("options.evaluations_semantic");
  }

  @Test
  void fifty_are_evaluated_and_options_that_nobody_knows_do_not_hinder() throws SQLException {
    ObjectNode batch = TestEvaluations.batch("execute_all", Collections.nCopies(50, good()));
    batch.withObject("options").put("another_option", "value");
    List<Reply> replies = new ArrayList<>();

    List<StoredEntry> added =
        node.added(() -> replies.add(pep.post(TestEvaluations.SEVERAL, batch)));

    assertThat(TestEvaluations.decisions(replies.getFirst())).hasSize(50).containsOnly(true);
    assertThat(added).hasSize(50);
  }

  @Test
  void only_json_is_read_and_only_by_post() {
    String base = node.installation().baseUrl();
    for (String type : List.of("Content-Type: text/plain\r\n", "")) {
      String request =
          "POST /access/v1/evaluation HTTP/1.1\r\nHost: x\r\nConnection: close\r\nAuthorization: Bearer "
              + pep.token()
              + "\r\n"
              + type
              + "Content-Length: 2\r\n\r\n{}";
      RawHttp.Answer answer = RawHttp.send(base, request.getBytes(StandardCharsets.US_ASCII));
      assertThat(answer.status()).as(answer.text()).isEqualTo(400);
      assertThat(answer.body()).contains("\"path\":\"Content-Type\"");
    }
    assertThat(pep.get(TestEvaluations.ONE).status()).isNotEqualTo(200);
    assertThat(pep.get("/access/v1/search/subject").status()).isEqualTo(404);
  }

  @Test
  void the_request_that_all_these_are_spoiled_from_is_permitted() {
    assertThat(pep.post(TestEvaluations.ONE, good()).body().path("decision").asBoolean(false))
        .isTrue();
  }
}
