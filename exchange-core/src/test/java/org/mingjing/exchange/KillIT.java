package org.mingjing.exchange;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mingjing.exchange.TestCalls.MCA;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.mingjing.exchange.call.KilledApplication;
import org.mingjing.exchange.call.KilledApplication.Boundary;

/**
 * A node that dies by SIGKILL, wherever on the way of a call: nothing has left without its record,
 * and what was left open is closed after the restart.
 */
class KillIT {
  private static final int CLIENTS = 8;
  private static final int KILLED_CODE = 128 + 9;
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final Map<String, String> SETTINGS =
      Map.of(
          "mingjing.call-deadline", "3s",
          "mingjing.source-timeout", "2s",
          "mingjing.sweep-every", "500ms");

  @Test
  void a_node_killed_after_any_step_of_a_call_has_released_nothing_without_its_record()
      throws Exception {
    Path folder = Surroundings.fresh("kill-steps");
    Installation installation = new Installation(folder.resolve("data"));
    Accounts accounts = new Accounts(installation);
    Map<Boundary, Optional<UUID>> killed = new HashMap<>();
    int mostOverstated = 0;
    for (Boundary boundary : Boundary.values()) {
      killed.put(boundary, killAfter(boundary, folder, installation, accounts));
      mostOverstated += CLIENTS;
    }
    try (NodeProcess node = start(folder, Map.of())) {
      assertThat(node.alive()).isTrue();
      accounts.awaitNoOpenCall(PATIENCE);
      Set<UUID> overstated = accounts.balance();
      assertThat(overstated).hasSizeLessThan(mostOverstated);
      for (Boundary boundary : Boundary.values()) {
        left(boundary, killed.getOrDefault(boundary, Optional.empty()), accounts, overstated);
      }
    }
  }

  private static NodeProcess start(Path folder, Map<String, String> more) {
    Map<String, String> settings = new HashMap<>(SETTINGS);
    settings.putAll(more);
    return NodeProcess.start(folder.resolve("data"), KilledApplication.class, settings);
  }

  /** One life and death; returns the call that was on its way when the node killed itself. */
  private static Optional<UUID> killAfter(
      Boundary boundary, Path folder, Installation installation, Accounts accounts)
      throws IOException {
    Path mark = folder.resolve("killed-" + boundary);
    NodeProcess node =
        start(
            folder,
            Map.of(
                KilledApplication.STEP, boundary.name(),
                KilledApplication.PASSES, "40",
                KilledApplication.MARK, mark.toString()));
    long postmaster = installation.postmaster();
    Load load = Load.start(CLIENTS, CallingSystem.of(installation, MCA), Load::mixed, 1);
    node.awaitDeath();
    accounts.add(load.awaitCut());
    assertThat(node.exitCode()).as("died of SIGKILL after " + boundary).isEqualTo(KILLED_CODE);
    assertThat(ProcessHandle.of(postmaster)).as("its database goes on").isPresent();
    String call = Files.readString(mark);
    return call.equals("none") ? Optional.empty() : Optional.of(UUID.fromString(call));
  }

  private static void left(
      Boundary boundary, Optional<UUID> killed, Accounts accounts, Set<UUID> overstated)
      throws SQLException {
    List<String> entries = new ArrayList<>();
    if (killed.isPresent()) {
      accounts.ofCall(killed.get()).forEach(entry -> entries.add(entry.outcome()));
    }
    switch (boundary) {
      case IDENTIFY -> assertThat(killed).isEmpty();
      case RESOLVE, PERMIT -> assertThat(entries).as("after " + boundary).isEmpty();
      case OPEN, FETCH, REDUCE ->
          assertThat(entries).as("after " + boundary).containsExactly("", "interrupted");
      case CLOSE, RESPOND -> {
        // the log may overstate what was released, never understate it
        assertThat(entries).as("after " + boundary).containsExactly("", "answered");
        assertThat(overstated).contains(killed.orElseThrow());
      }
    }
  }

  @Test
  void a_node_killed_at_any_moment_under_load_has_released_nothing_without_its_record()
      throws Exception {
    long seed = Long.getLong("mingjing.test.seed", System.nanoTime());
    System.out.println("KillIT: seed " + seed);
    Random random = new Random(seed);
    Path folder = Surroundings.fresh("kill-random");
    Installation installation = new Installation(folder.resolve("data"));
    Accounts accounts = new Accounts(installation);
    Set<Long> postmasters = new HashSet<>();
    int rounds = Integer.getInteger("mingjing.test.kills", 5);
    for (int round = 0; round < rounds; round++) {
      NodeProcess node = start(folder, Map.of());
      assertThat(postmasters).as("left by the killed node").noneMatch(KillIT::alive);
      postmasters.add(installation.postmaster());
      CallingSystem system = CallingSystem.of(installation, MCA);
      Load load = Load.start(CLIENTS, system, Load::mixed, random.nextLong());
      awaitReplies(load, 20);
      Thread.sleep(random.nextInt(1000));
      node.kill();
      accounts.add(load.awaitCut());
    }
    try (NodeProcess node = start(folder, Map.of())) {
      assertThat(node.alive()).isTrue();
      assertThat(postmasters).as("left by the killed node").noneMatch(KillIT::alive);
      accounts.awaitNoOpenCall(PATIENCE);
      Set<UUID> overstated = accounts.balance();
      assertThat(overstated).as("seed " + seed).hasSizeLessThanOrEqualTo(rounds * CLIENTS);
      assertThat(accounts.replies()).isGreaterThanOrEqualTo(rounds * 20);
    }
  }

  /** What is only made once must not be left half made. */
  @Test
  void a_node_killed_during_its_very_first_start_starts_again() throws Exception {
    long seed = Long.getLong("mingjing.test.seed", System.nanoTime());
    System.out.println("KillIT: seed of the first start " + seed);
    Random random = new Random(seed);
    for (String made : List.of("postgres/postmaster.pid", "remembered-checkpoint")) {
      Path data = Surroundings.fresh("kill-first-start").resolve("data");
      NodeProcess first = NodeProcess.begin(data, KilledApplication.class, SETTINGS);
      awaitFile(data.resolve(made));
      Thread.sleep(random.nextInt(500));
      first.kill();

      try (NodeProcess second = NodeProcess.start(data, KilledApplication.class, SETTINGS)) {
        assertThat(second.alive()).isTrue();
        Installation installation = new Installation(data);
        Reply reply =
            CallingSystem.of(installation, MCA).call(TestCalls.resident("11010519491231002X"));
        assertThat(reply.status()).as(reply.toString()).isEqualTo(200);
        assertThat(installation.fsck().findings()).isEmpty();
      }
    }
  }

  /** It may be gone again at once: initdb has a postmaster.pid, too. */
  private static void awaitFile(Path file) throws InterruptedException {
    boolean seen = Files.exists(file);
    for (int i = 0; i < 12_000 && !seen; i++) {
      Thread.sleep(10);
      seen = Files.exists(file);
    }
    assertThat(seen).as("seen: " + file).isTrue();
  }

  private static boolean alive(long pid) {
    return ProcessHandle.of(pid).map(ProcessHandle::isAlive).orElse(false);
  }

  private static void awaitReplies(Load load, int count) throws InterruptedException {
    for (int i = 0; i < 600 && load.size() < count; i++) {
      Thread.sleep(100);
    }
    assertThat(load.size()).isGreaterThanOrEqualTo(count);
  }
}
