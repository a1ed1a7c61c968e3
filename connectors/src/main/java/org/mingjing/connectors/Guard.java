package org.mingjing.connectors;

import io.github.resilience4j.bulkhead.Bulkhead;
import io.github.resilience4j.bulkhead.BulkheadConfig;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig;
import io.github.resilience4j.ratelimiter.RateLimiter;
import io.github.resilience4j.ratelimiter.RateLimiterConfig;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Supplier;
import org.mingjing.connectors.SourceAnswer.SourceFailure;

/**
 * What stands before a connection. It lets a call through at once or refuses it at once: nobody
 * waits here, so that a department that hangs holds no more than its own share of threads.
 */
final class Guard {
  /** How many calls are looked at, and how many there have to be before they mean something. */
  private static final int LOOKED_AT = 100;

  private static final int ENOUGH = 20;
  private static final int TRIALS = 5;

  private final String connection;
  private final int maxConcurrent;
  private final Bulkhead bulkhead;
  private final RateLimiter rate;
  private final CircuitBreaker breaker;
  private final LongAdder answered = new LongAdder();
  private final LongAdder failed = new LongAdder();
  private final LongAdder refused = new LongAdder();

  Guard(String connection, Protection protection) {
    this.connection = connection;
    maxConcurrent = protection.maxConcurrent();
    bulkhead =
        Bulkhead.of(
            connection,
            BulkheadConfig.custom()
                .maxConcurrentCalls(maxConcurrent)
                .maxWaitDuration(Duration.ZERO)
                .writableStackTraceEnabled(false)
                .build());
    rate =
        RateLimiter.of(
            connection,
            RateLimiterConfig.custom()
                .limitForPeriod(protection.perSecond())
                .limitRefreshPeriod(Duration.ofSeconds(1))
                .timeoutDuration(Duration.ZERO)
                .writableStackTraceEnabled(false)
                .build());
    breaker =
        CircuitBreaker.of(
            connection,
            CircuitBreakerConfig.custom()
                .slidingWindow(
                    LOOKED_AT, ENOUGH, CircuitBreakerConfig.SlidingWindowType.COUNT_BASED)
                .failureRateThreshold(protection.failurePercent())
                .waitDurationInOpenState(protection.rest())
                .permittedNumberOfCallsInHalfOpenState(TRIALS)
                .recordResult(answer -> answer instanceof SourceAnswer a && isFailure(a))
                .writableStackTraceEnabled(false)
                .build());
  }

  /** What the source answers, or that it was not asked. */
  SourceAnswer call(Supplier<SourceAnswer> source) {
    if (!bulkhead.tryAcquirePermission()) {
      return refusal("the source has as many calls under way as it may have at once");
    }
    try {
      if (!rate.acquirePermission()) {
        return refusal("the source was asked as often this second as it may be");
      }
      if (!breaker.tryAcquirePermission()) {
        return refusal("the source failed too often and is left alone for a while");
      }
      return counted(source);
    } finally {
      bulkhead.onComplete();
    }
  }

  private SourceAnswer counted(Supplier<SourceAnswer> source) {
    long start = System.nanoTime();
    SourceAnswer answer;
    try {
      answer = source.get();
    } catch (RuntimeException | Error e) { // the breaker's permission must not be lost
      breaker.releasePermission();
      throw e;
    }
    breaker.onResult(System.nanoTime() - start, TimeUnit.NANOSECONDS, answer);
    (isFailure(answer) ? failed : answered).increment();
    return answer;
  }

  /** A question that the source refuses says nothing about how it does. */
  private static boolean isFailure(SourceAnswer answer) {
    return answer instanceof SourceFailure failure && failure.kind() != SourceFailure.Kind.REJECTED;
  }

  private SourceFailure refusal(String detail) {
    refused.increment();
    return SourceFailure.unavailable(detail);
  }

  SourceHealth health() {
    return new SourceHealth(
        connection,
        state(),
        maxConcurrent - bulkhead.getMetrics().getAvailableConcurrentCalls(),
        answered.sum(),
        failed.sum(),
        refused.sum());
  }

  private SourceHealth.State state() {
    return switch (breaker.getState()) {
      case OPEN, FORCED_OPEN -> SourceHealth.State.RESTING;
      case HALF_OPEN -> SourceHealth.State.ON_TRIAL;
      case CLOSED, DISABLED, METRICS_ONLY -> SourceHealth.State.IN_USE;
    };
  }
}
