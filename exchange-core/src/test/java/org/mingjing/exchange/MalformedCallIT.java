package org.mingjing.exchange;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;
import static org.mingjing.exchange.TestCalls.MCA;

import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Bodies that do not fit: every member at fault is named, and the log does not grow. */
@ExtendWith(SharedNode.class)
class MalformedCallIT {
  private static final String PERSON = TestCalls.person(40).idNumber();

  private final SharedNode.Running node;
  private final CallingSystem mca;

  MalformedCallIT(SharedNode.Running node) {
    this.node = node;
    this.mca = node.system(MCA);
  }

  static Stream<Arguments> spoiledCalls() {
    return Stream.of(
        spoiled("without resource", call -> call.remove("resource"), "resource"),
        spoiled("without purpose", call -> call.remove("purpose"), "purpose"),
        spoiled("without answer", call -> call.remove("answer"), "answer"),
        spoiled("without fields", call -> call.remove("fields"), "fields"),
        spoiled("without subject", call -> call.remove("subject"), "subject.type", "subject.id"),
        spoiled("empty", ObjectNode::removeAll, "resource", "purpose", "answer", "subject.id"),
        spoiled("unknown member", call -> call.put("urgent", true), "urgent"),
        spoiled(
            "unknown member of subject",
            call -> call.withObject("subject").put("name", "x"),
            "subject.name"),
        spoiled("misspelt member", call -> call.put("Purpose", "x"), "Purpose"),
        spoiled("number for text", call -> call.put("purpose", 7), "purpose"),
        spoiled("null for text", call -> call.putNull("caseRef"), "caseRef"),
        spoiled("list for text", call -> call.putArray("officer"), "officer"),
        spoiled("object for text", call -> call.putObject("grant"), "grant"),
        spoiled("text for flag", call -> call.put("partial", "true"), "partial"),
        spoiled("text for object", call -> call.put("subject", PERSON), "subject.id"),
        spoiled("list for object", call -> call.putArray("subject"), "subject.id"),
        spoiled("text for list", call -> call.put("fields", "name"), "fields"),
        spoiled("number in list", call -> call.putArray("fields").add("name").add(1), "fields"),
        spoiled("object in list", call -> call.putArray("fields").addObject(), "fields"),
        spoiled("no field", call -> call.putArray("fields"), "fields"),
        spoiled("a field twice", call -> TestCalls.fields(call, "name", "name"), "fields"),
        spoiled("no field name", call -> TestCalls.fields(call, "Name; --"), "fields"),
        spoiled("too many fields", call -> TestCalls.fields(call, names(65)), "fields"),
        spoiled("unknown answer form", call -> call.put("answer", "everything"), "answer"),
        spoiled(
            "groups of one subject", call -> call.put("answer", "aggregate"), "subject", "groupBy"),
        spoiled(
            "some of the groups",
            call ->
                call.put("answer", "aggregate")
                    .put("groupBy", "g")
                    .put("partial", true)
                    .remove("subject"),
            "partial"),
        spoiled("groups of no form", call -> call.put("groupBy", "by-region"), "groupBy"),
        spoiled(
            "a grouping that is a number",
            call ->
                call.put("answer", "aggregate")
                    .put("groupBy", "11010519491231002X")
                    .remove("subject"),
            "groupBy"),
        spoiled("no identifier", call -> call.put("resource", "a b\"c"), "resource"),
        spoiled("empty text", call -> call.put("purpose", ""), "purpose"),
        spoiled("too long a text", call -> call.put("caseRef", "x".repeat(129)), "caseRef"),
        spoiled("control character", call -> call.put("caseRef", "a\u0007b"), "caseRef"),
        spoiled("wrong kind", call -> subject(call, "alien", PERSON), "subject.type"),
        spoiled("check digit", call -> subject(call, "person", wrongDigit(PERSON)), "subject.id"),
        spoiled(
            "lower-case x", call -> subject(call, "person", "11010519491231002x"), "subject.id"),
        spoiled(
            "impossible day", call -> subject(call, "person", "110105194902310025"), "subject.id"),
        spoiled("fifteen digits", call -> subject(call, "person", "110105491231002"), "subject.id"),
        spoiled(
            "person as organisation", call -> subject(call, "organisation", PERSON), "subject.id"),
        spoiled(
            "claims without verify", call -> call.putObject("claims").put("name", "x"), "claims"),
        spoiled("fields with verify", call -> call.put("answer", "verify"), "fields", "claims"),
        spoiled("dotted name", call -> call.put("subject.id", PERSON), "subject.id"),
        spoiled(
            "dotted name inside",
            call -> call.withObject("subject").put("a.b", "x"),
            "subject.a.b"),
        spoiled(
            "nested too deep", call -> call.withObject("subject").putObject("id"), "subject.id"),
        spoiled(
            "authorisation without members",
            call -> call.putObject("authorisation"),
            "authorisation.kind",
            "authorisation.reference",
            "authorisation.digest",
            "authorisation.until"),
        spoiled(
            "unknown authorisation",
            call -> authorised(call, "verbal", "2099-12-31"),
            "authorisation.kind"),
        spoiled(
            "no such date",
            call -> authorised(call, "written", "2099-02-30"),
            "authorisation.until"),
        spoiled("text for asserted", call -> call.put("asserted", "I-1"), "asserted"),
        spoiled(
            "unknown asserted number",
            call -> call.putObject("asserted").put("urgency", "high"),
            "asserted.urgency"),
        spoiled(
            "no text asserted",
            call -> call.putObject("asserted").put("incident", true),
            "asserted.incident"),
        spoiled(
            "empty asserted number",
            call -> call.putObject("asserted").put("incident", ""),
            "asserted.incident"),
        spoiled(
            "too long an asserted number",
            call -> call.putObject("asserted").put("response", "x".repeat(65)),
            "asserted.response"),
        spoiled(
            "the subject's id as an asserted number",
            call -> call.putObject("asserted").put("incident", "I-" + PERSON),
            "asserted.incident"),
        spoiled(
            "the subject's id as a case", call -> call.put("caseRef", "for " + PERSON), "caseRef"),
        spoiled(
            "somebody's id as an officer",
            call -> call.put("officer", TestCalls.person(41).idNumber()),
            "officer"),
        spoiled(
            "an id in small letters as a case",
            call -> call.put("caseRef", "MCA-11010519491231002x"),
            "caseRef"),
        spoiled("too many claims", MalformedCallIT::manyClaims, "claims"),
        spoiled("the subject's id as a grant", call -> call.put("grant", "G-" + PERSON), "grant"),
        spoiled("two faults", call -> call.put("purpose", 1).put("extra", 2), "purpose", "extra"));
  }

