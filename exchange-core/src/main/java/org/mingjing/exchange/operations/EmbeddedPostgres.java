package org.mingjing.exchange.operations;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A real PostgreSQL in the data folder, for a start without installing anything.
 *
 * <p>The library that brings the binaries starts them for tests: without {@code fsync} and with
 * {@code trust}. Both are turned round here: durable, and every connection needs a password that is
 * random per data folder. A server that a killed predecessor left behind is stopped first.
 */
public final class EmbeddedPostgres implements AutoCloseable {
  private static final String DATABASE = "mingjing";
  private static final String HARDENED = "mingjing-hardened";
  private static final Duration START_LIMIT = Duration.ofMinutes(2);
  private static final Map<String, String> SERVER =
      Map.ofEntries(
          Map.entry("fsync", "on"),
          Map.entry("synchronous_commit", "on"),
          Map.entry("full_page_writes", "on"),
          Map.entry("listen_addresses", "127.0.0.1"),
          Map.entry("max_connections", "100"),
          Map.entry("shared_buffers", "256MB"),
          Map.entry("max_wal_size", "4GB"),
          Map.entry("checkpoint_timeout", "15min"),
          Map.entry("wal_compression", "on"),
          Map.entry("password_encryption", "scram-sha-256"));

  private final io.zonky.test.db.postgres.embedded.EmbeddedPostgres server;
  private final DatabaseAccess access;
  private final Leaving leaving;

  /** What is done with the folder once the server has stopped. */
  @FunctionalInterface
  private interface Leaving {
    void folder() throws IOException;
  }

  private EmbeddedPostgres(
      io.zonky.test.db.postgres.embedded.EmbeddedPostgres server,
      DatabaseAccess access,
      Leaving leaving) {
    this.server = server;
    this.access = access;
    this.leaving = leaving;
  }

  /** Starts the server of a data folder, making it at the first time. */
  public static EmbeddedPostgres start(DataFolder data, SecureRandom random) {
    Path folder = data.path("postgres");
    LeftoverPostgres.stop(folder);
    boolean hardened = Files.exists(folder.resolve(HARDENED));
    String superuser = data.secret("postgres-superuser", random);
    try {
      if (hardened) {
        demandPasswords(folder);
      }
      var server = builder(folder, hardened ? Optional.of(superuser) : Optional.empty()).start();
      String url = "jdbc:postgresql://127.0.0.1:%d/".formatted(server.getPort());
      DatabaseAccess access =
          new DatabaseAccess(
              url + DATABASE,
              new DatabaseAccess.Login("postgres", superuser),
              new DatabaseAccess.Login("mingjing_owner", data.secret("postgres-owner", random)),
              new DatabaseAccess.Login(
                  "mingjing_app", data.secret("postgres-application", random)));
      if (!hardened) {
        harden(url + "postgres", folder, access);
      }
      return new EmbeddedPostgres(server, access, () -> {});
    } catch (IOException e) {
      throw new UncheckedIOException("cannot start the embedded PostgreSQL in " + folder, e);
    } catch (SQLException e) {
      throw new IllegalStateException("cannot prepare the embedded PostgreSQL in " + folder, e);
    }
  }

  /**
   * A copy of the server of a data folder, which must be stopped: looked at, and deleted when
   * closed. What is in the folder stays as it is.
   */
  public static EmbeddedPostgres copyOf(Path data, Duration patience) throws IOException {
    Path copy = Files.createTempDirectory("mingjing-copy");
    String superuser = Files.readString(data.resolve("secrets/postgres-superuser")).strip();
    String application = Files.readString(data.resolve("secrets/postgres-application")).strip();
    try {
      PostgresFolder.copy(data.resolve("postgres"), copy);
      return passing(copy, Optional.of(superuser), application, patience);
    } catch (IOException | RuntimeException e) {
      PostgresFolder.delete(copy);
      throw e;
    }
  }

  /** An empty server in a folder that is deleted when it is closed. */
  public static EmbeddedPostgres empty(Duration patience) throws IOException {
    Path folder = Files.createTempDirectory("mingjing-empty");
    try {
      return passing(folder, Optional.empty(), "", patience);
    } catch (IOException | RuntimeException e) {
      PostgresFolder.delete(folder);
      throw e;
    }
  }

  private static EmbeddedPostgres passing(
      Path folder, Optional<String> superuser, String application, Duration patience)
      throws IOException {
    var server = builder(folder, superuser).setPGStartupWait(patience).start();
    DatabaseAccess.Login nobody = new DatabaseAccess.Login("", "");
    return new EmbeddedPostgres(
        server,
        new DatabaseAccess(
            "jdbc:postgresql://127.0.0.1:%d/%s".formatted(server.getPort(), DATABASE),
            new DatabaseAccess.Login("postgres", superuser.orElse("")),
            nobody,
            new DatabaseAccess.Login("mingjing_app", application)),
        () -> PostgresFolder.delete(folder));
  }

  private static io.zonky.test.db.postgres.embedded.EmbeddedPostgres.Builder builder(
      Path folder, Optional<String> password) throws IOException {
    var builder =
        io.zonky.test.db.postgres.embedded.EmbeddedPostgres.builder()
            .setDataDirectory(folder)
            .setCleanDataDirectory(false)
            .setRegisterShutdownHook(false)
            .setPGStartupWait(START_LIMIT);
    SERVER.forEach(builder::setServerConfig);
    password.ifPresent(secret -> builder.setConnectConfig("password", secret));
    return builder;
  }

  /** Passwords for all, an owner for the schema, an application role that owns nothing. */
  private static void harden(String url, Path folder, DatabaseAccess access)
      throws SQLException, IOException {
    try (Connection connection = DriverManager.getConnection(url, "postgres", "");
        Statement statement = connection.createStatement()) {
      for (String sql : preparation(access)) {
        statement.execute(sql);
      }
      Files.createFile(folder.resolve(HARDENED));
      demandPasswords(folder);
      statement.execute("select pg_reload_conf()");
    }
  }

  private static void demandPasswords(Path folder) throws IOException {
    Files.writeString(
        folder.resolve("pg_hba.conf"),
        """
        local all all scram-sha-256
        host all all 127.0.0.1/32 scram-sha-256
        """);
  }

  /** Repeatable, since a first start may be killed between any two of them. */
  private static List<String> preparation(DatabaseAccess access) {
    String owner = access.owner().user();
    String application = access.application().user();
    return List.of(
        role(owner),
        role(application),
        "alter role %s login password '%s'".formatted(owner, access.owner().password()),
        "alter role %s login password '%s'".formatted(application, access.application().password()),
        "drop database if exists " + DATABASE,
        "create database %s owner %s template template0 encoding 'UTF8'".formatted(DATABASE, owner),
        "revoke all on database %s from public".formatted(DATABASE),
        "grant connect on database %s to %s".formatted(DATABASE, application),
        "alter role postgres password '%s'".formatted(access.superuser().password()));
  }

  private static String role(String name) {
    return "do $$ begin create role %s; exception when duplicate_object then null; end $$"
        .formatted(name);
  }

  public DatabaseAccess access() {
    return access;
  }

  @Override
  public void close() throws IOException {
    try {
      server.close();
    } finally {
      leaving.folder();
    }
  }
}
