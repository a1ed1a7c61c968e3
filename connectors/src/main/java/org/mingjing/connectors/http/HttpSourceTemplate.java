package org.mingjing.connectors.http;

import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.apache.camel.CamelContext;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.builder.TemplatedRouteBuilder;
import org.mingjing.connectors.HttpSettings;
import org.mingjing.connectors.SourceAnswer.SourceFailure;
import org.mingjing.connectors.SourceKind;
import org.mingjing.connectors.SourceSpec;
import org.mingjing.connectors.template.SourceTemplate;

/** The route template of departments that answer over HTTP; for {@code Sources} only. */
public final class HttpSourceTemplate extends RouteBuilder implements SourceTemplate {
  private static final String TEMPLATE = "http-source";
  private final Deadlines deadlines = new Deadlines();
  private final Map<String, HttpConnection> connections = new HashMap<>();

  /** Opens a pool for each connection. */
  public HttpSourceTemplate(Collection<HttpSettings> settings) {
    for (HttpSettings connection : settings) {
      connections.put(connection.name(), new HttpConnection(connection));
    }
  }

  @Override
  public void configure() {
    routeTemplate(TEMPLATE)
        .templateParameter("resource")
        .templateParameter("address")
        .from("direct:{{resource}}")
        .errorHandler(noErrorHandler())
        .process("{{resource}}-ask")
        .to(
            "{{address}}?httpMethod=POST&httpClient=#{{resource}}-client"
                + "&headerFilterStrategy=#{{resource}}-told&throwExceptionOnFailure=false"
                + "&disableStreamCache=true&skipControlHeaders=true&skipResponseHeaders=true"
                + "&copyHeaders=false")
        .process("{{resource}}-receive");
  }

  @Override
  public void add(CamelContext context, SourceSpec spec) {
    HttpConnection connection = connection(spec.connection());
    bind(context, spec, "ask", new Ask(spec));
    bind(context, spec, "receive", new Receive(spec));
    bind(context, spec, "told", new ToldHeaders());
    bind(context, spec, "client", connection.client(spec.limits(), deadlines));
    TemplatedRouteBuilder.builder(context, TEMPLATE)
        .routeId(spec.resource())
        .parameter("resource", spec.resource())
        .parameter("address", connection.baseUrl() + path(spec.kind()))
        .add();
  }

  @Override
  public Optional<SourceFailure> failure(Exception exception) {
    return HttpFailures.of(exception);
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

  private static String path(SourceKind kind) {
    return switch (kind) {
      case SourceKind.HttpQuery query -> query.path();
      case SourceKind.Table table -> throw new IllegalArgumentException("a table has no path");
    };
  }

  private static void bind(CamelContext context, SourceSpec spec, String role, Object bean) {
    context.getRegistry().bind(spec.resource() + "-" + role, bean);
  }
}
