package org.mingjing.exchange.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import org.mingjing.exchange.operations.Unavailable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * A caller of the exchange's HTTP interface, as a department's system would be, with the
 * demonstration's credentials or with its own key.
 */
final class ExchangeClient {
  private static final JsonMapper JSON = JsonMapper.shared();
  private static final Duration PATIENCE = Duration.ofSeconds(40);

  /** What came back. */
  record Reply(int status, JsonNode body) {
    boolean done() {
      return status == 200;
    }
  }

  private final HttpClient http =
      HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(5)).build();
  private final JsonNode credentials;
  private final String baseUrl;

  private ExchangeClient(JsonNode credentials) {
    this.credentials = credentials;
    this.baseUrl = credentials.path("baseUrl").asString("");
  }

  static ExchangeClient of(Path data) {
    Path file = data.resolve("demo-credentials.json");
    try {
      if (!Files.exists(file)) {
        throw new Unavailable(
            "no " + file + ": start with ./mingjing up first",
            "没有 " + file + "：请先用 ./mingjing up 启动");
      }
      return new ExchangeClient(JSON.readTree(Files.readString(file)));
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + file, e);
    }
  }

  JsonNode samples() {
    return credentials.path("samples");
  }

  String logKey() {
    return credentials.path("logKey").asString("");
  }

  /** An access token for a system, by client credentials. */
  String token(String system) {
    for (JsonNode client : credentials.path("clients")) {
      if (client.path("clientId").asString("").equals(system)) {
        return token(system, client.path("clientSecret").asString(""));
      }
    }
    throw new Unavailable("no system " + system + " in the credentials", "凭据文件中没有系统 " + system);
  }

  private String token(String system, String secret) {
    String basic =
        Base64.getEncoder()
            .encodeToString((system + ":" + secret).getBytes(StandardCharsets.UTF_8));
    Reply reply =
        send(
            HttpRequest.newBuilder(URI.create(baseUrl + "/oauth2/token"))
                .header("Authorization", "Basic " + basic)
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(HttpRequest.BodyPublishers.ofString("grant_type=client_credentials")));
    return tokenOf(reply, system);
  }

  private static String tokenOf(Reply reply, String system) {
    if (!reply.done()) {
      throw new Unavailable(
          "no token for " + system + ": " + reply.body(), "未能为 " + system + " 取得令牌");
    }
    return reply.body().path("access_token").asString("");
  }

  /**
   * Posts as a system does outside the demonstration: a token by client assertion, bound to the
   * system's key, and a proof of that key with each request.
   */
  Reply post(String path, String system, SystemKey key, JsonNode body) {
    String tokenUrl = baseUrl + "/oauth2/token";
    Reply reply =
        send(
            HttpRequest.newBuilder(URI.create(tokenUrl))
                .header("DPoP", key.proof("POST", tokenUrl, ""))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(
                    HttpRequest.BodyPublishers.ofString(
                        "grant_type=client_credentials&client_id="
                            + URLEncoder.encode(system, StandardCharsets.UTF_8)
                            + "&client_assertion_type=urn%3Aietf%3Aparams%3Aoauth%3Aclient-assertion-type%3Ajwt-bearer&client_assertion="
                            + key.assertion(system, baseUrl))));
    String token = tokenOf(reply, system);
    return send(
        HttpRequest.newBuilder(URI.create(baseUrl + path))
            .header("Authorization", "DPoP " + token)
            .header("DPoP", key.proof("POST", baseUrl + path, token))
            .header("Content-Type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofString(body.toString())));
  }

  Reply post(String path, String token, JsonNode body) {
    return send(
        HttpRequest.newBuilder(URI.create(baseUrl + path))
            .header("Authorization", "Bearer " + token)
            .header("Content-Type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofString(body.toString())));
  }

  Reply get(String path, String token) {
    return send(
        HttpRequest.newBuilder(URI.create(baseUrl + path))
            .header("Authorization", "Bearer " + token)
            .GET());
  }

  private Reply send(HttpRequest.Builder request) {
    try {
      HttpResponse<String> response =
          http.send(request.timeout(PATIENCE).build(), HttpResponse.BodyHandlers.ofString());
      String body = response.body();
      return new Reply(response.statusCode(), JSON.readTree(body.isEmpty() ? "null" : body));
    } catch (ConnectException e) {
      throw new Unavailable(
          "nothing answers at " + baseUrl + ": is ./mingjing up running?",
          baseUrl + " 无人应答：./mingjing up 是否在运行？");
    } catch (IOException e) {
      throw new UncheckedIOException("the exchange did not answer", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new Unavailable("interrupted", "被中断");
    }
  }
}
