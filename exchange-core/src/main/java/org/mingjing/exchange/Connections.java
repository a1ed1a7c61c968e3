package org.mingjing.exchange;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.mingjing.connectors.ConnectionSettings;
import org.mingjing.connectors.HttpSettings;
import org.mingjing.connectors.JdbcSettings;
import org.mingjing.connectors.KafkaSettings;
import org.mingjing.connectors.KafkaSettings.Protocol;
import org.mingjing.connectors.KafkaSettings.Security;
import org.mingjing.connectors.Protection;

/** The departments' systems as the settings tell of them; the scheme of the URL says what it is. */
final class Connections {
  private Connections() {}

  /**
   * All of them.
   *
   * @throws IllegalArgumentException naming the connection that cannot be one, and why
   */
  static List<ConnectionSettings> of(Map<String, ExchangeSettings.Connection> given) {
    return given.entrySet().stream().map(one -> of(one.getKey(), one.getValue())).toList();
  }

  /**
   * How much each may be asked.
   *
   * @throws IllegalArgumentException naming the connection and the setting that is out of range
   */
  static Map<String, Protection> protections(Map<String, ExchangeSettings.Connection> given) {
    Map<String, Protection> protections = new HashMap<>();
    given.forEach((name, one) -> protections.put(name, protection(name, one)));
    return protections;
  }

  private static Protection protection(String name, ExchangeSettings.Connection given) {
    try {
      return new Protection(
          given.maxConcurrent(), given.perSecond(), given.failurePercent(), given.rest());
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException("mingjing.connections." + name + ": " + e.getMessage(), e);
    }
  }

  private static ConnectionSettings of(String name, ExchangeSettings.Connection given) {
    String scheme = given.url().replaceFirst(":.*", "");
    return switch (scheme) {
      case "jdbc" ->
          new JdbcSettings(name, given.url(), given.user(), given.password(), given.pool());
      case "http", "https" -> new HttpSettings(name, given.url(), given.pool());
      case "kafka" -> kafka(name, given, Protocol.PLAINTEXT);
      case "kafka+ssl" -> kafka(name, given, Protocol.SSL);
      case "kafka+sasl_ssl" -> kafka(name, given, Protocol.SASL_SSL);
      default ->
          throw new IllegalArgumentException(
              "mingjing.connections.%s.url begins with %s:, which is no kind of source"
                  .formatted(name, scheme));
    };
  }

  private static KafkaSettings kafka(
      String name, ExchangeSettings.Connection given, Protocol protocol) {
    try {
      return new KafkaSettings(
          name,
          given.url().replaceFirst("[^:]*:(//)?", ""),
          security(given, protocol),
          given.pool(),
          given.maxSilence(),
          given.maxKeys());
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException("mingjing.connections." + name + ": " + e.getMessage(), e);
    }
  }

  private static Security security(ExchangeSettings.Connection given, Protocol protocol) {
    return new Security(
        protocol,
        given.user(),
        given.password(),
        Optional.of(given.truststore()).filter(path -> !path.isEmpty()));
  }
}
