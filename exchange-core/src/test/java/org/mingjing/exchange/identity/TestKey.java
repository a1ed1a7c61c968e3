package org.mingjing.exchange.identity;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSSigner;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.OctetKeyPair;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jose.util.Base64URL;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import org.mingjing.ledger.crypto.Ed25519Key;
import tools.jackson.databind.json.JsonMapper;

/** A system's private key, with which it makes assertions and proofs. */
public final class TestKey {
  /** Signs bytes. */
  @FunctionalInterface
  private interface Signing {
    byte[] sign(byte[] input) throws JOSEException;
  }

  private final String algorithm;
  private final JWK jwk;
  private final Signing signing;

  private TestKey(String algorithm, JWK jwk, Signing signing) {
    this.algorithm = algorithm;
    this.jwk = jwk;
    this.signing = signing;
  }

  public static TestKey of(String algorithm) {
    try {
      return switch (algorithm) {
        case "EdDSA" -> ed25519();
        case "ES256" -> {
          ECKey key = new ECKeyGenerator(Curve.P_256).generate();
          yield new TestKey(algorithm, key, by(new ECDSASigner(key), JWSAlgorithm.ES256));
        }
        case "PS256" -> {
          RSAKey key = new RSAKeyGenerator(2048).generate();
          yield new TestKey(algorithm, key, by(new RSASSASigner(key), JWSAlgorithm.PS256));
        }
        default -> throw new IllegalArgumentException(algorithm);
      };
    } catch (JOSEException e) {
      throw new IllegalStateException(e);
    }
  }

  private static TestKey ed25519() {
    byte[] seed = new byte[32];
    new SecureRandom().nextBytes(seed);
    Ed25519Key key = Ed25519Key.ofSeed(seed);
    OctetKeyPair pair =
        new OctetKeyPair.Builder(Curve.Ed25519, Base64URL.encode(key.publicKey().bytes()))
            .d(Base64URL.encode(seed))
            .build();
    return new TestKey("EdDSA", pair, key::sign);
  }

  private static Signing by(JWSSigner signer, JWSAlgorithm algorithm) {
    return input -> signer.sign(new JWSHeader(algorithm), input).decode();
  }

  public String algorithm() {
    return algorithm;
  }

  /** The public key, as it stands in {@code systems.yaml}. */
  public String publicJwk() {
    return jwk.toPublicJWK().toJSONString();
  }

  public String privateJwk() {
    return jwk.toJSONString();
  }

  public String thumbprint() {
    try {
      return jwk.computeThumbprint().toString();
    } catch (JOSEException e) {
      throw new IllegalStateException(e);
    }
  }

  /** A signed JWT of these members, whatever they are. */
  public String sign(Map<String, Object> header, Map<String, Object> claims) {
    return sign(json(header), json(claims));
  }

  /** A signed JWT of these texts, whatever they are. */
  public String sign(String header, String claims) {
    String input = encode(header) + "." + encode(claims);
    try {
      byte[] signature = signing.sign(input.getBytes(StandardCharsets.US_ASCII));
      return input + "." + Base64URL.encode(signature);
    } catch (JOSEException e) {
      throw new IllegalStateException(e);
    }
  }

  private static String json(Map<String, Object> members) {
    return JsonMapper.shared().writeValueAsString(members);
  }

  private static String encode(String text) {
    return Base64URL.encode(text).toString();
  }

  /** The header of a right proof. */
  public Map<String, Object> proofHeader() {
    Map<String, Object> header = new LinkedHashMap<>();
    header.put("typ", "dpop+jwt");
    header.put("alg", algorithm);
    header.put("jwk", jwk.toPublicJWK().toJSONObject());
    return header;
  }

  /** The claims of a right proof; {@code token} empty for the token endpoint. */
  public static Map<String, Object> proofClaims(
      String method, String url, String token, Instant at) {
    Map<String, Object> claims = new LinkedHashMap<>();
    claims.put("jti", UUID.randomUUID().toString());
    claims.put("htm", method);
    claims.put("htu", url);
    claims.put("iat", at.getEpochSecond());
    if (!token.isEmpty()) {
      claims.put("ath", hash(token));
    }
    return claims;
  }

  /** A right proof, made now. */
  public String proof(String method, String url, String token) {
    return sign(proofHeader(), proofClaims(method, url, token, Instant.now()));
  }

  /** A right assertion, made now. */
  public String assertion(String client, String issuer) {
    Instant now = Instant.now();
    Map<String, Object> claims = new LinkedHashMap<>();
    claims.put("iss", client);
    claims.put("sub", client);
    claims.put("aud", issuer);
    claims.put("jti", UUID.randomUUID().toString());
    claims.put("iat", now.getEpochSecond());
    claims.put("exp", now.plusSeconds(60).getEpochSecond());
    return sign(Map.of("alg", algorithm), claims);
  }

  /** The hash of a token (RFC 9449 section 4.2). */
  public static String hash(String token) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      return Base64URL.encode(digest.digest(token.getBytes(StandardCharsets.US_ASCII))).toString();
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
