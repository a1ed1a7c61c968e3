package org.mingjing.policy;

import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/** What a policy knows of one kind, numbered from 0 on, so that a set of it is {@link Bits}. */
final class Numbers<K> {

  /** In which the numbers of one kind fit, so that three of them make one key. */
  static final int BITS = 21;

  /** The number of what the policy does not know. */
  static final int NONE = -1;

  private final List<K> all;
  private final Map<K, Integer> numbers;

  private Numbers(List<K> all, Map<K, Integer> numbers) {
    this.all = all;
    this.numbers = numbers;
  }

  /**
   * Numbers what is known, each once.
   *
   * @throws IllegalArgumentException if there are more than two million
   */
  static <K> Numbers<K> of(Collection<K> known) {
    List<K> all = known.stream().distinct().toList();
    if (all.size() > 1 << BITS) {
      throw new IllegalArgumentException("a policy has at most " + (1 << BITS) + " of one kind");
    }
    Map<K, Integer> numbers = HashMap.newHashMap(all.size());
    for (K one : all) {
      numbers.put(one, numbers.size());
    }
    return new Numbers<>(all, numbers);
  }

  int of(K one) {
    Integer number = numbers.get(one);
    return number == null ? NONE : number;
  }

  Bits where(Predicate<K> meant) {
    return Bits.of(all.size(), number -> meant.test(all.get(number)));
  }
}
