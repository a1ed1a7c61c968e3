package org.mingjing.exchange;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mingjing.exchange.TestCalls.MCA;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * {@code up} is told to stop while calls run: those are answered, others are turned away before
 * they are opened, and nobody has to be interrupted afterwards.
 */
class GracefulStopIT {
  private static final int RUNNING = 32;
  private static final int TERMINATED = 128 + 15;
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  @Test
  void running_calls_are_answered_and_the_log_is_whole() throws Exception {
    Path folder = Surroundings.fresh("graceful-stop");
    Path data = folder.resolve("data");
    Installation installation = new Installation(data);
    Accounts accounts = new Accounts(installation);
    List<Reply> drained = new ArrayList<>();
    Load others;
    NodeProcess node = NodeProcess.up(data, Map.of());
    try (var clients = Executors.newVirtualThreadPerTaskExecutor()) {
      CallingSystem mca = CallingSystem.of(installation, MCA);
      slow(data, 3000);
      long before = StoredEntry.count(installation);
      List<CompletableFuture<Reply>> calls = new ArrayList<>();
      for (int i = 0; i < RUNNING; i++) {
        String person = TestCalls.person(100 + i).idNumber();
        calls.add(
            CompletableFuture.supplyAsync(
                () -> CallingSystem.of(installation, MCA).call(TestCalls.vehicle(person)),
                clients));
      }
      awaitEntries(installation, before + RUNNING);
      assertThat(calls).noneMatch(CompletableFuture::isDone);
      others = Load.start(4, mca, GracefulStopIT::refused, 1);

      node.terminateGroup();

      for (CompletableFuture<Reply> call : calls) {
        drained.add(call.get(60, TimeUnit.SECONDS));
      }
      others.awaitCut();
      node.awaitDeath();
    }
    assertThat(drained).allSatisfy(reply -> assertThat(reply.status()).isEqualTo(200));
    assertThat(node.exitCode()).isEqualTo(TERMINATED);
    assertThat(others.replies())
        .allSatisfy(reply -> assertThat(reply.status()).as(reply.toString()).isIn(403, 503));

    try (NodeProcess again = NodeProcess.start(data, ExchangeApplication.class, Map.of())) {
      assertThat(again.alive()).isTrue();
      accounts.awaitNoOpenCall(PATIENCE);
      drained.forEach(accounts::add);
      others.replies().forEach(accounts::add);
      assertThat(accounts.balance()).as("answered in the log alone").isEmpty();
      assertThat(StoredEntry.from(installation, 0))
          .noneMatch(entry -> entry.outcome().equals("interrupted"));
    }
  }

  private static ObjectNode refused(Random random) {
    return TestCalls.fingerprint(TestCalls.person(random.nextInt(2000)).idNumber());
  }

  private static void slow(Path data, int millis) throws IOException {
    String url =
        JsonMapper.shared()
            .readTree(Files.readString(data.resolve("demo-departments/ready.json")))
            .path("http")
            .asString("");
    String fault = "{\"department\":\"mps\",\"mode\":\"slow\",\"millis\":%d}".formatted(millis);
    Reply reply = CallingSystem.at(url).post("/_fault", fault.getBytes(StandardCharsets.UTF_8));
    assertThat(reply.status()).isEqualTo(204);
  }

  private static void awaitEntries(Installation installation, long count) throws Exception {
    Instant until = Instant.now().plus(PATIENCE);
    while (StoredEntry.count(installation) < count) {
      assertThat(Instant.now()).as("the calls are not running").isBefore(until);
      Thread.sleep(20);
    }
  }
}
