package org.mingjing.bench;

import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Access tokens as a department's system gets them in the demo profile: client_credentials with a
 * client secret, a plain bearer token, kept until half of its life is over.
 */
final class Tokens {
  private static final String DEPARTMENT = "MCA";

  private final JsonMapper json = JsonMapper.shared();
  private final HttpClient http = HttpClient.newHttpClient();
  private final Clock clock;
  private final String baseUrl;
  private final String clientId;
  private final String clientSecret;
  private String token = "";
  private Instant renewAt = Instant.MIN;

  private Tokens(Clock clock, String baseUrl, JsonNode client) {
    this.clock = clock;
    this.baseUrl = baseUrl;
    this.clientId = client.path("clientId").asString("");
    this.clientSecret = client.path("clientSecret").asString("");
  }

  /** For the client of the requesting department, among those that {@code up} wrote down. */
  static Tokens of(JsonNode clients, String baseUrl, Clock clock) {
    for (JsonNode client : clients) {
      if (client.path("department").asString("").equals(DEPARTMENT)) {
        return new Tokens(clock, baseUrl, client);
      }
    }
    throw new Unavailable(
        "没有 " + DEPARTMENT + " 的客户端", "no client of department " + DEPARTMENT + " is registered");
  }

  /** The token to use now. */
  String current() throws InterruptedException {
    if (clock.instant().isAfter(renewAt)) {
      renew();
    }
    return token;
  }

  private void renew() throws InterruptedException {
    String form = "grant_type=client_credentials";
    String basic = encoded(clientId) + ":" + encoded(clientSecret);
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(baseUrl + "/oauth2/token"))
            .timeout(Duration.ofSeconds(30))
            .header("Content-Type", "application/x-www-form-urlencoded")
            .header(
                "Authorization",
                "Basic "
                    + Base64.getEncoder().encodeToString(basic.getBytes(StandardCharsets.UTF_8)))
            .POST(HttpRequest.BodyPublishers.ofString(form))
            .build();
    HttpResponse<String> answer = send(request);
    if (answer.statusCode() != 200) {
      throw new Unavailable(
          "换取令牌失败", "no token: HTTP " + answer.statusCode() + " " + answer.body());
    }
    JsonNode body = json.readTree(answer.body());
    token = body.path("access_token").asString("");
    renewAt = clock.instant().plusSeconds(body.path("expires_in").asLong(0) / 2);
  }

  private HttpResponse<String> send(HttpRequest request) throws InterruptedException {
    try {
      return http.send(request, HttpResponse.BodyHandlers.ofString());
    } catch (IOException e) {
      throw new Unavailable("令牌端点不可达", "the token endpoint cannot be reached: " + e);
    }
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }
}
