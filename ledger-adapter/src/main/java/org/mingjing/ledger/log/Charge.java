package org.mingjing.ledger.log;

import java.time.ZoneId;

/**
 * A daily quota that an entry is counted against, once. The entry is written only if that fits, and
 * what is not written is not counted.
 *
 * @param key whose quota it is; the log only stores it: 1 to 200 printable ASCII characters, and
 *     nothing from which a person could be told
 * @param mostPerDay how many entries a day may be counted under the key, 1 to {@link #MOST}
 */
public record Charge(String key, long mostPerDay) {
  /** The calendar of days; a day ends at its midnight. */
  public static final ZoneId ZONE = ZoneId.of("Asia/Shanghai");

  /** More than can ever be counted. */
  public static final long MOST = 1_000_000_000_000_000L;

  private static final int LONGEST_KEY = 200;

  public Charge {
    if (key.isEmpty()
        || key.length() > LONGEST_KEY
        || key.chars().anyMatch(c -> c <= ' ' || c > '~')) {
      throw new IllegalArgumentException(
          "a quota's key is 1 to 200 printable ASCII characters without spaces: " + key);
    }
    if (mostPerDay < 1 || mostPerDay > MOST) {
      throw new IllegalArgumentException(
          "a quota allows 1 to 10^15 entries a day, not " + mostPerDay);
    }
  }
}
