package org.mingjing.exchange;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mingjing.exchange.TestCalls.MCA;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.SecureRandom;
import java.text.ParseException;
import java.time.Instant;
import java.util.Date;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.mingjing.exchange.identity.TestKey;
import org.mingjing.exchange.operations.DemoNode;
import org.mingjing.exchange.operations.SecondNode;
import org.springframework.core.env.Environment;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * A node outside the demonstration: TLS, clients by their keys, tokens bound to keys, and nothing
 * else.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class OutsideDemoIT {
  private static final ObjectNode CALL = TestCalls.resident(TestCalls.person(52).idNumber());
  private static final String ISSUER = "https://exchange.example";
  private static final String STORE_PASSWORD = "only-for-this-test";

  private final TestKey key = TestKey.of("ES256");
  private DemoNode demo;
  private SecondNode strict;
  private Installation installation;
  private CallingSystem stranger;
  private Path home;
  private Path store;
  private SSLContext trusting;

  @BeforeAll
  void start() throws Exception {
    System.setProperty(Surroundings.DEMO_CLASS_PATH, Surroundings.departmentsClassPath());
    Path folder = Surroundings.fresh("outside-demo");
    home = Surroundings.homeWithOwnConfig(folder.resolve("home"));
    Path systems = home.resolve("config/policy/systems.yaml");
    Files.writeString(
        systems,
        Files.readString(systems).replaceFirst("keys: \\[]", "keys: [" + key.publicJwk() + "]"));
    demo =
        DemoNode.start(
            new DemoNode.Plan(
                home,
                folder.resolve("data"),
                0,
                Surroundings.POPULATION,
                ExchangeApplication.class),
            new SecureRandom());
    store = keyStore(folder.resolve("exchange.p12"));
    trusting = trusting(store);
    strict = SecondNode.beside(demo, home, ExchangeApplication.class, settings());
    installation = new Installation(demo.data().root());
    String url = strict.url().toString().replace("http:", "https:");
    stranger = CallingSystem.at(url, HttpClient.newBuilder().sslContext(trusting));
  }

  private Map<String, Object> settings() {
    return Map.of(
        "mingjing.demo",
        false,
        "mingjing.issuer",
        ISSUER,
        "server.ssl.key-store",
        store.toString(),
        "server.ssl.key-store-password",
        STORE_PASSWORD);
  }

  @AfterAll
  void stop() {
    strict.close();
    demo.close();
  }

  private static Path keyStore(Path file) throws IOException, InterruptedException {
    Process keytool =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                "-genkeypair",
                "-alias",
                "exchange",
                "-keyalg",
                "EC",
                "-dname",
                "CN=exchange.example",
                "-ext",
                "san=ip:127.0.0.1",
                "-keystore",
                file.toString(),
                "-storepass",
                STORE_PASSWORD)
            .inheritIO()
            .start();
    assertThat(keytool.waitFor()).isZero();
    return file;
  }

  private static SSLContext trusting(Path store) throws IOException, GeneralSecurityException {
    KeyStore keys = KeyStore.getInstance("PKCS12");
    try (InputStream in = Files.newInputStream(store)) {
      keys.load(in, STORE_PASSWORD.toCharArray());
    }
    KeyStore trusted = KeyStore.getInstance("PKCS12");
    trusted.load(null, null);
    trusted.setCertificateEntry("exchange", keys.getCertificate("exchange"));
    TrustManagerFactory trust =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    trust.init(trusted);
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(null, trust.getTrustManagers(), null);
    return context;
  }

  private Reply ask(String... headers) {
    return stranger.postForm(
        "grant_type=client_credentials&client_id="
            + MCA
            + "&client_assertion_type=urn%3Aietf%3Aparams%3Aoauth%3Aclient-assertion-type%3Ajwt-bearer"
            + "&client_assertion="
            + key.assertion(MCA, ISSUER),
        headers);
  }

  @Test
  void a_system_calls_by_tls_with_its_key() {
    Reply given = ask("DPoP", key.proof("POST", ISSUER + "/oauth2/token", ""));
    assertThat(given.status()).as(given.toString()).isEqualTo(200);
    String token = given.body().path("access_token").asString("");

    Reply call = DpopSystem.at(stranger, ISSUER, key, token).call(CALL);

    assertThat(call.status()).as(call.toString()).isEqualTo(200);
    assertThat(call.entry().path("actor").path("key").asString("")).isEqualTo(key.thumbprint());
  }

  /** Metrics tell who asks how much, and nobody shows a token for them. */
  @Test
  void metrics_are_not_served_where_callers_call() {
    Reply metrics = stranger.get("/actuator/prometheus");

    assertThat(metrics.status()).isIn(401, 403);
    assertThat(new String(metrics.raw(), StandardCharsets.UTF_8)).doesNotContain("mingjing_");
    assertThat(stranger.get("/actuator/health/liveness").status()).isEqualTo(200);
  }

  @Test
  void metrics_are_served_on_a_port_of_their_own() throws IOException {
    Map<String, Object> settings = new LinkedHashMap<>(settings());
    settings.put("management.server.port", 0);
    settings.put("management.server.address", "127.0.0.1");
    try (SecondNode node = SecondNode.beside(demo, home, ExchangeApplication.class, settings)) {
      String port = node.part(Environment.class).getProperty("local.management.port", "");
      CallingSystem reader =
          CallingSystem.at(
              "https://127.0.0.1:" + port, HttpClient.newBuilder().sslContext(trusting));

      assertThat(new String(reader.get("/actuator/prometheus").raw(), StandardCharsets.UTF_8))
          .contains("mingjing_log_queue");
      assertThat(
              stranger
                  .at(URI.create(node.url().toString().replace("http:", "https:")))
                  .get("/actuator/prometheus")
                  .status())
          .isNotEqualTo(200);
    }
  }

  @Test
  void its_metadata_says_what_is_so() {
    JsonNode metadata = stranger.get("/.well-known/oauth-authorization-server").body();

    assertThat(metadata.path("issuer").asString("")).isEqualTo(ISSUER);
    assertThat(metadata.path("grant_types_supported").toString())
        .isEqualTo("[\"client_credentials\"]");
    assertThat(metadata.path("token_endpoint_auth_methods_supported").toString())
        .isEqualTo("[\"private_key_jwt\"]");
    String algorithms = "[\"EdDSA\",\"PS256\",\"ES256\"]";
    assertThat(metadata.path("dpop_signing_alg_values_supported").toString()).isEqualTo(algorithms);
    assertThat(metadata.path("token_endpoint_auth_signing_alg_values_supported").toString())
        .isEqualTo(algorithms);
    assertThat(metadata.path("tls_client_certificate_bound_access_tokens").asBoolean()).isFalse();
  }

  @Test
  void without_a_proof_there_is_no_token() {
    Reply reply = ask();

    assertThat(reply.status()).isEqualTo(400);
    assertThat(reply.body().path("error").asString("")).isEqualTo("invalid_request");
    assertThat(reply.body().path("error_description").asString("")).contains("DPoP");
  }

  @Test
  void a_client_secret_gets_no_token() {
    Reply reply = stranger.askToken(MCA, installation.clientSecret(MCA), "");

    assertThat(reply.status()).isEqualTo(401);
    assertThat(reply.body().path("error").asString("")).isEqualTo("invalid_client");
  }

  /** Even one that the exchange itself signed, which it does not. */
  @Test
  void a_plain_token_gets_nowhere() throws Exception {
    for (String scheme : List.of("Bearer", "DPoP")) {
      String proof = key.proof("POST", ISSUER + "/api/v1/calls", plainToken());
      Reply reply =
          stranger.post(
              "/api/v1/calls",
              CALL.toString().getBytes(StandardCharsets.UTF_8),
              "Authorization",
              scheme + " " + plainToken(),
              "DPoP",
              proof);

      assertThat(reply.status()).isEqualTo(401);
      assertThat(reply.headers().allValues("WWW-Authenticate"))
          .singleElement()
          .satisfies(value ->
              assertThat(value)
                  .startsWith("DPoP error=\"invalid_token\", error_description=")
                  .endsWith("algs=\"EdDSA PS256 ES256\""));
    }
  }

  private String plainToken() throws IOException, ParseException, JOSEException {
    RSAKey signer = RSAKey.parse(Files.readString(demo.data().secretFile("token.key")));
    SignedJWT token =
        new SignedJWT(
            new JWSHeader.Builder(JWSAlgorithm.PS256)
                .keyID(signer.getKeyID())
                .type(new JOSEObjectType("at+jwt"))
                .build(),
            new JWTClaimsSet.Builder()
                .issuer(ISSUER)
                .subject(MCA)
                .audience(ISSUER + "/api")
                .issueTime(Date.from(Instant.now()))
                .expirationTime(Date.from(Instant.now().plusSeconds(300)))
                .jwtID("j1")
                .claim("client_id", MCA)
                .claim("department", "MCA")
                .claim("scope", "call")
                .build());
    token.sign(new RSASSASigner(signer));
    return token.serialize();
  }

  @Test
  void without_a_token_only_dpop_is_offered() {
    Reply reply = stranger.call(CALL);

    assertThat(reply.status()).isEqualTo(401);
    assertThat(reply.headers().allValues("WWW-Authenticate"))
        .containsExactly("DPoP algs=\"EdDSA PS256 ES256\"");
  }

  @Test
  void a_token_of_another_issuer_gets_nowhere() {
    Reply reply = stranger.withToken(CallingSystem.of(installation, MCA).token()).call(CALL);

    assertThat(reply.status()).isEqualTo(401);
    assertThat(reply.headers().firstValue("WWW-Authenticate"))
        .contains("DPoP error=\"invalid_token\", algs=\"EdDSA PS256 ES256\"");
  }
}
