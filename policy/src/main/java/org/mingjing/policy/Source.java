package org.mingjing.policy;

import java.util.Map;

/** Where a resource's data come from: a kind of source, a named connection, and its settings. */
public record Source(String type, String connection, Map<String, String> settings) {

  public Source {
    settings = Map.copyOf(settings);
  }
}
