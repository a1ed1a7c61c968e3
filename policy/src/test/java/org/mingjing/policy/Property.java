package org.mingjing.policy;

import java.util.Random;

/**
 * A property that is tried on worlds made at random. Each world is made from the run's seed and its
 * own number alone, so that the one that fails can be made again without the others.
 */
final class Property {

  /**
   * Policies and requests of a property: some seconds' worth; the profile `properties` has more.
   */
  static final int WORLDS = Integer.getInteger("mingjing.properties", 5_000);

  /** Requests of each policy. */
  private static final int REQUESTS = 4;

  private static final long SEED = Long.getLong("mingjing.seed", new Random().nextLong());

  /** The number of the only world to try, if one is given. */
  private static final int ONLY = Integer.getInteger("mingjing.world", -1);

  private Property() {}

  /** What has to hold of a world; what it draws further comes from {@code random}. */
  @FunctionalInterface
  interface Check {
    void of(GeneratedWorld world, Random random) throws Exception;
  }

  /** Tries it on {@link #WORLDS} pairs of policy and request, and prints from which seed. */
  static void holds(String name, Check check) {
    holds(name, WORLDS, check);
  }

  static void holds(String name, int worlds, Check check) {
    long started = System.nanoTime();
    int first = ONLY < 0 ? 0 : ONLY;
    int end = ONLY < 0 ? worlds : ONLY + 1;
    GeneratedWorld rules = Generating.world(random(first / REQUESTS * REQUESTS));
    for (int i = first; i < end; i++) {
      Random random = random(i);
      if (i % REQUESTS == 0) {
        rules = Generating.world(random);
      }
      GeneratedWorld world = i % REQUESTS == 0 ? rules : Generating.another(rules, random);
      try {
        check.of(world, random);
      } catch (Exception | AssertionError failed) {
        throw new AssertionError(
            "-Dmingjing.seed=%d -Dmingjing.world=%d: %s".formatted(SEED, i, world), failed);
      }
    }
    System.out.printf(
        "%s: %,d pairs of policy and request in %.1f s, seed: -Dmingjing.seed=%d%n",
        name, end - first, (System.nanoTime() - started) / 1e9, SEED);
  }

  /** Whether the whole run was tried, so that what it came across may be looked at. */
  static boolean whole() {
    return ONLY < 0;
  }

  /** Draws for what is not a world of its own. */
  static Random random(int number) {
    return new Random(SEED ^ (number * 0x9E3779B97F4A7C15L));
  }

  static long seed() {
    return SEED;
  }
}
