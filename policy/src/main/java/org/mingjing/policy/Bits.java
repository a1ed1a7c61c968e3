package org.mingjing.policy;

import java.util.function.IntPredicate;

/** A set of small numbers, such as those of purposes or of a resource's fields. Immutable. */
final class Bits {

  static final Bits NONE = new Bits(new long[0]);

  private final long[] words;

  private Bits(long[] words) {
    this.words = words;
  }

  /** Those of the numbers 0 to {@code size - 1} that are meant. */
  static Bits of(int size, IntPredicate meant) {
    long[] words = new long[(size + Long.SIZE - 1) / Long.SIZE];
    for (int i = 0; i < size; i++) {
      if (meant.test(i)) {
        words[i / Long.SIZE] |= 1L << i;
      }
    }
    return new Bits(words);
  }

  /** The numbers that are in both, which are of one size. */
  Bits and(Bits other) {
    long[] common = words.clone();
    for (int i = 0; i < common.length; i++) {
      common[i] &= other.words[i];
    }
    return new Bits(common);
  }

  /** Whether the number is in it; no negative one is. */
  boolean has(int number) {
    int word = number >> 6;
    return word >= 0 && word < words.length && (words[word] & (1L << number)) != 0;
  }
}
