package org.mingjing.ledger.log;

import static org.assertj.core.api.Assertions.assertThat;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** PostgreSQL goes away under load and comes back with the same data. */
class LogRestartTest {
  @TempDir Path folder;
  private int port;
  private EmbeddedPostgres server;
  private LogDatabase database;
  private final Fates fates = new Fates();

  @BeforeEach
  void prepare() throws Exception {
    try (ServerSocket free = new ServerSocket(0)) {
      port = free.getLocalPort();
    }
    server = startServer();
    database = LogDatabase.fresh(port);
  }

  @AfterEach
  void close() throws IOException {
    server.close();
  }

  private EmbeddedPostgres startServer() throws IOException {
    return LogServer.durable()
        .setPort(port)
        .setDataDirectory(folder.resolve("data"))
        .setCleanDataDirectory(false)
        .start();
  }

  /** SIGQUIT is what {@code pg_ctl stop -m immediate} sends: no checkpoint, no goodbye. */
  private void signal(String name) throws Exception {
    String postmaster =
        Files.readAllLines(folder.resolve("data").resolve("postmaster.pid")).getFirst().trim();
    List<ProcessHandle> sessions =
        ProcessHandle.of(Long.parseLong(postmaster)).orElseThrow().children().toList();
    Process kill = new ProcessBuilder("kill", "-" + name, postmaster).start();
    assertThat(kill.waitFor(10, TimeUnit.SECONDS)).isTrue();
    Until.becomes(
        "PostgreSQL is gone",
        () ->
            sessions.stream().noneMatch(ProcessHandle::isAlive) && !server.getProcess().isAlive());
    server.close();
  }

  @Test
  void tells_the_truth_while_postgresql_is_away_and_goes_on_afterwards() throws Exception {
    AtomicBoolean over = new AtomicBoolean();
    try (TestNode one = node("one");
        TestNode two = node("two")) {
      List<Runnable> tasks = new ArrayList<>();
      for (TestNode node : List.of(one, two, one, two, one, two)) {
        tasks.add(() -> {
          while (!over.get()) {
            fates.append(node.log(), TestEntries.ending(UUID.randomUUID()));
          }
        });
      }
      tasks.add(() -> {
        try {
          stopAndStart();
        } catch (Exception e) {
          throw new IllegalStateException(e);
        } finally {
          over.set(true);
        }
      });
      Fates.together(tasks);
      assertThat(one.log().trouble()).isEmpty();
      assertThat(two.log().trouble()).isEmpty();
    }
    assertThat(fates.count(AppendOutcome.NotRecorded.class::isInstance)).isPositive();
    fates.areAllOf(database);
  }

  private void stopAndStart() throws Exception {
    for (String signal : List.of("QUIT", "KILL")) {
      waitForMoreRecorded();
      signal(signal);
      Thread.sleep(700);
      server = startServer();
    }
    waitForMoreRecorded();
  }

  private void waitForMoreRecorded() throws Exception {
    long before = fates.recorded();
    Until.becomes("appends go on", () -> fates.recorded() > before + 200);
  }

  private TestNode node(String name) throws Exception {
    return TestNode.start(
        database.connector(),
        folder.resolve(name),
        List.of(),
        TestNode.giveUp(Duration.ofMillis(500)));
  }
}
