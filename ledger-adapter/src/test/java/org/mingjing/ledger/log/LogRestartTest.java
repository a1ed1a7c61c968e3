package org.mingjing.ledger.log;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** PostgreSQL goes away under load and comes back with the same data. */
class LogRestartTest {
  @TempDir Path folder;
  private LogServer server;
  private LogDatabase database;
  private final Fates fates = new Fates();

  @BeforeEach
  void prepare() throws Exception {
    server = LogServer.start(folder.resolve("data"));
    database = LogDatabase.fresh(server.port());
  }

  @AfterEach
  void close() throws Exception {
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
      server.end(signal);
      Thread.sleep(700);
      server.startAgain();
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
