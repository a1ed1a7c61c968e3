package org.mingjing.connectors;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.Date;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.mingjing.demo.Person;
import org.mingjing.demo.SyntheticPeople;

/**
 * A real MariaDB on the loopback address, with a register of residents (Debian: mariadb-server).
 */
public final class MariaDbServer implements AutoCloseable {
  private static final String PASSWORD = "exchange-password";
  private final Path home;
  private final int port;
  private TiedProcess server;
  private Connection administration;

  private MariaDbServer(Path home) throws IOException, SQLException {
    this.home = home;
    this.port = TiedProcess.freePort();
    run();
  }

  /**
   * Starts a server with the first persons in the table {@code resident} of database {@code mps}.
   */
  public static MariaDbServer start(Path home, int persons) throws IOException, SQLException {
    Files.createDirectories(home);
    install(home);
    MariaDbServer server = new MariaDbServer(home);
    server.fill(persons);
    return server;
  }

  private static void install(Path home) throws IOException {
    List<String> command =
        List.of(
            "mariadb-install-db",
            "--no-defaults",
            "--auth-root-authentication-method=normal",
            "--skip-name-resolve",
            "--skip-test-db",
            "--user=" + System.getProperty("user.name"),
            "--datadir=" + home.resolve("data"));
    Process installing =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(home.resolve("install.log").toFile())
            .start();
    try {
      if (installing.waitFor() != 0) {
        throw new IOException(Files.readString(home.resolve("install.log")));
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    }
  }

  private void run() throws IOException, SQLException {
    server =
        TiedProcess.start(
            home.resolve("server.log"),
            List.of(
                "mariadbd",
                "--no-defaults",
                "--user=" + System.getProperty("user.name"),
                "--datadir=" + home.resolve("data"),
                "--socket=" + home.resolve("socket"),
                "--pid-file=" + home.resolve("pid"),
                "--bind-address=127.0.0.1",
                "--port=" + port,
                "--skip-name-resolve",
                "--character-set-server=utf8mb4",
                "--collation-server=utf8mb4_unicode_ci",
                "--innodb-flush-log-at-trx-commit=0",
                "--performance-schema=off"));
    administration = connected();
  }

  private Connection connected() throws IOException, SQLException {
    SQLException last = new SQLException("never tried");
    for (int i = 0; i < 300 && server.isAlive(); i++) {
      try {
        return DriverManager.getConnection(
            "jdbc:mariadb://127.0.0.1:" + port + "/mysql", "root", "");
      } catch (SQLException e) {
        last = e;
        pause(100);
      }
    }
    throw new IOException(Files.readString(home.resolve("server.log")), last);
  }

  private void fill(int persons) throws SQLException {
    execute("create database mps");
    execute("use mps");
    execute("create user exchange@'127.0.0.1' identified by '" + PASSWORD + "'");
    execute(
        "create table resident (id_number varchar(64) not null primary key, name text not null,"
            + " former_name text, birth_date date not null)");
    grant();
    try (PreparedStatement insert =
        administration.prepareStatement("insert into resident values (?, ?, ?, ?)")) {
      for (int i = 0; i < persons; i++) {
        Person person = SyntheticPeople.person(i);
        insert.setString(1, person.idNumber());
        insert.setString(2, person.name());
        insert.setString(3, person.formerName().orElse(null));
        insert.setDate(4, Date.valueOf(person.birthDate()));
        insert.addBatch();
      }
      insert.executeBatch();
    }
  }

  private void grant() throws SQLException {
    execute("grant select on mps.resident to exchange@'127.0.0.1'");
  }

  /** Runs a statement as the administrator. */
  public void execute(String sql) throws SQLException {
    try (Statement statement = administration.createStatement()) {
      statement.execute(sql);
    }
  }

  /** The first column of what a statement of the administrator returns. */
  public List<String> query(String sql) throws SQLException {
    List<String> found = new ArrayList<>();
    try (Statement statement = administration.createStatement();
        var result = statement.executeQuery(sql)) {
      while (result.next()) {
        found.add(String.valueOf(result.getString(1)));
      }
    }
    return found;
  }

  /** How the exchange comes in. */
  public JdbcSettings settings(String name, int connections) {
    return new JdbcSettings(
        name, "jdbc:mariadb://127.0.0.1:" + port + "/mps", "exchange", PASSWORD, connections);
  }

  /** Makes the server misbehave, as the demonstration departments do. */
  public void fault(String mode, int millis) throws IOException {
    try {
      switch (mode) {
        case "hang" -> execute("lock tables resident write");
        case "slow" -> lockFor(millis + 100);
        case "error" -> execute("revoke select on mps.resident from exchange@'127.0.0.1'");
        case "down" -> server.close();
        case "none" -> repair();
        default -> throw new IllegalArgumentException(mode);
      }
    } catch (SQLException e) {
      throw new IOException(e);
    }
  }

  private void lockFor(int millis) throws SQLException {
    execute("lock tables resident write");
    var _ =
        CompletableFuture.runAsync(
            () -> {
              try {
                execute("unlock tables");
              } catch (SQLException e) {
                throw new IllegalStateException(e);
              }
            },
            CompletableFuture.delayedExecutor(millis, TimeUnit.MILLISECONDS));
  }

  private void repair() throws IOException, SQLException {
    if (server.isAlive()) {
      execute("unlock tables");
    } else {
      run();
      execute("use mps");
    }
    grant();
  }

  private static void pause(int millis) {
    try {
      Thread.sleep(millis);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Kills the server. */
  @Override
  public void close() {
    server.close();
  }
}
