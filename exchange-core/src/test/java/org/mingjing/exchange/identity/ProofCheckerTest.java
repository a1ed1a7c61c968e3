package org.mingjing.exchange.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import com.nimbusds.jose.jwk.JWK;
import java.text.ParseException;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.mingjing.exchange.problem.ProblemCode;

/** A proof is right in every member, or refused with what is wrong. */
class ProofCheckerTest {
  private static final Instant NOW = Instant.parse("2026-11-22T10:00:00Z");
  private static final String URL = "https://exchange.example/api/v1/calls";
  private static final String TOKEN = "a.token.of-somebody";
  private static final TestKey KEY = TestKey.of("EdDSA");
  private static final TestKey P256 = TestKey.of("ES256");
  private static final TestKey RSA = TestKey.of("PS256");
  private static final ProofChecker.Target TARGET =
      new ProofChecker.Target("POST", URL, Optional.of(TOKEN));

  private final ProofChecker checker = new ProofChecker(Clock.fixed(NOW, ZoneOffset.UTC));

  private static Map<String, Object> claims() {
    return TestKey.proofClaims("POST", URL, TOKEN, NOW);
  }

  @ParameterizedTest
  @ValueSource(strings = {"EdDSA", "PS256", "ES256"})
  void a_right_proof_tells_its_key_and_its_id(String algorithm) {
    TestKey key = TestKey.of(algorithm);
    Map<String, Object> claims = claims();

    for (int i = 0; i < 2; i++) { // the second time its header is known
      ProofChecker.Proof proof = checker.check(key.sign(key.proofHeader(), claims), TARGET);
      assertThat(proof.key()).isEqualTo(key.thumbprint());
      assertThat(proof.id()).isEqualTo(claims.get("jti"));
      assertThat(proof.issued()).isEqualTo(NOW);
    }
  }

  @Test
  void at_the_token_endpoint_there_is_no_token_yet() {
    ProofChecker.Target target = new ProofChecker.Target("POST", URL, Optional.empty());
    String proof = KEY.sign(KEY.proofHeader(), TestKey.proofClaims("POST", URL, "", NOW));

    assertThat(checker.check(proof, target).key()).isEqualTo(KEY.thumbprint());
  }

  /** A proof with something wrong in it. */
  private static Arguments wrong(String name, ProofFault fault, String proof) {
    return arguments(name, fault, proof);
  }

  private static String withHeader(TestKey key, String member, Object value) {
    Map<String, Object> header = key.proofHeader();
    header.put(member, value);
    return key.sign(header, claims());
  }

  private static String withoutHeader(String member) {
    Map<String, Object> header = KEY.proofHeader();
    header.remove(member);
    return KEY.sign(header, claims());
  }

  private static String withClaim(String member, Object value) {
    Map<String, Object> claims = claims();
    claims.put(member, value);
    return KEY.sign(KEY.proofHeader(), claims);
  }

  private static String withoutClaim(String member) {
    Map<String, Object> claims = claims();
    claims.remove(member);
    return KEY.sign(KEY.proofHeader(), claims);
  }

  private static Map<String, Object> json(String jwk) {
    try {
      return JWK.parse(jwk).toJSONObject();
    } catch (ParseException e) {
      throw new IllegalStateException(e);
    }
  }

  private static Map<String, Object> jwk(TestKey key, String member, Object value) {
    Map<String, Object> jwk = new LinkedHashMap<>(json(key.publicJwk()));
    jwk.put(member, value);
    return jwk;
  }

