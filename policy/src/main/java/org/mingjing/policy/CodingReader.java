package org.mingjing.policy;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;

/** Reads what a field declares about its values: {@code codes}, {@code states}, {@code limits}. */
final class CodingReader {

  private static final String CODES = "codes";
  private static final String STATES = "states";
  private static final String LIMITS = "limits";
  private static final long MAX_BOUND = 1_000_000_000_000_000L;

  private final Values values;

  CodingReader(Values values) {
    this.values = values;
  }

  Coding coding(MapReader map, String field, FieldType type) {
    Coding coding =
        new Coding(
            each(map, CODES, (value, node) -> values.string(node)),
            each(map, STATES, this::state),
            each(map, LIMITS, this::limit));
    if (!coding.limits().isEmpty() && type != FieldType.INTEGER && type != FieldType.DECIMAL) {
      values
          .faults()
          .add(
              map.atKey(LIMITS),
              "limits-of-no-number",
              "字段 " + field + " 不是数（integer 或 decimal），limits 不起作用；请删除，或改正类型",
              "field "
                  + field
                  + " is no number (integer or decimal), so limits have no effect; remove them, or correct the type");
    }
    return coding;
  }

  private <T> Map<String, T> each(
      MapReader map, String key, BiFunction<String, Node, Optional<T>> reading) {
    Map<String, T> read = new LinkedHashMap<>();
    map.find(key)
        .ifPresent(node -> {
          if (node instanceof Node.Mapping mapping && !mapping.entries().isEmpty()) {
            mapping
                .entries()
                .forEach((name, entry) ->
                    reading.apply(name, entry.value()).ifPresent(value -> read.put(name, value)));
          } else if (!(node instanceof Node.Broken)) {
            values.wrong(node.at(), "键值对", "keys and values");
          }
        });
    return read;
  }

  private Optional<String> state(String value, Node node) {
    Optional<String> state = values.matching(node, Patterns.SLUG);
    if (state.filter(Coding.UNKNOWN::equals).isPresent()) {
      values
          .faults()
          .add(
              node.at(),
              "state-unknown",
              "状态不得名为 unknown：它表示查无此人或没有值；请换一个",
              "no state is called unknown, which tells that there is nobody or no value; take another word");
    }
    return state;
  }

  private Optional<Coding.Limit> limit(String id, Node node) {
    values.matches(id, node.at(), Patterns.SLUG);
    MapReader map = MapReader.of(values, node);
    Optional<String> side = map.either("atLeast", "atMost");
    Optional<Coding.Limit> limit =
        side.flatMap(word ->
            map.find(word)
                .flatMap(bound -> values.longInteger(bound, -MAX_BOUND, MAX_BOUND))
                .map(bound -> new Coding.Limit(sideOf(word), bound)));
    map.finish();
    return limit;
  }

  private static Coding.Limit.Side sideOf(String word) {
    return word.equals("atLeast") ? Coding.Limit.Side.AT_LEAST : Coding.Limit.Side.AT_MOST;
  }
}
