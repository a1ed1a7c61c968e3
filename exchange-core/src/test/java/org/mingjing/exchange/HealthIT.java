package org.mingjing.exchange;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mingjing.exchange.TestCalls.MCA;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** A node without its database is alive, not ready, and ready again when the database is back. */
class HealthIT {
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  @Test
  void readiness_follows_the_database_and_liveness_does_not() throws Exception {
    Path folder = Surroundings.fresh("health");
    Installation installation = new Installation(folder.resolve("data"));
    try (NodeProcess node =
        NodeProcess.start(
            folder.resolve("data"),
            ExchangeApplication.class,
            Map.of("mingjing.log.give-up", "1s"))) {
      assertThat(node.alive()).isTrue();
      CallingSystem operator = CallingSystem.at(installation.baseUrl());
      CallingSystem mca = CallingSystem.of(installation, MCA);
      await(operator, "readiness", 200);

      List<String> start = startCommand(installation);
      signal("INT", installation.postmaster());

      await(operator, "readiness", 503); // although nobody calls
      assertThat(health(operator, "readiness").body().path("status").asString(""))
          .isEqualTo("DOWN");
      assertThat(health(operator, "liveness").status()).isEqualTo(200);
      assertThat(mca.call(TestCalls.resident(TestCalls.person(1).idNumber())).code())
          .isEqualTo("not-recorded");
      assertThat(operator.get("/actuator/prometheus").status()).isEqualTo(200);

      Process database =
          new ProcessBuilder(start)
              .redirectErrorStream(true)
              .redirectOutput(folder.resolve("postgres.log").toFile())
              .start();
      await(operator, "readiness", 200);
      assertThat(health(operator, "liveness").status()).isEqualTo(200);
      assertThat(mca.call(TestCalls.resident(TestCalls.person(1).idNumber())).status())
          .isEqualTo(200);
      assertThat(installation.fsck().findings()).isEmpty();

      signal("STOP", installation.postmaster()); // lets nobody in, and says nothing
      await(operator, "readiness", 503);
      assertThat(health(operator, "liveness").status()).isEqualTo(200);
      signal("CONT", installation.postmaster());
      await(operator, "readiness", 200);
      signal("INT", installation.postmaster());
      database.waitFor();
    }
  }

  private static Reply health(CallingSystem operator, String probe) {
    return operator.get("/actuator/health/" + probe);
  }

  private static void await(CallingSystem operator, String probe, int status)
      throws InterruptedException {
    Instant until = Instant.now().plus(PATIENCE);
    Reply reply = health(operator, probe);
    while (reply.status() != status) {
      assertThat(Instant.now()).as(probe + " is " + reply).isBefore(until);
      Thread.sleep(200);
      reply = health(operator, probe);
    }
  }

  /** As the database was started, by what it wrote down itself; root needs a name space for it. */
  private static List<String> startCommand(Installation installation) throws IOException {
    String words = Files.readString(installation.data().resolve("postgres/postmaster.opts"));
    List<String> command = new ArrayList<>();
    if (System.getProperty("user.name").equals("root")) {
      command.addAll(List.of("unshare", "-U"));
    }
    for (String word : words.strip().split(" ", -1)) {
      command.add(word.replace("\"", ""));
    }
    return command;
  }

  private static void signal(String name, long pid) throws IOException, InterruptedException {
    new ProcessBuilder("kill", "-" + name, Long.toString(pid)).start().waitFor();
    if (name.equals("INT")) {
      ProcessHandle.of(pid).ifPresent(server -> server.onExit().join());
    }
  }
}