  private static void manyClaims(ObjectNode call) {
    call.put("answer", "verify").remove("fields");
    ObjectNode claims = call.putObject("claims");
    IntStream.range(0, 65).forEach(i -> claims.put("field_" + i, "x"));
  }

  private static Arguments spoiled(String name, Consumer<ObjectNode> change, String... members) {
    ObjectNode call = TestCalls.resident(PERSON);
    change.accept(call);
    return arguments(Named.of(name, call.toString()), List.of(members));
  }

  private static void subject(ObjectNode call, String type, String id) {
    call.putObject("subject").put("type", type).put("id", id);
  }

  private static void authorised(ObjectNode call, String kind, String until) {
    call.putObject("authorisation")
        .put("kind", kind)
        .put("reference", "R-1")
        .put("digest", "sha256:00")
        .put("until", until);
  }

  private static String wrongDigit(String person) {
    char last = person.charAt(17);
    return person.substring(0, 17) + (last == '0' ? '1' : '0');
  }

  private static String[] names(int count) {
    return Stream.iterate(0, i -> i + 1).limit(count).map(i -> "f" + i).toArray(String[]::new);
  }

  /** Bodies that no JSON library would write, with the member at fault. */
  static Stream<Arguments> spoiledBytes() {
    String good = TestCalls.resident(PERSON).toString();
    return Stream.of(
        bytes("nothing", "", "$"),
        bytes("no JSON", "resource=mps", "$"),
        bytes("cut off", good.substring(0, good.length() - 1), "$"),
        bytes("two objects", good + good, "$"),
        bytes("something after it", good + " x", "$"),
        bytes("a list", "[" + good + "]", "$"),
        bytes("null", "null", "$"),
        bytes("comment", good.replaceFirst("\\{", "{/*c*/"), "$"),
        bytes("single quotes", good.replace('"', '\''), "$"),
        bytes("a member twice", good.replaceFirst("\\{", "{\"purpose\":\"audit\","), "purpose"),
        bytes(
            "a member of the subject twice",
            good.replaceFirst("\"type\"", "\"id\":\"11010519491231002X\",\"type\""),
            "subject.id"),
        bytes("unpaired surrogate", good.replace("MCA-2026-0001", "\\ud800"), "caseRef"),
        bytes("unpaired surrogate as a name", good.replace("caseRef", "\\udc00"), "$"),
        bytes("deep", "{\"a\":".repeat(2000), "$"),
        bytes("deeper", "[".repeat(100_000), "$"),
        bytes("deep inside", good.replaceFirst("\\{", "{\"n\":" + "[".repeat(30_000)), "$"),
        bytes("a megabyte of text", "{\"caseRef\":\"" + "x".repeat(1 << 20) + "\"}", "$"),
        bytes("a megabyte of members", "{" + "\"a\":1,".repeat(150_000) + "}", "$"),
        bytes("no number", good.replaceFirst("\\{", "{\"n\":NaN,"), "$"),
        bytes("infinite", good.replaceFirst("\\{", "{\"n\":-Infinity,"), "$"),
        bytes("a number beyond all", good.replaceFirst("\\{", "{\"partial\":1e99999,"), "partial"),
        bytes("a number with a leading zero", good.replaceFirst("\\{", "{\"n\":007,"), "$"),
        bytes("an id as a name", good.replaceFirst("\\{", "{\"" + PERSON + "\":1,"), "?"),
        bytes("too large", good + " ".repeat(70_000), "$"),
        bytes("long name", good.replace("caseRef", "c".repeat(300)), "$"),
        bytes("long number", good.replaceFirst("\\{", "{\"n\":" + "9".repeat(100) + ","), "$"),
        arguments("no UTF-8", utf8(good, (byte) 0xff), List.of("$")),
        arguments("UTF-16", good.getBytes(StandardCharsets.UTF_16), List.of("$")),
        arguments("broken UTF-32", new byte[] {0, 0, 0, '{', 0, 0x11, 0, 0}, List.of("$")));
  }

