package org.mingjing.ledger.log;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Properties;
import java.util.UUID;

/** A database with the log's schema, and what tests do to it beside the log. */
record LogDatabase(int port, String name) {
  private static final String USER = "postgres";
  private static final List<String> SCHEMA = List.of("V1__log.sql", "V4__quota.sql");

  static LogDatabase fresh() throws SQLException {
    return fresh(LogServer.shared().port());
  }

  static LogDatabase fresh(int port) throws SQLException {
    LogDatabase database =
        new LogDatabase(port, "log_" + UUID.randomUUID().toString().replace("-", ""));
    new LogDatabase(port, USER).execute("create database " + database.name());
    for (String script : SCHEMA) {
      database.execute(read(script));
    }
    return database;
  }

  private static String read(String name) {
    try (InputStream script = LogDatabase.class.getResourceAsStream("/db/migration/" + name)) {
      byte[] bytes = Objects.requireNonNull(script, name + " is missing").readAllBytes();
      return new String(bytes, StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  Connection connect() throws SQLException {
    return connect(port, USER);
  }

  private Connection connect(int through, String user) throws SQLException {
    Properties properties = new Properties();
    properties.setProperty("user", user);
    properties.setProperty("connectTimeout", "2");
    properties.setProperty("socketTimeout", "5");
    properties.setProperty("prepareThreshold", "1");
    return DriverManager.getConnection(
        "jdbc:postgresql://127.0.0.1:%d/%s".formatted(through, name), properties);
  }

  Connector connector() {
    return this::connect;
  }

  Connector connector(CuttingProxy through) {
    return () -> connect(through.port(), USER);
  }

  Connector connectorOf(String user) {
    return () -> connect(port, user);
  }

  void execute(String sql) throws SQLException {
    try (Connection connection = connect();
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  long number(String sql) throws SQLException {
    return Long.parseLong(text(sql));
  }

  String text(String sql) throws SQLException {
    return column(sql).getFirst();
  }

  List<String> column(String sql) throws SQLException {
    List<String> values = new ArrayList<>();
    try (Connection connection = connect();
        PreparedStatement query = connection.prepareStatement(sql);
        ResultSet rows = query.executeQuery()) {
      while (rows.next()) {
        values.add(rows.getString(1));
      }
    }
    return values;
  }

  long heads() throws SQLException {
    return number("select count(*) from log_head");
  }

  long size() throws SQLException {
    return number("select coalesce(max(size), 0) from log_head");
  }

  /** Ends all other sessions, as an administrator can. */
  void endOtherSessions() throws SQLException {
    column(
        """
        select pg_terminate_backend(pid) from pg_stat_activity
        where datname = current_database() and pid <> pg_backend_pid()
        """);
  }

  /** Ends the session that waits longest for a lock. */
  void endWaitingSession() throws SQLException {
    column(
        """
        select pg_terminate_backend(pid) from pg_stat_activity
        where datname = current_database() and wait_event_type = 'Lock'
        order by query_start limit 1
        """);
  }

  /** Nobody writes entries until this is closed. */
  HeldTable hold() throws SQLException {
    return new HeldTable(connect());
  }

  /** A lock in another session that lets the log's statement begin, but not end. */
  static final class HeldTable implements AutoCloseable {
    private final Connection connection;

    private HeldTable(Connection connection) throws SQLException {
      this.connection = connection;
      connection.setAutoCommit(false);
      try (Statement statement = connection.createStatement()) {
        statement.execute("lock table tile, entry in share mode");
      }
    }

    @Override
    public void close() throws SQLException {
      connection.rollback();
      connection.close();
    }
  }

  /** Sessions that wait for a lock, such as one that a {@link HeldTable} holds. */
  long waiting() throws SQLException {
    return number(
        """
        select count(*) from pg_stat_activity
        where datname = current_database() and wait_event_type = 'Lock'
        """);
  }
}
