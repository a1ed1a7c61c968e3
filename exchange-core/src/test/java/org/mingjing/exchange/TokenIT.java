package org.mingjing.exchange;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;
import static org.mingjing.exchange.TestCalls.AUDITOR;
import static org.mingjing.exchange.TestCalls.MCA;

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
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.sql.SQLException;
import java.text.ParseException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.node.ObjectNode;

/** Who gets in: only the bearer of a token that this exchange gave, for what it was given. */
@ExtendWith(SharedNode.class)
class TokenIT {
  private static final ObjectNode CALL = TestCalls.resident(TestCalls.person(50).idNumber());

  private final SharedNode.Running node;
  private final CallingSystem stranger;
  private final RSAKey key;

  TokenIT(SharedNode.Running node) throws IOException, ParseException {
    this.node = node;
    this.stranger = CallingSystem.at(node.installation().baseUrl());
    this.key =
        RSAKey.parse(Files.readString(node.installation().data().resolve("secrets/token.key")));
  }

  /** Makes a token out of the real key and right claims, and spoils one thing. */
  @FunctionalInterface
  interface Forgery {
    String token(TokenIT test) throws JOSEException;
  }

  static Stream<Arguments> forgeries() {
    return Stream.of(
        forged(
            "signed by another key", test -> test.signed(otherKey(), JWSAlgorithm.PS256, c -> c)),
        forged("expired", test -> test.signed(c -> c.expirationTime(date(-1)))),
        forged("expired a minute ago", test -> test.signed(c -> c.expirationTime(date(-60)))),
        forged("not valid yet", test -> test.signed(c -> c.notBeforeTime(date(600)))),
        forged("without expiry", test -> test.signed(c -> c.expirationTime(null))),
        forged(
            "of another issuer", test -> test.signed(c -> c.issuer("https://elsewhere.example"))),
        forged(
            "for another audience",
            test -> test.signed(c -> c.audience("https://else.example/api"))),
        forged("without client", test -> test.signed(c -> c.claim("client_id", null))),
        forged("with a number as client", test -> test.signed(c -> c.claim("client_id", 7))),
        forged("without scope", test -> test.signed(c -> c.claim("scope", null))),
        forged(
            "bound to a certificate",
            test -> test.signed(c -> c.claim("cnf", Map.of("x5t#S256", "abc")))),
        forged(
            "bound to a key and more",
            test -> test.signed(c -> c.claim("cnf", Map.of("jkt", "abc", "x5t#S256", "abc")))),
        forged("bound to nothing", test -> test.signed(c -> c.claim("cnf", Map.of()))),
        forged("bound by a text", test -> test.signed(c -> c.claim("cnf", "abc"))),
        forged("with alg none", test -> new PlainJWT(test.claims(c -> c)).serialize()),
        forged("with RS256", test -> test.signed(test.key, JWSAlgorithm.RS256, c -> c)),
        forged("with PS512", test -> test.signed(test.key, JWSAlgorithm.PS512, c -> c)),
        forged("with the public key as a secret", TokenIT::publicKeyAsSecret),
        forged("of another type", TokenIT::ofAnotherType),
        forged("with its signature cut off", TokenIT::unsigned),
        forged("with a bit changed", TokenIT::changed),
        forged("that is none", test -> "abc"),
        forged("that is empty", test -> "."),
        forged("that is too long", test -> "a".repeat(9000)));
  }

  private static Arguments forged(String name, Forgery forgery) {
    return arguments(name, forgery);
  }

  private static RSAKey otherKey() throws JOSEException {
    return new RSAKeyGenerator(2048).keyIDFromThumbprint(true).generate();
  }

  private static Date date(long secondsFromNow) {
    return Date.from(Instant.now().plusSeconds(secondsFromNow));
  }

  private JWTClaimsSet claims(UnaryOperator<JWTClaimsSet.Builder> change) {
    String issuer = node.installation().baseUrl();
    return change
        .apply(
            new JWTClaimsSet.Builder()
                .issuer(issuer)
                .subject(MCA)
                .audience(issuer + "/api")
                .issueTime(date(0))
                .expirationTime(date(300))
                .jwtID("j1")
                .claim("client_id", MCA)
                .claim("department", "MCA")
                .claim("scope", "call"))
        .build();
  }

  private String signed(UnaryOperator<JWTClaimsSet.Builder> change) throws JOSEException {
    return signed(key, JWSAlgorithm.PS256, change);
  }

  private String signed(
      RSAKey by, JWSAlgorithm algorithm, UnaryOperator<JWTClaimsSet.Builder> change)
      throws JOSEException {
    return signed(new RSASSASigner(by), by.getKeyID(), algorithm, "at+jwt", claims(change));
  }

  private static String signed(
      JWSSigner signer, String keyId, JWSAlgorithm algorithm, String type, JWTClaimsSet claims)
      throws JOSEException {
    SignedJWT token =
        new SignedJWT(
            new JWSHeader.Builder(algorithm).keyID(keyId).type(new JOSEObjectType(type)).build(),
            claims);
    token.sign(signer);
    return token.serialize();
  }