  private static Arguments bytes(String name, String body, String member) {
    return arguments(name, body.getBytes(StandardCharsets.UTF_8), List.of(member));
  }

  private static byte[] utf8(String good, byte wrong) {
    byte[] bytes = good.getBytes(StandardCharsets.UTF_8);
    bytes[good.indexOf("MCA-2026")] = wrong;
    return bytes;
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("spoiledCalls")
  void names_every_member_at_fault_and_writes_no_entry(String call, List<String> members)
      throws SQLException {
    malformed(call.getBytes(StandardCharsets.UTF_8), members);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("spoiledBytes")
  void says_where_a_body_is_no_call(String name, byte[] body, List<String> members)
      throws SQLException {
    malformed(body, members);
  }

  private void malformed(byte[] body, List<String> members) throws SQLException {
    List<Reply> replies = new ArrayList<>();
    List<StoredEntry> added = node.added(() -> replies.add(mca.post("/api/v1/calls", body)));

    Reply reply = replies.getFirst();
    assertThat(reply.status()).as(reply.toString()).isEqualTo(400);
    assertThat(reply.code()).isEqualTo("malformed");
    assertThat(reply.body().path("members").valueStream().map(m -> m.path("path").asString("")))
        .containsAll(members);
    assertThat(reply.hasReceipt()).isFalse();
    assertThat(added).isEmpty();
    assertThat(new String(reply.raw(), StandardCharsets.UTF_8)).doesNotContain(PERSON);
    for (JsonNode member : reply.body().path("members")) {
      assertThat(member.path("fault").path("zh").asString("")).isNotBlank();
      assertThat(member.path("fault").path("en").asString("")).isNotBlank();
    }
  }

  @Test
  void the_call_that_all_these_are_spoiled_from_is_answered() {
    assertThat(mca.call(TestCalls.resident(PERSON)).status()).isEqualTo(200);
  }

  @Test
  void a_repeatable_call_is_refused_as_long_as_repeats_are_not_recognised() throws SQLException {
    byte[] call = TestCalls.resident(PERSON).toString().getBytes(StandardCharsets.UTF_8);
    List<Reply> replies = new ArrayList<>();

    List<StoredEntry> added =
        node.added(() -> replies.add(mca.post("/api/v1/calls", call, "Idempotency-Key", "k1")));

    assertThat(replies.getFirst().status()).isEqualTo(400);
    assertThat(added).isEmpty();
  }
}
