package org.mingjing.exchange;

import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Function;
import java.util.stream.IntStream;
import tools.jackson.databind.node.ObjectNode;

/** Systems that call as fast as they are answered, until told to stop or cut off. */
final class Load {
  private final Queue<Reply> replies = new ConcurrentLinkedQueue<>();
  private final List<Thread> threads;
  private volatile boolean stopped;

  private Load(int clients, CallingSystem system, Function<Random, ObjectNode> calls, long seed) {
    this.threads =
        IntStream.range(0, clients)
            .mapToObj(i ->
                Thread.ofPlatform()
                    .name("client-" + i)
                    .unstarted(() -> run(system, calls, new Random(seed + i))))
            .toList();
  }

  static Load start(
      int clients, CallingSystem system, Function<Random, ObjectNode> calls, long seed) {
    Load load = new Load(clients, system, calls, seed);
    load.threads.forEach(Thread::start);
    return load;
  }

  /** Of every kind: answered from a database and from a service, verified, and refused. */
  static ObjectNode mixed(Random random) {
    String person = TestCalls.person(random.nextInt(2000)).idNumber();
    return switch (random.nextInt(8)) {
      case 0 -> TestCalls.fingerprint(person);
      case 1 -> TestCalls.verify(person, Map.of("sex", "男"));
      case 2, 3 -> TestCalls.resident(person);
      default -> TestCalls.vehicle(person);
    };
  }

  private void run(CallingSystem system, Function<Random, ObjectNode> calls, Random random) {
    while (!stopped) {
      try {
        replies.add(system.call(calls.apply(random)));
      } catch (UncheckedIOException e) {
        return; // the node is gone, and with it whatever it was about to answer
      }
    }
  }

  /** Waits until every client was cut off. */
  Load awaitCut() {
    for (Thread thread : threads) {
      try {
        thread.join();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new IllegalStateException(e);
      }
    }
    return this;
  }

  Load stop() {
    stopped = true;
    return awaitCut();
  }

  int size() {
    return replies.size();
  }

  List<Reply> replies() {
    return List.copyOf(replies);
  }
}
