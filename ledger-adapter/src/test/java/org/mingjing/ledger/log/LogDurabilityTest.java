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
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
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

  private void refuses(Connector connector, String name) throws SQLException {
    assertThatExceptionOfType(LogRefused.class)
        .isThrownBy(() -> TestNode.start(connector, folder.resolve("refused")))
        .withMessageContaining(name + " = off");
    assertThat(database.heads()).isZero();
  }

  @Test
  void neither_starts_nor_goes_on_where_a_crash_would_lose_evidence() throws Exception {
    try (LogServer server = LogServer.start(folder.resolve("data"))) {
      database = LogDatabase.fresh(server.port());
      try (TestNode node =
          TestNode.start(
              database.connector(),
              folder.resolve("remembered"),
              List.of(),
              TestNode.giveUp(Duration.ofSeconds(2)))) {
        for (String name : List.of("fsync", "full_page_writes", "synchronous_commit")) {
          server.restartWith(name, "off");
          refuses(database.connector(), name);
          refusesToGoOn(node, name);
          server.restartWith(name, "on");
        }
        assertThat(node.log().append(TestEntries.plain()))
            .isInstanceOf(AppendOutcome.Recorded.class);
      }
    }
  }

  private void refusesToGoOn(TestNode node, String name) throws SQLException {
    assertThat(node.log().append(TestEntries.plain()))
        .isInstanceOf(AppendOutcome.NotRecorded.class);
    assertThat(node.log().trouble().orElseThrow()).contains(name + " = off");
    assertThat(database.heads()).isZero();
  }

  @Test
  void leaves_no_connection_behind_when_it_refuses() throws Exception {
    database.execute("alter database %s set synchronous_commit = off".formatted(database.name()));
    Deque<Connection> made = new ArrayDeque<>();
    refuses(noting(made), "synchronous_commit");
    assertThat(made).hasSize(1);
    assertThat(made.getFirst().isClosed()).isTrue();
  }

  private Connector noting(Deque<Connection> made) {
    return () -> {
      made.push(database.connect());
      return made.getFirst();
    };
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
  void a_session_keeps_what_was_checked_and_ends_what_it_left_behind() throws Exception {
    Deque<Connection> made = new ArrayDeque<>();
    List<String> settings = new ArrayList<>();
    try (TestNode node = TestNode.start(noting(made), folder.resolve("remembered"))) {
      assertThat(node.log().append(TestEntries.plain())).isInstanceOf(AppendOutcome.Recorded.class);
      try (PreparedStatement query =
              made.getFirst()
                  .prepareStatement(
                      """
                      select name || '=' || setting from pg_settings
                      where source = 'session' order by name
                      """);
          ResultSet rows = query.executeQuery()) {
        while (rows.next()) {
          settings.add(rows.getString(1));
        }
      }
    }
    assertThat(settings)
        .contains(
            "synchronous_commit=on",
            "statement_timeout=10000",
            "idle_in_transaction_session_timeout=2000");
  }
}
