package org.mingjing.ledger.fabric;

import io.grpc.ManagedChannel;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.hyperledger.fabric.client.ChaincodeEvent;
import org.hyperledger.fabric.client.Checkpoint;
import org.hyperledger.fabric.client.CloseableIterator;
import org.mingjing.ledger.fabric.EventMarks.Mark;

/**
 * Follows what the contract tells of a log, also what came while nobody listened: each batch at
 * least once, in order, from the mark on. After a failure of the peer, the marks or the listener it
 * starts again from the mark, after a pause that grows to 10 s.
 */
public final class AnchorEvents implements AutoCloseable {
  private static final System.Logger LOG = System.getLogger(AnchorEvents.class.getName());
  private static final String ANCHORED = "anchored";
  private static final Patience PAUSES =
      new Patience(1, Duration.ofMillis(200), Duration.ofSeconds(10));
  private static final long CLOSE_MILLIS = 5_000;

  /**
   * A batch that is in the chain.
   *
   * @param first index of its first leaf
   * @param size tree size after it
   * @param transaction that appended it
   * @param block number of the block that holds it
   */
  public record Event(long first, long size, String transaction, long block) {}

  /** Whoever wants to know. What it throws leaves the mark where it is. */
  @FunctionalInterface
  public interface Listener {
    void anchored(Event event);
  }

  private final ManagedChannel channel;
  private final Contract contract;
  private final EventMarks marks;
  private final Listener listener;
  private final Patience pauses;
  private final CountDownLatch closing = new CountDownLatch(1);
  private final Thread thread;
  private long handled;

  private AnchorEvents(
      ManagedChannel channel,
      Contract contract,
      EventMarks marks,
      Listener listener,
      Patience pauses) {
    this.channel = channel;
    this.contract = contract;
    this.marks = marks;
    this.listener = listener;
    this.pauses = pauses;
    this.thread = Thread.ofVirtual().name("fabric-events").unstarted(this::run);
  }

  /**
   * Follows the events of one log until it is closed, on a thread of its own.
   *
   * @param origin name of the log
   */
  public static AnchorEvents follow(
      FabricSettings settings, String origin, EventMarks marks, Listener listener) {
    return follow(settings, origin, marks, listener, PAUSES);
  }

  static AnchorEvents follow(
      FabricSettings settings,
      String origin,
      EventMarks marks,
      Listener listener,
      Patience pauses) {
    ManagedChannel channel = Connected.to(settings);
    var contract = new Contract(channel, settings, origin);
    var events = new AnchorEvents(channel, contract, marks, listener, pauses);
    events.thread.start();
    return events;
  }

  private void run() {
    Duration pause = pauses.first();
    while (!closingWithin(Duration.ZERO)) {
      long before = handled;
      try {
        listen();
      } catch (RuntimeException e) { // the listener's own failures as well
        LOG.log(System.Logger.Level.WARNING, "events are interrupted: {0}", e.toString());
      }
      pause = handled > before ? pauses.first() : pause;
      if (closingWithin(pause)) {
        return;
      }
      pause = pauses.longer(pause);
    }
  }

  private boolean closingWithin(Duration pause) {
    try {
      return closing.await(pause.toNanos(), TimeUnit.NANOSECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return true;
    }
  }

  /** To the end of the stream. INVARIANT: the mark moves only after the listener has returned. */
  private void listen() {
    try (CloseableIterator<ChaincodeEvent> events = contract.events(new After(marks.load()))) {
      while (events.hasNext()) {
        ChaincodeEvent event = events.next();
        tell(event);
        marks.store(new Mark(event.getBlockNumber(), event.getTransactionId()));
        handled++;
      }
    }
  }

  private void tell(ChaincodeEvent event) {
    if (event.getEventName().equals(ANCHORED)) {
      Recorded recorded = Recorded.parse(new String(event.getPayload(), StandardCharsets.UTF_8));
      if (recorded.isOf(contract.origin())) {
        listener.anchored(
            new Event(
                recorded.first(), recorded.size(), recorded.transaction(), event.getBlockNumber()));
      }
    }
  }

  /** The rest of the block of the last event, and what comes after. */
  private record After(Optional<Mark> mark) implements Checkpoint {
    @Override
    public OptionalLong getBlockNumber() {
      return mark.map(m -> OptionalLong.of(m.block())).orElseGet(OptionalLong::empty);
    }

    @Override
    public Optional<String> getTransactionId() {
      return mark.map(Mark::transaction);
    }
  }

  /** Ends the stream; a listener that is at work may finish, for 5 s. */
  @Override
  public void close() {
    closing.countDown();
    Connected.close(channel);
    try {
      thread.join(CLOSE_MILLIS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
