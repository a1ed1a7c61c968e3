package org.mingjing.connectors;

import java.time.Duration;

/**
 * How a department's system is kept from being asked more than it can bear, over all resources of
 * its connection.
 *
 * @param maxConcurrent calls under way at once, 1 to 10,000
 * @param perSecond calls begun in any one second, 1 to 1,000,000
 * @param failurePercent of the last calls that may find it unavailable or too slow, 1 to 100; more
 *     of them, and it is left alone
 * @param rest how long it is left alone before a few calls try it again, 1 ms to 10 min
 */
public record Protection(int maxConcurrent, int perSecond, int failurePercent, Duration rest) {
  private static final Duration LONGEST_REST = Duration.ofMinutes(10);

  /** For a system about which nothing is known. */
  public static final Protection USUAL = new Protection(64, 5_000, 50, Duration.ofSeconds(5));

  /** Refuses what protects nothing, or forbids everything. */
  public Protection {
    demand(maxConcurrent >= 1 && maxConcurrent <= 10_000, "max-concurrent lies outside 1…10000");
    demand(perSecond >= 1 && perSecond <= 1_000_000, "per-second lies outside 1…1000000");
    demand(failurePercent >= 1 && failurePercent <= 100, "failure-percent lies outside 1…100");
    demand(
        rest.toMillis() >= 1 && rest.compareTo(LONGEST_REST) <= 0, "rest lies outside 1 ms…10 min");
  }

  private static void demand(boolean holds, String otherwise) {
    if (!holds) {
      throw new IllegalArgumentException(otherwise);
    }
  }
}
