package org.mingjing.connectors;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * One record.
 *
 * @param values the text of each field asked, in the order asked; a field that is null at the
 *     source is absent. Dates are ISO 8601, numbers plain decimal, booleans {@code true} and {@code
 *     false}. An answer has no values with unpaired surrogates, which no JSON can carry on, or
 *     control characters other than tab and line feed
 */
public record SourceRow(Map<String, String> values) {
  /** Keeps the values as they are. */
  public SourceRow {
    values = Collections.unmodifiableMap(new LinkedHashMap<>(values));
  }

  /** Whether all that follows can write the values down. */
  boolean readable() {
    return values.values().stream().allMatch(SourceRow::readable);
  }

  private static boolean readable(String text) {
    return text.codePoints().allMatch(SourceRow::readable);
  }

  /** A surrogate is a code point of its own only where it has no partner. */
  private static boolean readable(int character) {
    return character == '\t'
        || character == '\n'
        || !(Character.isISOControl(character)
            || Character.getType(character) == Character.SURROGATE);
  }

  /** Leaves out the values, which are personal data. */
  @Override
  public String toString() {
    return "SourceRow" + values.keySet();
  }
}
