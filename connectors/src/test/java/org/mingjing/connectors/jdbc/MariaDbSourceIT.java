package org.mingjing.connectors.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.mingjing.connectors.JdbcSettings;
import org.mingjing.connectors.Limits;
import org.mingjing.connectors.MariaDbServer;
import org.mingjing.connectors.SourceAnswer;
import org.mingjing.connectors.SourceAnswer.Fetched;
import org.mingjing.connectors.SourceAnswer.SourceFailure;
import org.mingjing.connectors.SourceCall;
import org.mingjing.connectors.SourceKind;
import org.mingjing.connectors.SourceRow;
import org.mingjing.connectors.SourceSpec;
import org.mingjing.connectors.Sources;
import org.mingjing.connectors.TestTold;
import org.mingjing.connectors.Told;

/** What only MariaDB can show. */
class MariaDbSourceIT {
  private static MariaDbServer server;

  @BeforeAll
  static void start(@TempDir Path home) throws IOException, SQLException {
    server = MariaDbServer.start(home, 10);
    server.execute("grant select on mps.* to exchange@'127.0.0.1'");
    server.execute("create table one (id varchar(64) primary key, v text)");
    server.execute("insert into one values ('abc', 'v'), ('ＡＢＤ', 'w')");
    server.execute("create table many (id varchar(64), v text, key (id))");
    server.execute(
        "insert into many values ('k', '1'), ('K', '2'), ('k ', '3'), ('ｋ', '4'), ('k', '5')");
    server.execute("create table old (id varchar(64) character set gbk primary key, v text)");
    server.execute("insert into old values ('张三', 'gbk')");
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  @ParameterizedTest
  @ValueSource(strings = {"ABC", "abc ", "ａｂｃ", "äbc", "ABD", "\u200babc", "0", ""})
  void a_key_that_the_collation_takes_for_another_is_unknown(String key) {
    assertThat(fetch("one", key)).isEqualTo(new Fetched(List.of()));
  }

  @Test
  void only_the_rows_of_the_very_key_come() {
    assertThat(fetch("many", "k")).isEqualTo(found("1", "5"));
    assertThat(fetch("many", "K")).isEqualTo(found("2"));
    assertThat(fetch("many", "k ")).isEqualTo(found("3"));
    assertThat(fetch("many", "ｋ")).isEqualTo(found("4"));
  }

  @Test
  void a_table_in_another_character_set_is_read() {
    assertThat(fetch("old", "张三")).isEqualTo(found("gbk"));
  }

  @Test
  void the_key_is_found_by_the_index() throws SQLException {
    server.execute("create table wide (id varchar(64), v text, key (id))");
    server.execute("insert into wide select concat('k', seq), 'v' from seq_1_to_5000");
    server.execute("create table foreign_wide (id varchar(64) primary key, v text) charset gbk");
    server.execute("insert into foreign_wide select concat('张', seq), 'v' from seq_1_to_5000");
    assertThat(explained("wide", "k4000")).contains("\"access_type\": \"ref\"", "\"key\": \"id\"");
    assertThat(explained("foreign_wide", "张4000"))
        .contains("\"access_type\": \"const\"", "\"key\": \"PRIMARY\"");
  }

  private static String explained(String table, String key) throws SQLException {
    String condition = new MariaDb().condition("`id`").replace("?", "'" + key + "'");
    return server
        .query("explain format=json select v from " + table + " where " + condition)
        .getFirst();
  }

  @ParameterizedTest
  @CsvSource({
    "int, -7, -7",
    "bigint unsigned, 18446744073709551615, 18446744073709551615",
    "smallint, 12, 12",
    "tinyint, -3, -3",
    "tinyint(1), 1, true",
    "bit(1), b'0', false",
    "year, 1999, 1999",
    "'decimal(20,2)', 10.50, 10.50",
    "date, '''1940-06-01''', 1940-06-01",
    "datetime, '''1986-05-04 00:30:00''', 1986-05-04T00:30:00",
    "datetime(3), '''2026-01-02 03:04:05.006''', 2026-01-02T03:04:05.006",
    "char(3), '''x  ''', x",
    "'enum(''a'',''b'')', '''b''', b",
    "longtext, '''张\\n三''', '张\n三'"
  })
  void a_column_is_text(String type, String stored, String text) throws SQLException {
    assertThat(column(type, stored)).isEqualTo(found(text.replace("\\n", "\n")));
  }

  @ParameterizedTest
  @CsvSource({
    "timestamp, now()",
    "time, '''10:00'''",
    "double, 1.5",
    "blob, 'x''00'''",
    "bit(9), b'1'",
    "point, 'point(1,1)'"
  })
  void a_column_of_another_type_is_rejected(String type, String stored) throws SQLException {
    assertThat(column(type, stored))
        .isEqualTo(SourceFailure.rejected("a column is of a type that is not served"));
  }

  @Test
  void a_date_that_says_unknown_is_absent() throws SQLException {
    server.execute("set sql_mode = ''");
    assertThat(column("date", "'0000-00-00'"))
        .isEqualTo(new Fetched(List.of(new SourceRow(Map.of()))));
  }

  @Test
  void the_server_is_told_of_each_call() throws SQLException {
    server.execute("set global log_output = 'table'");
    server.execute("set global general_log = on");
    fetch("one", "abc");
    server.execute("set global general_log = off");
    assertThat(
            server.query(
                "select convert(argument using utf8mb4) from mysql.general_log"
                    + " where argument like '/* mingjing%'"))
        .anySatisfy(line ->
            assertThat(line)
                .startsWith(
                    "/* mingjing/"
                        + TestTold.CALL_ID
                        + "/MCA */ set statement max_statement_time=5.000 for select `id`"));
  }

  @ParameterizedTest
  @CsvSource({"x*,MCA", "x,*/", "x,a*/b", "x,?", "x,{fn}", "x,a\\b", "x,!"})
  void what_could_end_the_comment_is_refused(String callId, String requester) {
    Told told = new Told(callId, requester, "purpose", Optional.empty());
    assertThat(fetch("one", "abc", told))
        .isEqualTo(
            SourceFailure.rejected("the call's id or requester cannot be told to this source"));
  }

  @Test
  void a_table_that_is_not_there_is_rejected() {
    assertThat(fetch("no_such_table", "abc"))
        .isEqualTo(SourceFailure.rejected("the source refused, SQLSTATE 42S02"));
  }

  @Test
  void credentials_that_are_refused_are_rejected() {
    JdbcSettings right = server.settings("mps", 1);
    JdbcSettings wrong = new JdbcSettings("mps", right.url(), right.user(), "wrong", 1);
    try (Sources sources = Sources.start(List.of(wrong), List.of(spec("one")))) {
      assertThat(sources.fetch(call("abc", TestTold.told())))
          .isEqualTo(SourceFailure.rejected("the source refused, SQLSTATE 28000"));
    }
  }

  @Test
  void a_server_with_no_connection_left_is_unavailable() throws SQLException {
    JdbcSettings right = server.settings("mps", 1);
    server.execute("alter user exchange@'127.0.0.1' with max_user_connections 1");
    try (Connection taken =
            DriverManager.getConnection(right.url(), right.user(), right.password());
        Sources sources = Sources.start(List.of(right), List.of(spec("one")))) {
      assertThat(taken.isValid(1)).isTrue();
      assertThat(sources.fetch(call("abc", TestTold.told())))
          .isEqualTo(SourceFailure.unavailable("the source is not available, error 1226"));
    } finally {
      server.execute("alter user exchange@'127.0.0.1' with max_user_connections 0");
    }
  }

  @Test
  void a_pool_cannot_write_whatever_its_role_may() throws SQLException {
    server.execute("grant insert on mps.one to exchange@'127.0.0.1'");
    try (var pool = ReadOnlyPool.open(server.settings("mps", 1));
        Connection connection = pool.getConnection();
        Statement statement = connection.createStatement()) {
      assertThatThrownBy(() -> statement.execute("insert into one values ('x', 'y')"))
          .isInstanceOfSatisfying(
              SQLException.class, e -> assertThat(e.getErrorCode()).isEqualTo(1792));
    }
  }

  private static SourceAnswer column(String type, String stored) throws SQLException {
    server.execute("create or replace table typed (id varchar(9) primary key, v " + type + ")");
    server.execute("insert into typed values ('k', " + stored + ")");
    return fetch("typed", "k");
  }

  private static SourceAnswer fetch(String table, String key) {
    return fetch(table, key, TestTold.told());
  }

  private static SourceAnswer fetch(String table, String key, Told told) {
    try (Sources sources =
        Sources.start(List.of(server.settings("mps", 1)), List.of(spec(table)))) {
      return sources.fetch(call(key, told));
    }
  }

  private static SourceCall call(String key, Told told) {
    return new SourceCall("mps.any", List.of("v"), key, told);
  }

  private static SourceSpec spec(String table) {
    return new SourceSpec(
        "mps.any",
        "mps",
        new SourceKind.Table(table),
        "id",
        Map.of("id", "id", "v", "v"),
        new Limits(3, 10_000, Duration.ofSeconds(5)));
  }

  private static Fetched found(String... values) {
    return new Fetched(
        List.of(values).stream().map(value -> new SourceRow(Map.of("v", value))).toList());
  }
}
