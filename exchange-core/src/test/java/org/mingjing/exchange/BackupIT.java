package org.mingjing.exchange;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.mingjing.exchange.TestCalls.MCA;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.mingjing.exchange.cli.CommandRun;
import org.mingjing.exchange.operations.DataFolder;
import org.mingjing.exchange.operations.DemoNode;
import org.mingjing.exchange.operations.EmbeddedPostgres;
import org.mingjing.exchange.operations.SecondNode;
import org.mingjing.ledger.checkpoint.NoteVerifier;
import org.mingjing.ledger.log.LogWriter;
import org.mingjing.ledger.log.RememberedCheckpoint;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * A backup is taken while calls run. What was restored from it is behind what the ledger and the
 * node have seen, and nothing is signed on it, whether the node starts on it or a standby takes
 * over that had lagged; with the WAL since then, nothing is lost.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class BackupIT {
  private static final int CLIENTS = 6;

  private DemoNode node;
  private Installation installation;
  private Path data;
  private Path backup;

  @BeforeAll
  void back_up_while_calls_run() throws Exception {
    System.setProperty(Surroundings.DEMO_CLASS_PATH, Surroundings.departmentsClassPath());
    data = Surroundings.fresh("backup");
    installation = new Installation(data);
    node = start(data);
    Load load = Load.start(CLIENTS, CallingSystem.of(installation, MCA), Load::mixed, 1);
    awaitMore(100);
    backup = CopiedFolder.baseBackup(installation, "backup-base");
    awaitMore(100);
    load.stop();
    assertThat(load.replies()).allMatch(reply -> reply.status() == 200 || reply.status() == 403);
    awaitNotarised();
    assertThat(installation.fsck().findings()).isEmpty();
  }

  @AfterAll
  void stop() {
    node.close();
  }

  private static DemoNode start(Path folder) throws IOException {
    return DemoNode.start(
        new DemoNode.Plan(
            Surroundings.home(), folder, 0, Surroundings.POPULATION, ExchangeApplication.class),
        new SecureRandom());
  }

  private void awaitMore(int entries) throws Exception {
    long before = StoredEntry.count(installation);
    Surroundings.await(() -> count(installation) > before + entries);
  }

  private static long count(Installation installation) {
    try {
      return StoredEntry.count(installation);
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  private void awaitNotarised() throws InterruptedException {
    Surroundings.await(() -> {
      try {
        return number(installation, "select max(size) from log_head")
            == number(installation, "select coalesce(max(size), 0) from anchor");
      } catch (SQLException e) {
        throw new IllegalStateException(e);
      }
    });
  }

  private static long number(Installation installation, String sql) throws SQLException {
    try (Connection connection = installation.superuser();
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(sql)) {
      rows.next();
      return rows.getLong(1);
    }
  }

  private static String remembered(Path folder, NoteVerifier log) throws IOException {
    try (RememberedCheckpoint file =
        RememberedCheckpoint.open(folder.resolve("remembered-checkpoint"), log)) {
      return file.note().orElseThrow();
    }
  }

  /** The database alone was restored; secrets, ledger and memory are where they were. */
  private Path restored(String name) throws IOException {
    return CopiedFolder.withDatabase(data, backup, name);
  }

  /** How many entries a restored database holds; it is started for that alone. */
  private static long entriesIn(Path folder) throws Exception {
    try (DataFolder opened = DataFolder.open(folder);
        EmbeddedPostgres postgres = EmbeddedPostgres.start(opened, new SecureRandom())) {
      assertThat(postgres.access().url()).isNotEmpty();
      return number(new Installation(folder), "select max(size) from log_head");
    }
  }

  @Test
  @Order(1)
  void an_older_backup_is_noticed_before_anything_is_signed() throws Exception {
    Path folder = restored("backup-older");
    NoteVerifier log = NoteVerifier.parse(installation.logKey());
    long seen = number(installation, "select max(size) from log_head");
    long held = entriesIn(folder);
    assertThat(held).isBetween(100L, seen - 100);
    String memory = remembered(folder, log);

    assertThatThrownBy(() -> start(folder))
        .rootCause()
        .hasMessageContaining("the database holds %d entries".formatted(held))
        .hasMessageContaining("has seen %d, %d more".formatted(seen, seen - held))
        .hasMessageContaining("数据库有 %d 条".formatted(held))
        .hasMessageContaining("Restore and loss");

    assertThat(entriesIn(folder)).as("nothing was appended").isEqualTo(held);
    assertThat(remembered(folder, log)).as("nor remembered").isEqualTo(memory);
    CommandRun.Ended fsck =
        CommandRun.ended("fsck", "--data", folder.toString(), "--output", "json");
    assertThat(fsck.code()).isEqualTo(1);
    assertThat(first(fsck)).as("the first entry that is lost").isEqualTo(held);
  }

  private static long first(CommandRun.Ended fsck) {
    JsonNode report = JsonMapper.shared().readTree(fsck.out());
    return report.path("findings").path(0).path("index").asLong(-1);
  }

  @Test
  @Order(2)
  void with_the_wal_since_then_an_older_backup_is_complete() throws Exception {
    Path folder = restored("backup-with-wal");
    try (Connection session = installation.superuser();
        Statement statement = session.createStatement()) {
      statement.execute("select pg_switch_wal()"); // an archive has what was switched
    }
    CopiedFolder.addWal(data.resolve("postgres"), folder.resolve("postgres"));

    try (DemoNode restored = start(folder)) {
      Installation there = new Installation(folder);
      assertThat(restored.baseUrl()).isEqualTo(there.baseUrl());
      assertThat(count(there)).isGreaterThanOrEqualTo(count(installation));
      assertThat(there.fsck().findings()).isEmpty();
      Reply call =
          CallingSystem.of(there, MCA).call(TestCalls.resident(TestCalls.person(1).idNumber()));
      assertThat(call.status()).isEqualTo(200);
    }
    assertThat(CommandRun.of("fsck", "--data", folder.toString())).isZero();
  }

  @Test
  @Order(3)
  void a_backup_after_which_nothing_was_appended_is_whole() throws Exception {
    Path idle = CopiedFolder.baseBackup(installation, "backup-idle");
    Path folder = CopiedFolder.withDatabase(data, idle, "backup-restored");

    try (DemoNode restored = start(folder)) {
      Installation there = new Installation(folder);
      assertThat(restored.baseUrl()).isEqualTo(there.baseUrl());
      assertThat(there.fsck().findings()).isEmpty();
    }
  }

  @Test
  @Order(4)
  void a_standby_that_lags_is_noticed_by_the_node_that_reconnects_to_it() throws Exception {
    Path lagging = restored("backup-standby");
    try (DataFolder opened = DataFolder.open(lagging);
        EmbeddedPostgres standby = EmbeddedPostgres.start(opened, new SecureRandom());
        Forwarder forwarder = new Forwarder(port(installation.databaseUrl()));
        SecondNode second = behind(forwarder)) {
      CallingSystem mca = CallingSystem.of(installation, MCA).at(second.url());
      assertThat(mca.call(TestCalls.resident(TestCalls.person(1).idNumber())).status())
          .isEqualTo(200);
      awaitNotarised();
      Installation there = new Installation(lagging);
      long held = count(there);
      long seen = number(installation, "select max(size) from log_head");

      forwarder.failOver(port(standby.access().url()));
      Reply refused = mca.call(TestCalls.resident(TestCalls.person(2).idNumber()));

      assertThat(refused.status()).as(refused.toString()).isEqualTo(503);
      assertThat(refused.code()).isEqualTo("not-recorded");
      assertThat(refused.hasReceipt()).isFalse();
      LogWriter log = second.part(LogWriter.class);
      Surroundings.await(() -> log.trouble().filter(why -> why.contains("set back")).isPresent());
      assertThat(log.trouble().orElseThrow())
          .contains("the database holds %d entries".formatted(held))
          .contains("has seen %d, %d more".formatted(seen, seen - held));
      assertThat(count(there)).as("nothing was appended to the standby").isEqualTo(held);

      forwarder.failOver(port(installation.databaseUrl()));
      Surroundings.await(
          () -> mca.call(TestCalls.resident(TestCalls.person(3).idNumber())).status() == 200);
      assertThat(installation.fsck().findings()).isEmpty();
    }
  }

  private SecondNode behind(Forwarder forwarder) throws IOException {
    return SecondNode.beside(
        node,
        Surroundings.home(),
        ExchangeApplication.class,
        Map.of(
            "mingjing.database.url",
            "jdbc:postgresql://127.0.0.1:" + forwarder.port() + "/mingjing",
            "mingjing.log.give-up",
            "2s"));
  }

  private static int port(String url) {
    return URI.create(url.substring("jdbc:".length())).getPort();
  }

  /** What is lost for good: another log follows, and tells how far this one had come. */
  @Test
  @Order(5)
  void when_entries_are_lost_for_good_a_new_log_follows_and_says_so() throws Exception {
    Path folder = restored("backup-lost");
    Path next = Surroundings.fresh("backup-next");
    long seen = number(installation, "select max(size) from log_head");

    int prepared =
        CommandRun.of(
            "succeed",
            "--data",
            folder.toString(),
            "--to",
            next.toString(),
            "--reason",
            "entries-lost");

    assertThat(prepared).isZero();
    try (DemoNode following = start(next)) {
      Installation there = new Installation(next);
      assertThat(following.baseUrl()).isEqualTo(there.baseUrl());
      JsonNode first = StoredEntry.from(there, 0).getFirst().json();
      assertThat(first.path("kind").asString("")).isEqualTo("key.rotated");
      assertThat(first.path("body").path("reason").asString("")).isEqualTo("entries-lost");
      assertThat(first.path("body").path("former").path("size").asLong(-1))
          .as("what others have seen, not what is left")
          .isEqualTo(seen);
      assertThat(there.fsck().findings()).isEmpty();
    }
    assertThat(Files.exists(folder.resolve("postgres"))).as("the old one is kept").isTrue();
  }
}
