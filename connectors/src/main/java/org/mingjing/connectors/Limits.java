package org.mingjing.connectors;

import java.time.Duration;

/**
 * The bounds of one fetch.
 *
 * @param maxRecords a source that has more records for the key fails; nothing is cut off silently
 * @param maxBytes of the answer as it comes from the source
 * @param timeout for the whole answer, however it trickles in; connecting, bounded by the same
 *     value, comes on top
 */
public record Limits(int maxRecords, int maxBytes, Duration timeout) {
  /** Refuses bounds that bound nothing. */
  public Limits {
    if (maxRecords < 1 || maxRecords > 10_000) {
      throw new IllegalArgumentException("maxRecords lies outside 1…10000");
    }
    if (maxBytes < 1 || maxBytes > 64 << 20) {
      throw new IllegalArgumentException("maxBytes lies outside 1…64 MiB");
    }
    if (timeout.toMillis() < 1 || timeout.compareTo(Duration.ofMinutes(10)) > 0) {
      throw new IllegalArgumentException("timeout lies outside 1 ms…10 min");
    }
  }
}
