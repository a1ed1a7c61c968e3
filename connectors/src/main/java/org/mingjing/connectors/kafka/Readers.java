package org.mingjing.connectors.kafka;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.mingjing.connectors.kafka.Reader.Read;
import org.mingjing.connectors.kafka.Where.Place;

/** The readers of one topic, opened as look-ups need them. */
final class Readers implements AutoCloseable {
  private final Clients clients;
  private final Semaphore free;
  private final Deque<Reader> idle = new ArrayDeque<>();
  private boolean closed;

  Readers(Clients clients, int most) {
    this.clients = clients;
    this.free = new Semaphore(most);
  }

  /** What is at a place; empty if no reader became free before the deadline. */
  Optional<Read> read(String topic, Place place, long deadlineNanos, BooleanSupplier inSight)
      throws InterruptedException {
    if (!free.tryAcquire(deadlineNanos - System.nanoTime(), TimeUnit.NANOSECONDS)) {
      return Optional.empty();
    }
    try {
      return Optional.of(readFree(topic, place, deadlineNanos, inSight));
    } finally {
      free.release();
    }
  }

  /** A reader whose question was not answered may still wait for that answer: it is not kept. */
  private Read readFree(String topic, Place place, long deadlineNanos, BooleanSupplier inSight) {
    Reader reader = take().orElseGet(() -> new Reader(clients.reader()));
    boolean sound = false;
    try {
      Read read = reader.read(topic, place, deadlineNanos, inSight);
      sound =
          switch (read) {
            case Read.Found _ -> true;
            case Read.Gone _ -> true;
            case Read.Lost _ -> false;
            case Read.TooSlow _ -> false;
            case Read.NotConnected _ -> false;
          };
      return read;
    } finally {
      if (!sound || !keep(reader)) {
        reader.close();
      }
    }
  }

  private synchronized Optional<Reader> take() {
    return Optional.ofNullable(idle.pollFirst());
  }

  private synchronized boolean keep(Reader reader) {
    if (!closed) {
      idle.addFirst(reader);
    }
    return !closed;
  }

  @Override
  public synchronized void close() {
    closed = true;
    idle.forEach(Reader::close);
    idle.clear();
  }
}
