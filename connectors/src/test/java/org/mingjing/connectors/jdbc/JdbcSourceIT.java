package org.mingjing.connectors.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mingjing.connectors.JdbcSettings;
import org.mingjing.connectors.Limits;
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
import org.mingjing.demo.DemoProcess;
import org.mingjing.demo.Person;
import org.mingjing.demo.SyntheticPeople;

/** What only a database can show. */
class JdbcSourceIT {
  private static DemoProcess departments;
  private static DemoProcess.Access access;

  @BeforeAll
  static void start(@TempDir Path data) throws IOException {
    departments = DemoProcess.start(data, "--persons", "60", "--organisations", "1");
    access = departments.jdbc("mof");
  }

  @AfterAll
  static void stop() {
    departments.close();
  }

  @Test
  void several_records_come_with_dates_and_amounts_as_plain_text() {
    Person person = withPayments(3);
    try (Sources sources = sources("subsidy_payment", 3)) {
      SourceAnswer answer = sources.fetch(call(person, TestTold.told()));
      List<SourceRow> expected =
          person.payments().stream()
              .map(p -> new SourceRow(Map.of("paid", p.paidOn().toString(), "amount", p.amount())))
              .toList();
      assertThat(answer)
          .isInstanceOfSatisfying(
              Fetched.class,
              f -> assertThat(f.rows()).containsExactlyInAnyOrderElementsOf(expected));
    }
  }

  @Test
  void more_records_than_allowed_are_rejected_and_not_cut_off() {
    try (Sources sources = sources("subsidy_payment", 2)) {
      assertThat(sources.fetch(call(withPayments(3), TestTold.told())))
          .isEqualTo(SourceFailure.rejected("more records than the catalogue allows"));
      assertThat(sources.fetch(call(withPayments(2), TestTold.told()))).isInstanceOf(Fetched.class);
    }
  }

  @Test
  void the_database_is_told_of_each_call_anew() throws SQLException {
    try (Sources sources = sources("subsidy_payment", 3)) {
      Told first = new Told("call-1", "MCA", "purpose", Optional.empty());
      Told second = new Told("call-2", "SAMR", "purpose", Optional.empty());
      sources.fetch(call(SyntheticPeople.person(0), first));
      assertThat(applicationNames()).containsExactly("mingjing/call-1/MCA");
      sources.fetch(call(SyntheticPeople.person(0), second));
      assertThat(applicationNames()).containsExactly("mingjing/call-2/SAMR");
    }
  }

  @Test
  void a_name_too_long_keeps_the_call_id_whole() {
    Told told = new Told(TestTold.CALL_ID, "A".repeat(100), "purpose", Optional.empty());
    assertThat(PostgreSql.applicationName(told))
        .hasSize(63)
        .startsWith("mingjing/" + TestTold.CALL_ID + "/A");
  }

  @Test
  void a_table_that_is_not_there_is_rejected() {
    try (Sources sources = sources("no_such_table", 3)) {
      assertThat(sources.fetch(call(SyntheticPeople.person(0), TestTold.told())))
          .isEqualTo(SourceFailure.rejected("the source refused, SQLSTATE 42P01"));
    }
  }

  /** The server's own settings are a table too, and what a session sets there is any text. */
  @Test
  void a_value_that_holds_control_characters_is_rejected() {
    assertThat(searchPath("a%09b"))
        .isEqualTo(new Fetched(List.of(new SourceRow(Map.of("setting", "\"a\tb\"")))));
    assertThat(searchPath("a%1bb"))
        .isEqualTo(
            SourceFailure.rejected("a value holds control characters or unpaired surrogates"));
  }

  private static SourceAnswer searchPath(String encoded) {
    String url = access.url() + "?options=-c%20search_path=%22" + encoded + "%22";
    SourceSpec settings =
        new SourceSpec(
            "server.settings",
            "mof",
            new SourceKind.Table("pg_catalog.pg_settings"),
            "name",
            Map.of("name", "name", "setting", "setting"),
            new Limits(1, 10_000, Duration.ofSeconds(5)));
    JdbcSettings connection =
        new JdbcSettings("mof", url.replace("%09", "%5C%09"), access.user(), access.password(), 1);
    try (Sources sources = Sources.start(List.of(connection), List.of(settings))) {
      return sources.fetch(
          new SourceCall("server.settings", List.of("setting"), "search_path", TestTold.told()));
    }
  }

  @Test
  void credentials_that_are_refused_are_rejected() {
    JdbcSettings wrong = new JdbcSettings("mof", access.url(), access.user(), "wrong", 1);
    try (Sources sources = Sources.start(List.of(wrong), List.of(spec("subsidy_payment", 3)))) {
      assertThat(sources.fetch(call(SyntheticPeople.person(0), TestTold.told())))
          .isEqualTo(SourceFailure.rejected("the source refused, SQLSTATE 28P01"));
    }
  }

  @Test
  void a_pool_cannot_write_whatever_its_role_may() throws SQLException {
    String writable = access.url() + "?options=-c%20default_transaction_read_only=off";
    JdbcSettings settings = new JdbcSettings("mof", writable, access.user(), access.password(), 1);
    try (var pool = ReadOnlyPool.open(settings);
        Connection connection = pool.getConnection();
        PreparedStatement statement = connection.prepareStatement("show transaction_read_only");
        ResultSet result = statement.executeQuery()) {
      result.next();
      assertThat(result.getString(1)).isEqualTo("on");
    }
  }

  private static Sources sources(String table, int maxRecords) {
    JdbcSettings settings =
        new JdbcSettings("mof", access.url(), access.user(), access.password(), 1);
    return Sources.start(List.of(settings), List.of(spec(table, maxRecords)));
  }

  private static SourceSpec spec(String table, int maxRecords) {
    return new SourceSpec(
        "mof.subsidy-payments",
        "mof",
        new SourceKind.Table(table),
        "id",
        Map.of("id", "id_number", "paid", "paid_on", "amount", "amount"),
        new Limits(maxRecords, 10_000, Duration.ofSeconds(5)));
  }

  private static SourceCall call(Person person, Told told) {
    return new SourceCall(
        "mof.subsidy-payments", List.of("paid", "amount"), person.idNumber(), told);
  }

  private static Person withPayments(int count) {
    for (long i = 0; i < 60; i++) {
      if (SyntheticPeople.person(i).payments().size() == count) {
        return SyntheticPeople.person(i);
      }
    }
    throw new IllegalStateException("nobody has " + count + " payments");
  }

  private static List<String> applicationNames() throws SQLException {
    try (Connection connection =
            DriverManager.getConnection(access.url(), access.user(), access.password());
        PreparedStatement statement =
            connection.prepareStatement(
                "select array_agg(application_name) from pg_stat_activity"
                    + " where usename = current_user and pid <> pg_backend_pid()");
        ResultSet result = statement.executeQuery()) {
      result.next();
      return List.of((String[]) result.getArray(1).getArray());
    }
  }
}
