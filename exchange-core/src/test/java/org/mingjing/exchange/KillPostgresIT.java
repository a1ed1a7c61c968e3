package org.mingjing.exchange;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mingjing.exchange.TestCalls.AUDITOR;
import static org.mingjing.exchange.TestCalls.MCA;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * The exchange's PostgreSQL dies by SIGKILL under load: whatever is not certain to be recorded is
 * not answered, and a restart finds everything that was.
 */
class KillPostgresIT {
  private static final int CLIENTS = 8;
  private static final int ROUNDS = 2;
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final Map<String, String> SETTINGS =
      Map.of(
          "mingjing.call-deadline", "6s",
          "mingjing.source-timeout", "5s",
          "mingjing.sweep-every", "500ms",
          "mingjing.log.give-up", "1s");

  @Test
  void a_killed_database_costs_answers_and_no_record() throws Exception {
    long seed = Long.getLong("mingjing.test.seed", System.nanoTime());
    System.out.println("KillPostgresIT: seed " + seed);
    Random random = new Random(seed);
    Path folder = Surroundings.fresh("kill-postgres");
    Installation installation = new Installation(folder.resolve("data"));
    Accounts accounts = new Accounts(installation);
    int unrecorded = 0;
    for (int round = 0; round < ROUNDS; round++) {
      try (NodeProcess node = start(folder)) {
        Load load = killUnderLoad(node, installation, random);
        accounts.add(load);
        unrecorded += onlyAnsweredOrNotRecorded(load.replies());
      }
    }
    assertThat(unrecorded).isGreaterThanOrEqualTo(ROUNDS * CLIENTS);
    try (NodeProcess node = start(folder)) {
      assertThat(node.alive()).isTrue();
      accounts.awaitNoOpenCall(PATIENCE);
      Set<UUID> overstated = accounts.balance();
      assertThat(overstated).as("seed " + seed).hasSizeLessThanOrEqualTo(ROUNDS * CLIENTS);
      Reply after = CallingSystem.of(installation, MCA).call(Load.mixed(new Random(3)));
      assertThat(after.status()).isIn(200, 403);
    }
  }

  private static NodeProcess start(Path folder) {
    return NodeProcess.start(folder.resolve("data"), ExchangeApplication.class, SETTINGS);
  }

  private static Load killUnderLoad(NodeProcess node, Installation installation, Random random)
      throws IOException, InterruptedException {
    CallingSystem system = CallingSystem.of(installation, MCA);
    CallingSystem auditor = CallingSystem.of(installation, AUDITOR);
    Load load = Load.start(CLIENTS, system, Load::mixed, random.nextLong());
    for (int i = 0; i < 600 && load.size() < 40; i++) {
      Thread.sleep(100);
    }
    Thread.sleep(random.nextInt(500));
    int before = load.size();
    killWithChildren(installation.postmaster());
    Thread.sleep(3000);
    Reply trace = auditor.post("/api/v1/audit/traces", question());
    assertThat(trace.status()).as(trace.toString()).isEqualTo(503);
    assertThat(trace.code()).isEqualTo("not-recorded");
    load.stop();
    assertThat(before).isGreaterThanOrEqualTo(40);
    assertThat(load.size()).isGreaterThan(before);
    assertThat(node.alive()).isTrue();
    return load;
  }

  private static ObjectNode question() {
    ObjectNode question = JsonMapper.shared().createObjectNode().put("caseRef", "CNAO-1");
    question.putObject("subject").put("type", "person").put("id", "11010519491231002X");
    return question;
  }

  /** All at once, so that none can clean up after another. */
  private static void killWithChildren(long postmaster) throws IOException, InterruptedException {
    ProcessHandle server = ProcessHandle.of(postmaster).orElseThrow();
    List<String> pids =
        Stream.concat(Stream.of(server), server.descendants())
            .map(process -> Long.toString(process.pid()))
            .toList();
    List<String> command = Stream.concat(Stream.of("kill", "-9"), pids.stream()).toList();
    new ProcessBuilder(command).start().waitFor();
    server.onExit().join();
  }

  /** Nothing but answers, decided refusals with their receipts, and "not recorded". */
  private static int onlyAnsweredOrNotRecorded(List<Reply> replies) {
    int unrecorded = 0;
    for (Reply reply : replies) {
      if (reply.status() == 503) {
        assertThat(reply.code()).as(reply.toString()).isEqualTo("not-recorded");
        assertThat(reply.hasReceipt()).isFalse();
        assertThat(reply.body().has("records")).isFalse();
        unrecorded++;
      } else {
        assertThat(reply.status()).as(reply.toString()).isIn(200, 403);
        assertThat(reply.hasReceipt()).isTrue();
      }
    }
    return unrecorded;
  }
}
