package org.mingjing.exchange;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A department's system: it has a token and calls over HTTP. */
final class CallingSystem {
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private final HttpClient http;
  private final String baseUrl;
  private final String token;

  private CallingSystem(HttpClient http, String baseUrl, String token) {
    this.http = http;
    this.baseUrl = baseUrl;
    this.token = token;
  }

  /** A system with a token got for its client secret. */
  static CallingSystem of(Installation installation, String system) {
    CallingSystem stranger = at(installation.baseUrl());
    Reply reply = stranger.askToken(system, installation.clientSecret(system), "");
    return stranger.withToken(
        JsonMapper.shared().readTree(reply.raw()).path("access_token").asString(""));
  }

  /** Somebody without a token. */
  static CallingSystem at(String baseUrl) {
    return at(baseUrl, HttpClient.newBuilder());
  }

  static CallingSystem at(String baseUrl, HttpClient.Builder http) {
    return new CallingSystem(
        http.version(HttpClient.Version.HTTP_1_1).connectTimeout(Duration.ofSeconds(20)).build(),
        baseUrl,
        "");
  }

  CallingSystem withToken(String other) {
    return new CallingSystem(http, baseUrl, other);
  }

  /** The same system, calling another node. */
  CallingSystem at(URI node) {
    return new CallingSystem(http, node.toString(), token);
  }

  String token() {
    return token;
  }

  Reply askToken(String system, String secret, String more) {
    String basic = Base64.getEncoder().encodeToString(bytes(system + ":" + secret));
    return postForm("grant_type=client_credentials" + more, "Authorization", "Basic " + basic);
  }

  /** Posts a form to the token endpoint. */
  Reply postForm(String form, String... headers) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(baseUrl + "/oauth2/token"))
            .header("Content-Type", "application/x-www-form-urlencoded")
            .POST(HttpRequest.BodyPublishers.ofString(form));
    return send(headers.length == 0 ? request : request.headers(headers));
  }

  Reply call(JsonNode body) {
    return call(body.toString());
  }

  Reply call(String body) {
    return post("/api/v1/calls", bytes(body));
  }

  Reply post(String path, JsonNode body) {
    return post(path, bytes(body.toString()));
  }

  /** Posts bytes as they are. */
  Reply post(String path, byte[] body, String... headers) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(baseUrl + path))
            .header("Content-Type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofByteArray(body));
    if (!token.isEmpty()) {
      request.header("Authorization", "Bearer " + token);
    }
    return send(headers.length == 0 ? request : request.headers(headers));
  }

  Reply get(String path, String... headers) {
    HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(baseUrl + path)).GET();
    if (!token.isEmpty()) {
      request.header("Authorization", "Bearer " + token);
    }
    return send(headers.length == 0 ? request : request.headers(headers));
  }

  private Reply send(HttpRequest.Builder request) {
    try {
      HttpResponse<byte[]> response =
          http.send(request.timeout(PATIENCE).build(), HttpResponse.BodyHandlers.ofByteArray());
      return new Reply(response.statusCode(), response.headers(), response.body());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
