package org.mingjing.ledger.log;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;

/** The PostgreSQL of the tests in this package: one for the JVM, durable as in production. */
final class LogServer {
  private static final EmbeddedPostgres SHARED = startShared();

  private LogServer() {}

  private static EmbeddedPostgres startShared() {
    try {
      return durable().start();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The library switches off, for speed, what these tests are about. */
  static EmbeddedPostgres.Builder durable() {
    return EmbeddedPostgres.builder()
        .setPGStartupWait(Duration.ofSeconds(60))
        .setServerConfig("fsync", "on")
        .setServerConfig("synchronous_commit", "on")
        .setServerConfig("full_page_writes", "on")
        .setServerConfig("listen_addresses", "127.0.0.1")
        .setServerConfig("max_connections", "60");
  }

  static int port() {
    return SHARED.getPort();
  }
}
