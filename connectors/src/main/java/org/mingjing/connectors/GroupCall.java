package org.mingjing.connectors;

import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * A question about nobody: how many subjects each group has. The source counts, so that no record
 * leaves it.
 *
 * @param by the fields that make the groups
 * @param sums the numbers that are added up in each group
 * @param most how many groups there may be, 1 or more; a source that has more is not answered from
 */
public record GroupCall(String resource, List<String> by, List<String> sums, int most, Told told)
    implements SourceQuestion {
  public GroupCall {
    by = List.copyOf(by);
    sums = List.copyOf(sums);
    List<String> all = Stream.concat(by.stream(), sums.stream()).toList();
    if (by.isEmpty() || Set.copyOf(all).size() != all.size() || most < 1) {
      throw new IllegalArgumentException("groups are by no field, or a field is there twice");
    }
  }

  @Override
  public List<String> fields() {
    return Stream.concat(by.stream(), sums.stream()).toList();
  }
}
