package org.mingjing.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * A running exchange as its data folder describes it.
 *
 * @param url where it serves
 * @param departments base URL of the demo departments that it started
 */
record Exchange(String url, String departments, Tokens tokens) {

  /** Reads what {@code up} and the demo departments wrote when they became ready. */
  static Exchange of(Path data, Clock clock) {
    JsonNode credentials = read(data.resolve("demo-credentials.json"));
    JsonNode ready = read(data.resolve("demo-departments").resolve("ready.json"));
    String url = credentials.path("baseUrl").asString("");
    return new Exchange(
        url, ready.path("http").asString(""), Tokens.of(credentials.path("clients"), url, clock));
  }

  /** The keys by which anyone checks the exchange's access tokens. */
  String jwkSet() {
    return url + "/oauth2/jwks";
  }

  private static JsonNode read(Path file) {
    try {
      return JsonMapper.shared().readTree(Files.readString(file));
    } catch (IOException e) {
      throw new Unavailable("读不到 " + file, "cannot read " + file + ": " + e);
    }
  }
}
