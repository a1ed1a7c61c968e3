package org.mingjing.ledger.log;

import java.time.Duration;

/**
 * Bounds of the log's writer.
 *
 * @param maxBatch entries in one group commit, 1 to 4096
 * @param queue entries that may wait; more are refused at once
 * @param lingerMicros how long a small batch waits for company, if the one before had several
 *     entries, 0 to 10,000 µs
 * @param giveUp after how long without a certain commit a caller is told so
 */
public record LogSettings(int maxBatch, int queue, int lingerMicros, Duration giveUp) {
  /** No group commit is larger, whatever the settings. */
  public static final int LARGEST_BATCH = 4096;

  public static final LogSettings DEFAULT = new LogSettings(512, 4096, 500, Duration.ofSeconds(5));

  public LogSettings {
    if (maxBatch < 1 || maxBatch > LARGEST_BATCH) {
      throw new IllegalArgumentException("maxBatch must be 1 to 4096, but is " + maxBatch);
    }
    if (queue < maxBatch) {
      throw new IllegalArgumentException("queue must be at least maxBatch, but is " + queue);
    }
    if (lingerMicros < 0 || lingerMicros > 10_000) {
      throw new IllegalArgumentException("lingerMicros must be 0 to 10000, but is " + lingerMicros);
    }
    if (giveUp.isNegative() || giveUp.isZero() || giveUp.compareTo(Duration.ofMinutes(1)) > 0) {
      throw new IllegalArgumentException("giveUp must be above 0 and at most 1 minute");
    }
  }
}
