package org.mingjing.connectors;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Collectors;
import org.mingjing.connectors.soap.SoapSourceTemplate;

/**
 * The departments' systems, as the exchange reads them. One Camel route a resource, made from the
 * template of its kind; a fetch runs through it on the caller's thread.
 *
 * <p>Starting does not need the departments to be up: a system that is down is a failure of the
 * calls to it.
 */
public final class Sources implements AutoCloseable {
  private final Routes shared;
  private final Map<String, Route> routes;
  private final AtomicBoolean closed = new AtomicBoolean();

  private Sources(Routes shared, Collection<SourceSpec> specs) {
    this.shared = shared;
    this.routes = shared.use(specs);
  }

  /**
   * Opens the connections and makes a route for each resource.
   *
   * @throws IllegalArgumentException if a resource names no connection of its kind, is there twice,
   *     or names what its WSDL does not have
   */
  public static Sources start(
      Collection<ConnectionSettings> connections, Collection<SourceSpec> specs) {
    return start(connections, Map.of(), specs);
  }

  /**
   * The same, with a protection for each connection named; the others have {@link
   * Protection#USUAL}.
   *
   * @throws IllegalArgumentException as {@link #start(Collection, Collection)}, and if a protection
   *     is for no connection
   */
  public static Sources start(
      Collection<ConnectionSettings> connections,
      Map<String, Protection> protections,
      Collection<SourceSpec> specs) {
    Map<String, ConnectionSettings> named =
        connections.stream().collect(Collectors.toMap(ConnectionSettings::name, c -> c));
    if (!named.keySet().containsAll(protections.keySet())) {
      throw new IllegalArgumentException("a protection is for no connection");
    }
    check(named, specs);
    return new Sources(new Routes(connections, protections), specs);
  }

  /**
   * Holds what is kept here against the resources: those of SOAP services against their WSDL.
   *
   * @throws IllegalArgumentException naming the resource and what is missing
   */
  public static void check(Collection<SourceSpec> specs) {
    for (SourceSpec spec : specs) {
      if (spec.kind() instanceof SourceKind.SoapOperation entry) {
        SoapSourceTemplate.check(spec, entry);
      }
    }
  }

  /**
   * Other resources on the same connections, beside these: calls go on here until {@link #close}.
   * Routes that both have, both use.
   *
   * @throws IllegalArgumentException as {@link #start}; nothing has changed then
   */
  public Sources with(Collection<SourceSpec> specs) {
    check(shared.connections(), specs);
    return new Sources(shared, specs);
  }

  /**
   * Asks a source, unless its connection's {@link Protection} forbids: that is told at once. Blocks
   * for at most the resource's time limit (see {@link Limits}). Whatever goes wrong on the way
   * comes back as a {@link SourceAnswer.SourceFailure}, defects of ours included, so that the
   * caller can close its call; so does a call after {@link #close}.
   *
   * @throws IllegalArgumentException if the resource or a field is not one of those started with
   */
  public SourceAnswer fetch(SourceCall call) {
    return route(call).fetch(call);
  }

  /**
   * Has a source count groups; otherwise as {@link #fetch}.
   *
   * @throws IllegalArgumentException as {@link #fetch}, and if sources of its kind cannot count
   */
  public SourceAnswer count(GroupCall call) {
    return route(call).fetch(call);
  }

  private Route route(SourceQuestion question) {
    Route route = routes.get(question.resource());
    if (route == null) {
      throw new IllegalArgumentException("no source for resource " + question.resource());
    }
    return route;
  }

  /**
   * How each connection does, in the order of their names; shared by all that {@link #with} made.
   */
  public List<SourceHealth> health() {
    return shared.health();
  }

  /** Ends these; the connections are closed with the last that share them. */
  @Override
  public void close() {
    if (closed.compareAndSet(false, true)) {
      shared.end(routes.values());
    }
  }

  private static void check(
      Map<String, ConnectionSettings> connections, Collection<SourceSpec> specs) {
    List<String> resources = new ArrayList<>();
    for (SourceSpec spec : specs) {
      ConnectionSettings connection = connections.get(spec.connection());
      boolean fits = spec.kind().connection().isInstance(connection);
      if (!fits || resources.contains(spec.resource())) {
        throw new IllegalArgumentException(
            spec.resource() + " is there twice, or has no connection of its kind");
      }
      resources.add(spec.resource());
    }
  }
}
