package org.mingjing.policy;

import java.time.LocalDate;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;

/**
 * Reads one mapping key by key; {@link #finish} then refuses what nobody asked for. A missing or
 * wrong value becomes a fault, and reading goes on with a stand-in: a load with faults yields no
 * policy, so a stand-in never decides anything.
 */
final class MapReader {

  static final LocalDate NO_DATE = LocalDate.EPOCH;

  private final Values values;
  private final Position at;
  private final Map<String, Node.Entry> entries;
  private final boolean readable;
  private final Set<String> known = new LinkedHashSet<>();

  private MapReader(Values values, Position at, Map<String, Node.Entry> entries, boolean readable) {
    this.values = values;
    this.at = at;
    this.entries = entries;
    this.readable = readable;
  }

  static MapReader of(Values values, Node node) {
    return switch (node) {
      case Node.Mapping mapping -> new MapReader(values, mapping.at(), mapping.entries(), true);
      case Node.Broken broken -> new MapReader(values, broken.at(), Map.of(), false);
      case Node.Sequence sequence -> noMapping(values, sequence.at());
      case Node.Scalar scalar -> noMapping(values, scalar.at());
    };
  }

  private static MapReader noMapping(Values values, Position at) {
    values.wrong(at, "键值对", "keys and values");
    return new MapReader(values, at, Map.of(), false);
  }

  Position at() {
    return at;
  }

  /** Where the key's value stands; the mapping itself if the key is absent. */
  Position at(String key) {
    return Optional.ofNullable(entries.get(key)).map(entry -> entry.value().at()).orElse(at);
  }

  /** Where the key itself stands. */
  Position atKey(String key) {
    return Optional.ofNullable(entries.get(key)).map(Node.Entry::at).orElse(at);
  }

  boolean has(String key) {
    known.add(key);
    return entries.containsKey(key);
  }

  Optional<Node> find(String key) {
    known.add(key);
    return Optional.ofNullable(entries.get(key)).map(Node.Entry::value);
  }

  Optional<Node> require(String key) {
    Optional<Node> value = find(key);
    if (value.isEmpty() && readable) {
      values
          .faults()
          .add(at, "missing-key", "缺少键 " + key + "；请补上", "key " + key + " is missing; add it");
    }
    return value;
  }

  <T> T require(String key, Function<Node, Optional<T>> reading, T standIn) {
    return require(key).flatMap(reading).orElse(standIn);
  }

  String string(String key) {
    return require(key, values::string, Patterns.STAND_IN);
  }

  String matching(String key, Pattern pattern) {
    return require(key, node -> values.matching(node, pattern), Patterns.STAND_IN);
  }

  int integer(String key, int min, int max) {
    return require(key, node -> values.integer(node, min, max), min);
  }

  boolean bool(String key) {
    return require(key, values::bool, false);
  }

  /** A missing or wrong date is read as 1970, which no document can write. */
  LocalDate date(String key) {
    return require(key, values::date, NO_DATE);
  }

  <E> E oneOf(String key, Vocabulary<E> vocabulary, E standIn) {
    return require(key, node -> values.oneOf(node, vocabulary), standIn);
  }

  <E> Set<E> someOf(String key, Vocabulary<E> vocabulary) {
    Set<E> some = new LinkedHashSet<>();
    for (Node item : list(key)) {
      values
          .oneOf(item, vocabulary)
          .filter(value -> !some.add(value))
          .ifPresent(value -> repeated(item.at(), value.toString()));
    }
    return some;
  }

  void repeated(Position where, String value) {
    values
        .faults()
        .add(where, "duplicate-item", value + " 重复；请只保留一个", value + " is listed twice; keep one");
  }

  Text text(String key) {
    return require(key).map(this::text).orElse(new Text(Patterns.STAND_IN, Patterns.STAND_IN));
  }

  Text text(Node node) {
    MapReader both = of(values, node);
    Text text = new Text(both.string("zh"), both.string("en"));
    both.finish();
    return text;
  }

  /** The mapping under a key that has to be there. */
  MapReader inner(String key) {
    return of(values, require(key).orElseGet(() -> new Node.Broken(at)));
  }

  /** The one of two keys that is written; exactly one has to be. */
  Optional<String> either(String one, String other) {
    boolean first = has(one);
    boolean second = has(other);
    if (first != second) {
      return Optional.of(first ? one : other);
    }
    if (readable) {
      values
          .faults()
          .add(
              second ? atKey(other) : at,
              "either-or",
              one + " 和 " + other + " 请写其中一个，且只写一个",
              "write one of " + one + " and " + other + ", not both");
    }
    return Optional.empty();
  }

  List<Node> list(String key) {
    return require(key).map(values::items).orElse(List.of());
  }

  /** Unknown keys are refused: a misspelt key must not silently mean nothing. */
  void finish() {
    entries.forEach((key, entry) -> {
      if (!known.contains(key)) {
        String takes = String.join(", ", known);
        values
            .faults()
            .add(
                entry.at(),
                "unknown-key",
                "不认识的键 " + key + "；这里可用：" + takes,
                "unknown key " + key + "; known here: " + takes);
      }
    });
  }
}
