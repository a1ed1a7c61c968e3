package org.mingjing.exchange.call;

import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import org.mingjing.policy.SystemId;

/**
 * How often each system may call this node: a bucket of {@code burst} tokens that fills again by
 * {@code perSecond}. It bounds what one system can write into the log by calls that are refused.
 *
 * <p>A bucket is one number, the time at which it will be full again (the generic cell rate
 * algorithm, ITU-T I.371): nothing is locked, and nothing is allocated for a call.
 */
public final class RateLimit {
  private final ConcurrentMap<SystemId, AtomicLong> fullAt = new ConcurrentHashMap<>();
  private final long nanosPerToken;
  private final long nanosPerBucket;
  private final LongSupplier nanoTime;

  /**
   * A limit for every system, each for itself.
   *
   * @param perSecond calls a second, 1 to 1,000,000
   * @param burst calls at once after a rest, 1 to 1,000,000
   * @param nanoTime a clock that only goes forward, such as {@link System#nanoTime}
   */
  public RateLimit(int perSecond, int burst, LongSupplier nanoTime) {
    this.nanosPerToken = 1_000_000_000L / perSecond;
    this.nanosPerBucket = nanosPerToken * burst;
    this.nanoTime = nanoTime;
  }

  /**
   * Takes a token for one call.
   *
   * @return 0 if there was one; else in how many nanoseconds there will be, and nothing was taken
   */
  public long take(SystemId system) {
    AtomicLong bucket = bucket(system);
    while (true) {
      long now = nanoTime.getAsLong();
      long full = bucket.get();
      long from = full - now > 0 ? full : now; // by their difference: nanoTime may overflow
      long wait = from - now + nanosPerToken - nanosPerBucket;
      if (wait > 0) {
        return wait;
      }
      if (bucket.compareAndSet(full, from + nanosPerToken)) {
        return 0;
      }
    }
  }

  /**
   * Takes tokens for what is done already: what is not there is owed, and {@link #take} refuses
   * until it has come in.
   *
   * @param tokens 0 or more
   */
  public void owe(SystemId system, int tokens) {
    long now = nanoTime.getAsLong();
    bucket(system).updateAndGet(full -> (full - now > 0 ? full : now) + tokens * nanosPerToken);
  }

  /** As many as there are systems with a token of ours: the number is bounded by the policy's. */
  private AtomicLong bucket(SystemId system) {
    AtomicLong bucket = fullAt.get(system);
    return bucket != null
        ? bucket
        : fullAt.computeIfAbsent(system, id -> new AtomicLong(nanoTime.getAsLong()));
  }
}