  private static String publicKeyAsSecret(TokenIT test) throws JOSEException {
    byte[] secret = test.key.toRSAPublicKey().getEncoded();
    return signed(
        new MACSigner(secret),
        test.key.getKeyID(),
        JWSAlgorithm.HS256,
        "at+jwt",
        test.claims(c -> c));
  }

  private static String ofAnotherType(TokenIT test) throws JOSEException {
    return signed(
        new RSASSASigner(test.key),
        test.key.getKeyID(),
        JWSAlgorithm.PS256,
        "JWT",
        test.claims(c -> c));
  }

  private static String unsigned(TokenIT test) throws JOSEException {
    String token = test.signed(c -> c);
    return token.substring(0, token.lastIndexOf('.') + 1);
  }

  private static String changed(TokenIT test) throws JOSEException {
    String token = test.signed(c -> c);
    int place = token.indexOf('.') + 10;
    char other = token.charAt(place) == 'A' ? 'B' : 'A';
    return token.substring(0, place) + other + token.substring(place + 1);
  }

  @Test
  void the_token_that_all_forgeries_are_made_from_is_accepted() throws JOSEException {
    assertThat(stranger.withToken(signed(c -> c)).call(CALL).status()).isEqualTo(200);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("forgeries")
  void a_token_is_refused(String name, Forgery forgery) throws JOSEException, SQLException {
    CallingSystem forger = stranger.withToken(forgery.token(this));
    List<Reply> replies = new ArrayList<>();

    List<StoredEntry> added = node.added(() -> replies.add(forger.call(CALL)));

    Reply reply = replies.getFirst();
    assertThat(reply.status()).isEqualTo(401);
    assertThat(reply.code()).isEqualTo("unauthenticated");
    assertThat(reply.headers().firstValue("WWW-Authenticate"))
        .contains("Bearer error=\"invalid_token\"");
    assertThat(added).isEmpty();
  }

  @Test
  void without_a_token_the_challenge_names_no_error() throws SQLException {
    List<Reply> replies = new ArrayList<>();

    List<StoredEntry> added = node.added(() -> replies.add(stranger.call(CALL)));

    assertThat(replies.getFirst().status()).isEqualTo(401);
    assertThat(replies.getFirst().headers().allValues("WWW-Authenticate"))
        .containsExactly("Bearer", "DPoP algs=\"EdDSA PS256 ES256\"");
    assertThat(added).isEmpty();
  }

  @Test
  void a_client_secret_is_no_token() {
    byte[] call = CALL.toString().getBytes(StandardCharsets.UTF_8);
    String secret = node.installation().clientSecret(MCA);
    String basic =
        Base64.getEncoder().encodeToString((MCA + ":" + secret).getBytes(StandardCharsets.UTF_8));

    assertThat(stranger.post("/api/v1/calls", call, "Authorization", "Basic " + basic).status())
        .isEqualTo(401);
  }

  @Test
  void a_token_without_the_scope_is_told_which_is_needed() throws SQLException {
    CallingSystem auditor = node.system(AUDITOR);
    List<Reply> replies = new ArrayList<>();

    List<StoredEntry> added = node.added(() -> replies.add(auditor.call(CALL)));

    Reply reply = replies.getFirst();
    assertThat(reply.status()).isEqualTo(403);
    assertThat(reply.code()).isEqualTo("insufficient-scope");
    assertThat(reply.headers().firstValue("WWW-Authenticate"))
        .contains("Bearer error=\"insufficient_scope\", scope=\"call\"");
    assertThat(added).isEmpty();
  }

  @Test
  void a_scope_that_the_token_claims_and_the_policy_does_not_give_is_no_scope()
      throws JOSEException {
    String token = signed(c -> c.claim("client_id", AUDITOR).claim("scope", "call audit"));

    assertThat(stranger.withToken(token).call(CALL).status()).isEqualTo(403);
  }

  @Test
  void a_token_of_a_system_that_the_policy_does_not_know_gets_nowhere() throws JOSEException {
    String token = signed(c -> c.claim("client_id", "gone-system"));

    assertThat(stranger.withToken(token).call(CALL).status()).isEqualTo(403);
  }

  @Test
  void a_wrong_client_secret_gets_no_token() {
    for (String secret : List.of("wrong", node.installation().clientSecret(AUDITOR))) {
      assertThat(stranger.askToken(MCA, secret, "").status()).isEqualTo(401);
    }
    assertThat(stranger.askToken("nobody", "wrong", "").status()).isEqualTo(401);
    assertThat(stranger.askToken("a b'\"", "wrong", "").status()).isEqualTo(401);
  }

  @Test
  void a_token_holds_no_scope_beyond_the_systems_own() {
    Reply reply = stranger.askToken(MCA, node.installation().clientSecret(MCA), "&scope=audit");

    assertThat(reply.status()).isEqualTo(400);
    assertThat(reply.body().path("error").asString("")).isEqualTo("invalid_scope");
  }

  @Test
  void everything_else_is_closed() {
    Map<String, Integer> closed =
        Map.of("/api/v1/unknown", 401, "/actuator/env", 403, "/console", 403, "/error", 403);
    closed.forEach((path, status) ->
        assertThat(stranger.post(path, new byte[0]).status()).as(path).isEqualTo(status));
  }
}
