package org.mingjing.connectors;

import java.net.URI;

/**
 * A department's HTTP services.
 *
 * @param baseUrl scheme, host, port and perhaps a path; resources add theirs to it
 * @param maxConnections kept open; a call waits for one when all are busy
 */
public record HttpSettings(String name, String baseUrl, int maxConnections)
    implements ConnectionSettings {
  /** Refuses URLs with a query, a fragment, credentials or a trailing slash. */
  public HttpSettings {
    URI uri = URI.create(baseUrl);
    boolean web = "http".equals(uri.getScheme()) || "https".equals(uri.getScheme());
    boolean plain =
        uri.getHost() != null
            && uri.getRawQuery() == null
            && uri.getRawFragment() == null
            && uri.getRawUserInfo() == null
            && !baseUrl.endsWith("/");
    if (!web || !plain) {
      throw new IllegalArgumentException("connection " + name + " has no plain http(s) URL");
    }
    if (maxConnections < 1 || maxConnections > 10_000) {
      throw new IllegalArgumentException("maxConnections of " + name + " lies outside 1…10000");
    }
  }
}
