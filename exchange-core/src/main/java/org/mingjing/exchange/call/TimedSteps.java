package org.mingjing.exchange.call;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.util.concurrent.TimeUnit;
import java.util.function.BiFunction;
import java.util.function.Function;

/**
 * The steps of a call with a stopwatch around each: two looks at the clock a step, and its timers
 * are made once. {@code mingjing.call.step} tells by {@code step} where a call spends its time, and
 * by {@code outcome} how often a call ended there: {@code ended} is a refusal or a failure.
 */
final class TimedSteps {
  private final MeterRegistry meters;

  private TimedSteps(MeterRegistry meters) {
    this.meters = meters;
  }

  static Steps around(Steps steps, MeterRegistry meters) {
    TimedSteps timed = new TimedSteps(meters);
    return new Steps(
        timed.watch("identify", steps.identify()::caller)::time,
        timed.watch("resolve", steps.resolve()::resolve)::time,
        timed.watch("decide", steps.permits()::permit)::time,
        timed.watch("open", steps.open()::open)::time,
        timed.watch("fetch", steps.fetches()::fetch)::time,
        timed.watch("release", steps.reduce()::reduce)::time,
        timed.watch("close", steps.close()::close)::time,
        steps.respond());
  }

  private <A, R> Watch<A, R> watch(String name, Function<A, R> step) {
    return new Watch<>(step, timer(name, "done"), timer(name, "ended"));
  }

  private <A, B, R> Watch2<A, B, R> watch(String name, BiFunction<A, B, R> step) {
    return new Watch2<>(step, timer(name, "done"), timer(name, "ended"));
  }

  private Timer timer(String step, String outcome) {
    return Timer.builder("mingjing.call.step")
        .description(
            "Steps of calls by how they came out; a call that ended at a step took no further one")
        .tag("step", step)
        .tag("outcome", outcome)
        .register(meters);
  }

  /** A step of one argument with its timers. */
  private record Watch<A, R>(Function<A, R> step, Timer done, Timer ended) {
    R time(A given) {
      long start = System.nanoTime();
      Timer timer = ended;
      try {
        R result = step.apply(given);
        timer = done;
        return result;
      } finally {
        timer.record(System.nanoTime() - start, TimeUnit.NANOSECONDS);
      }
    }
  }

  /** A step of two arguments with its timers. */
  private record Watch2<A, B, R>(BiFunction<A, B, R> step, Timer done, Timer ended) {
    R time(A first, B second) {
      long start = System.nanoTime();
      Timer timer = ended;
      try {
        R result = step.apply(first, second);
        timer = done;
        return result;
      } finally {
        timer.record(System.nanoTime() - start, TimeUnit.NANOSECONDS);
      }
    }
  }
}
