package org.mingjing.connectors;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.camel.CamelContext;
import org.apache.camel.RoutesBuilder;
import org.mingjing.connectors.http.HttpSourceTemplate;
import org.mingjing.connectors.jdbc.JdbcSourceTemplate;
import org.mingjing.connectors.template.SourceTemplate;

/**
 * The departments' systems, as the exchange reads them. One Camel route a resource, made from the
 * template of its kind; a fetch runs through it on the caller's thread.
 *
 * <p>Starting does not need the departments to be up: a system that is down is a failure of the
 * calls to it.
 */
public final class Sources implements AutoCloseable {
  private final CamelContext context;
  private final List<SourceTemplate> templates;
  private final Map<String, Route> routes;

  private Sources(CamelContext context, List<SourceTemplate> templates, Map<String, Route> routes) {
    this.context = context;
    this.templates = templates;
    this.routes = routes;
  }

  /**
   * Opens the connections and makes a route for each resource.
   *
   * @throws IllegalArgumentException if a resource names no connection of its kind, or is there
   *     twice
   */
  public static Sources start(
      Collection<ConnectionSettings> connections, Collection<SourceSpec> specs) {
    check(connections, specs);
    HttpSourceTemplate http = new HttpSourceTemplate(of(HttpSettings.class, connections));
    JdbcSourceTemplate jdbc = new JdbcSourceTemplate(of(JdbcSettings.class, connections));
    Function<SourceSpec, SourceTemplate> template =
        spec ->
            switch (spec.kind()) {
              case SourceKind.Table table -> jdbc;
              case SourceKind.HttpQuery query -> http;
            };
    CamelContext context = PlainContext.start(List.<RoutesBuilder>of(http, jdbc));
    Map<String, Route> routes = new HashMap<>();
    for (SourceSpec spec : specs) {
      routes.put(spec.resource(), Route.of(context, spec, template.apply(spec)));
    }
    return new Sources(context, List.of(http, jdbc), routes);
  }

  /**
   * Asks a source. Blocks for at most the resource's time limit (see {@link Limits}). Whatever goes
   * wrong on the way comes back as a {@link SourceAnswer.SourceFailure}, defects of ours included,
   * so that the caller can close its call; so does a call after {@link #close}.
   *
   * @throws IllegalArgumentException if the resource or a field is not one of those started with
   */
  public SourceAnswer fetch(SourceCall call) {
    Route route = routes.get(call.resource());
    if (route == null) {
      throw new IllegalArgumentException("no source for resource " + call.resource());
    }
    return route.fetch(call);
  }

  @Override
  public void close() {
    context.stop();
    templates.forEach(SourceTemplate::close);
  }

  private static void check(
      Collection<ConnectionSettings> connections, Collection<SourceSpec> specs) {
    Map<String, ConnectionSettings> named =
        connections.stream().collect(Collectors.toMap(ConnectionSettings::name, c -> c));
    List<String> resources = new ArrayList<>();
    for (SourceSpec spec : specs) {
      ConnectionSettings connection = named.get(spec.connection());
      boolean fits =
          switch (spec.kind()) {
            case SourceKind.Table table -> connection instanceof JdbcSettings;
            case SourceKind.HttpQuery query -> connection instanceof HttpSettings;
          };
      if (!fits || resources.contains(spec.resource())) {
        throw new IllegalArgumentException(
            spec.resource() + " is there twice, or has no connection of its kind");
      }
      resources.add(spec.resource());
    }
  }

  private static <T> List<T> of(Class<T> type, Collection<ConnectionSettings> connections) {
    return connections.stream().filter(type::isInstance).map(type::cast).toList();
  }
}
