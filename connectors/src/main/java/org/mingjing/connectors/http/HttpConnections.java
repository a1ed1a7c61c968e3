package org.mingjing.connectors.http;

import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import org.apache.hc.client5.http.classic.HttpClient;
import org.mingjing.connectors.HttpSettings;
import org.mingjing.connectors.Limits;

/**
 * The pools of all departments that are asked over HTTP, whatever they are asked in: resources of
 * several kinds share a connection's pool. For the templates only.
 */
public final class HttpConnections implements AutoCloseable {
  private final Deadlines deadlines = new Deadlines();
  private final Map<String, HttpConnection> connections = new HashMap<>();

  /** Opens a pool for each connection. */
  public HttpConnections(Collection<HttpSettings> settings) {
    for (HttpSettings connection : settings) {
      connections.put(connection.name(), new HttpConnection(connection));
    }
  }

  /** The base URL of a connection. */
  public String baseUrl(String name) {
    return connection(name).baseUrl();
  }

  /** A client on a connection's pool that keeps to these limits and does nothing by itself. */
  public HttpClient client(String name, Limits limits) {
    return connection(name).client(limits, deadlines);
  }

  @Override
  public void close() {
    connections.values().forEach(HttpConnection::close);
    deadlines.close();
  }

  private HttpConnection connection(String name) {
    HttpConnection connection = connections.get(name);
    if (connection == null) {
      throw new IllegalArgumentException("no HTTP connection " + name);
    }
    return connection;
  }
}