  static Stream<Arguments> wrongHeaders() {
    return Stream.of(
        wrong("no typ", ProofFault.TYPE, withoutHeader("typ")),
        wrong("typ JWT", ProofFault.TYPE, withHeader(KEY, "typ", "JWT")),
        wrong("typ at+jwt", ProofFault.TYPE, withHeader(KEY, "typ", "at+jwt")),
        wrong("no alg", ProofFault.NO_JWT, withoutHeader("alg")),
        wrong("alg none", ProofFault.NO_JWT, withHeader(KEY, "alg", "none")),
        wrong("alg HS256", ProofFault.ALGORITHM, withHeader(KEY, "alg", "HS256")),
        wrong("alg RS256", ProofFault.ALGORITHM, withHeader(RSA, "alg", "RS256")),
        wrong("alg ES384", ProofFault.ALGORITHM, withHeader(P256, "alg", "ES384")),
        wrong("alg of another kind of key", ProofFault.ALGORITHM, withHeader(KEY, "alg", "ES256")),
        wrong("crit", ProofFault.CRITICAL, withHeader(KEY, "crit", List.of("exp"))),
        wrong("no jwk", ProofFault.KEY, withoutHeader("jwk")),
        wrong("jwk a text", ProofFault.KEY, withHeader(KEY, "jwk", "abc")),
        wrong("a private key", ProofFault.KEY, withHeader(KEY, "jwk", json(KEY.privateJwk()))),
        wrong(
            "a private P-256 key",
            ProofFault.KEY,
            withHeader(P256, "jwk", json(P256.privateJwk()))),
        wrong("a private RSA key", ProofFault.KEY, withHeader(RSA, "jwk", json(RSA.privateJwk()))),
        wrong(
            "a shared secret",
            ProofFault.KEY,
            withHeader(KEY, "jwk", Map.of("kty", "oct", "k", "YWJj"))),
        wrong(
            "a curve for agreement",
            ProofFault.KEY,
            withHeader(KEY, "jwk", jwk(KEY, "crv", "X25519"))),
        wrong("no point", ProofFault.KEY, withHeader(KEY, "jwk", jwk(KEY, "x", "AAAA"))),
        wrong(
            "a point of small order",
            ProofFault.KEY,
            withHeader(KEY, "jwk", jwk(KEY, "x", "AQ" + "A".repeat(41)))),
        wrong(
            "a point off the curve",
            ProofFault.KEY,
            withHeader(P256, "jwk", jwk(P256, "y", "A".repeat(43)))),
        wrong(
            "a short RSA key",
            ProofFault.KEY,
            withHeader(RSA, "jwk", jwk(RSA, "n", "w".repeat(171)))),
        wrong(
            "a long RSA key",
            ProofFault.KEY,
            withHeader(RSA, "jwk", jwk(RSA, "n", "w".repeat(700)))),
        wrong(
            "an RSA exponent of one", ProofFault.KEY, withHeader(RSA, "jwk", jwk(RSA, "e", "AQ"))),
        wrong("an even RSA exponent", ProofFault.KEY, withHeader(RSA, "jwk", jwk(RSA, "e", "Ag"))),
        wrong(
            "a huge RSA exponent",
            ProofFault.KEY,
            withHeader(RSA, "jwk", jwk(RSA, "e", "w".repeat(60)))),
        wrong(
            "another's key",
            ProofFault.SIGNATURE,
            withHeader(KEY, "jwk", json(TestKey.of("EdDSA").publicJwk()))),
        wrong("a long header", ProofFault.TOO_LONG, withHeader(KEY, "kid", "k".repeat(4000))));
  }

  static Stream<Arguments> wrongClaims() {
    return Stream.of(
        wrong("no jti", ProofFault.ID, withoutClaim("jti")),
        wrong("an empty jti", ProofFault.ID, withClaim("jti", "")),
        wrong("a long jti", ProofFault.ID, withClaim("jti", "j".repeat(257))),
        wrong("a number as jti", ProofFault.NO_JWT, withClaim("jti", 7)),
        wrong("no htm", ProofFault.METHOD, withoutClaim("htm")),
        wrong("another method", ProofFault.METHOD, withClaim("htm", "GET")),
        wrong("the method in small letters", ProofFault.METHOD, withClaim("htm", "post")),
        wrong("no htu", ProofFault.URL, withoutClaim("htu")),
        wrong("another path", ProofFault.URL, withClaim("htu", URL + "/1")),
        wrong("another host", ProofFault.URL, withClaim("htu", URL.replace("exchange.", "other."))),
        wrong("another scheme", ProofFault.URL, withClaim("htu", URL.replace("https", "http"))),
        wrong(
            "another port",
            ProofFault.URL,
            withClaim("htu", URL.replace("example", "example:8443"))),
        wrong("somebody in the URL", ProofFault.URL, withClaim("htu", URL.replace("//", "//a@"))),
        wrong("a path only", ProofFault.URL, withClaim("htu", "/api/v1/calls")),
        wrong("no URL", ProofFault.URL, withClaim("htu", "a b")),
        wrong("no iat", ProofFault.NO_TIME, withoutClaim("iat")),
        wrong("a text as iat", ProofFault.NO_JWT, withClaim("iat", "now")),
        wrong("61 seconds old", ProofFault.OLD, withClaim("iat", NOW.getEpochSecond() - 61)),
        wrong("years old", ProofFault.OLD, withClaim("iat", 0)),
        wrong("6 seconds ahead", ProofFault.EARLY, withClaim("iat", NOW.getEpochSecond() + 6)),
        wrong("milliseconds as iat", ProofFault.EARLY, withClaim("iat", NOW.toEpochMilli())),
        wrong("no ath", ProofFault.TOKEN, withoutClaim("ath")),
        wrong("another token's ath", ProofFault.TOKEN, withClaim("ath", TestKey.hash(TOKEN + "x"))),
        wrong("the token as ath", ProofFault.TOKEN, withClaim("ath", TOKEN)));
  }

