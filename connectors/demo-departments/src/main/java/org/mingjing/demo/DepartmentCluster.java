package org.mingjing.demo;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * The PostgreSQL cluster of the departments, which survives restarts. A first start that was
 * interrupted, or one for another population, begins again from an empty cluster.
 */
final class DepartmentCluster implements AutoCloseable {
  private static final String SUPERUSER = "postgres";
  private final EmbeddedPostgres postgres;
  private final ClusterState state;
  private final boolean fresh;

  private DepartmentCluster(EmbeddedPostgres postgres, ClusterState state, boolean fresh) {
    this.postgres = postgres;
    this.state = state;
    this.fresh = fresh;
  }

  /** Starts the cluster with the population loaded. */
  static DepartmentCluster start(DemoSettings settings)
      throws IOException, InterruptedException, SQLException {
    Path directory = settings.data().resolve("pg");
    LeftoverPostgres.stop(directory);
    Optional<ClusterState> kept = ClusterState.read(settings.data()).filter(s -> s.holds(settings));
    if (kept.isPresent()) {
      return new DepartmentCluster(run(settings, directory, kept.get()), kept.get(), false);
    }
    delete(directory);
    ClusterState fresh = ClusterState.create(settings.data(), roles(), new SecureRandom());
    DepartmentCluster cluster = new DepartmentCluster(run(settings, directory, fresh), fresh, true);
    cluster.fill(settings);
    return cluster;
  }

  /** Whether this start made it, so that no earlier process can have left a fault. */
  boolean fresh() {
    return fresh;
  }

  String url(DepartmentDatabase database) {
    return "jdbc:postgresql://127.0.0.1:" + postgres.getPort() + "/" + database.name();
  }

  String password(String role) {
    return state.password(role);
  }

  /** A connection that may do anything in the database of a department. */
  Connection administration(DepartmentDatabase database) throws SQLException {
    return DriverManager.getConnection(url(database), SUPERUSER, state.password(SUPERUSER));
  }

  @Override
  public void close() throws IOException {
    postgres.close();
  }

  private static EmbeddedPostgres run(DemoSettings settings, Path directory, ClusterState state)
      throws IOException {
    Path passwordFile = settings.data().resolve("superuser.password");
    PrivateFile.write(passwordFile, state.password(SUPERUSER));
    try {
      return EmbeddedPostgres.builder()
          .setPort(settings.postgresPort())
          .setDataDirectory(directory)
          .setCleanDataDirectory(false)
          .setRegisterShutdownHook(false)
          .setPGStartupWait(Duration.ofMinutes(2))
          .setConnectConfig("password", state.password(SUPERUSER))
          // Each "locale" setting reaches initdb as --name=value; these come after the library's
          // own "-A trust" and win, so that no role is ever without a password.
          .setLocaleConfig("auth", "scram-sha-256")
          .setLocaleConfig("pwfile", passwordFile.toString())
          .setLocaleConfig("locale", "C.UTF-8")
          .setServerConfig("listen_addresses", "127.0.0.1")
          .setServerConfig("unix_socket_directories", "")
          .setServerConfig("max_connections", "200")
          .setServerConfig("shared_buffers", "128MB")
          .setServerConfig("wal_level", "minimal")
          .setServerConfig("max_wal_senders", "0")
          .setServerConfig("max_wal_size", "256MB")
          .setServerConfig("log_line_prefix", "%m:%p:%a:")
          .start();
    } finally {
      Files.deleteIfExists(passwordFile);
    }
  }

  private void fill(DemoSettings settings) throws SQLException, IOException {
    try (Connection connection =
            DriverManager.getConnection(
                "jdbc:postgresql://127.0.0.1:" + postgres.getPort() + "/postgres",
                SUPERUSER,
                state.password(SUPERUSER));
        Statement statement = connection.createStatement()) {
      new PopulationLoader(this, settings.population())
          .load(database -> create(statement, database));
    }
    state.loaded(settings);
  }

  private void create(Statement statement, DepartmentDatabase database) throws SQLException {
    String name = database.name();
    statement.execute(createRole(name));
    statement.execute("create database " + name + " owner " + name + " strategy file_copy");
    statement.execute("revoke connect, temporary on database " + name + " from public");
    if (!database.published().isEmpty()) {
      createExchangeRole(statement, database);
    }
  }

  private void createExchangeRole(Statement statement, DepartmentDatabase database)
      throws SQLException {
    String role = database.exchangeRole();
    statement.execute(createRole(role));
    statement.execute("alter role " + role + " set default_transaction_read_only = on");
    statement.execute("grant connect on database " + database.name() + " to " + role);
  }

  /** Role names and passwords are ours and free of quotes: they need no escaping. */
  private String createRole(String role) {
    return "create role " + role + " login password '" + state.password(role) + "'";
  }

  private static Set<String> roles() {
    Set<String> roles = new TreeSet<>(Set.of(SUPERUSER));
    for (DepartmentDatabase database : Departments.ALL) {
      roles.addAll(List.of(database.name(), database.exchangeRole()));
    }
    return roles;
  }

  private static void delete(Path directory) throws IOException {
    if (!Files.exists(directory)) {
      return;
    }
    try (Stream<Path> files = Files.walk(directory)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }
}
