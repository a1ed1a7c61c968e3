package org.mingjing.ledger.log;

import static org.assertj.core.api.Assertions.assertThat;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** A PostgreSQL that is as durable as in production, and that may be stopped: its data stay. */
final class LogServer implements AutoCloseable {
  private static final LogServer SHARED = startShared();

  private final Path data;
  private final int port;
  private EmbeddedPostgres server;

  private LogServer(Path data, int port) throws IOException {
    this.data = data;
    this.port = port;
    this.server = builder().start();
  }

  static LogServer start(Path data) throws IOException {
    return new LogServer(data, freePort());
  }

  private static int freePort() throws IOException {
    try (ServerSocket free = new ServerSocket(0)) {
      return free.getLocalPort();
    }
  }

  /** The one that tests use which have nothing to do to it; it ends with the JVM. */
  static LogServer shared() {
    return SHARED;
  }

  private static LogServer startShared() {
    try {
      Path folder = Files.createTempDirectory("log-tests");
      LogServer shared = start(folder.resolve("data"));
      Runtime.getRuntime().addShutdownHook(new Thread(() -> shared.discard(folder)));
      return shared;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Without the writing back that an orderly stop does. */
  private void discard(Path folder) {
    try {
      end("QUIT");
      try (Stream<Path> files = Files.walk(folder)) {
        for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
          Files.delete(file);
        }
      }
    } catch (Exception e) {
      throw new IllegalStateException("cannot discard " + folder, e);
    }
  }

  /** The library switches off, for speed, what these tests are about. */
  private EmbeddedPostgres.Builder builder() {
    return EmbeddedPostgres.builder()
        .setPort(port)
        .setDataDirectory(data)
        .setCleanDataDirectory(false)
        .setRegisterShutdownHook(false)
        .setPGStartupWait(Duration.ofSeconds(60))
        .setServerConfig("fsync", "on")
        .setServerConfig("synchronous_commit", "on")
        .setServerConfig("full_page_writes", "on")
        .setServerConfig("listen_addresses", "127.0.0.1")
        .setServerConfig("max_connections", "60")
        .setServerConfig("max_wal_size", "4GB");
  }

  int port() {
    return port;
  }

  /** Stops it in order, and starts it with one setting changed. */
  void restartWith(String setting, String value) throws IOException {
    server.close();
    server = builder().setServerConfig(setting, value).start();
  }

  void startAgain() throws IOException {
    server = builder().start();
  }

  /** Ends it by a signal; QUIT is what {@code pg_ctl stop -m immediate} sends. */
  void end(String signal) throws Exception {
    String postmaster = Files.readAllLines(data.resolve("postmaster.pid")).getFirst().trim();
    List<ProcessHandle> sessions =
        ProcessHandle.of(Long.parseLong(postmaster)).orElseThrow().children().toList();
    Process kill = new ProcessBuilder("kill", "-" + signal, postmaster).start();
    assertThat(kill.waitFor(10, TimeUnit.SECONDS)).isTrue();
    Until.becomes(
        "PostgreSQL is gone",
        () ->
            sessions.stream().noneMatch(ProcessHandle::isAlive) && !server.getProcess().isAlive());
    server.close();
  }

  @Override
  public void close() throws IOException {
    server.close();
  }
}
