package org.mingjing.exchange.catalogue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.mingjing.connectors.ConnectionSettings;
import org.mingjing.connectors.Limits;
import org.mingjing.connectors.SourceKind;
import org.mingjing.connectors.SourceSpec;
import org.mingjing.policy.Field;
import org.mingjing.policy.Policy;
import org.mingjing.policy.Resource;
import org.mingjing.policy.Source;

/** The routes that the catalogue asks for: one for each resource that has a source. */
public final class CatalogueSources {
  private static final int MAX_BYTES = 1 << 20;

  private CatalogueSources() {}

  /**
   * Checks that every source of a policy can be served, without starting anything.
   *
   * @throws IllegalArgumentException naming the resource and what is wrong with its source
   */
  public static void check(
      Policy policy, Collection<ConnectionSettings> connections, Duration timeout) {
    specs(policy, connections, timeout);
  }

  static List<SourceSpec> specs(
      Policy policy, Collection<ConnectionSettings> connections, Duration timeout) {
    Set<String> known =
        connections.stream().map(ConnectionSettings::name).collect(Collectors.toSet());
    List<SourceSpec> specs = new ArrayList<>();
    for (Resource resource : policy.resources()) {
      resource
          .source()
          .ifPresent(source -> {
            if (!known.contains(source.connection())) {
              throw new IllegalArgumentException(
                  "%s names the connection %s, which the settings do not have (they have %s)"
                      .formatted(resource.id(), source.connection(), known));
            }
            specs.add(spec(policy, resource, source, timeout));
          });
    }
    return specs;
  }

  private static SourceSpec spec(
      Policy policy, Resource resource, Source source, Duration timeout) {
    Map<String, String> columns = new HashMap<>();
    for (Field field : resource.fields()) {
      if (!prohibited(policy, field)) {
        columns.put(field.name(), field.sourceColumn());
      }
    }
    return new SourceSpec(
        resource.id().value(),
        source.connection(),
        kind(resource, source),
        resource.subject().field(),
        columns,
        new Limits(resource.maxRecords(), MAX_BYTES, timeout));
  }

  /** A prohibited field has no way to its source at all. */
  private static boolean prohibited(Policy policy, Field field) {
    return field.categories().stream()
        .anyMatch(code -> policy.category(code).map(c -> c.prohibited()).orElse(true));
  }

  private static SourceKind kind(Resource resource, Source source) {
    return switch (source.type()) {
      case "jdbc" -> new SourceKind.Table(setting(resource, source, "table"));
      case "http" -> new SourceKind.HttpQuery(setting(resource, source, "path"));
      case "kafka" -> new SourceKind.KeyedTopic(setting(resource, source, "topic"));
      default ->
          throw new IllegalArgumentException(
              resource.id() + " has a source of the unknown type " + source.type());
    };
  }

  private static String setting(Resource resource, Source source, String name) {
    String value = source.settings().get(name);
    if (value == null) {
      throw new IllegalArgumentException(resource.id() + " has a source without " + name);
    }
    return value;
  }
}
