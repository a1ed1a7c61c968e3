package org.mingjing.policy;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What the catalogue lets be counted of a resource ({@link AnswerForm#AGGREGATE}).
 *
 * @param groupings by id; none has a field of another, since what two tables have in common tells
 *     what each of them suppresses
 * @param minCell how many subjects a group has to have to be told, {@link #LEAST_CELL} or more
 */
public record Aggregates(Map<String, Grouping> groupings, int minCell) {
  public static final int LEAST_CELL = 10;

  /** Of a resource of which nothing is counted. */
  public static final Aggregates NONE = new Aggregates(Map.of(), LEAST_CELL);

  public Aggregates {
    groupings = Collections.unmodifiableMap(new LinkedHashMap<>(groupings));
    if (minCell < LEAST_CELL) {
      throw new IllegalArgumentException("a cell has at least " + LEAST_CELL + " subjects");
    }
  }

  /**
   * Groups with as many subjects as are told.
   *
   * @param by the fields that make the groups, one or two
   * @param sums the numbers that may be added up in each group
   */
  public record Grouping(List<String> by, List<String> sums) {
    public Grouping {
      by = List.copyOf(by);
      sums = List.copyOf(sums);
    }
  }

  public Optional<Grouping> grouping(String id) {
    return Optional.ofNullable(groupings.get(id));
  }
}
