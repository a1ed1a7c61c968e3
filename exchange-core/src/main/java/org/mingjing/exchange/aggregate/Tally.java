package org.mingjing.exchange.aggregate;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import org.mingjing.ledger.canonical.CanonicalWriter;

/**
 * A table of groups by one field or two, with the totals of each value and of all. Of what {@link
 * Suppression} hides, only that it is suppressed is told; groups of nobody are not listed.
 */
public final class Tally {
  /** A table of more cells is not looked through. */
  private static final int MOST_CELLS = 40_000;

  private static final Optional<String> ALL = Optional.of("");
  private static final Cell EMPTY = new Cell(0, Map.of());

  /** Where the source has no value comes first. */
  private static final Comparator<Optional<String>> ORDER =
      Comparator.<Optional<String>, Boolean>comparing(Optional::isPresent)
          .thenComparing(value -> value.orElse(""));

  private final String first;
  private final Optional<String> second;
  private final Map<Place, Cell> cells = new HashMap<>();

  /** A tally by these fields, one or two. */
  public Tally(List<String> by) {
    first = by.getFirst();
    second = by.size() > 1 ? Optional.of(by.get(1)) : Optional.empty();
  }

  /** The values of a group; of a field that it is not by, any. */
  private record Place(Optional<String> first, Optional<String> second) {}

  private record Cell(long subjects, Map<String, BigDecimal> sums) {
    Cell plus(Cell other) {
      Map<String, BigDecimal> all = new TreeMap<>(sums);
      other.sums.forEach((name, sum) -> all.merge(name, sum, BigDecimal::add));
      return new Cell(subjects + other.subjects, all);
    }
  }

  /**
   * Adds a group; groups of the same values are one.
   *
   * @param values the group's value of each field, in their order; empty where the source has none
   * @param sums the numbers added up in it, by field
   */
  public void add(List<Optional<String>> values, long subjects, Map<String, BigDecimal> sums) {
    Place place = new Place(values.getFirst(), second.isPresent() ? values.get(1) : ALL);
    cells.merge(place, new Cell(subjects, sums), Cell::plus);
  }

  /**
   * Writes groups and totals, in the order of their values.
   *
   * @param least how many subjects a cell has to have to be told
   * @return empty if there are too many to be looked through
   */
  public Optional<byte[]> json(long least) {
    List<Optional<String>> rows = values(Place::first);
    List<Optional<String>> columns = values(Place::second);
    if ((long) rows.size() * columns.size() > MOST_CELLS) {
      return Optional.empty();
    }
    Cell[][] table = table(rows, columns);
    boolean[][] hidden = cells.isEmpty() ? new boolean[1][1] : Suppression.of(counts(table), least);
    CanonicalWriter out = new CanonicalWriter(1024).beginObject().name("groups").beginArray();
    for (int row = 0; row < rows.size(); row++) {
      for (int column = 0; column < columns.size(); column++) {
        Place place = new Place(rows.get(row), columns.get(column));
        write(out, by(place), table[row][column], hidden[row][column]);
      }
    }
    out.endArray().name("totals").beginArray();
    if (second.isPresent()) {
      for (int row = 0; row < rows.size(); row++) {
        Map<String, Optional<String>> by = Map.of(first, rows.get(row));
        write(out, by, table[row][columns.size()], hidden[row][columns.size()]);
      }
      for (int column = 0; column < columns.size(); column++) {
        Map<String, Optional<String>> by = Map.of(second.get(), columns.get(column));
        write(out, by, table[rows.size()][column], hidden[rows.size()][column]);
      }
    }
    write(out, Map.of(), table[rows.size()][columns.size()], hidden[rows.size()][columns.size()]);
    return Optional.of(out.endArray().endObject().toByteArray());
  }

  private List<Optional<String>> values(Function<Place, Optional<String>> of) {
    TreeSet<Optional<String>> values = new TreeSet<>(ORDER);
    cells.keySet().forEach(place -> values.add(of.apply(place)));
    return new ArrayList<>(values);
  }

  /** All cells, with a row and a column of totals. */
  private Cell[][] table(List<Optional<String>> rows, List<Optional<String>> columns) {
    Cell[][] table = new Cell[rows.size() + 1][columns.size() + 1];
    for (int row = 0; row <= rows.size(); row++) {
      for (int column = 0; column <= columns.size(); column++) {
        table[row][column] = EMPTY;
      }
    }
    for (int row = 0; row < rows.size(); row++) {
      for (int column = 0; column < columns.size(); column++) {
        Cell cell = cells.getOrDefault(new Place(rows.get(row), columns.get(column)), EMPTY);
        table[row][column] = cell;
        table[row][columns.size()] = table[row][columns.size()].plus(cell);
        table[rows.size()][column] = table[rows.size()][column].plus(cell);
        table[rows.size()][columns.size()] = table[rows.size()][columns.size()].plus(cell);
      }
    }
    return table;
  }

  private static long[][] counts(Cell[][] table) {
    long[][] counts = new long[table.length - 1][table[0].length - 1];
    for (int row = 0; row < counts.length; row++) {
      for (int column = 0; column < counts[row].length; column++) {
        counts[row][column] = table[row][column].subjects();
      }
    }
    return counts;
  }

  private Map<String, Optional<String>> by(Place place) {
    Map<String, Optional<String>> by = new TreeMap<>();
    by.put(first, place.first());
    second.ifPresent(field -> by.put(field, place.second()));
    return by;
  }

  private static void write(
      CanonicalWriter out, Map<String, Optional<String>> by, Cell cell, boolean hidden) {
    if (cell.subjects() == 0 && !by.isEmpty()) {
      return;
    }
    out.beginObject().name("by").beginObject();
    by.forEach((field, value) -> {
      out.name(field);
      value.ifPresentOrElse(out::string, out::nullValue);
    });
    out.endObject();
    if (hidden) {
      out.name("suppressed").bool(true);
    } else {
      out.name("subjects").number(cell.subjects());
      if (!cell.sums().isEmpty()) {
        out.name("sums").beginObject();
        cell.sums().forEach((field, sum) -> out.name(field).string(sum.toPlainString()));
        out.endObject();
      }
    }
    out.endObject();
  }
}
