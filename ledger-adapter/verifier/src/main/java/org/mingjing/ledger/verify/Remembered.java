package org.mingjing.ledger.verify;

import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

/**
 * What was found to hold before, so that receipts that share a checkpoint share its check, which
 * costs a hundred times all else. Only what held is kept; when the bound is reached, all is
 * forgotten. For many threads.
 */
final class Remembered<T> {
  /** Some 20 MB; a month of hourly checkpoints needs a thousandth of it. */
  private static final int MAX = 1 << 16;

  private final ConcurrentHashMap<Bytes, T> found = new ConcurrentHashMap<>();

  /** The result kept for exactly these texts, or else that of the check, which throws. */
  T orCheck(Supplier<T> check, String... texts) {
    Bytes key = Bytes.sha256OfEach(texts);
    if (found.size() >= MAX) {
      found.clear();
    }
    return found.computeIfAbsent(key, _ -> check.get());
  }
}
