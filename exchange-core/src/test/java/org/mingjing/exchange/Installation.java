package org.mingjing.exchange;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import org.mingjing.exchange.operations.Fsck;
import org.mingjing.exchange.operations.FsckRun;
import org.mingjing.ledger.checkpoint.NoteVerifier;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A data folder as somebody sees it who may read every file in it, passwords included. */
record Installation(Path data) {

  JsonNode credentials() {
    return JsonMapper.shared().readTree(read("demo-credentials.json"));
  }

  String baseUrl() {
    return credentials().path("baseUrl").asString("");
  }

  String logKey() {
    return credentials().path("logKey").asString("");
  }

  String clientSecret(String system) {
    for (JsonNode client : credentials().path("clients")) {
      if (client.path("clientId").asString("").equals(system)) {
        return client.path("clientSecret").asString("");
      }
    }
    throw new IllegalArgumentException("no system " + system);
  }

  /** The process id of the exchange's own PostgreSQL, as its pid file says. */
  long postmaster() {
    return Long.parseLong(read("postgres/postmaster.pid").lines().findFirst().orElse("").strip());
  }

  String databaseUrl() {
    String port = read("postgres/postmaster.pid").lines().skip(3).findFirst().orElse("").strip();
    return "jdbc:postgresql://127.0.0.1:" + port + "/mingjing";
  }

  Connection superuser() throws SQLException {
    return connection("postgres", "postgres-superuser");
  }

  Connection application() throws SQLException {
    return connection("mingjing_app", "postgres-application");
  }

  private Connection connection(String user, String secret) throws SQLException {
    return DriverManager.getConnection(databaseUrl(), user, read("secrets/" + secret).strip());
  }

  Fsck.Report fsck() throws IOException, SQLException {
    return FsckRun.check(databaseUrl(), data, NoteVerifier.parse(logKey()));
  }

  private String read(String file) {
    try {
      return Files.readString(data.resolve(file));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
