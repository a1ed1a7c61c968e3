package org.mingjing.policy;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Reads what a resource lets be counted: {@code aggregates} and {@code minCell}. */
final class AggregatesReader {
  private static final String AGGREGATES = "aggregates";
  private static final String MIN_CELL = "minCell";
  private static final int MOST_CELL = 1_000_000;
  private static final int MOST_FIELDS = 2;

  private final Values values;

  AggregatesReader(Values values) {
    this.values = values;
  }

  Aggregates aggregates(MapReader map, Subject subject, List<Field> fields) {
    int minCell =
        map.find(MIN_CELL)
            .flatMap(node -> values.integer(node, Aggregates.LEAST_CELL, MOST_CELL))
            .orElse(Aggregates.LEAST_CELL);
    Map<String, Aggregates.Grouping> groupings = new LinkedHashMap<>();
    map.find(AGGREGATES)
        .ifPresent(node -> {
          if (node instanceof Node.Mapping mapping && !mapping.entries().isEmpty()) {
            mapping
                .entries()
                .forEach((id, entry) -> {
                  values.matches(id, entry.value().at(), Patterns.SLUG);
                  groupings.put(id, grouping(entry.value(), subject, fields));
                });
          } else if (!(node instanceof Node.Broken)) {
            values.wrong(node.at(), "键值对", "keys and values");
          }
        });
    apart(map, groupings);
    return new Aggregates(groupings, minCell);
  }

  private Aggregates.Grouping grouping(Node node, Subject subject, List<Field> fields) {
    MapReader map = MapReader.of(values, node);
    List<String> by = new ArrayList<>();
    for (Node item : map.list("by")) {
      values.string(item).filter(name -> fit(name, item, subject, fields)).ifPresent(by::add);
    }
    if (by.size() > MOST_FIELDS || by.stream().distinct().count() != by.size()) {
      values
          .faults()
          .add(
              map.at("by"),
              "group-by-fields",
              "分组字段应为一个或两个不同的字段",
              "groups are made by one field, or by two different ones");
    }
    List<String> sums = new ArrayList<>();
    if (map.has("sums")) {
      for (Node item : map.list("sums")) {
        values.string(item).filter(name -> number(name, item, fields)).ifPresent(sums::add);
      }
    }
    map.finish();
    return new Aggregates.Grouping(by, sums);
  }

  private boolean fit(String name, Node at, Subject subject, List<Field> fields) {
    if (name.equals(subject.field())) {
      values
          .faults()
          .add(
              at.at(),
              "group-by-key",
              "不得按查询键 " + name + " 分组：每组只有一个对象",
              "the key " + name + " makes no groups: each has one subject");
      return false;
    }
    return known(name, at, fields);
  }

  private boolean known(String name, Node at, List<Field> fields) {
    boolean known = fields.stream().anyMatch(field -> field.name().equals(name));
    if (!known) {
      values
          .faults()
          .add(
              at.at(),
              "unknown-field",
              "字段 " + name + " 不在 fields 之内；请补上并分类",
              "field " + name + " is not among the fields; add and classify it");
    }
    return known;
  }

  private boolean number(String name, Node at, List<Field> fields) {
    boolean number =
        fields.stream()
            .filter(field -> field.name().equals(name))
            .allMatch(
                field -> field.type() == FieldType.INTEGER || field.type() == FieldType.DECIMAL);
    if (!number) {
      values
          .faults()
          .add(
              at.at(),
              "sum-of-no-number",
              "字段 " + name + " 不是数（integer 或 decimal），不能求和",
              "field " + name + " is no number (integer or decimal), so there is no sum of it");
    }
    return number && known(name, at, fields);
  }

  private void apart(MapReader map, Map<String, Aggregates.Grouping> groupings) {
    List<String> fields =
        groupings.values().stream().flatMap(one -> one.by().stream().distinct()).toList();
    if (fields.stream().distinct().count() != fields.size()) {
      values
          .faults()
          .add(
              map.atKey(AGGREGATES),
              "shared-group-field",
              "两个分组不得有相同的字段：两张表相减会露出被隐去的数；按两个字段分组的答复已含各字段的合计",
              "no two groupings share a field: two tables tell what each suppresses; the answer by two fields has the totals of each");
    }
  }
}
