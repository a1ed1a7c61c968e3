package org.mingjing.bench;

import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.random.RandomGenerator;
import org.mingjing.demo.SyntheticPeople;

/**
 * The persons asked about: all whom the demo departments hold, in a shuffled order, again and
 * again. A shuffle and not independent draws, so that keys are as random for every cache and index
 * on the way, but nobody is asked about often enough to meet a daily limit per subject by bad luck.
 */
final class Subjects {
  private final byte[][] ids;
  private final AtomicInteger next = new AtomicInteger();

  private Subjects(byte[][] ids) {
    this.ids = ids;
  }

  static Subjects shuffled(int persons, RandomGenerator random) {
    byte[][] ids = new byte[persons][];
    for (int i = 0; i < persons; i++) {
      ids[i] = id(i);
    }
    for (int i = persons - 1; i > 0; i--) {
      int other = random.nextInt(i + 1);
      byte[] moved = ids[i];
      ids[i] = ids[other];
      ids[other] = moved;
    }
    return new Subjects(ids);
  }

  /** The id of the first person. */
  static byte[] first() {
    return id(0);
  }

  /** The next id; safe from many threads, and not to be changed. */
  byte[] next() {
    return ids[Math.floorMod(next.getAndIncrement(), ids.length)];
  }

  private static byte[] id(int person) {
    return SyntheticPeople.person(person).idNumber().getBytes(StandardCharsets.US_ASCII);
  }
}
