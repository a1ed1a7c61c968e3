package org.mingjing.policy;

import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/** How a closed vocabulary is spelt in documents and on the wire. */
final class Wire {

  private Wire() {}

  static String hyphenated(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  static <E extends Enum<E>> Map<String, E> index(E[] values, Function<E, String> spelling) {
    return Arrays.stream(values).collect(Collectors.toUnmodifiableMap(spelling, value -> value));
  }

  static <E> Optional<E> find(Map<String, E> index, String spelling) {
    return Optional.ofNullable(index.get(spelling));
  }
}
