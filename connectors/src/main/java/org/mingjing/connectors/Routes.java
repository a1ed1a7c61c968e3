package org.mingjing.connectors;

import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.camel.CamelContext;
import org.apache.camel.RoutesBuilder;
import org.mingjing.connectors.http.HttpConnections;
import org.mingjing.connectors.http.HttpSourceTemplate;
import org.mingjing.connectors.jdbc.JdbcSourceTemplate;
import org.mingjing.connectors.kafka.KafkaSourceTemplate;
import org.mingjing.connectors.soap.SoapSourceTemplate;
import org.mingjing.connectors.template.SourceTemplate;

/**
 * The Camel context, the connection pools and the routes that several {@link Sources} share. A
 * route is there as long as one of them has it, and everything as long as there is one of them.
 */
final class Routes {
  private final Map<String, ConnectionSettings> connections;
  private final Map<String, Guard> guards = new TreeMap<>();
  private final List<SourceTemplate> templates;
  private final Function<SourceSpec, SourceTemplate> template;
  private final CamelContext context;
  private final HttpConnections web;
  private final Map<SourceSpec, Counted> counted = new HashMap<>();
  private int users;
  private int made;

  private static final class Counted {
    final Route route;
    int users;

    Counted(Route route) {
      this.route = route;
    }
  }

  Routes(Collection<ConnectionSettings> settings, Map<String, Protection> protections) {
    connections = settings.stream().collect(Collectors.toMap(ConnectionSettings::name, c -> c));
    connections
        .keySet()
        .forEach(name ->
            guards.put(name, new Guard(name, protections.getOrDefault(name, Protection.USUAL))));
    web = new HttpConnections(of(HttpSettings.class, settings));
    HttpSourceTemplate http = new HttpSourceTemplate(web);
    SoapSourceTemplate soap = new SoapSourceTemplate(web);
    JdbcSourceTemplate jdbc = new JdbcSourceTemplate(of(JdbcSettings.class, settings));
    KafkaSourceTemplate kafka = new KafkaSourceTemplate(of(KafkaSettings.class, settings));
    template =
        spec ->
            switch (spec.kind()) {
              case SourceKind.Table table -> jdbc;
              case SourceKind.HttpQuery query -> http;
              case SourceKind.KeyedTopic topic -> kafka;
              case SourceKind.SoapOperation operation -> soap;
            };
    templates = List.of(http, jdbc, kafka, soap);
    context = PlainContext.start(List.<RoutesBuilder>of(http, jdbc, kafka, soap));
  }

  private static <T> List<T> of(Class<T> type, Collection<ConnectionSettings> connections) {
    return connections.stream().filter(type::isInstance).map(type::cast).toList();
  }

  Map<String, ConnectionSettings> connections() {
    return connections;
  }

  /** How each connection does, by name. */
  List<SourceHealth> health() {
    return guards.values().stream().map(Guard::health).toList();
  }

  /** The routes of these resources; those of equal specifications are there already. */
  synchronized Map<String, Route> use(Collection<SourceSpec> specs) {
    users++;
    Map<String, Route> routes = new HashMap<>();
    try {
      for (SourceSpec spec : specs) {
        Counted one = counted.computeIfAbsent(spec, it -> new Counted(make(it)));
        one.users++;
        routes.put(spec.resource(), one.route);
      }
      return routes;
    } catch (RuntimeException e) {
      end(routes.values());
      throw e;
    }
  }

  private Route make(SourceSpec spec) {
    Guard guard = Objects.requireNonNull(guards.get(spec.connection()));
    return Route.of(context, spec.resource() + "~" + ++made, spec, template.apply(spec), guard);
  }

  /** Ends one use; what nobody uses any more goes. */
  synchronized void end(Collection<Route> routes) {
    if (--users == 0) {
      context.stop();
      templates.forEach(SourceTemplate::close);
      web.close();
      return;
    }
    for (Route route : routes) {
      Counted one = counted.get(route.spec());
      if (one != null && --one.users == 0) {
        counted.remove(route.spec());
        route.remove(context);
      }
    }
  }
}
