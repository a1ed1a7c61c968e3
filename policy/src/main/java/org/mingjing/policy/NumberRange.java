package org.mingjing.policy;

import java.util.Collection;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.stream.LongStream;

/** The numbers that an attribute can be, both ends included. */
record NumberRange(Attribute attribute, long min, long max) {

  /** Empty for what is no number and for years. */
  static Optional<NumberRange> of(Attribute attribute) {
    return switch (attribute) {
      case ASSURANCE -> range(attribute, 1, SystemReader.MAX_ASSURANCE);
      case SUBJECTS -> range(attribute, 0, Integer.MAX_VALUE);
      case MONTH -> range(attribute, 1, 12);
      case DAY -> range(attribute, 1, 31);
      case HOUR -> range(attribute, 0, 23);
      case WEEKDAY -> range(attribute, 1, 7);
      default -> Optional.empty();
    };
  }

  private static Optional<NumberRange> range(Attribute attribute, long min, long max) {
    return Optional.of(new NumberRange(attribute, min, max));
  }

  boolean holds(long number) {
    return min <= number && number <= max;
  }

  /** What comparing with the number comes to, if it is the same for the whole range. */
  Optional<Boolean> outcome(String operator, long number) {
    // Around the number and at both ends: between them, no comparison changes.
    Set<Boolean> outcomes = new HashSet<>();
    LongStream.of(min, max, number - 1, number, number + 1)
        .filter(this::holds)
        .forEach(value -> outcomes.add(compare(value, operator, number)));
    return outcomes.size() == 1 ? Optional.of(outcomes.iterator().next()) : Optional.empty();
  }

  private static boolean compare(long value, String operator, long number) {
    return switch (operator) {
      case "_==_" -> value == number;
      case "_!=_" -> value != number;
      case "_<_" -> value < number;
      case "_<=_" -> value <= number;
      case "_>_" -> value > number;
      case "_>=_" -> value >= number;
      default -> throw new IllegalArgumentException("no comparison: " + operator);
    };
  }

  /** Whether the numbers leave none out. */
  boolean within(Collection<Long> numbers) {
    return new HashSet<>(numbers).stream().filter(this::holds).count() == max - min + 1;
  }

  Text told() {
    return max == Integer.MAX_VALUE
        ? new Text("不小于 " + min + " 的数", "at least " + min)
        : new Text(min + " 至 " + max, min + " to " + max);
  }
}
