package org.mingjing.exchange;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.mingjing.exchange.TestCalls.MCA;
import static org.mingjing.exchange.TestCalls.OPERATOR;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.mingjing.exchange.catalogue.LivePolicy;
import org.mingjing.exchange.catalogue.LiveSources;
import org.mingjing.exchange.evidence.EntryKind;
import org.mingjing.exchange.identity.TestKey;
import org.mingjing.exchange.operations.DemoNode;
import org.mingjing.exchange.operations.SecondNode;
import org.mingjing.ledger.log.LogRefused;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** The operator publishes the files while calls go on. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ReloadIT {
  private static final String PERSON = "11010519491231002X";

  private Path home;
  private Path catalogue;
  private DemoNode node;
  private Installation installation;
  private CallingSystem operator;
  private CallingSystem assistance;

  @BeforeAll
  void start() throws IOException {
    System.setProperty(Surroundings.DEMO_CLASS_PATH, Surroundings.departmentsClassPath());
    Path folder = Surroundings.fresh("reload");
    home = Surroundings.homeWithOwnConfig(folder.resolve("home"));
    catalogue = home.resolve("config/policy/catalogue/mps.yaml");
    Path data = folder.resolve("data");
    node =
        DemoNode.start(
            new DemoNode.Plan(home, data, 0, Surroundings.POPULATION, ExchangeApplication.class),
            new SecureRandom());
    installation = new Installation(data);
    operator = CallingSystem.of(installation, OPERATOR);
    assistance = CallingSystem.of(installation, MCA);
  }

  @AfterAll
  void stop() {
    node.close();
  }

  @Test
  void no_call_is_dropped_while_policy_and_routes_change() throws Exception {
    Set<String> published = new TreeSet<>(List.of(live()));
    long seed = Long.getLong("mingjing.test.seed", System.nanoTime());
    System.out.println("ReloadIT: seed " + seed);
    Load load = Load.start(8, assistance, ReloadIT::call, seed);
    try {
      for (int records = 6; records < 16; records++) {
        replace("maxRecords: " + (records - 1), "maxRecords: " + records);
        published.add(body(reload(), 200).path("policy").asString(""));
      }
    } finally {
      load.stop();
    }
    replace("maxRecords: 15", "maxRecords: 5");
    body(reload(), 200);

    Set<String> decidedBy = new TreeSet<>();
    for (Reply reply : load.replies()) {
      assertThat(reply.status()).as(reply.toString()).isEqualTo(200);
      decidedBy.add(reply.body().path("decision").path("policy").asString(""));
    }
    assertThat(published).hasSize(11).containsAll(decidedBy);
    assertThat(decidedBy).as("calls went on beside the changes").hasSizeGreaterThan(5);
    assertThat(installation.fsck().findings()).isEmpty();
  }

  private static ObjectNode call(Random random) {
    String person = TestCalls.person(random.nextInt(2000)).idNumber();
    return random.nextBoolean() ? TestCalls.vehicle(person) : TestCalls.resident(person);
  }

  @Test
  void routes_that_were_replaced_end_when_no_call_can_be_on_them() throws Exception {
    LiveSources sources = node.application().getBean(LiveSources.class);
    LivePolicy live = node.application().getBean(LivePolicy.class);
    LivePolicy.Snapshot before = live.current();
    replace("maxRecords: 5", "maxRecords: 4");
    body(reload(), 200);
    assertThat(sources.of(before)).isNotSameAs(sources.of(live.current()));

    sources.retire(Duration.ZERO);

    assertThat(assistance.call(TestCalls.vehicle(PERSON)).status()).isEqualTo(200);
    assertThatThrownBy(() -> sources.of(before)).isInstanceOf(IllegalStateException.class);
    replace("maxRecords: 4", "maxRecords: 5");
    body(reload(), 200);
  }

  @Test
  void a_publication_is_an_entry_that_names_who_and_what() throws Exception {
    String before = live();
    replace("mask: date-year", "mask: withheld");
    JsonNode answer = body(reload(), 200);
    JsonNode entry = newestPublication();

    assertThat(answer.path("outcome").asString("")).isEqualTo("published");
    assertThat(answer.path("before").asString("")).isEqualTo(before);
    assertThat(live()).isEqualTo(answer.path("policy").asString("")).isNotEqualTo(before);
    assertThat(entry.path("actor").path("system").asString("")).isEqualTo(OPERATOR);
    assertThat(entry.path("body").path("change").asString("")).isEqualTo("reloaded");
    assertThat(entry.path("body").path("before").asString("")).isEqualTo(before);
    assertThat(entry.path("body").path("policy").asString("")).isEqualTo(live());
    Reply stricter = assistance.call(TestCalls.resident(PERSON));
    assertThat(stricter.body().path("withheld").toString()).contains("birth_date");

    long entries = StoredEntry.count(installation);
    assertThat(body(reload(), 200).path("outcome").asString("")).isEqualTo("unchanged");
    assertThat(StoredEntry.count(installation)).isEqualTo(entries);
    replace("mask: withheld}\n    - {name: address", "mask: date-year}\n    - {name: address");
    replace(
        "registered_on, type: date, categories: [MPS-10], mask: withheld",
        "registered_on, type: date, categories: [MPS-10], mask: date-year");
    body(reload(), 200);
    assertThat(live()).isEqualTo(before);
  }

  @Test
  void files_that_do_not_load_change_nothing_and_every_fault_is_named() throws Exception {
    String before = live();
    long entries = StoredEntry.count(installation);
    String good = Files.readString(catalogue);
    Files.writeString(
        catalogue,
        good.replace("mask: vin", "mask: wine")
            .replace("[MPS-02], mask: name", "[MPS-99], mask: name"));
    Reply refused = reload();
    Files.writeString(catalogue, good);

    assertThat(body(refused, 422).path("code").asString("")).isEqualTo("not-publishable");
    assertThat(refused.body().path("members").size()).isGreaterThanOrEqualTo(2);
    for (JsonNode member : refused.body().path("members")) {
      assertThat(member.path("path").asString("")).matches("catalogue/mps\\.yaml:\\d+:\\d+");
      JsonNode details = refused.body().path("details");
      for (String language : List.of("zh", "en")) {
        String other = language.equals("zh") ? "en" : "zh";
        assertThat(details.path(language).asString(""))
            .contains(member.path("fault").path(language).asString("-"))
            .doesNotContain(member.path("fault").path(other).asString("-"));
      }
    }
    assertThat(live()).isEqualTo(before);
    assertThat(StoredEntry.count(installation)).isEqualTo(entries);
  }

  @Test
  void a_policy_that_leaves_a_grant_without_its_resource_is_refused() throws Exception {
    Path mof = home.resolve("config/policy/catalogue/mof.yaml");
    Path seeds = home.resolve("config/policy/grants.yaml");
    String catalogued = Files.readString(mof);
    String seeded = Files.readString(seeds);
    Files.writeString(mof, catalogued.replace("mof.subsidy-payments", "mof.subsidies"));
    Files.writeString(seeds, seeded.replace("mof.subsidy-payments", "mof.subsidies"));
    Reply refused = reload();
    Files.writeString(mof, catalogued);
    Files.writeString(seeds, seeded);

    assertThat(body(refused, 422).path("details").path("en").asString(""))
        .contains("G-2026-0003", "G-2026-0153", "mof.subsidy-payments");
  }

  @Test
  void a_policy_may_drop_what_only_an_ended_grant_names() throws Exception {
    Path mot = home.resolve("config/policy/catalogue/mot.yaml");
    Path seeds = home.resolve("config/policy/grants.yaml");
    String before = live();
    String catalogued = Files.readString(mot);
    String seeded = Files.readString(seeds);
    Files.writeString(mot, catalogued.replace("mot.passenger-tickets", "mot.tickets"));
    Files.writeString(seeds, seeded.replace("mot.passenger-tickets", "mot.tickets"));
    String dropped = body(reload(), 200).path("policy").asString("");
    assertThat(live()).as("and it runs").isEqualTo(dropped).isNotEqualTo(before);
    assertThat(assistance.call(TestCalls.vehicle(PERSON)).status()).isEqualTo(200);

    Files.writeString(mot, catalogued);
    Files.writeString(seeds, seeded);
    body(reload(), 200);
    assertThat(live()).isEqualTo(before);
  }

  @Test
  void a_category_may_become_prohibited_that_a_grant_reaches() throws Exception {
    Path policy = home.resolve("config/policy");
    Path list = policy.resolve("negative-list.yaml");
    Path mot = policy.resolve("catalogue/mot.yaml");
    Path seeds = policy.resolve("grants.yaml");
    String listed = Files.readString(list);
    String catalogued = Files.readString(mot);
    String seeded = Files.readString(seeds);
    int start = listed.indexOf("- code: MOT-02\n");
    String entry = listed.substring(start, listed.indexOf("\n- code: ", start));
    Files.writeString(
        list,
        listed.replace(
            entry,
            entry
                .replace("boundary: conditional", "boundary: prohibited")
                .replaceFirst("(?s)  condition:.*(?=  legalBasis:)", "  condition: {text: never}\n")
                .replace("basisKind: condition", "basisKind: express_ban")));
    Files.writeString(
        mot,
        catalogued.replace(
            "  source: {type: jdbc, connection: mot, table: passenger_ticket}\n", ""));
    Files.writeString(seeds, seeded.substring(0, seeded.indexOf("- id: G-2025-0156")));
    JsonNode stricter = body(reload(), 200);
    String runs = live();
    Files.writeString(list, listed);
    Files.writeString(mot, catalogued);
    Files.writeString(seeds, seeded);
    body(reload(), 200);

    assertThat(stricter.path("outcome").asString("")).isEqualTo("published");
    assertThat(stricter.path("notices").size()).isEqualTo(1);
    assertThat(runs).isEqualTo(stricter.path("policy").asString(""));
  }

  @Test
  void grants_in_the_files_are_not_taken_and_a_notice_tells_so() throws Exception {
    Path seeds = home.resolve("config/policy/grants.yaml");
    String grants = grantsInForce();
    assertThat(body(reload(), 200).path("notices").isEmpty()).isTrue();
    String seeded = Files.readString(seeds);
    Files.writeString(seeds, seeded.replace("perSubjectPerDay: 20", "perSubjectPerDay: 19"));
    JsonNode unchanged = body(reload(), 200);
    replace("maxRecords: 5", "maxRecords: 7");
    JsonNode published = body(reload(), 200);
    Files.writeString(seeds, seeded);
    replace("maxRecords: 7", "maxRecords: 5");
    JsonNode back = body(reload(), 200);

    assertThat(unchanged.path("outcome").asString("")).isEqualTo("unchanged");
    assertThat(published.path("outcome").asString("")).isEqualTo("published");
    for (JsonNode answer : List.of(unchanged, published)) {
      assertThat(answer.path("notices").path(0).path("zh").asString("")).contains("没有采用");
      assertThat(answer.path("notices").path(0).path("en").asString("")).contains("were not taken");
    }
    assertThat(back.path("notices").isEmpty()).isTrue();
    assertThat(grantsInForce()).isEqualTo(grants);
  }

  private String grantsInForce() {
    return node.application().getBean(LivePolicy.class).current().grants().digest();
  }

  @Test
  void every_node_follows() throws Exception {
    try (SecondNode second = SecondNode.beside(node, home, ExchangeApplication.class, Map.of())) {
      replace("maxRecords: 5", "maxRecords: 3");
      String published = body(reload(), 200).path("policy").asString("");
      LivePolicy followed = second.part(LivePolicy.class);
      Surroundings.await(() -> followed.current().policy().digest().equals(published));

      Reply reply = assistance.at(second.url()).call(TestCalls.vehicle(PERSON));
      assertThat(reply.body().path("decision").path("policy").asString("")).isEqualTo(published);
      replace("maxRecords: 3", "maxRecords: 5");
      body(reload(), 200);
    }
  }

  @Test
  void a_node_that_cannot_follow_answers_nothing_until_it_can() throws Exception {
    oncePublished(
        "update policy_document set body = body || ' '::bytea"
            + " where policy = convert_from(new.body, 'UTF8')::json #>> '{body,policy}'");
    replace("maxRecords: 5", "maxRecords: 2");
    Reply published = reload();
    Reply refused = assistance.call(TestCalls.vehicle(PERSON));
    Reply token = assistance.askToken(MCA, installation.clientSecret(MCA), "");
    Reply receipt = assistance.get("/api/v1/calls/" + UUID.randomUUID() + "/receipt");
    Reply trace = assistance.post("/api/v1/audit/traces", new byte[0]);
    Reply again = reload();
    Reply health = CallingSystem.at(node.baseUrl()).get("/actuator/health/readiness");
    execute("drop trigger spoil on entry; drop function spoil()");

    assertThat(published.code()).isEqualTo("unavailable");
    assertThat(published.body().path("details").path("en").asString(""))
        .contains("the policy is in the log, but this node does not run it yet");
    assertThat(refused.status()).isEqualTo(503);
    assertThat(refused.code()).isEqualTo("unavailable");
    assertThat(List.of(token, receipt, trace, again, health))
        .extracting(Reply::status)
        .containsOnly(503);

    execute(
        "update policy_document set body = substring(body from 1 for length(body) - 1)"
            + " where policy = '"
            + newestPublication().path("body").path("policy").asString("")
            + "'");
    Surroundings.await(() -> assistance.call(TestCalls.vehicle(PERSON)).status() == 200);
    replace("maxRecords: 2", "maxRecords: 5");
    body(reload(), 200);
  }

  /** Does something to the database behind the exchange's back, once the entry is written. */
  private void oncePublished(String statement) throws SQLException {
    execute(
        """
        create function spoil() returns trigger language plpgsql security definer as
        $$ begin if new.kind = %d then %s; end if; return new; end $$;
        create trigger spoil after insert on entry for each row execute function spoil()
        """
            .formatted(EntryKind.POLICY_PUBLISHED.number(), statement));
  }

  /** Else every node would stop for good, whoever can write rows. */
  @Test
  void what_cannot_be_read_again_is_not_published() throws Exception {
    execute(
        """
        create function spoil() returns trigger language plpgsql as
        $$ begin new.body := new.body || ' '::bytea; return new; end $$;
        create trigger spoil before insert on policy_document for each row execute function spoil()
        """);
    String before = live();
    long entries = StoredEntry.count(installation);
    replace("maxRecords: 5", "maxRecords: 3");
    Reply refused = reload();
    execute("drop trigger spoil on policy_document; drop function spoil()");

    assertThat(refused.code()).isEqualTo("not-publishable");
    assertThat(refused.body().path("details").path("en").asString(""))
        .contains("is not what was stored", "is not in the database as published");
    assertThat(StoredEntry.count(installation)).isEqualTo(entries);
    assertThat(live()).isEqualTo(before);
    assertThat(assistance.call(TestCalls.vehicle(PERSON)).status()).isEqualTo(200);
    execute("delete from policy_document where right(encode(body, 'escape'), 1) = ' '");
    body(reload(), 200);
    replace("maxRecords: 3", "maxRecords: 5");
    body(reload(), 200);
  }

  /** Nor may whoever keeps a node from reading let it run on what it has. */
  @Test
  void a_node_that_cannot_read_what_was_published_stops_deciding() throws Exception {
    oncePublished("execute 'revoke select on policy_document from mingjing_app'");
    replace("maxRecords: 5", "maxRecords: 9");
    Reply published = reload();
    execute("drop trigger spoil on entry; drop function spoil()");
    Surroundings.await(() -> assistance.call(TestCalls.vehicle(PERSON)).status() == 503);
    execute("grant select on policy_document to mingjing_app");
    Surroundings.await(() -> assistance.call(TestCalls.vehicle(PERSON)).status() == 200);

    assertThat(published.code()).isEqualTo("unavailable");
    assertThat(live()).isEqualTo(newestPublication().path("body").path("policy").asString("-"));
    replace("maxRecords: 9", "maxRecords: 5");
    body(reload(), 200);
  }

  @Test
  void a_lock_that_somebody_keeps_holds_a_reload_up_for_a_while_only() throws Exception {
    replace("maxRecords: 5", "maxRecords: 8");
    String before = live();
    try (Connection somebody = installation.superuser();
        Statement statement = somebody.createStatement()) {
      statement.execute("select pg_advisory_lock(x'6d6a706f6c696379'::bigint)");
      assertThat(reload().code()).isEqualTo("unavailable");
      assertThat(assistance.call(TestCalls.vehicle(PERSON)).status()).isEqualTo(200);
    }
    assertThat(live()).isEqualTo(before);
    replace("maxRecords: 8", "maxRecords: 5");
    assertThat(body(reload(), 200).path("outcome").asString("")).isEqualTo("unchanged");
  }

  /** A superuser who hides the newest publication would bring an older policy back to life. */
  @ParameterizedTest
  @ValueSource(strings = {"kind = kind + 90", "body = body || ' '::bytea"})
  void a_publication_that_was_seen_and_is_hidden_or_changed_stops_the_node(String change)
      throws Exception {
    String newest = "(select max(index) from entry where kind = %d)".formatted(publicationKind());
    execute("create table hidden as select * from entry where index = " + newest);
    execute("update entry set " + change + " where index = " + newest);

    Surroundings.await(() -> assistance.call(TestCalls.vehicle(PERSON)).status() == 503);

    execute(
        "update entry set kind = h.kind, body = h.body from hidden h where entry.index = h.index;"
            + " drop table hidden");
    Surroundings.await(() -> assistance.call(TestCalls.vehicle(PERSON)).status() == 200);
  }

  /** Nor a superuser who does so while the node does not run. */
  @Test
  void a_publication_that_was_seen_is_missed_at_the_next_start() throws Exception {
    String before = live();
    String files = Files.readString(catalogue);
    replace("maxRecords: 5", "maxRecords: 1");
    body(reload(), 200);
    SecondNode.beside(node, home, ExchangeApplication.class, Map.of()).close();
    String newest = "(select max(index) from entry where kind = %d)".formatted(publicationKind());
    execute("create table hidden as select * from entry where index = " + newest);
    execute("update entry set kind = kind + 90 where index = " + newest);
    try {
      assertThatThrownBy(
              () -> SecondNode.beside(node, home, ExchangeApplication.class, Map.of()).close())
          .rootCause()
          .isInstanceOf(LogRefused.class)
          .hasMessageContaining("policy.published, is hidden");
    } finally {
      execute(
          "update entry set kind = h.kind from hidden h where entry.index = h.index;"
              + " drop table hidden");
    }
    Surroundings.await(() -> assistance.call(TestCalls.vehicle(PERSON)).status() == 200);
    Files.writeString(catalogue, files);
    body(reload(), 200);
    assertThat(live()).isEqualTo(before);
  }

  private static int publicationKind() {
    return EntryKind.POLICY_PUBLISHED.number();
  }

  @Test
  void a_key_does_not_go_live_before_its_entry() throws Exception {
    Path systems = home.resolve("config/policy/systems.yaml");
    String without = Files.readString(systems);
    TestKey key = TestKey.of("EdDSA");
    Files.writeString(
        systems, without.replaceFirst("keys: \\[]", "keys: [" + key.publicJwk() + "]"));
    execute(
        """
        create function spoil() returns trigger language plpgsql as
        $$ begin if new.kind = %d then raise exception 'no'; end if; return new; end $$;
        create trigger spoil before insert on entry for each row execute function spoil()
        """
            .formatted(EntryKind.CLIENT_CHANGED.number()));
    assertThat(reload().code()).isEqualTo("not-recorded");
    assertThat(aKeyIsLive()).isFalse();
    execute("drop trigger spoil on entry; drop function spoil()");

    Surroundings.await(this::aKeyIsLive);

    assertThat(StoredEntry.from(installation, 0))
        .extracting(entry -> entry.json().toString())
        .anyMatch(text -> text.contains("client.changed") && text.contains(key.thumbprint()));
    Files.writeString(systems, without);
    body(reload(), 200);
  }

  /** No other system has a key here. */
  private boolean aKeyIsLive() {
    LivePolicy live = node.application().getBean(LivePolicy.class);
    return live.trouble().isEmpty()
        && live.current().policy().systems().stream().anyMatch(system -> !system.keys().isEmpty());
  }

  @Test
  void only_the_operator_may() {
    assertThat(assistance.post("/api/v1/policy/reload", new byte[0]).code())
        .isEqualTo("insufficient-scope");
    assertThat(CallingSystem.at(node.baseUrl()).post("/api/v1/policy/reload", new byte[0]).status())
        .isEqualTo(401);
  }

  private Reply reload() {
    return operator.post("/api/v1/policy/reload", new byte[0]);
  }

  private static JsonNode body(Reply reply, int status) {
    assertThat(reply.status()).as(reply.toString()).isEqualTo(status);
    return reply.body();
  }

  private String live() {
    return node.application().getBean(LivePolicy.class).current().policy().digest();
  }

  private JsonNode newestPublication() throws SQLException {
    return StoredEntry.from(installation, 0).stream()
        .map(StoredEntry::json)
        .filter(entry -> entry.path("kind").asString("").equals("policy.published"))
        .reduce((before, after) -> after)
        .orElseThrow();
  }

  private void replace(String before, String after) throws IOException {
    String text = Files.readString(catalogue);
    assertThat(text).contains(before);
    Files.writeString(catalogue, text.replace(before, after));
  }

  private void execute(String sql) throws SQLException {
    try (Connection connection = installation.superuser();
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }
}
