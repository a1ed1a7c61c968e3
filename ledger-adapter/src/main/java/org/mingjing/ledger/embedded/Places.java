package org.mingjing.ledger.embedded;

import java.util.Arrays;
import java.util.OptionalLong;

/**
 * Where in the file each batch stands, by its first index: 16 bytes a batch, whatever its leaves.
 */
final class Places {
  private long[] firsts = new long[64];
  private long[] offsets = new long[64];
  private int count;

  void add(long first, long offset) {
    if (count == firsts.length) {
      firsts = Arrays.copyOf(firsts, 2 * count);
      offsets = Arrays.copyOf(offsets, 2 * count);
    }
    firsts[count] = first;
    offsets[count] = offset;
    count++;
  }

  int count() {
    return count;
  }

  long offset(int place) {
    return offsets[place];
  }

  OptionalLong offsetOf(long first) {
    int place = Arrays.binarySearch(firsts, 0, count, first);
    return place < 0 ? OptionalLong.empty() : OptionalLong.of(offsets[place]);
  }
}
