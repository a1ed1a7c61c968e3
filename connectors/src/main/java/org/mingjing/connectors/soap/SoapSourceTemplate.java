package org.mingjing.connectors.soap;

import java.util.List;
import java.util.Optional;
import org.apache.camel.CamelContext;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.builder.TemplatedRouteBuilder;
import org.mingjing.connectors.SourceAnswer.SourceFailure;
import org.mingjing.connectors.SourceKind.SoapOperation;
import org.mingjing.connectors.SourceSpec;
import org.mingjing.connectors.http.HttpConnections;
import org.mingjing.connectors.http.HttpFailures;
import org.mingjing.connectors.template.SourceTemplate;

/** The route template of departments that offer SOAP web services; for {@code Sources} only. */
public final class SoapSourceTemplate extends RouteBuilder implements SourceTemplate {
  private static final String TEMPLATE = "soap-source";
  private static final List<String> ROLES = List.of("ask", "receive", "headers", "client");
  private final HttpConnections connections;

  /** A template whose routes use these connections, which stay their owner's. */
  public SoapSourceTemplate(HttpConnections connections) {
    this.connections = connections;
  }

  /**
   * Holds an entry against its WSDL.
   *
   * @throws IllegalArgumentException naming the resource and what its WSDL lacks
   */
  public static void check(SourceSpec spec, SoapOperation entry) {
    ContractReader.read(spec, entry);
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
                + "&headerFilterStrategy=#{{name}}-headers&throwExceptionOnFailure=false"
                + "&disableStreamCache=true&skipControlHeaders=true&copyHeaders=false")
        .process("{{name}}-receive");
  }

  @Override
  public void add(CamelContext context, String name, SourceSpec spec) {
    SoapOperation entry = SourceTemplate.kind(SoapOperation.class, spec);
    Contract contract = ContractReader.read(spec, entry);
    bind(context, name, "ask", new Ask(spec, contract));
    bind(context, name, "receive", new Receive(spec, contract));
    bind(context, name, "headers", new SoapHeaders());
    bind(context, name, "client", connections.client(spec.connection(), spec.limits()));
    TemplatedRouteBuilder.builder(context, TEMPLATE)
        .routeId(name)
        .parameter("name", name)
        .parameter("address", connections.baseUrl(spec.connection()) + entry.path())
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

  /** Only if the department says so: a service may note each question, or charge for it. */
  @Override
  public boolean mayRepeat(SourceSpec spec) {
    return SourceTemplate.kind(SoapOperation.class, spec).safe();
  }

  private static void bind(CamelContext context, String name, String role, Object bean) {
    context.getRegistry().bind(name + "-" + role, bean);
  }
}
