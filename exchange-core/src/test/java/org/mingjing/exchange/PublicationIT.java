package org.mingjing.exchange;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.mingjing.exchange.TestCalls.MCA;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.mingjing.exchange.catalogue.LivePolicy;
import org.mingjing.exchange.identity.TestKey;
import org.mingjing.exchange.operations.DemoNode;
import org.mingjing.exchange.operations.SecondNode;
import org.mingjing.exchange.stewardship.NotPublishable;
import org.mingjing.exchange.stewardship.Registering;
import org.mingjing.policy.Grant;
import org.mingjing.policy.LoadResult;
import org.mingjing.policy.Policy;
import org.mingjing.policy.PolicyLoader;
import org.mingjing.policy.SystemClient;
import tools.jackson.databind.JsonNode;

/**
 * A node runs what the log names: not what lies in the files, and not what was put into the
 * database.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PublicationIT {
  private Path folder;
  private Path home;
  private DemoNode node;
  private Installation installation;

  @BeforeAll
  void start() throws IOException {
    System.setProperty(Surroundings.DEMO_CLASS_PATH, Surroundings.departmentsClassPath());
    folder = Surroundings.fresh("publication");
    home = Surroundings.homeWithOwnConfig(folder.resolve("home"));
    node = startNode();
    installation = new Installation(folder.resolve("data"));
  }

  private DemoNode startNode() throws IOException {
    return DemoNode.start(
        new DemoNode.Plan(
            home, folder.resolve("data"), 0, Surroundings.POPULATION, ExchangeApplication.class),
        new SecureRandom());
  }

  @AfterAll
  void stop() {
    node.close();
  }

  private static LivePolicy.Snapshot live(DemoNode node) {
    return node.application().getBean(LivePolicy.class).current();
  }

  @Test
  void the_first_start_publishes_what_is_in_the_files() throws SQLException {
    JsonNode published = newest("policy.published");
    JsonNode granted = newest("grant.changed");

    assertThat(published.path("policy").asString("")).isEqualTo(live(node).policy().digest());
    assertThat(granted.path("grants").asString("")).isEqualTo(live(node).grants().digest());
  }

  @Test
  void the_first_entries_list_every_client_of_the_policy() throws SQLException {
    List<JsonNode> entries =
        StoredEntry.from(installation, 0).stream().map(StoredEntry::json).toList();
    List<SystemClient> systems = live(node).policy().systems().stream().toList();
    assertThat(systems).isNotEmpty();
    assertThat(entries.get(1).path("kind").asString("")).isEqualTo("policy.published");

    List<JsonNode> clients = entries.subList(2, 2 + systems.size());
    assertThat(clients)
        .allSatisfy(
            entry -> assertThat(entry.path("kind").asString("")).isEqualTo("client.changed"));
    assertThat(clients.stream().map(entry -> entry.path("body").path("system").asString("")))
        .containsExactlyInAnyOrderElementsOf(
            systems.stream().map(system -> system.id().value()).toList());
    JsonNode auditor = clients.getFirst().path("body");
    assertThat(auditor.toString())
        .isEqualTo(
            "{\"after\":{\"assurance\":2,\"department\":\"CNAO\",\"keys\":[],\"scopes\":[\"audit\"],"
                + "\"zone\":\"government-extranet\"},\"change\":\"added\",\"policy\":\""
                + live(node).policy().digest()
                + "\",\"system\":\"cnao-audit\"}");
  }

  @Test
  void what_a_policy_changes_about_clients_and_keys_is_an_entry_each() throws Exception {
    Policy published = live(node).policy();
    TestKey key = TestKey.of("EdDSA");
    Path changed = Surroundings.homeWithOwnConfig(folder.resolve("changed"));
    Path systems = changed.resolve("config/policy/systems.yaml");
    String text = Files.readString(systems);
    text = text.replaceFirst("keys: \\[]", "keys: [" + key.publicJwk() + "]"); // mca-assistance
    text = text.replace("- id: cnao-audit", "- id: cnao-inspection");
    Files.writeString(systems, text);
    Policy other =
        ((LoadResult.Loaded) PolicyLoader.load(changed.resolve("config/policy"))).policy();
    long before = StoredEntry.count(installation);

    Registering.record(node, other);
    List<JsonNode> changes = clientChanges(before);
    Registering.record(node, other);
    assertThat(clientChanges(before)).as("once").hasSameSizeAs(changes);

    assertThat(changes.stream().map(body -> body.path("system").asString("")))
        .containsExactly("cnao-audit", "cnao-inspection", MCA);
    assertThat(changes.stream().map(body -> body.path("change").asString("")))
        .containsExactly("removed", "added", "changed");
    assertThat(changes.get(0).has("after")).isFalse();
    assertThat(changes.get(1).has("before")).isFalse();
    JsonNode mca = changes.get(2);
    assertThat(mca.path("before").path("keys").toString()).isEqualTo("[]");
    assertThat(mca.path("after").path("keys").toString())
        .isEqualTo("[\"" + key.thumbprint() + "\"]");
    assertThat(mca.path("policy").asString("")).isEqualTo(other.digest());

    Registering.record(node, published);
    assertThat(clientChanges(before)).hasSize(6);
    assertThat(installation.fsck().findings()).isEmpty();
  }

  private List<JsonNode> clientChanges(long from) throws SQLException {
    return StoredEntry.from(installation, from).stream()
        .map(StoredEntry::json)
        .filter(entry -> entry.path("kind").asString("").equals("client.changed"))
        .map(entry -> entry.path("body"))
        .toList();
  }

  private JsonNode newest(String kind) throws SQLException {
    return StoredEntry.from(installation, 0).stream()
        .map(StoredEntry::json)
        .filter(entry -> entry.path("kind").asString("").equals(kind))
        .reduce((before, after) -> after)
        .orElseThrow()
        .path("body");
  }

  @Test
  void a_second_start_runs_what_the_log_names_though_the_files_have_changed() throws Exception {
    String policy = live(node).policy().digest();
    String grants = live(node).grants().digest();
    long before = StoredEntry.count(installation);
    Path catalogue = home.resolve("config/policy/catalogue/mps.yaml");
    Path seeds = home.resolve("config/policy/grants.yaml");
    replace(catalogue, "mask: date-year", "mask: withheld");
    replace(seeds, "answers: [masked, verify]", "answers: [verify]");

    node.close();
    node = startNode();

    assertThat(live(node).policy().digest()).isEqualTo(policy);
    assertThat(live(node).grants().digest()).isEqualTo(grants);
    assertThat(StoredEntry.count(installation)).as("nothing is published anew").isEqualTo(before);
    Reply reply =
        CallingSystem.of(installation, MCA).call(TestCalls.resident("11010519491231002X"));
    assertThat(reply.status()).as(reply.toString()).isEqualTo(200);
    assertThat(reply.body().path("records").path(0).path("birth_date").asString(""))
        .isEqualTo("1949");
  }

  @Test
  void an_import_that_cannot_be_read_again_is_refused_before_it_is_recorded() throws Exception {
    LivePolicy.Snapshot live = live(node);
    List<Grant> grants = List.copyOf(live.grants().grants());
    try (Connection connection = installation.superuser()) {
      connection.setAutoCommit(false);
      Registering.store(connection, live.policy(), grants);
      assertThatThrownBy(
              () -> Registering.store(connection, live.policy(), grants.subList(1, grants.size())))
          .as("the database holds a grant that the files do not have")
          .isInstanceOf(NotPublishable.class)
          .hasMessageContaining("nothing was published");
      connection.rollback();
    }
  }

  private static void replace(Path file, String before, String after) throws IOException {
    String text = Files.readString(file);
    assertThat(text).contains(before);
    Files.writeString(file, text.replace(before, after));
  }

  /** Changes, each with what undoes it. */
  record Change(String name, String sql, String undo) {
    @Override
    public String toString() {
      return name;
    }
  }

  static Stream<Change> changesPastTheLog() {
    return Stream.of(
        new Change(
            "a policy document",
            "update policy_document set body = convert_to(replace(convert_from(body, 'UTF8'), 'date-year', 'none'), 'UTF8')",
            "update policy_document p set body = k.body from kept_document k where p.name = k.name and p.policy = k.policy"),
        new Change(
            "a policy document that is gone",
            "delete from policy_document where name = 'catalogue/mps.yaml'",
            "insert into policy_document select * from kept_document on conflict do nothing"),
        new Change(
            "all policy documents gone",
            "delete from policy_document",
            "insert into policy_document select * from kept_document on conflict do nothing"),
        new Change(
            "a document too many",
            "insert into policy_document select policy, 'catalogue/zzz.yaml', body from policy_document where name = 'catalogue/samr.yaml'",
            "delete from policy_document where name = 'catalogue/zzz.yaml'"),
        new Change(
            "a grant",
            "update data_grant set body = convert_to(replace(convert_from(body, 'UTF8'), '\"name\"', '\"telephone\"'), 'UTF8') where id = 'G-2026-0001'",
            "update data_grant g set body = k.body from kept_grant k where g.id = k.id"),
        new Change(
            "a grant that is gone",
            "delete from data_grant where id = 'G-2026-0003'",
            "insert into data_grant select * from kept_grant on conflict do nothing"),
        new Change(
            "a newer version of a grant",
            "insert into data_grant select id, 2, convert_to(replace(convert_from(body, 'UTF8'), '2025-12-31', '2026-12-31'), 'UTF8') from data_grant where id = 'G-2025-0001'",
            "delete from data_grant where version = 2"),
        new Change(
            "a grant that is no grant",
            "update data_grant set body = '{}' where id = 'G-2026-0002'",
            "update data_grant g set body = k.body from kept_grant k where g.id = k.id"));
  }

  @ParameterizedTest
  @MethodSource("changesPastTheLog")
  void a_node_refuses_to_start_on_what_was_changed_past_the_log(Change change) throws Exception {
    execute("create table if not exists kept_document as table policy_document");
    execute("create table if not exists kept_grant as table data_grant");
    execute(change.sql());
    try {
      assertThatThrownBy(this::startBeside).rootCause().isInstanceOf(NotPublishable.class);
    } finally {
      execute(change.undo());
    }
    startBeside();
  }

  /** And on an entry that does not name what was signed; one that runs decides nothing by it. */
  @Test
  void a_node_refuses_to_start_on_a_changed_publication() throws Exception {
    String flip =
        "update entry set body = set_bit(body, 8 * position('sha256:'::bytea in body) + 64, "
            + "1 - get_bit(body, 8 * position('sha256:'::bytea in body) + 64)) where kind = 10";
    execute(flip);
    try {
      assertThatThrownBy(this::startBeside)
          .rootCause()
          .hasMessageContaining("is not what the log committed to");
      Surroundings.await(() -> !trusts(node));
    } finally {
      execute(flip);
    }
    startBeside();
    Surroundings.await(() -> trusts(node));
  }

  /** Whether a running node decides: it looks anew every follow-every. */
  private static boolean trusts(DemoNode node) {
    try {
      live(node);
      return true;
    } catch (LivePolicy.Distrusted e) {
      return false;
    }
  }

  private void startBeside() throws IOException {
    SecondNode.beside(node, home, ExchangeApplication.class, Map.of()).close();
  }

  private void execute(String sql) throws SQLException {
    try (Connection connection = installation.superuser();
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }
}
