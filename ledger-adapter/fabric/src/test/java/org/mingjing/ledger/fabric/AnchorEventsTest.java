package org.mingjing.ledger.fabric;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.mingjing.ledger.Anchored;
import org.mingjing.ledger.TestLog;

class AnchorEventsTest {
  private static final Patience PAUSES =
      new Patience(1, Duration.ofMillis(5), Duration.ofMillis(20));

  private final TestNetwork network = new TestNetwork();
  private final FabricLedger ledger = network.ledger();
  private final MemoryMarks marks = new MemoryMarks();
  private final List<AnchorEvents.Event> heard = new CopyOnWriteArrayList<>();

  @AfterEach
  void close() {
    ledger.close();
    network.close();
  }

  private AnchorEvents follow(AnchorEvents.Listener listener) {
    return AnchorEvents.follow(network.settings(), TestLog.ORIGIN, marks, listener, PAUSES);
  }

  private void append(int first, int end) {
    assertThat(ledger.append(TestLog.batch(first, end))).isInstanceOf(Anchored.class);
  }

  private void awaitSizes(Integer... sizes) throws InterruptedException {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
    while (heard.size() < sizes.length && System.nanoTime() < end) {
      TimeUnit.MILLISECONDS.sleep(2);
    }
    assertThat(heard).extracting(event -> (int) event.size()).containsExactly(sizes);
  }

  @Test
  void tells_what_was_there_and_what_comes() throws Exception {
    append(0, 2);
    try (AnchorEvents _ = follow(heard::add)) {
      awaitSizes(2);
      append(2, 5);
      awaitSizes(2, 5);
    }
    assertThat(heard.getLast())
        .isEqualTo(
            new AnchorEvents.Event(2, 5, network.channel.blocks().getLast().transaction(), 2));
  }

  @Test
  void goes_on_from_the_mark() throws Exception {
    append(0, 2);
    try (AnchorEvents _ = follow(heard::add)) {
      awaitSizes(2);
    }
    append(2, 5);
    append(5, 6);
    try (AnchorEvents _ = follow(heard::add)) {
      awaitSizes(2, 5, 6);
    }
    assertThat(marks.load()).map(EventMarks.Mark::block).contains(3L);
  }

  @Test
  void hears_everything_in_order_though_the_gateway_is_killed() throws Exception {
    try (AnchorEvents _ = follow(heard::add)) {
      for (int i = 0; i < 6; i++) {
        append(i, i + 1);
        awaitSizes(List.of(1, 2, 3, 4, 5, 6).subList(0, i + 1).toArray(Integer[]::new));
        network.kill();
        network.revive();
      }
    }
  }

  @Test
  void a_listener_that_fails_is_told_again() throws Exception {
    append(0, 2);
    append(2, 5);
    var failures = new AtomicInteger(3);
    AnchorEvents.Listener fails =
        event -> {
          if (event.size() == 5 && failures.getAndDecrement() > 0) {
            throw new IllegalStateException("the listener fails");
          }
          heard.add(event);
        };
    try (AnchorEvents _ = follow(fails)) {
      awaitSizes(2, 5);
    }
    assertThat(failures).hasNegativeValue();
  }

  @Test
  void closes_promptly_while_it_waits_and_while_the_peer_is_away() throws Exception {
    append(0, 2);
    long start;
    try (AnchorEvents _ = follow(heard::add)) {
      awaitSizes(2);
      start = System.nanoTime();
    }
    assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(2));
    network.kill();
    AnchorEvents.follow(network.settings(), TestLog.ORIGIN, marks, heard::add).close();
    assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(4));
  }

  @Test
  void another_log_of_the_same_contract_is_passed_over() throws Exception {
    append(0, 2);
    try (AnchorEvents _ =
        AnchorEvents.follow(network.settings(), "another", marks, heard::add, PAUSES)) {
      long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
      while (marks.load().isEmpty() && System.nanoTime() < end) {
        TimeUnit.MILLISECONDS.sleep(2);
      }
    }
    assertThat(marks.load()).map(EventMarks.Mark::block).contains(1L);
    assertThat(heard).isEmpty();
  }
}
