package org.mingjing.bench.policy;

import java.util.List;
import org.mingjing.policy.Decider;
import org.mingjing.policy.GrantSet;
import org.mingjing.policy.KeptGrants;
import org.mingjing.policy.Policy;

/** A node takes the grants anew: it reads the documents that are kept of them, and indexes them. */
record Reload(Policy policy, List<byte[]> documents) implements Engine {

  static Reload of(World world) {
    return new Reload(world.policy(), world.grants().stream().map(KeptGrants::canonical).toList());
  }

  Decider run() {
    return new Decider(policy, GrantSet.of(policy, KeptGrants.load(documents)));
  }

  @Override
  public Object decide(int question) {
    return run();
  }

  @Override
  public boolean permits(Object answer) {
    return false;
  }

  /** Goes on for as long as the process runs, with a pause after each as long as it took. */
  void keepRunning(Mingjing engine) {
    Thread.ofPlatform()
        .daemon()
        .name("reload")
        .start(() -> {
          while (true) {
            long start = System.nanoTime();
            engine.replace(run());
            pause((System.nanoTime() - start) / 1_000_000);
          }
        });
  }

  private static void pause(long millis) {
    try {
      Thread.sleep(millis);
    } catch (InterruptedException e) {
      throw new IllegalStateException("nobody interrupts this thread", e);
    }
  }
}
