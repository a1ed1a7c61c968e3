package org.mingjing.connectors;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * One record.
 *
 * @param values the text of each field asked, in the order asked; a field that is null at the
 *     source is absent. Dates are ISO 8601, numbers plain decimal, booleans {@code true} and {@code
 *     false}
 */
public record SourceRow(Map<String, String> values) {
  /** Keeps the values as they are. */
  public SourceRow {
    values = Collections.unmodifiableMap(new LinkedHashMap<>(values));
  }

  /** Leaves out the values, which are personal data. */
  @Override
  public String toString() {
    return "SourceRow" + values.keySet();
  }
}
