package org.mingjing.connectors.soap;

import org.apache.camel.Exchange;
import org.apache.camel.spi.HeaderFilterStrategy;
import org.jspecify.annotations.Nullable;
import org.mingjing.connectors.http.ToldHeaders;

/** Lets out what is told and the action; lets in the type of the answer and nothing else. */
final class SoapHeaders implements HeaderFilterStrategy {
  static final String ACTION = "SOAPAction";
  private final ToldHeaders told = new ToldHeaders();

  /** {@inheritDoc} True means: leave it out. */
  @Override
  public boolean applyFilterToCamelHeaders(
      String name, @Nullable Object value, @Nullable Exchange message) {
    return !name.equals(ACTION) && told.applyFilterToCamelHeaders(name, value, message);
  }

  @Override
  public boolean applyFilterToExternalHeaders(
      String name, @Nullable Object value, @Nullable Exchange message) {
    return !name.equalsIgnoreCase(Exchange.CONTENT_TYPE);
  }
}
