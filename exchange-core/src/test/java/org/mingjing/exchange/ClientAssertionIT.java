package org.mingjing.exchange;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.params.provider.Arguments.arguments;
import static org.mingjing.exchange.TestCalls.MCA;
import static org.mingjing.exchange.TestCalls.MPS;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSSigner;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.PlainJWT;
import com.nimbusds.jwt.SignedJWT;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.mingjing.exchange.operations.DemoNode;
import org.mingjing.exchange.operations.SecondNode;

/** Systems that prove who they are by a key that the policy names ({@code private_key_jwt}). */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ClientAssertionIT {
  private final RSAKey key = key();
  private DemoNode node;
  private CallingSystem stranger;

  @BeforeAll
  void start() throws IOException {
    System.setProperty(Surroundings.DEMO_CLASS_PATH, Surroundings.departmentsClassPath());
    Path folder = Surroundings.fresh("client-assertion");
    Path home = Surroundings.homeWithOwnConfig(folder.resolve("home"));
    Path systems = home.resolve("config/policy/systems.yaml");
    String jwk = key.toPublicJWK().toJSONString();
    String before = Files.readString(systems);
    Files.writeString(systems, before.replaceFirst("keys: \\[]", "keys: [" + jwk + "]"));
    node =
        DemoNode.start(
            new DemoNode.Plan(
                home,
                folder.resolve("data"),
                0,
                Surroundings.POPULATION,
                ExchangeApplication.class),
            new SecureRandom());
    stranger = CallingSystem.at(node.baseUrl());
  }

  @AfterAll
  void stop() {
    node.close();
  }

  private static RSAKey key() {
    try {
      return new RSAKeyGenerator(2048).keyIDFromThumbprint(true).generate();
    } catch (JOSEException e) {
      throw new IllegalStateException(e);
    }
  }

  private JWTClaimsSet claims(UnaryOperator<JWTClaimsSet.Builder> change) {
    return change
        .apply(
            new JWTClaimsSet.Builder()
                .issuer(MCA)
                .subject(MCA)
                .audience(node.baseUrl())
                .issueTime(Date.from(Instant.now()))
                .expirationTime(Date.from(Instant.now().plusSeconds(60)))
                .jwtID(UUID.randomUUID().toString()))
        .build();
  }

  private String assertion(UnaryOperator<JWTClaimsSet.Builder> change) throws JOSEException {
    return signed(new RSASSASigner(key), JWSAlgorithm.PS256, key.getKeyID(), claims(change));
  }

  private static String signed(
      JWSSigner signer, JWSAlgorithm algorithm, String keyId, JWTClaimsSet claims)
      throws JOSEException {
    SignedJWT jwt = new SignedJWT(new JWSHeader.Builder(algorithm).keyID(keyId).build(), claims);
    jwt.sign(signer);
    return jwt.serialize();
  }

  private Reply ask(String client, String assertion) {
    return stranger.postForm(
        "grant_type=client_credentials&client_id="
            + client
            + "&client_assertion_type=urn%3Aietf%3Aparams%3Aoauth%3Aclient-assertion-type%3Ajwt-bearer"
            + "&client_assertion="
            + assertion);
  }

  @Test
  void a_system_gets_a_token_for_an_assertion_signed_by_its_key() throws JOSEException {
    Reply reply = ask(MCA, assertion(c -> c));

    assertThat(reply.status()).as(reply.toString()).isEqualTo(200);
    String token = reply.body().path("access_token").asString("");
    Reply call = stranger.withToken(token).call(TestCalls.resident(TestCalls.person(1).idNumber()));
    assertThat(call.status()).isEqualTo(200);
    assertThat(call.entry().path("actor").path("system").asString("")).isEqualTo(MCA);
  }

  /** Makes an assertion out of the right key and claims, and spoils one thing. */
  @FunctionalInterface
  interface Forgery {
    String assertion(ClientAssertionIT test) throws JOSEException;
  }

  static Stream<Arguments> forgeries() {
    return Stream.of(
        forged("by another key", ClientAssertionIT::byAnotherKey),
        forged("with alg none", test -> new PlainJWT(test.claims(c -> c)).serialize()),
        forged("with RS256", ClientAssertionIT::withRs256),
        forged("with the public key as a secret", ClientAssertionIT::publicKeyAsSecret),
        forged("expired", test -> test.assertion(c -> c.expirationTime(past()))),
        forged("without expiry", test -> test.assertion(c -> c.expirationTime(null))),
        forged("for another server", test -> test.assertion(c -> c.audience("https://a.example"))),
        forged("without audience", test -> test.assertion(c -> c.audience((String) null))),
        forged("by another issuer", test -> test.assertion(c -> c.issuer(MPS))),
        forged("in the name of another", test -> test.assertion(c -> c.issuer(MPS).subject(MPS))),
        forged("in nobody's name", test -> test.assertion(c -> c.issuer("x").subject("x"))),
        forged("for the token endpoint only", ClientAssertionIT::forTheTokenEndpoint),
        forged(
            "for several servers",
            test ->
                test.assertion(c -> c.audience(List.of(test.node.baseUrl(), "https://a.example")))),
        forged("good for six minutes", test -> test.assertion(c -> c.expirationTime(in(360)))),
        forged("not valid yet", test -> test.assertion(c -> c.notBeforeTime(in(20)))),
        forged("issued in the future", test -> test.assertion(c -> c.issueTime(in(20)))),
        forged("without id", test -> test.assertion(c -> c.jwtID(null))),
        forged("with an empty id", test -> test.assertion(c -> c.jwtID(""))),
        forged("with a long id", test -> test.assertion(c -> c.jwtID("j".repeat(257)))),
        forged("that is a proof", ClientAssertionIT::ofTypeProof),
        forged("that was used before", ClientAssertionIT::used),
        forged("that is none", test -> "abc"));
  }

  private static Arguments forged(String name, Forgery forgery) {
    return arguments(name, forgery);
  }

  private static Date past() {
    return in(-120);
  }

  private static Date in(int seconds) {
    return Date.from(Instant.now().plusSeconds(seconds));
  }

  private static String forTheTokenEndpoint(ClientAssertionIT test) throws JOSEException {
    return test.assertion(c -> c.audience(test.node.baseUrl() + "/oauth2/token"));
  }

  private static String ofTypeProof(ClientAssertionIT test) throws JOSEException {
    JWSHeader header =
        new JWSHeader.Builder(JWSAlgorithm.PS256).type(new JOSEObjectType("dpop+jwt")).build();
    SignedJWT jwt = new SignedJWT(header, test.claims(c -> c));
    jwt.sign(new RSASSASigner(test.key));
    return jwt.serialize();
  }

  private static String used(ClientAssertionIT test) throws JOSEException {
    String assertion = test.assertion(c -> c);
    assertThat(test.ask(MCA, assertion).status()).isEqualTo(200);
    return assertion;
  }

  private static String byAnotherKey(ClientAssertionIT test) throws JOSEException {
    RSAKey other = new RSAKeyGenerator(2048).generate();
    return signed(
        new RSASSASigner(other), JWSAlgorithm.PS256, test.key.getKeyID(), test.claims(c -> c));
  }

  private static String withRs256(ClientAssertionIT test) throws JOSEException {
    return signed(
        new RSASSASigner(test.key), JWSAlgorithm.RS256, test.key.getKeyID(), test.claims(c -> c));
  }

  private static String publicKeyAsSecret(ClientAssertionIT test) throws JOSEException {
    byte[] secret = test.key.toRSAPublicKey().getEncoded();
    return signed(
        new MACSigner(secret), JWSAlgorithm.HS256, test.key.getKeyID(), test.claims(c -> c));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("forgeries")
  void an_assertion_gets_no_token(String name, Forgery forgery) throws JOSEException {
    Reply reply = ask(MCA, forgery.assertion(this));

    assertThat(reply.status()).as(reply.toString()).isEqualTo(401);
    assertThat(reply.body().has("access_token")).isFalse();
  }

  @Test
  void an_assertion_is_good_for_its_own_system_only() throws JOSEException {
    assertThat(ask(MPS, assertion(c -> c)).status()).isEqualTo(401);
    assertThat(ask("nobody", assertion(c -> c)).status()).isEqualTo(401);
  }

  @Test
  void a_key_that_nobody_can_use_is_refused_at_the_start() throws IOException {
    Path folder = Surroundings.fresh("useless-key");
    Path home = Surroundings.homeWithOwnConfig(folder.resolve("home"));
    Path systems = home.resolve("config/policy/systems.yaml");
    Files.writeString(
        systems,
        Files.readString(systems)
            .replaceFirst("keys: \\[]", "keys: [{kty: EC, crv: P-384, x: AAAA, \"y\": AAAA}]"));

    DemoNode.Plan plan =
        new DemoNode.Plan(
            home, folder.resolve("data"), 0, Surroundings.POPULATION, ExchangeApplication.class);

    assertThatThrownBy(() -> DemoNode.start(plan, new SecureRandom()))
        .rootCause()
        .hasMessageContaining("system mca-assistance in systems.yaml: the key is no sound JWK");
  }

  @Test
  void a_private_key_in_the_policy_is_refused_at_the_start() throws IOException {
    Path folder = Surroundings.fresh("private-key");
    Path home = Surroundings.homeWithOwnConfig(folder.resolve("home"));
    Path systems = home.resolve("config/policy/systems.yaml");
    Files.writeString(
        systems,
        Files.readString(systems).replaceFirst("keys: \\[]", "keys: [" + key.toJSONString() + "]"));
    DemoNode.Plan plan =
        new DemoNode.Plan(
            home, folder.resolve("data"), 0, Surroundings.POPULATION, ExchangeApplication.class);

    assertThatThrownBy(() -> DemoNode.start(plan, new SecureRandom()))
        .hasMessageContaining("systems.yaml")
        .hasMessageContaining("private-key");
  }

  @Test
  void client_secrets_outside_the_demonstration_keep_a_node_from_starting() {
    Map<String, Object> settings =
        Map.of(
            "mingjing.demo",
            false,
            "mingjing.issuer",
            "https://exchange.example",
            "mingjing.tls-terminated-by",
            "proxy",
            "mingjing.demo-secrets[" + MPS + "]",
            "secret");

    assertThatThrownBy(() -> beside(settings))
        .rootCause()
        .hasMessageContaining("client secrets are for the demonstration only");
  }

  @Test
  void without_tls_a_node_outside_the_demonstration_does_not_start() {
    Map<String, Object> settings =
        Map.of("mingjing.demo", false, "mingjing.issuer", "https://exchange.example");

    assertThatThrownBy(() -> beside(settings)).rootCause().hasMessageContaining("server.ssl");
  }

  private SecondNode beside(Map<String, Object> settings) throws IOException {
    return SecondNode.beside(node, Surroundings.home(), ExchangeApplication.class, settings);
  }
}
