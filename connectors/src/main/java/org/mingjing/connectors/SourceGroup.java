package org.mingjing.connectors;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A group at its source.
 *
 * @param values the group's value of each field that makes it; without one, null at the source
 * @param subjects how many different subjects it has, 1 or more
 * @param sums the total of each number asked, plain decimal; without one, null at the source
 */
public record SourceGroup(Map<String, String> values, long subjects, Map<String, String> sums) {
  public SourceGroup {
    values = Collections.unmodifiableMap(new LinkedHashMap<>(values));
    sums = Collections.unmodifiableMap(new LinkedHashMap<>(sums));
    if (subjects < 1) {
      throw new IllegalArgumentException("a group without subjects");
    }
  }

  /** Leaves out the numbers: small ones tell of persons. */
  @Override
  public String toString() {
    return "SourceGroup" + values.keySet();
  }
}
