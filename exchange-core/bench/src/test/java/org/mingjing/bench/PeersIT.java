package org.mingjing.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mingjing.bench.gateway.GatewayApplication;

/** The peers as processes, with a token signed here and checked against a JWK set served here. */
class PeersIT {
  private static final Set<Row> ROWS =
      EnumSet.of(Row.STATIC_DIRECT, Row.STATIC_BARE_ROUTE, Row.STATIC_GATEWAY);

  @TempDir Path folder;
  private RSAKey key;
  private HttpServer issuer;
  private String token;

  @BeforeEach
  void startIssuer() throws Exception {
    key = new RSAKeyGenerator(2048).keyID("k1").algorithm(JWSAlgorithm.PS256).generate();
    token = signed(Instant.now().plusSeconds(600), key);
    issuer = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    answer("/oauth2/jwks", () -> new JWKSet(key.toPublicJWK()).toString());
    answer(
        "/oauth2/token",
        () -> "{\"access_token\":\"" + token + "\",\"token_type\":\"Bearer\",\"expires_in\":0}");
    issuer.start();
    writeDataFolder();
  }

  @AfterEach
  void stopIssuer() {
    issuer.stop(0);
  }

  @Test
  void every_peer_answers_rightly_under_load_and_the_gateway_only_with_a_good_token()
      throws Exception {
    try (Testbed testbed = new Testbed(new Installation(folder), folder, Clock.systemUTC())) {
      List<Testbed.TargetSource> rows = testbed.start(ROWS, Optional.of(folder)).targets();
      assertThat(rows).hasSize(ROWS.size());
      LoadClient client = new LoadClient(4, Subjects.shuffled(100, new Random(1)));
      for (Testbed.TargetSource row : rows) {
        LoadClient.once(row.current()); // cold, which on a busy machine takes longer than a round
        LoadClient.Round round = client.run(row.current(), Duration.ofSeconds(2));
        assertThat(round.throughput()).as(row.current().row().wireName()).isPositive();
      }
      gatewayRefuses(rows, signed(Instant.now().minusSeconds(600), key));
      RSAKey stranger =
          new RSAKeyGenerator(2048).keyID("k1").algorithm(JWSAlgorithm.PS256).generate();
      gatewayRefuses(rows, signed(Instant.now().plusSeconds(600), stranger));
    }
  }

  @Test
  void an_answer_without_the_record_of_the_subject_ends_the_measurement() throws Exception {
    issuer.createContext(
        "/mps/vehicles",
        exchange -> {
          exchange.getRequestBody().readAllBytes();
          byte[] body = "{\"records\":[]}".getBytes(StandardCharsets.UTF_8);
          exchange.sendResponseHeaders(200, body.length);
          exchange.getResponseBody().write(body);
          exchange.close();
        });
    Target target = Target.department(Row.DIRECT, issuerUrl(), Optional.empty());
    LoadClient client = new LoadClient(2, Subjects.shuffled(10, new Random(1)));
    assertThatThrownBy(() -> client.run(target, Duration.ofSeconds(30)))
        .isInstanceOf(WrongAnswer.class)
        .hasMessageContaining("direct");
  }

  @Test
  void a_server_ends_when_its_standard_input_does() throws Exception {
    Process server = staticProvider().start();
    assertThat(server.inputReader().readLine()).startsWith("READY http://127.0.0.1:");
    server.getOutputStream().close();
    assertThat(server.waitFor(Duration.ofSeconds(20))).isTrue();
  }

  @Test
  void a_server_that_cannot_start_is_unavailable_and_says_why() {
    ServerProcess.Command command =
        ServerProcess.Command.own("no-arguments", GatewayApplication.class, List.of());
    assertThatThrownBy(() -> ServerProcess.start(command))
        .isInstanceOf(Unavailable.class)
        .hasMessageContaining("ArrayIndexOutOfBounds");
  }

  private static ProcessBuilder staticProvider() {
    return new ProcessBuilder(
        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
        "-cp",
        System.getProperty("java.class.path"),
        ParentWatch.class.getName(),
        StaticProvider.class.getName());
  }

  private void gatewayRefuses(List<Testbed.TargetSource> rows, String badToken) throws Exception {
    token = badToken;
    for (Testbed.TargetSource row : rows) {
      Target target = row.current();
      if (target.row().server() == Row.Server.GATEWAY) {
        assertThatThrownBy(() -> LoadClient.once(target))
            .isInstanceOf(WrongAnswer.class)
            .hasMessageContaining("401");
        return;
      }
    }
    throw new AssertionError("no gateway row");
  }

  private static String signed(Instant expires, RSAKey by) throws Exception {
    JWSHeader header =
        new JWSHeader.Builder(JWSAlgorithm.PS256)
            .type(new JOSEObjectType("at+jwt"))
            .keyID(by.getKeyID())
            .build();
    SignedJWT jwt =
        new SignedJWT(
            header,
            new JWTClaimsSet.Builder()
                .subject("mca-assistance")
                .expirationTime(Date.from(expires))
                .build());
    jwt.sign(new RSASSASigner(by));
    return jwt.serialize();
  }

  private interface Text {
    String get();
  }

  private void answer(String path, Text text) {
    issuer.createContext(
        path,
        exchange -> {
          exchange.getRequestBody().readAllBytes();
          byte[] body = text.get().getBytes(StandardCharsets.UTF_8);
          exchange.getResponseHeaders().add("Content-Type", "application/json");
          exchange.sendResponseHeaders(200, body.length);
          exchange.getResponseBody().write(body);
          exchange.close();
        });
  }

  private void writeDataFolder() throws IOException {
    Files.writeString(
        folder.resolve("demo-credentials.json"),
        "{\"baseUrl\":\""
            + issuerUrl()
            + "\",\"clients\":[{\"clientId\":\"mca-assistance\",\"clientSecret\":\"s\","
            + "\"department\":\"MCA\"}]}");
    Path departments = Files.createDirectories(folder.resolve("demo-departments"));
    Files.writeString(departments.resolve("ready.json"), "{\"http\":\"" + issuerUrl() + "\"}");
  }

  private String issuerUrl() {
    return "http://127.0.0.1:" + issuer.getAddress().getPort();
  }
}
