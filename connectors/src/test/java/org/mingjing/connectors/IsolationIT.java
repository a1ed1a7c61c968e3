package org.mingjing.connectors;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mingjing.connectors.SourceAnswer.Fetched;
import org.mingjing.connectors.SourceAnswer.SourceFailure;
import org.mingjing.demo.DemoProcess;
import org.mingjing.demo.SyntheticPeople;

/** Two departments on the same threads, one of which hangs. */
class IsolationIT {
  private static final int ALLOWED = 4;
  private static final int CALLERS = 24;
  private static final int CALLS = 1_000;
  private static final Limits LONG = new Limits(1, 10_000, Duration.ofSeconds(20));
  private static final String ENTERPRISES = "samr.enterprise-register";

  private DemoProcess departments;

  @BeforeEach
  void start(@TempDir Path data) throws IOException {
    departments = DemoProcess.start(data, "--persons", "50", "--organisations", "50");
  }

  @AfterEach
  void stop() {
    departments.close();
  }

  private Sources sources() {
    SourceSpec enterprises =
        new SourceSpec(
            ENTERPRISES,
            "samr-services",
            new SourceKind.HttpQuery("/samr/enterprises"),
            "uscc",
            Map.of("uscc", "uscc", "name", "name"),
            LONG);
    return Sources.start(
        List.of(
            Way.TABLE.connection(departments),
            new HttpSettings("samr-services", departments.http(), 8)),
        Map.of("mps-database", new Protection(ALLOWED, 1_000, 100, Duration.ofSeconds(1))),
        List.of(Way.TABLE.spec(LONG), enterprises));
  }

  @Test
  void a_department_that_hangs_holds_its_own_share_and_another_answers_every_call()
      throws Exception {
    try (Sources sources = sources();
        ExecutorService threads = Executors.newFixedThreadPool(CALLERS)) {
      departments.fault("mps", "hang", 0);
      List<Future<SourceAnswer>> hanging = new ArrayList<>();
      for (int i = 0; i < CALLERS; i++) {
        hanging.add(threads.submit(() -> sources.fetch(Way.TABLE.call(SyntheticPeople.person(1)))));
      }
      awaitRefused(sources, CALLERS - ALLOWED);
      List<Future<Boolean>> answers = new ArrayList<>();
      for (int i = 0; i < CALLS; i++) {
        answers.add(threads.submit(() -> sources.fetch(enterprise()) instanceof Fetched));
      }
      for (Future<Boolean> answer : answers) {
        assertThat(answer.get()).isTrue();
      }

      assertThat(hanging.stream().filter(one -> !one.isDone()))
          .as("all of the other's calls were answered while these hung")
          .hasSize(ALLOWED);
      assertThat(of(sources, "mps-database").running()).isEqualTo(ALLOWED);
      assertThat(of(sources, "samr-services").answered()).isEqualTo(CALLS);
      assertThat(refusals(hanging)).hasSize(CALLERS - ALLOWED);
      departments.fault("mps", "none", 0);
    }
  }

  private static SourceCall enterprise() {
    return new SourceCall(ENTERPRISES, List.of("name"), "91350100M000100Y43", TestTold.told());
  }

  private static void awaitRefused(Sources sources, int count) throws InterruptedException {
    for (int i = 0; i < 200 && of(sources, "mps-database").refused() < count; i++) {
      Thread.sleep(20);
    }
    assertThat(of(sources, "mps-database").refused()).isEqualTo(count);
  }

  private static List<SourceFailure> refusals(List<Future<SourceAnswer>> calls) throws Exception {
    List<SourceFailure> refusals = new ArrayList<>();
    for (Future<SourceAnswer> call : calls) {
      if (call.isDone()) {
        assertThat(call.get()).isInstanceOf(SourceFailure.class);
        refusals.add((SourceFailure) call.get());
      }
    }
    return refusals;
  }

  private static SourceHealth of(Sources sources, String connection) {
    return sources.health().stream()
        .filter(one -> one.connection().equals(connection))
        .findFirst()
        .orElseThrow();
  }
}
