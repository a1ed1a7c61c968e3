package org.mingjing.demo;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A register of a department: a table, how the exchange reaches it, and what stands in it.
 *
 * @param columns definitions in the order in which rows are loaded, the key first; they are
 *     separated by a comma and a space
 * @param unique whether a key has one row at most
 * @param path where the department's own service answers for it; empty: the exchange's role reads
 *     the table itself
 */
record Table(String name, String columns, boolean unique, Optional<String> path, Rows rows) {
  /** The rows of a population, each with a value for every column. */
  @FunctionalInterface
  interface Rows {
    Stream<Object[]> of(Population population);
  }

  /** What stands in a row where there is no value. */
  static final String NULL = "\\N";

  /** A table that the exchange reads, with one row for a key. */
  static Table published(String name, String columns, Rows rows) {
    return new Table(name, columns, true, Optional.empty(), rows);
  }

  /** A table that the department's service reads, with one row for a key. */
  static Table served(String path, String name, String columns, Rows rows) {
    return new Table(name, columns, true, Optional.of(path), rows);
  }

  /** The same with any number of rows for a key. */
  Table repeating() {
    return new Table(name, columns, false, path, rows);
  }

  /** The first column. */
  String key() {
    return types().keySet().iterator().next();
  }

  /** The type of each column, in their order. */
  Map<String, String> types() {
    Map<String, String> types = new LinkedHashMap<>();
    for (String column : columns.split(", ", -1)) {
      List<String> words = List.of(column.split(" ", -1));
      types.put(words.get(0), words.get(1));
    }
    return types;
  }

  /** The statement that adds the key, run after the load. */
  String keyStatement() {
    return unique
        ? "alter table %s add primary key (%s)".formatted(name, key())
        : "create index on %s (%s)".formatted(name, key());
  }

  static Object[] row(Object... values) {
    return values;
  }
}
