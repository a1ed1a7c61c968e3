package org.mingjing.connectors.http;

import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.LockSupport;
import org.apache.hc.core5.concurrent.Cancellable;

/**
 * Ends calls that are overdue by closing their connection, whatever they wait for: a socket timeout
 * alone would let a provider keep a call for ever by sending a byte now and then. One thread looks
 * at all calls under way every few milliseconds, which costs a call two operations on a set; a
 * timer task for each would wake a thread for each.
 */
final class Deadlines implements AutoCloseable {
  private static final Duration STEP = Duration.ofMillis(20);
  private final Set<Ticket> underWay = ConcurrentHashMap.newKeySet();
  private final Thread watch;
  private volatile boolean closed;

  Deadlines() {
    this.watch = Thread.ofPlatform().daemon().name("source-deadlines").start(this::watch);
  }

  /** A call under way. */
  final class Ticket {
    private final Cancellable call;
    private final long end;
    private volatile boolean overdue;

    private Ticket(Cancellable call, long end) {
      this.call = call;
      this.end = end;
    }

    /** Whether the call was ended by its deadline. */
    boolean overdue() {
      return overdue;
    }

    /** Ends the call now by closing its connection, so that nothing more of it is read. */
    void abort() {
      underWay.remove(this);
      call.cancel();
    }

    /** The call has come to its own end. */
    void done() {
      underWay.remove(this);
    }
  }

  Ticket start(Cancellable call, Duration limit) {
    Ticket ticket = new Ticket(call, System.nanoTime() + limit.toNanos());
    underWay.add(ticket);
    return ticket;
  }

  @Override
  public void close() {
    closed = true;
    LockSupport.unpark(watch);
  }

  private void watch() {
    while (!closed) {
      long now = System.nanoTime();
      for (Ticket ticket : underWay) {
        if (now - ticket.end >= 0) {
          ticket.overdue = true;
          ticket.abort();
        }
      }
      LockSupport.parkNanos(STEP.toNanos());
    }
  }
}
