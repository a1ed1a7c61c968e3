package org.mingjing.policy;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Reads where a resource's data come from. The types and their settings are those that the exchange
 * has routes for, written here too so that a source that cannot be served is told with its place.
 */
final class SourceReader {

  private static final String JDBC = "jdbc";
  private static final String KAFKA = "kafka";
  private static final String SOAP = "soap";
  private static final String TYPE = "type";
  private static final String CONNECTION = "connection";
  private static final Pattern TABLE = Pattern.compile("[a-z_][a-z0-9_]*(\\.[a-z_][a-z0-9_]*)?");

  private static final Pattern TOPIC = Pattern.compile("(?!\\.\\.?$)[A-Za-z0-9._-]{1,249}");

  /** No segment begins with two dots or is one, so that a service has one path. */
  private static final Pattern PATH = Pattern.compile("(/(?!\\.\\.)(?!\\.(/|$))[A-Za-z0-9_.~-]+)+");

  private static final Pattern WSDL = Pattern.compile("[A-Za-z0-9][A-Za-z0-9_.-]*");

  /** Of elements, downwards. */
  private static final Pattern ELEMENTS =
      Pattern.compile(Patterns.ELEMENT + "(/" + Patterns.ELEMENT + "){0,7}");

  private final Values values;

  SourceReader(Values values) {
    this.values = values;
  }

  Source source(Node node) {
    MapReader map = MapReader.of(values, node);
    Optional<String> type =
        map.require(TYPE).flatMap(read -> values.oneOf(read, Vocabulary.SOURCE_TYPES));
    String connection = map.matching(CONNECTION, Patterns.SLUG);
    Map<String, String> settings = type.map(known -> settings(map, known)).orElse(Map.of());
    if (type.isPresent()) {
      map.finish();
    }
    return new Source(type.orElse(Patterns.STAND_IN), connection, settings);
  }

  /** What the source may call a field. */
  static Pattern column(Source source) {
    return source.type().equals(SOAP) ? Patterns.ELEMENT : Patterns.FIELD;
  }

  private Map<String, String> settings(MapReader map, String type) {
    return switch (type) {
      case JDBC -> Map.of("table", map.matching("table", TABLE));
      case KAFKA -> Map.of("topic", map.matching("topic", TOPIC));
      case SOAP -> soap(map);
      default -> Map.of("path", map.matching("path", PATH));
    };
  }

  private Map<String, String> soap(MapReader map) {
    Map<String, String> settings = new HashMap<>();
    settings.put("wsdl", map.matching("wsdl", WSDL));
    for (String name : List.of("service", "port", "operation")) {
      settings.put(name, map.matching(name, Patterns.ELEMENT));
    }
    settings.put("path", map.matching("path", PATH));
    settings.put("key", map.matching("key", ELEMENTS));
    settings.put("records", map.matching("records", ELEMENTS));
    map.find("fields")
        .flatMap(node -> values.matching(node, ELEMENTS))
        .ifPresent(path -> settings.put("fields", path));
    map.find("safe")
        .flatMap(values::bool)
        .ifPresent(safe -> settings.put("safe", Boolean.toString(safe)));
    return settings;
  }
}
