package org.mingjing.policy;

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
  private static final String TYPE = "type";
  private static final String CONNECTION = "connection";
  private static final Pattern TABLE = Pattern.compile("[a-z_][a-z0-9_]*(\\.[a-z_][a-z0-9_]*)?");

  private static final Pattern TOPIC = Pattern.compile("(?!\\.\\.?$)[A-Za-z0-9._-]{1,249}");

  /** No segment begins with two dots or is one, so that a service has one path. */
  private static final Pattern PATH = Pattern.compile("(/(?!\\.\\.)(?!\\.(/|$))[A-Za-z0-9_.~-]+)+");

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

  private static Map<String, String> settings(MapReader map, String type) {
    return switch (type) {
      case JDBC -> Map.of("table", map.matching("table", TABLE));
      case KAFKA -> Map.of("topic", map.matching("topic", TOPIC));
      default -> Map.of("path", map.matching("path", PATH));
    };
  }
}
