package org.mingjing.connectors.http;

import java.util.List;
import java.util.Optional;
import org.apache.camel.CamelContext;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.builder.TemplatedRouteBuilder;
import org.mingjing.connectors.SourceAnswer.SourceFailure;
import org.mingjing.connectors.SourceKind;
import org.mingjing.connectors.SourceSpec;
import org.mingjing.connectors.template.SourceTemplate;

/** The route template of departments that answer over HTTP; for {@code Sources} only. */
public final class HttpSourceTemplate extends RouteBuilder implements SourceTemplate {
  private static final String TEMPLATE = "http-source";
  private static final List<String> ROLES = List.of("ask", "receive", "told", "client");
  private final HttpConnections connections;

  /** A template whose routes use these connections, which stay their owner's. */
  public HttpSourceTemplate(HttpConnections connections) {
    this.connections = connections;
  }

  @Override
  public void configure() {
    routeTemplate(TEMPLATE)
        .templateParameter("name")
        .templateParameter("address")
        .from("direct:{{name}}")
        .errorHandler(noErrorHandler())
        .process("{{name}}-ask")
        .to(
            "{{address}}?httpMethod=POST&httpClient=#{{name}}-client"
                + "&headerFilterStrategy=#{{name}}-told&throwExceptionOnFailure=false"
                + "&disableStreamCache=true&skipControlHeaders=true&skipResponseHeaders=true"
                + "&copyHeaders=false")
        .process("{{name}}-receive");
  }

  @Override
  public void add(CamelContext context, String name, SourceSpec spec) {
    bind(context, name, "ask", new Ask(spec));
    bind(context, name, "receive", new Receive(spec));
    bind(context, name, "told", new ToldHeaders());
    bind(context, name, "client", connections.client(spec.connection(), spec.limits()));
    TemplatedRouteBuilder.builder(context, TEMPLATE)
        .routeId(name)
        .parameter("name", name)
        .parameter(
            "address",
            connections.baseUrl(spec.connection())
                + SourceTemplate.kind(SourceKind.HttpQuery.class, spec).path())
        .add();
  }

  @Override
  public void forget(CamelContext context, String name) {
    for (String role : ROLES) {
      context.getRegistry().unbind(name + "-" + role);
    }
  }

  @Override
  public Optional<SourceFailure> failure(Exception exception) {
    return HttpFailures.of(exception);
  }

  /** The question is posted, but by our agreement with the department it changes nothing. */
  @Override
  public boolean mayRepeat(SourceSpec spec) {
    return true;
  }

  private static void bind(CamelContext context, String name, String role, Object bean) {
    context.getRegistry().bind(name + "-" + role, bean);
  }
}
