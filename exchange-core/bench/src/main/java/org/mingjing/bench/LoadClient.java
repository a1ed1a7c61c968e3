package org.mingjing.bench;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import org.HdrHistogram.Histogram;
import org.mingjing.bench.wire.Connection;
import org.mingjing.bench.wire.HttpMessage;

/**
 * A closed loop: each connection has a thread of its own that sends, reads, checks, and sends
 * again. It allocates little and is the same for every row, so that on a machine where client and
 * servers share the cores it takes the same from each.
 */
final class LoadClient {
  private static final long LONGEST_NANOS = Duration.ofMinutes(1).toNanos();
  private static final int SIGNIFICANT_DIGITS = 3;

  private final int connections;
  private final Subjects subjects;

  LoadClient(int connections, Subjects subjects) {
    this.connections = connections;
    this.subjects = subjects;
  }

  /** What one round gave. Latencies are in nanoseconds. */
  record Round(double throughput, Histogram latencies) {}

  /**
   * One call about the first of the demo persons.
   *
   * @throws WrongAnswer when it is not answered as it must be
   */
  static void once(Target target) throws IOException {
    byte[] id = Subjects.first();
    byte[] request = target.requests().copy();
    target.requests().put(request, id);
    var requests = target.requests();
    try (Connection connection = Connection.to(requests.host(), requests.port())) {
      target.check(connection.exchange(request), id);
    }
  }

  /** One histogram for all of these, empty for none. */
  static Histogram merged(List<Round> rounds) {
    Histogram all = emptyHistogram();
    rounds.forEach(round -> all.add(round.latencies()));
    return all;
  }

  /**
   * Calls the target for so long.
   *
   * @throws WrongAnswer at the first answer that is not right
   * @throws Unavailable when a connection cannot be had or breaks
   */
  Round run(Target target, Duration duration) throws InterruptedException {
    List<Connection> open = new ArrayList<>();
    try (ExecutorService workers = Executors.newFixedThreadPool(connections)) {
      for (int i = 0; i < connections; i++) {
        open.add(Connection.to(target.requests().host(), target.requests().port()));
      }
      return inTime(target, duration, open, workers);
    } catch (IOException e) {
      throw unavailable(target, e);
    } finally {
      close(open);
    }
  }

  private Round inTime(
      Target target, Duration duration, List<Connection> open, ExecutorService workers)
      throws InterruptedException {
    var stopped = new AtomicBoolean();
    long deadline = System.nanoTime() + duration.toNanos();
    List<Callable<Histogram>> loops = new ArrayList<>();
    for (Connection connection : open) {
      loops.add(() -> loop(target, connection, deadline, stopped));
    }
    Histogram latencies = emptyHistogram();
    for (Future<Histogram> done : workers.invokeAll(loops)) {
      latencies.add(result(target, done));
    }
    double seconds = duration.toNanos() / 1e9;
    return new Round(latencies.getTotalCount() / seconds, latencies);
  }

  private Histogram loop(Target target, Connection connection, long deadline, AtomicBoolean stopped)
      throws IOException {
    Histogram latencies = emptyHistogram();
    byte[] request = target.requests().copy();
    boolean clean = false;
    try {
      long sent = System.nanoTime();
      while (sent < deadline && !stopped.get()) {
        byte[] id = subjects.next();
        target.requests().put(request, id);
        sent = System.nanoTime();
        HttpMessage answer = connection.exchange(request);
        long done = System.nanoTime();
        target.check(answer, id);
        if (done <= deadline) {
          latencies.recordValue(done - sent);
        }
        sent = done;
      }
      clean = true;
      return latencies;
    } finally {
      if (!clean) {
        stopped.set(true);
      }
    }
  }

  private static Histogram result(Target target, Future<Histogram> done)
      throws InterruptedException {
    try {
      return done.get();
    } catch (ExecutionException e) {
      if (e.getCause() instanceof WrongAnswer wrong) {
        throw wrong;
      }
      if (e.getCause() instanceof IOException broken) {
        throw unavailable(target, broken);
      }
      throw new IllegalStateException(e.getCause());
    }
  }

  private static Unavailable unavailable(Target target, IOException e) {
    String row = target.row().wireName();
    return new Unavailable(row + " 的连接中断：" + e, row + ": the connection broke: " + e);
  }

  private static Histogram emptyHistogram() {
    return new Histogram(LONGEST_NANOS, SIGNIFICANT_DIGITS);
  }

  private static void close(List<Connection> open) {
    for (Connection connection : open) {
      try {
        connection.close();
      } catch (IOException e) {
        // the round is over; nothing was lost with this connection
      }
    }
  }
}
