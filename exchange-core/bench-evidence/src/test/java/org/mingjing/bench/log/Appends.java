package org.mingjing.bench.log;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.HdrHistogram.Histogram;
import org.mingjing.bench.WrongAnswer;
import org.mingjing.ledger.log.AppendOutcome;
import org.mingjing.ledger.log.LogWriter;

/**
 * The log, as the exchange uses it: callers on virtual threads, each of whom appends one entry and
 * goes on when that is durable.
 */
final class Appends implements Side {
  static final int CALLERS = 128;

  private final LogWriter log;

  Appends(LogWriter log) {
    this.log = log;
  }

  @Override
  public String name() {
    return "log";
  }

  @Override
  public Round write(List<Line> lines) throws InterruptedException {
    AtomicInteger next = new AtomicInteger();
    CountDownLatch start = new CountDownLatch(1);
    List<Future<Histogram>> callers = new ArrayList<>();
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int i = 0; i < CALLERS; i++) {
        callers.add(
            threads.submit(() -> {
              start.await();
              return caller(lines, next);
            }));
      }
      long began = System.nanoTime();
      start.countDown();
      Histogram latencies = Round.histogram();
      for (Future<Histogram> caller : callers) {
        latencies.add(caller.get());
      }
      return new Round(lines.size(), (System.nanoTime() - began) / 1e9, latencies);
    } catch (ExecutionException e) {
      throw new IllegalStateException(e.getCause());
    }
  }

  private Histogram caller(List<Line> lines, AtomicInteger next) {
    Histogram latencies = Round.histogram();
    for (int i = next.getAndIncrement(); i < lines.size(); i = next.getAndIncrement()) {
      long began = System.nanoTime();
      AppendOutcome outcome = log.append(lines.get(i).entry());
      latencies.recordValue(System.nanoTime() - began);
      if (!(outcome instanceof AppendOutcome.Recorded)) {
        throw new WrongAnswer(name(), outcome.toString());
      }
    }
    return latencies;
  }
}
