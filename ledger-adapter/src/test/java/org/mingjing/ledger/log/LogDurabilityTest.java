package org.mingjing.ledger.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What PostgreSQL acknowledges must be on its disk. */
class LogDurabilityTest {
  @TempDir Path folder;
  private LogDatabase database;

  @BeforeEach
  void prepare() throws SQLException {
    database = LogDatabase.fresh();
  }

  @AfterEach
  void restore() throws Exception {
    database.execute("alter system reset all");
    for (String name : List.of("fsync", "full_page_writes", "synchronous_commit")) {
      reload(name, "on");
    }
  }

  /** Changes a setting of the whole server, seen by sessions that begin from now on. */
  private void change(String name, String value) throws Exception {
    database.execute("alter system set %s = %s".formatted(name, value));
    reload(name, value);
  }

  private void reload(String name, String value) throws Exception {
    database.execute("select pg_reload_conf()");
    Until.becomes(
        name + " = " + value,
        () -> database.text("select current_setting('%s')".formatted(name)).equals(value));
  }

  private void refuses(Connector connector, String name) throws SQLException {
    assertThatExceptionOfType(LogRefused.class)
        .isThrownBy(() -> TestNode.start(connector, folder.resolve("remembered")))
        .withMessageContaining(name + " = off");
    assertThat(database.heads()).isZero();
    assertThat(
            database.number(
                """
                select count(*) from pg_stat_activity
                where datname = current_database() and pid <> pg_backend_pid()
                """))
        .as("connections left behind")
        .isZero();
  }

  @ParameterizedTest
  @ValueSource(strings = {"fsync", "full_page_writes", "synchronous_commit"})
  void does_not_start_where_a_crash_would_lose_evidence(String name) throws Exception {
    change(name, "off");
    refuses(database.connector(), name);
  }

  @Test
  void does_not_start_where_this_database_alone_acknowledges_too_early() throws Exception {
    database.execute("alter database %s set synchronous_commit = off".formatted(database.name()));
    refuses(database.connector(), "synchronous_commit");
  }

  @Test
  void does_not_start_where_this_role_alone_is_acknowledged_too_early() throws Exception {
    String role = "role_" + database.name();
    database.execute("create role %s login superuser".formatted(role));
    database.execute("alter role %s set synchronous_commit = off".formatted(role));
    refuses(database.connectorOf(role), "synchronous_commit");
    database.execute("drop role " + role);
  }

  @ParameterizedTest
  @ValueSource(strings = {"on", "local", "remote_write", "remote_apply"})
  void starts_with_every_setting_that_waits_for_the_disk(String value) throws Exception {
    database.execute(
        "alter database %s set synchronous_commit = %s".formatted(database.name(), value));
    try (TestNode node = TestNode.start(database.connector(), folder.resolve("remembered"))) {
      assertThat(node.log().append(TestEntries.plain())).isInstanceOf(AppendOutcome.Recorded.class);
    }
  }

  @Test
  void stays_durable_when_the_server_stops_waiting_for_its_disk() throws Exception {
    Deque<Connection> made = new ArrayDeque<>();
    Connector connector =
        () -> {
          made.push(database.connect());
          return made.getFirst();
        };
    try (TestNode node = TestNode.start(connector, folder.resolve("remembered"))) {
      node.log().append(TestEntries.plain());
      change("synchronous_commit", "off");
      node.log().append(TestEntries.plain());
      assertThat(made).hasSize(1);
      assertThat(synchronousCommit(made.getFirst())).isEqualTo("on");
    }
  }

  private static String synchronousCommit(Connection connection) throws SQLException {
    try (PreparedStatement query =
            connection.prepareStatement("select current_setting('synchronous_commit')");
        ResultSet rows = query.executeQuery()) {
      rows.next();
      return rows.getString(1);
    }
  }

  @Test
  void writes_nothing_over_a_new_connection_that_is_not_durable() throws Exception {
    try (TestNode node =
        TestNode.start(
            database.connector(),
            folder.resolve("remembered"),
            List.of(),
            TestNode.giveUp(Duration.ofSeconds(2)))) {
      node.log().append(TestEntries.plain());
      change("fsync", "off");
      database.endOtherSessions();
      assertThat(node.log().append(TestEntries.plain()))
          .isInstanceOf(AppendOutcome.NotRecorded.class);
      assertThat(node.log().trouble().orElseThrow()).contains("fsync = off");
      assertThat(database.size()).isEqualTo(1);
      change("fsync", "on");
      assertThat(node.log().append(TestEntries.plain())).isInstanceOf(AppendOutcome.Recorded.class);
    }
  }
}
