package org.mingjing.exchange;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mingjing.exchange.TestCalls.MCA;
import static org.mingjing.exchange.TestCalls.OPERATOR;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.mingjing.exchange.call.PausedApplication;
import org.mingjing.exchange.catalogue.LivePolicy;
import org.mingjing.exchange.operations.DemoNode;
import tools.jackson.databind.JsonNode;

/** What is published while a call fetches holds for what the call may release. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RecheckIT {
  private static final String PERSON = "11010519491231002X";
  private static final String LIST = "negative-list.yaml";
  private static final String SYSTEMS = "systems.yaml";
  private static final String MPS = "catalogue/mps.yaml";
  private static final String PURPOSES =
      "purposes: [social-assistance, vehicle-tax, emission-control, transport-licensing]";

  private Path policy;
  private DemoNode node;
  private Installation installation;
  private CallingSystem operator;
  private CallingSystem assistance;
  private PausedApplication.Pause pause;

  /** A published document with one passage put in place of another. */
  private record Change(String file, String before, String after) {
    void apply(Path policy) throws IOException {
      Path document = policy.resolve(file);
      String text = Files.readString(document);
      assertThat(text).contains(before);
      Files.writeString(document, text.replace(before, after));
    }

    Change back() {
      return new Change(file, /* before= */ after, /* after= */ before);
    }
  }

  @BeforeAll
  void start() throws IOException {
    System.setProperty(Surroundings.DEMO_CLASS_PATH, Surroundings.departmentsClassPath());
    Path folder = Surroundings.fresh("recheck");
    Path home = Surroundings.homeWithOwnConfig(folder.resolve("home"));
    policy = home.resolve("config/policy");
    node =
        DemoNode.start(
            new DemoNode.Plan(
                home, folder.resolve("data"), 0, Surroundings.POPULATION, PausedApplication.class),
            new SecureRandom());
    installation = new Installation(folder.resolve("data"));
    operator = CallingSystem.of(installation, OPERATOR);
    assistance = CallingSystem.of(installation, MCA);
    pause = node.application().getBean(PausedApplication.Pause.class);
  }

  @AfterAll
  void stop() {
    node.close();
  }

  @Test
  void a_purpose_that_is_not_listed_any_more_refuses_the_call() throws Exception {
    Change change = new Change(LIST, PURPOSES, PURPOSES.replace("social-assistance, ", ""));
    Reply reply = whileCalling(change);
    publish(change.back());

    assertThat(reply.code()).isEqualTo("condition-not-met");
    assertThat(reply.body().has("records")).isFalse();
    JsonNode ending = ending(reply);
    assertThat(ending.path("kind").asString("")).isEqualTo("call.refused");
    assertThat(ending.path("body").path("outcome").asString("")).isEqualTo("condition-not-met");
  }

  @Test
  void a_mask_that_became_stricter_is_applied() throws Exception {
    Change change =
        new Change(
            MPS, "categories: [MPS-10], mask: plate", "categories: [MPS-10], mask: withheld");
    Reply reply = whileCalling(change);
    publish(change.back());

    assertThat(reply.status()).as(reply.toString()).isEqualTo(200);
    assertThat(reply.body().path("withheld").toString()).contains("plate");
    assertThat(reply.body().path("records").path(0).has("plate")).isFalse();
    assertThat(reply.body().path("records").path(0).has("brand")).isTrue();
  }

  /** What the policy knows of the system counts as it is known now. */
  @Test
  void a_system_that_is_trusted_less_meanwhile_is_decided_as_such() throws Exception {
    Change demand =
        new Change(LIST, PURPOSES + "\n", PURPOSES + "\n    when: 'call.assurance >= 2'\n");
    Change weaker = mca("assurance: 2", "assurance: 1");
    publish(demand);
    Reply reply = whileCalling(weaker);
    publish(weaker.back());
    publish(demand.back());

    assertThat(reply.code()).isEqualTo("condition-not-met");
    JsonNode inputs = ending(reply).path("body").path("inputs");
    assertThat(inputs.path("assurance").asInt()).isEqualTo(1);
  }

  @Test
  void a_system_that_may_not_call_any_more_gets_no_answer() throws Exception {
    Change retired = mca("scopes: [call]", "scopes: [audit]");
    Reply reply = whileCalling(retired);
    publish(retired.back());

    assertThat(reply.code()).isEqualTo("insufficient-scope");
    assertThat(reply.body().has("records")).isFalse();
    JsonNode ending = ending(reply);
    assertThat(ending.path("kind").asString("")).isEqualTo("call.closed");
    assertThat(ending.path("body").path("outcome").asString("")).isEqualTo("insufficient-scope");
    assertThat(assistance.call(TestCalls.vehicle(PERSON)).status()).isEqualTo(200);
  }

  /** So that the decision can be made again from its entry. */
  @Test
  void the_entry_names_the_policy_and_the_instant_that_decided_last() throws Exception {
    Change change = new Change(MPS, "maxRecords: 5", "maxRecords: 4");
    Instant asked = Instant.now();
    Reply reply = whileCalling(change);
    String live = node.application().getBean(LivePolicy.class).current().policy().digest();
    publish(change.back());

    assertThat(reply.status()).as(reply.toString()).isEqualTo(200);
    JsonNode ending = ending(reply);
    assertThat(ending.path("body").path("decision").path("policy").asString("")).isEqualTo(live);
    Instant decided = Instant.parse(ending.path("body").path("inputs").path("at").asString(""));
    assertThat(decided).isAfter(published(live)).isAfter(asked);
    assertThat(decided).isBefore(Instant.parse(ending.path("at").asString("")).plusMillis(1));
  }

  private static Change mca(String before, String after) {
    String rest = "\n  zone: government-extranet\n  keys: []\n\n- id: mps-portal";
    boolean scopes = before.startsWith("scopes");
    String tail = (scopes ? "\n  assurance: 2" : "") + rest;
    return new Change(SYSTEMS, before + tail, after + tail);
  }

  /** Publishes the change after a call has fetched, and before it releases. */
  private Reply whileCalling(Change change) throws Exception {
    pause.begin();
    try {
      CompletableFuture<Reply> reply =
          CompletableFuture.supplyAsync(() -> assistance.call(TestCalls.vehicle(PERSON)));
      pause.awaitFetched();
      publish(change);
      pause.end();
      return reply.get();
    } finally {
      pause.end();
    }
  }

  private void publish(Change change) throws IOException {
    change.apply(policy);
    Reply reply = operator.post("/api/v1/policy/reload", new byte[0]);
    assertThat(reply.status()).as(reply.toString()).isEqualTo(200);
    assertThat(reply.body().path("outcome").asString("")).isEqualTo("published");
  }

  private JsonNode ending(Reply reply) throws SQLException {
    String call = reply.body().path("callId").asString("");
    List<JsonNode> entries =
        StoredEntry.from(installation, 0).stream()
            .filter(entry -> entry.call().filter(id -> id.toString().equals(call)).isPresent())
            .map(StoredEntry::json)
            .toList();
    assertThat(entries).hasSize(2);
    return entries.getLast();
  }

  private Instant published(String digest) throws SQLException {
    return StoredEntry.from(installation, 0).stream()
        .map(StoredEntry::json)
        .filter(entry -> entry.path("body").path("policy").asString("").equals(digest))
        .filter(entry -> entry.path("kind").asString("").equals("policy.published"))
        .map(entry -> Instant.parse(entry.path("at").asString("")))
        .reduce((before, after) -> after)
        .orElseThrow();
  }
}
