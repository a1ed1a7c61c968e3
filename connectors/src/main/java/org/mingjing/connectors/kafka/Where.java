package org.mingjing.connectors.kafka;

/**
 * What is known of a key, and how {@link KeyIndex} keeps it in one word: offset and partition, that
 * a partition removed it, or that two partitions tell of it.
 */
sealed interface Where {
  /** Its newest record is here. */
  record Place(int partition, long offset) implements Where {}

  /** It has no record. */
  record Nowhere() implements Where {}

  /** Two partitions tell of it, and nobody can say which of them was last. */
  record Twice() implements Where {}

  /** Nothing is known. */
  long NONE = 0;

  /** The bits of a partition; the last number is no partition's. */
  int PARTITION_BITS = 16;

  /** The mask of those bits. */
  long PARTITION_MASK = (1L << PARTITION_BITS) - 1;

  /** The word for {@link Twice}. */
  long TWICE = Long.MIN_VALUE | PARTITION_MASK;

  /** Kafka's offsets stay far below 2⁴⁶. */
  static long packed(Place place) {
    if (place.partition() >= PARTITION_MASK || place.offset() >= 1L << 46) {
      throw new IllegalStateException("a place beyond what is kept");
    }
    return ((place.offset() + 1) << PARTITION_BITS) | place.partition();
  }

  /** A partition removed it. */
  static long removed(int partition) {
    return Long.MIN_VALUE | partition;
  }

  /** Whether a word is one of {@link #removed}. */
  static boolean isRemoved(long packed) {
    return packed < 0 && packed != TWICE;
  }

  /** The partition that a word is of. */
  static int partition(long packed) {
    return (int) (packed & PARTITION_MASK);
  }

  /** What a word says. */
  static Where of(long packed) {
    if (packed == TWICE) {
      return new Twice();
    }
    return packed == NONE || isRemoved(packed)
        ? new Nowhere()
        : new Place(partition(packed), (packed >>> PARTITION_BITS) - 1);
  }
}
