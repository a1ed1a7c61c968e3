package org.mingjing.exchange.operations;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/**
 * The settings of a node that runs on a data folder, as {@code application.yaml} would give them.
 */
final class NodeProperties {
  private NodeProperties() {}

  static Map<String, Object> of(
      Path home, DataFolder data, DatabaseAccess database, String baseUrl, int port) {
    Map<String, Object> properties = new LinkedHashMap<>();
    properties.put("server.port", port);
    properties.put("server.address", "127.0.0.1");
    properties.put("mingjing.issuer", baseUrl);
    properties.put("mingjing.demo", true);
    properties.put("mingjing.policy", home.resolve("config/policy").toString());
    properties.put("mingjing.wsdl-folder", home.resolve("config/wsdl").toString());
    properties.put("mingjing.database.url", database.url());
    login(properties, "mingjing.database.owner", database.owner());
    login(properties, "mingjing.database.application", database.application());
    properties.put("mingjing.log.key", data.secretFile("log.key").toString());
    properties.put("mingjing.log.remembered", data.path("remembered-checkpoint").toString());
    properties.put("mingjing.log.tiles", data.path("log").toString());
    Path former = data.path(Succession.FILE);
    if (Files.exists(former)) {
      properties.put("mingjing.log.former", former.toString());
      properties.put("mingjing.log.origin", Succession.origin(former));
    }
    properties.put("mingjing.ledger.folder", data.path("ledger").toString());
    properties.put("mingjing.tag-keys", data.secretFile("tag.keys").toString());
    properties.put("mingjing.token-key", data.secretFile("token.key").toString());
    return properties;
  }

  private static void login(
      Map<String, Object> properties, String prefix, DatabaseAccess.Login login) {
    properties.put(prefix + ".user", login.user());
    properties.put(prefix + ".password", login.password());
  }

  /** The departments' addresses under the names that the catalogue uses. */
  static Map<String, Object> connections(JsonNode ready) {
    Map<String, Object> properties = new LinkedHashMap<>();
    ready
        .path("jdbc")
        .properties()
        .forEach(entry -> {
          String prefix = "mingjing.connections." + entry.getKey();
          properties.put(prefix + ".url", entry.getValue().path("url").asString(""));
          properties.put(prefix + ".user", entry.getValue().path("user").asString(""));
          properties.put(prefix + ".password", entry.getValue().path("password").asString(""));
          properties.put(prefix + ".pool", 16);
        });
    ready
        .path("services")
        .properties()
        .forEach(entry ->
            properties.put(
                "mingjing.connections." + entry.getKey() + ".url", entry.getValue().asString("")));
    return properties;
  }
}
