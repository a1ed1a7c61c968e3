package org.mingjing.ledger.merkle;

import java.util.Arrays;
import java.util.List;

/**
 * Hashes of consecutive complete subtrees of one height, the first of them with index {@code
 * start}.
 */
final class Row {
  private final long start;
  private final Hash[] hashes;

  Row(long start, Hash[] hashes) {
    this.start = start;
    this.hashes = hashes;
  }

  Hash get(long index) {
    return hashes[(int) (index - start)];
  }

  private long end() {
    return start + hashes.length;
  }

  Row plus(List<Hash> more) {
    if (more.isEmpty()) {
      return this;
    }
    var grown = Arrays.copyOf(hashes, hashes.length + more.size());
    for (int i = 0; i < more.size(); i++) {
      grown[hashes.length + i] = more.get(i);
    }
    return new Row(start, grown);
  }

  /** The row above this one: {@code known}, continued up to the parent with index {@code end}. */
  Row parents(Row known, long end, Sha256 sha) {
    int fresh = (int) (end - known.end());
    if (fresh == 0) {
      return known;
    }
    var grown = Arrays.copyOf(known.hashes, known.hashes.length + fresh);
    for (int i = known.hashes.length; i < grown.length; i++) {
      long left = 2 * (known.start + i);
      grown[i] = sha.node(get(left), get(left + 1));
    }
    return new Row(known.start, grown);
  }

  /** This row without what lies before {@code newStart}. */
  Row from(long newStart) {
    if (newStart == start) {
      return this;
    }
    return new Row(newStart, Arrays.copyOfRange(hashes, (int) (newStart - start), hashes.length));
  }

  byte[] concatenated(long from, int count) {
    var bytes = new byte[count * Hash.LENGTH];
    for (int i = 0; i < count; i++) {
      get(from + i).copyTo(bytes, i * Hash.LENGTH);
    }
    return bytes;
  }
}
