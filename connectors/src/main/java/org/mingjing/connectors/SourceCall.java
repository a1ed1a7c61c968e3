package org.mingjing.connectors;

import java.util.List;
import java.util.Set;

/**
 * One question to a source: these fields of the subject with this key.
 *
 * @param fields exactly those that were permitted; nothing else is asked of the source
 */
public record SourceCall(String resource, List<String> fields, String key, Told told)
    implements SourceQuestion {
  /** Refuses a question for nothing, or for one field twice. */
  public SourceCall {
    fields = List.copyOf(fields);
    if (fields.isEmpty() || Set.copyOf(fields).size() != fields.size()) {
      throw new IllegalArgumentException("fields are none, or repeated");
    }
  }

  /** Leaves out the key, which is personal data. */
  @Override
  public String toString() {
    return "SourceCall[" + told.callId() + " " + resource + " " + fields + "]";
  }
}
