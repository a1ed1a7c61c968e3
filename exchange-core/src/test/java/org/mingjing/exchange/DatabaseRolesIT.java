package org.mingjing.exchange;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The application's database role may read and insert evidence, and do nothing else to it. */
@ExtendWith(SharedNode.class)
class DatabaseRolesIT {
  private static final String PERMISSION_DENIED = "42501";

  private final Installation installation;

  DatabaseRolesIT(SharedNode.Running node) {
    this.installation = node.installation();
  }

  static Stream<String> changes() {
    List<String> statements = new ArrayList<>();
    for (String table :
        List.of(
            "entry",
            "log_head",
            "tile",
            "anchor",
            "policy_document",
            "policy_bundle",
            "data_grant",
            "quota_use",
            "used_once",
            "used_once_since",
            "ledger_event_mark")) {
      statements.add("delete from " + table);
      statements.add("truncate " + table);
      statements.add("drop table " + table);
      statements.add("alter table " + table + " add column more text");
      statements.add("alter table " + table + " disable trigger all");
      statements.add("create index on " + table + " ((1))");
      statements.add("create rule r as on insert to " + table + " do instead nothing");
      statements.add("lock table " + table + " in access exclusive mode");
    }
    statements.addAll(
        List.of(
            "update entry set body = body",
            "update entry set commitment = commitment where false",
            "update log_head set checkpoint = checkpoint",
            "update tile set hashes = hashes",
            "update anchor set evidence = evidence",
            "update policy_document set body = body",
            "update policy_bundle set body = body",
            "update data_grant set body = body",
            "update used_once set forgotten_from = now()",
            "update used_once_since set since = to_timestamp(0)",
            "insert into used_once_since (since) values (to_timestamp(0))",
            "select index from entry for update",
            "update quota_use set key = key",
            "update quota_use set day = day",
            "create or replace function forget_old_quota_use() returns bigint return 1",
            "drop function forget_old_quota_use()",
            "truncate ledger_submission",
            "drop table ledger_submission",
            "alter table ledger_submission disable trigger all",
            "update ledger_submission set transaction = transaction",
            "update ledger_event_mark set channel = channel",
            "delete from sweep_mark",
            "truncate sweep_mark",
            "drop index entry_turn",
            "drop schema public cascade",
            "create table more (a int)",
            "create temporary table more (a int)",
            "create schema more",
            "create role more",
            "alter role mingjing_app superuser",
            "set role mingjing_owner",
            "set role postgres",
            "set session_replication_role = replica",
            "copy entry to program 'cat'",
            "copy entry from '/etc/passwd'",
            "select pg_read_file('/etc/passwd')",
            "select pg_terminate_backend(pg_backend_pid()) from pg_roles where pg_reload_conf()",
            "delete from flyway_schema_history",
            "truncate flyway_schema_history",
            "select * from flyway_schema_history"));
    return statements.stream();
  }

  @ParameterizedTest
  @MethodSource("changes")
  void the_application_may_not(String statement) throws SQLException {
    try (Connection connection = installation.application();
        Statement sql = connection.createStatement()) {
      connection.setAutoCommit(false);

      assertThatThrownBy(() -> sql.execute(statement))
          .isInstanceOfSatisfying(
              SQLException.class, e -> assertThat(e.getSQLState()).isEqualTo(PERMISSION_DENIED));
    }
  }

  @Test
  void the_application_may_not_switch_durability_off() throws SQLException {
    try (Connection connection = installation.application();
        Statement sql = connection.createStatement()) {
      assertThatThrownBy(() -> sql.execute("alter system set fsync = off"))
          .isInstanceOfSatisfying(
              SQLException.class, e -> assertThat(e.getSQLState()).isEqualTo(PERMISSION_DENIED));
    }
  }

  @Test
  void the_application_has_no_rights_to_pass_on() throws SQLException {
    try (Connection connection = installation.superuser();
        Statement sql = connection.createStatement();
        ResultSet rows =
            sql.executeQuery(
                "select count(*) from information_schema.table_privileges"
                    + " where table_schema = 'public' and grantee in ('mingjing_app', 'PUBLIC')"
                    + " and (is_grantable = 'YES' or privilege_type not in ('SELECT', 'INSERT'))"
                    + " and not (table_name = 'sweep_mark' and privilege_type = 'UPDATE')"
                    + " and not (table_name = 'ledger_submission' and privilege_type = 'DELETE')")) {
      rows.next();
      assertThat(rows.getInt(1)).isZero();
    }
  }

  @Test
  void what_the_application_may_change_is_named_column_by_column() throws SQLException {
    try (Connection connection = installation.superuser();
        Statement sql = connection.createStatement();
        ResultSet rows =
            sql.executeQuery(
                "select string_agg(distinct table_name || '.' || column_name, ' ' order by table_name || '.' || column_name)"
                    + " from information_schema.column_privileges"
                    + " where table_schema = 'public' and grantee in ('mingjing_app', 'PUBLIC')"
                    + " and privilege_type = 'UPDATE'")) {
      rows.next();
      assertThat(rows.getString(1))
          .isEqualTo(
              "ledger_event_mark.block ledger_event_mark.transaction"
                  + " quota_use.most quota_use.used sweep_mark.only_one sweep_mark.upto");
    }
  }

  @Test
  void every_table_is_covered_by_these_tests() throws SQLException {
    List<String> tables = new ArrayList<>();
    try (Connection connection = installation.superuser();
        Statement sql = connection.createStatement();
        ResultSet rows =
            sql.executeQuery("select tablename from pg_tables where schemaname = 'public'")) {
      while (rows.next()) {
        tables.add(rows.getString(1));
      }
    }

    for (String table : tables) {
      assertThat(changes()).anyMatch(change -> change.startsWith("truncate " + table));
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "select count(*) from entry",
        "select count(*) from log_head",
        "select count(*) from tile",
        "select count(*) from anchor",
        "select count(*) from ledger_submission",
        "select count(*) from ledger_event_mark",
        "select count(*) from policy_document",
        "select count(*) from policy_bundle",
        "select count(*) from data_grant",
        "select count(*) from used_once",
        "select since from used_once_since",
        "select forget_used_once(1)",
        "update sweep_mark set upto = upto",
        "update quota_use set used = used, most = most",
        "select forget_old_quota_use()"
      })
  void the_application_may(String statement) throws SQLException {
    try (Connection connection = installation.application();
        Statement sql = connection.createStatement()) {
      sql.execute(statement);
    }
  }

  @Test
  void no_role_gets_in_without_its_password() {
    for (String user : List.of("postgres", "mingjing_owner", "mingjing_app")) {
      for (String password : List.of("", "postgres", user)) {
        assertThatThrownBy(
                () -> DriverManager.getConnection(installation.databaseUrl(), user, password))
            .isInstanceOf(SQLException.class);
      }
    }
  }

  @Test
  void the_application_reaches_no_other_database() {
    String other = installation.databaseUrl().replaceAll("/mingjing$", "/postgres");

    assertThatThrownBy(() -> DriverManager.getConnection(other, "mingjing_owner", "wrong"))
        .isInstanceOf(SQLException.class);
  }
}
