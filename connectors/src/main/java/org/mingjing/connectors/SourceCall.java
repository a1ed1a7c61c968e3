package org.mingjing.connectors;

import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * One question to a source: these fields of the subject with this key.
 *
 * @param fields exactly those that were permitted; nothing else is asked of the source
 * @param limits of which fields only this is asked: whether the number keeps to a limit. A source
 *     that compares itself says so ({@link SourceAnswer.Fetched#compared})
 */
public record SourceCall(
    String resource, List<String> fields, String key, Map<String, Limit> limits, Told told)
    implements SourceQuestion {
  /** Refuses a question for nothing, or for one field twice. */
  public SourceCall {
    fields = List.copyOf(fields);
    limits = Map.copyOf(limits);
    if (fields.isEmpty() || Set.copyOf(fields).size() != fields.size()) {
      throw new IllegalArgumentException("fields are none, or repeated");
    }
  }

  /** A question for the values themselves. */
  public SourceCall(String resource, List<String> fields, String key, Told told) {
    this(resource, fields, key, Map.of(), told);
  }

  /** What a number keeps to: at most the bound, or at least. */
  public record Limit(boolean atMost, long bound) {}

  /** Leaves out the key, which is personal data. */
  @Override
  public String toString() {
    return "SourceCall[" + told.callId() + " " + resource + " " + fields + "]";
  }
}
