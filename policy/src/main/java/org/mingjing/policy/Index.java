package org.mingjing.policy;

import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What was read of one kind, by id. An entry with faults is there too, marked unsound, so that
 * references to it do not become faults of their own; the same holds for a file that could not be
 * read at all.
 */
final class Index<K, V> {

  private final Map<K, V> values = new LinkedHashMap<>();
  private final Map<K, Position> positions = new LinkedHashMap<>();
  private final Set<K> unsound = new HashSet<>();
  private boolean incomplete;
  private boolean repetitive;

  void markIncomplete() {
    incomplete = true;
  }

  /**
   * Adds an entry; one that repeats an id is a fault and is dropped. What has no readable id may be
   * what any reference means.
   */
  void add(K id, V value, Position at, boolean sound, Faults faults) {
    if (id.toString().equals(Patterns.STAND_IN)) {
      incomplete = true;
      return;
    }
    if (values.putIfAbsent(id, value) != null) {
      repetitive = true;
      faults.add(at, "duplicate-id", id + " 重复；请只保留一个", id + " is listed twice; keep one");
      return;
    }
    positions.put(id, at);
    if (!sound) {
      unsound.add(id);
    }
  }

  /** Whether a reference to the id holds, as far as can be told. */
  boolean holds(K id) {
    return incomplete || values.containsKey(id);
  }

  /** The entry, if it was read without a fault. */
  Optional<V> sound(K id) {
    return unsound.contains(id) ? Optional.empty() : Optional.ofNullable(values.get(id));
  }

  Position position(K id) {
    return positions.getOrDefault(id, Position.startOf("?"));
  }

  boolean incomplete() {
    return incomplete;
  }

  /** Whether counting the entries says something about the document. */
  boolean countable() {
    return !incomplete && !repetitive;
  }

  Map<K, V> values() {
    return values;
  }
}
