package org.mingjing.exchange.catalogue;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.mingjing.connectors.ConnectionSettings;
import org.mingjing.connectors.Limits;
import org.mingjing.connectors.SourceKind;
import org.mingjing.connectors.SourceKind.SoapOperation.Mapping;
import org.mingjing.connectors.SourceKind.SoapOperation.WsdlPort;
import org.mingjing.connectors.SourceSpec;
import org.mingjing.connectors.Sources;
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
  public static void check(Policy policy, SourceSettings settings) {
    Sources.check(specs(policy, settings));
  }

  static List<SourceSpec> specs(Policy policy, SourceSettings settings) {
    Set<String> known =
        settings.connections().stream().map(ConnectionSettings::name).collect(Collectors.toSet());
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
            specs.add(spec(policy, resource, source, settings));
          });
    }
    return specs;
  }

  private static SourceSpec spec(
      Policy policy, Resource resource, Source source, SourceSettings settings) {
    Map<String, String> columns = new HashMap<>();
    for (Field field : resource.fields()) {
      if (!prohibited(policy, field)) {
        columns.put(field.name(), field.sourceColumn());
      }
    }
    return new SourceSpec(
        resource.id().value(),
        source.connection(),
        kind(resource, source, settings),
        resource.subject().field(),
        columns,
        new Limits(resource.maxRecords(), MAX_BYTES, settings.timeout()));
  }

  /** A prohibited field has no way to its source at all. */
  private static boolean prohibited(Policy policy, Field field) {
    return field.categories().stream()
        .anyMatch(code -> policy.category(code).map(c -> c.prohibited()).orElse(true));
  }

  private static SourceKind kind(Resource resource, Source source, SourceSettings settings) {
    return switch (source.type()) {
      case "jdbc" -> new SourceKind.Table(setting(resource, source, "table"));
      case "http" -> new SourceKind.HttpQuery(setting(resource, source, "path"));
      case "kafka" -> new SourceKind.KeyedTopic(setting(resource, source, "topic"));
      case "soap" -> soap(resource, source, settings.wsdls());
      default ->
          throw new IllegalArgumentException(
              resource.id() + " has a source of the unknown type " + source.type());
    };
  }

  private static SourceKind soap(Resource resource, Source source, Path wsdls) {
    Map<String, String> settings = source.settings();
    return new SourceKind.SoapOperation(
        new WsdlPort(
            wsdls,
            setting(resource, source, "wsdl"),
            setting(resource, source, "service"),
            setting(resource, source, "port")),
        setting(resource, source, "path"),
        setting(resource, source, "operation"),
        Boolean.parseBoolean(settings.get("safe")),
        new Mapping(
            setting(resource, source, "key"),
            setting(resource, source, "records"),
            Optional.ofNullable(settings.get("fields"))));
  }

  private static String setting(Resource resource, Source source, String name) {
    String value = source.settings().get(name);
    if (value == null) {
      throw new IllegalArgumentException(resource.id() + " has a source without " + name);
    }
    return value;
  }
}