  static Stream<Arguments> wrongShapes() {
    String right = KEY.sign(KEY.proofHeader(), claims());
    String[] parts = right.split("\\.", -1);
    String other = KEY.sign(KEY.proofHeader(), claims());
    return Stream.of(
        wrong("nothing", ProofFault.NO_JWT, ""),
        wrong("a word", ProofFault.NO_JWT, "abc"),
        wrong("dots", ProofFault.NO_JWT, ".."),
        wrong("two parts", ProofFault.NO_JWT, parts[0] + "." + parts[1]),
        wrong("four parts", ProofFault.NO_JWT, right + ".abc"),
        wrong("no signature", ProofFault.SIGNATURE, parts[0] + "." + parts[1] + "."),
        wrong(
            "a signature cut short", ProofFault.SIGNATURE, right.substring(0, right.length() - 4)),
        wrong(
            "the signature of another proof",
            ProofFault.SIGNATURE,
            right.substring(0, right.lastIndexOf('.')) + other.substring(other.lastIndexOf('.'))),
        wrong("a header that is no JSON", ProofFault.NO_JWT, KEY.sign("{", "{}")),
        wrong("claims that are no JSON", ProofFault.NO_JWT, KEY.sign(json(), "{")),
        wrong(
            "a claim twice", ProofFault.NO_JWT, KEY.sign(json(), "{\"jti\":\"1\",\"jti\":\"2\"}")),
        wrong("a long proof", ProofFault.TOO_LONG, withClaim("more", "m".repeat(9000))));
  }

  private static String json() {
    return tools.jackson.databind.json.JsonMapper.shared().writeValueAsString(KEY.proofHeader());
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource({"wrongHeaders", "wrongClaims", "wrongShapes"})
  void a_proof_is_refused_with(String name, ProofFault fault, String proof) {
    for (int i = 0; i < 2; i++) { // a header that was refused is refused again
      assertThatThrownBy(() -> checker.check(proof, TARGET))
          .isInstanceOfSatisfying(
              NotIdentified.class,
              refused -> {
                assertThat(refused.detail()).contains(fault.text());
                assertThat(refused.code()).isEqualTo(ProblemCode.UNAUTHENTICATED);
                assertThat(refused.challenge())
                    .startsWith("DPoP error=\"invalid_dpop_proof\", error_description=\"")
                    .endsWith("\", algs=\"EdDSA PS256 ES256\"");
              });
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"EdDSA", "PS256", "ES256"})
  void no_changed_bit_of_a_signature_is_overlooked(String algorithm) {
    TestKey key = TestKey.of(algorithm);
    String proof = key.sign(key.proofHeader(), claims());
    int start = proof.lastIndexOf('.') + 1;
    for (int i = start; i < proof.length() - 1; i++) { // the last holds bits that mean nothing
      char c = proof.charAt(i);
      String changed = proof.substring(0, i) + (c == 'A' ? 'B' : 'A') + proof.substring(i + 1);
      assertThatThrownBy(() -> checker.check(changed, TARGET))
          .hasMessage(ProofFault.SIGNATURE.text().en());
    }
  }

  static Stream<String> sameUrls() {
    return Stream.of(
        URL,
        "HTTPS://Exchange.Example/api/v1/calls",
        "https://exchange.example:443/api/v1/calls",
        URL + "?a=b",
        URL + "#c",
        URL + "?a=b#c");
  }

  @ParameterizedTest
  @MethodSource("sameUrls")
  void the_same_url_may_be_written_otherwise(String url) {
    assertThat(checker.check(withClaim("htu", url), TARGET).key()).isEqualTo(KEY.thumbprint());
  }

  static Stream<Function<Long, Long>> timesWithin() {
    return Stream.of(now -> now - 60, now -> now - 1, now -> now + 5);
  }

  @ParameterizedTest
  @MethodSource("timesWithin")
  void a_proof_is_good_for_60_seconds_and_clocks_may_be_5_ahead(Function<Long, Long> time) {
    String proof = withClaim("iat", time.apply(NOW.getEpochSecond()));

    assertThat(checker.check(proof, TARGET).issued().getEpochSecond())
        .isEqualTo(time.apply(NOW.getEpochSecond()));
  }

  @Test
  void every_fault_has_a_case_here_or_needs_more_than_the_proof_itself() {
    List<ProofFault> seen =
        Stream.of(wrongHeaders(), wrongClaims(), wrongShapes())
            .flatMap(Function.identity())
            .map(arguments -> (ProofFault) arguments.get()[1])
            .distinct()
            .toList();
    assertThat(ProofFault.values())
        .allSatisfy(fault ->
            assertThat(
                    seen.contains(fault)
                        || List.of(ProofFault.MISSING, ProofFault.SEVERAL, ProofFault.REPEATED)
                            .contains(fault))
                .as(fault.name())
                .isTrue());
  }
}
