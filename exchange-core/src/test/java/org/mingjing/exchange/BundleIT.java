package org.mingjing.exchange;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.mingjing.exchange.TestCalls.MCA;
import static org.mingjing.exchange.TestCalls.OPERATOR;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.mingjing.exchange.catalogue.LivePolicy;
import org.mingjing.exchange.cli.CommandRun;
import org.mingjing.exchange.operations.DemoNode;
import org.mingjing.exchange.operations.SecondNode;
import org.mingjing.exchange.stewardship.Following;
import org.mingjing.exchange.stewardship.NotPublishable;
import org.mingjing.exchange.stewardship.Registering;
import tools.jackson.databind.JsonNode;

/** A node that trusts keys publishes signed bundles, and nothing else. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class) // serials grow
class BundleIT {
  private Path folder;
  private Path home;
  private Path policy;
  private Path bundle;
  private DemoNode node;
  private Installation installation;
  private CallingSystem operator;

  @BeforeAll
  void start() throws IOException {
    System.setProperty(Surroundings.DEMO_CLASS_PATH, Surroundings.departmentsClassPath());
    folder = Surroundings.fresh("bundle");
    home = Surroundings.homeWithOwnConfig(folder.resolve("home"));
    policy = home.resolve("config/policy");
    bundle = folder.resolve("policy.bundle");
    for (String key : List.of("steward", "approver", "stranger")) {
      command("key", key(key));
    }
    Files.writeString(
        home.resolve("config/application/application.yaml"),
        """

        ---
        mingjing:
          policy-bundle: %s
          bundle-trust: [%s.pub, %s.pub]
        """
            .formatted(bundle, key("steward"), key("approver")),
        StandardOpenOption.APPEND);
    make(3, "steward");
    Files.copy(bundle, folder.resolve("first.bundle"));
    run();
  }

  private void run() throws IOException {
    node = startNode();
    installation = new Installation(folder.resolve("data"));
    operator = CallingSystem.of(installation, OPERATOR);
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

  private String key(String name) {
    return folder.resolve(name).toString();
  }

  private static void command(String... arguments) {
    String[] whole = new String[arguments.length + 2];
    whole[0] = "policy";
    whole[1] = "bundle";
    System.arraycopy(arguments, 0, whole, 2, arguments.length);
    assertThat(CommandRun.of(whole)).isZero();
  }

  private void make(int serial, String key) {
    command(
        "make",
        policy.toString(),
        "--key",
        key(key),
        "--serial",
        Integer.toString(serial),
        "--out",
        bundle.toString());
  }

  @Test
  @Order(1)
  void the_first_start_takes_the_bundle_and_its_entry_says_who_signed() throws Exception {
    JsonNode published = newestPublication();

    assertThat(published.path("change").asString("")).isEqualTo("imported");
    assertThat(published.path("policy").asString("")).isEqualTo(live());
    assertThat(published.path("bundle").path("serial").asInt()).isEqualTo(3);
    assertThat(published.path("bundle").path("signers").size()).isEqualTo(1);
    assertThat(published.path("bundle").path("signers").path(0).asString(""))
        .matches("ed25519:[0-9a-f]{64}");
    assertThat(published.path("bundle").path("digest").asString("")).startsWith("sha256:");
    assertThat(
            CallingSystem.of(installation, MCA)
                .call(TestCalls.vehicle("11010519491231002X"))
                .status())
        .as("and the grants that it brought")
        .isEqualTo(200);
  }

  @Test
  @Order(2)
  void what_is_not_signed_well_changes_nothing() throws Exception {
    String before = live();
    long entries = StoredEntry.count(installation);
    change("maxRecords: 5", "maxRecords: 4");
    refused("same-serial", () -> make(3, "steward"));
    refused("older", () -> make(2, "steward"));
    refused("unknown-key", () -> make(9, "stranger"));
    refused("unsigned", () -> Files.delete(bundle));
    refused("not-json", () -> Files.copy(policy.resolve("purposes.yaml"), bundle));
    refused("unsigned", this::stripped);
    refused("bad-signature", this::tampered);
    refused("trailing-bytes", this::extended);

    assertThat(live()).isEqualTo(before);
    assertThat(StoredEntry.count(installation)).isEqualTo(entries);
  }

  /** Does something to the bundle. */
  private interface Spoiling {
    void spoil() throws IOException;
  }

  private void refused(String code, Spoiling spoiling) throws IOException {
    spoiling.spoil();
    Reply reply = reload();
    assertThat(reply.status()).as(reply.toString()).isEqualTo(422);
    assertThat(reply.code()).isEqualTo("not-publishable");
    for (String language : List.of("zh", "en")) {
      assertThat(reply.body().path("details").path(language).asString("")).contains(code);
    }
  }

  private void stripped() throws IOException {
    make(9, "steward");
    String sound = Files.readString(bundle);
    Files.writeString(bundle, sound.replaceFirst("\"signatures\":\\[.*]", "\"signatures\":[]"));
  }

  private void tampered() throws IOException {
    make(9, "steward");
    byte[] bytes = Files.readAllBytes(bundle);
    int at = new String(bytes, StandardCharsets.UTF_8).indexOf("\"payload\":\"") + 1000;
    bytes[at] = (byte) (bytes[at] == 'A' ? 'B' : 'A');
    Files.write(bundle, bytes);
  }

  private void extended() throws IOException {
    make(9, "steward");
    Files.writeString(bundle, "\n", StandardOpenOption.APPEND);
  }

  @Test
  @Order(3)
  void a_newer_bundle_is_published_and_the_one_before_is_older_then() throws Exception {
    make(4, "approver");
    Path kept = folder.resolve("fourth.bundle");
    Files.copy(bundle, kept);
    JsonNode published = body(reload());
    assertThat(published.path("outcome").asString("")).isEqualTo("published");
    assertThat(body(reload()).path("outcome").asString("")).isEqualTo("unchanged");
    assertThat(newestPublication().path("bundle").path("serial").asInt()).isEqualTo(4);

    change("maxRecords: 4", "maxRecords: 5");
    make(6, "steward");
    assertThat(body(reload()).path("policy").asString("")).isEqualTo(live());
    refused("older", () -> Files.copy(kept, bundle, StandardCopyOption.REPLACE_EXISTING));
  }

  /** Else a bundle between the two would still be good. */
  @Test
  @Order(4)
  void a_greater_serial_is_recorded_though_the_policy_is_the_same() throws Exception {
    String before = live();
    make(8, "steward");
    assertThat(body(reload()).path("outcome").asString("")).isEqualTo("published");

    assertThat(live()).isEqualTo(before);
    assertThat(newestPublication().path("bundle").path("serial").asInt()).isEqualTo(8);
    change("maxRecords: 5", "maxRecords: 6");
    refused("older", () -> make(7, "steward"));
    assertThat(installation.fsck().findings()).isEmpty();
  }

  @Test
  @Order(5)
  void every_policy_that_was_published_can_be_loaded_again() throws Exception {
    List<String> published =
        publications().stream().map(body -> body.path("policy").asString("")).toList();
    assertThat(published).hasSize(4);
    try (Connection connection = installation.application()) {
      for (String digest : published) {
        assertThat(Registering.past(connection, digest).digest()).isEqualTo(digest);
      }
    }
  }

  /** Another node, or whoever writes to the log, decides for itself alone. */
  @Test
  @Order(6)
  void a_node_that_trusts_keys_does_not_follow_one_that_trusts_none() throws Exception {
    make(10, "steward");
    assertThat(body(reload()).path("outcome").asString("")).isEqualTo("published");
    String signed = live();
    CallingSystem assistance = CallingSystem.of(installation, MCA);
    assertThat(assistance.call(TestCalls.vehicle("11010519491231002X")).status()).isEqualTo(200);
    Path plain = Surroundings.homeWithOwnConfig(folder.resolve("plain"));
    try (SecondNode second = SecondNode.beside(node, plain, ExchangeApplication.class, Map.of())) {
      assertThat(second.part(LivePolicy.class).current().policy().digest()).isEqualTo(signed);
      Reply published = operator.at(second.url()).post("/api/v1/policy/reload", new byte[0]);
      assertThat(published.body().path("outcome").asString("")).isEqualTo("published");
      Surroundings.await(() -> node.application().getBean(LivePolicy.class).trouble().isPresent());
    }

    assertThat(node.application().getBean(LivePolicy.class).trouble())
        .hasValueSatisfying(why -> assertThat(why).contains("unsigned", "没有签名的策略包"));
    assertThat(assistance.call(TestCalls.vehicle("11010519491231002X")).status()).isEqualTo(503);
    oldBundleUnderNoName();
    node.application().getBean(Following.class).follow();
    assertThat(node.application().getBean(LivePolicy.class).trouble()).isPresent();
    grantsThatNobodySigned();
    node.close();
    run();
    assertThat(live()).as("it has published its bundle again").isEqualTo(signed);
    JsonNode again = newestPublication();
    assertThat(again.path("change").asString("")).isEqualTo("imported");
    assertThat(again.path("bundle").path("serial").asInt()).isEqualTo(12);
    assertThat(again.path("newestBundle").path("serial").asInt()).isEqualTo(12);
  }

  /** The first bundle vouches for the very policy that was published plainly, but is older. */
  private void oldBundleUnderNoName() throws Exception {
    try (Connection connection = installation.superuser();
        PreparedStatement insert =
            connection.prepareStatement(
                "insert into policy_bundle (digest, body) values ('', ?)")) {
      insert.setBytes(1, Files.readAllBytes(folder.resolve("first.bundle")));
      insert.executeUpdate();
    }
  }

  /** Who put a policy in force that this node does not trust may have seeded the grants too. */
  private void grantsThatNobodySigned() throws Exception {
    Path grants = policy.resolve("grants.yaml");
    String inForce = Files.readString(grants);
    Files.writeString(grants, inForce.replaceFirst("perDay: \\d+", "perDay: 7"));
    int before = publications().size();
    make(11, "steward");
    refusesToStart("the grants in force are not those signed");
    assertThat(publications()).hasSize(before);
    Files.writeString(grants, inForce);
    make(12, "steward");
  }

  @Test
  @Order(7)
  void what_the_database_keeps_of_a_bundle_is_believed_by_its_signatures_alone() throws Exception {
    String digest = newestPublication().path("bundle").path("digest").asString("");
    int before = publications().size();
    execute("create table kept_bundle as table policy_bundle");
    execute(
        "update policy_bundle set body = set_byte(body, 1000, 65 + (get_byte(body, 1000) - 64) % 26)"
            + " where digest = '"
            + digest
            + "'");
    refusesToStart("was changed");
    execute(
        "update policy_bundle b set body = k.body from kept_bundle k where k.digest <> '"
            + digest
            + "' and b.digest = '"
            + digest
            + "'");
    refusesToStart("was changed");
    assertThat(reload().body().path("details").path("en").asString("")).contains("was changed");
    assertThat(publications()).as("nothing is recorded that cannot be read again").hasSize(before);
    execute("delete from policy_bundle");
    SecondNode.beside(node, home, ExchangeApplication.class, Map.of()).close();

    assertThat(publications()).as("published again, with its bundle").hasSize(before + 1);
    assertThat(installation.fsck().findings()).isEmpty();
  }

  private void refusesToStart(String why) {
    assertThatThrownBy(
            () -> SecondNode.beside(node, home, ExchangeApplication.class, Map.of()).close())
        .rootCause()
        .isInstanceOf(NotPublishable.class)
        .hasMessageContaining(why);
  }

  private void execute(String sql) throws SQLException {
    try (Connection connection = installation.superuser();
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  private Reply reload() {
    return operator.post("/api/v1/policy/reload", new byte[0]);
  }

  private static JsonNode body(Reply reply) {
    assertThat(reply.status()).as(reply.toString()).isEqualTo(200);
    return reply.body();
  }

  private String live() {
    return node.application().getBean(LivePolicy.class).current().policy().digest();
  }

  private JsonNode newestPublication() throws SQLException {
    return publications().getLast();
  }

  private List<JsonNode> publications() throws SQLException {
    return StoredEntry.from(installation, 0).stream()
        .map(StoredEntry::json)
        .filter(entry -> entry.path("kind").asString("").equals("policy.published"))
        .map(entry -> entry.path("body"))
        .toList();
  }

  private void change(String before, String after) throws IOException {
    Path catalogue = policy.resolve("catalogue/mps.yaml");
    String text = Files.readString(catalogue);
    assertThat(text).contains(before);
    Files.writeString(catalogue, text.replace(before, after));
  }
}
