package org.mingjing.connectors.http;

import java.util.Set;
import org.apache.camel.Exchange;
import org.apache.camel.spi.HeaderFilterStrategy;
import org.jspecify.annotations.Nullable;

/** Lets out the headers that tell of the call and nothing else; lets none in. */
final class ToldHeaders implements HeaderFilterStrategy {
  static final String CALL_ID = "Mingjing-Call-Id";
  static final String REQUESTER = "Mingjing-Requester";
  static final String PURPOSE = "Mingjing-Purpose";
  static final String GRANT = "Mingjing-Grant";
  private static final Set<String> ALLOWED = Set.of(CALL_ID, REQUESTER, PURPOSE, GRANT);

  /** {@inheritDoc} True means: leave it out. */
  @Override
  public boolean applyFilterToCamelHeaders(
      String name, @Nullable Object value, @Nullable Exchange message) {
    return !ALLOWED.contains(name);
  }

  @Override
  public boolean applyFilterToExternalHeaders(
      String name, @Nullable Object value, @Nullable Exchange message) {
    return true;
  }
}
