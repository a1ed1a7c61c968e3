package org.mingjing.connectors.http;

import java.util.Set;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.spi.HeaderFilterStrategy;
import org.jspecify.annotations.Nullable;
import org.mingjing.connectors.Told;

/**
 * Lets out the headers that tell of the call and nothing else; lets none in. For the templates
 * only.
 */
public final class ToldHeaders implements HeaderFilterStrategy {
  private static final String CALL_ID = "Mingjing-Call-Id";
  private static final String REQUESTER = "Mingjing-Requester";
  private static final String PURPOSE = "Mingjing-Purpose";
  private static final String GRANT = "Mingjing-Grant";
  private static final Set<String> ALLOWED = Set.of(CALL_ID, REQUESTER, PURPOSE, GRANT);

  /** Writes what a provider is told into the headers of a message. */
  public static void tell(Message message, Told told) {
    message.setHeader(CALL_ID, told.callId());
    message.setHeader(REQUESTER, told.requester());
    message.setHeader(PURPOSE, told.purpose());
    told.grant().ifPresent(grant -> message.setHeader(GRANT, grant));
  }

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
