package org.mingjing.exchange.identity;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSVerifier;
import com.nimbusds.jose.crypto.RSASSAVerifier;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.OctetKeyPair;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.util.Base64URL;
import java.math.BigInteger;
import java.security.interfaces.RSAPublicKey;
import java.text.ParseException;
import java.util.List;
import org.mingjing.exchange.crypto.P256PublicKey;
import org.mingjing.ledger.crypto.Ed25519PublicKey;

/**
 * A system's public key: its kind decides the one algorithm that it verifies. Ed25519 for EdDSA,
 * P-256 for ES256, RSA of 2048 to 4096 bits for PS256 (the algorithms of FAPI 2.0). Immutable; safe
 * for many threads.
 */
public final class VerificationKey {
  /** What {@code alg} may be, as challenges and metadata list it. */
  static final List<String> ALGORITHMS = List.of("EdDSA", "PS256", "ES256");

  private static final int LEAST_RSA_BITS = 2048;
  private static final int MOST_RSA_BITS = 4096; // each more costs whoever verifies
  private static final int MOST_EXPONENT_BITS = 32;

  /** Verifies the signature over a JWS signing input. */
  @FunctionalInterface
  private interface Check {
    boolean verify(byte[] input, byte[] signature);
  }

  private final String algorithm;
  private final String thumbprint;
  private final Check check;

  private VerificationKey(String algorithm, String thumbprint, Check check) {
    this.algorithm = algorithm;
    this.thumbprint = thumbprint;
    this.check = check;
  }

  /**
   * Takes a public key.
   *
   * @throws IllegalArgumentException unless it is public, of one of the three kinds, and sound
   */
  static VerificationKey of(JWK jwk) {
    if (jwk.isPrivate()) {
      throw new IllegalArgumentException("the key is not public");
    }
    try {
      String thumbprint = jwk.computeThumbprint().toString();
      return switch (jwk) {
        case OctetKeyPair key when key.getCurve().equals(Curve.Ed25519) ->
            new VerificationKey(
                "EdDSA", thumbprint, Ed25519PublicKey.of(key.getDecodedX())::verify);
        case ECKey key when key.getCurve().equals(Curve.P_256) ->
            new VerificationKey(
                "ES256",
                thumbprint,
                P256PublicKey.of(key.getX().decode(), key.getY().decode())::verify);
        case RSAKey key -> new VerificationKey("PS256", thumbprint, rsa(key.toRSAPublicKey()));
        default -> throw new IllegalArgumentException("the key is none of Ed25519, P-256 and RSA");
      };
    } catch (JOSEException e) {
      throw new IllegalArgumentException("the key is not sound", e);
    }
  }

  /** Reads a key as it stands in {@code systems.yaml}. */
  static VerificationKey parse(String jwk) {
    try {
      return of(JWK.parse(jwk));
    } catch (ParseException e) {
      throw new IllegalArgumentException("the key is no sound JWK (RFC 7517)", e);
    }
  }

  /**
   * The thumbprint (RFC 7638, SHA-256, Base64url) of a public key as it stands in {@code
   * systems.yaml}.
   *
   * @throws IllegalArgumentException unless it is a key that a system can use here
   */
  public static String thumbprint(String jwk) {
    return parse(jwk).thumbprint();
  }

  private static Check rsa(RSAPublicKey key) {
    int bits = key.getModulus().bitLength();
    BigInteger exponent = key.getPublicExponent();
    if (bits < LEAST_RSA_BITS
        || bits > MOST_RSA_BITS
        || exponent.bitLength() > MOST_EXPONENT_BITS
        || !exponent.testBit(0)
        || exponent.equals(BigInteger.ONE)) {
      throw new IllegalArgumentException("an RSA key must have 2048 to 4096 bits");
    }
    JWSVerifier verifier = new RSASSAVerifier(key);
    JWSHeader header = new JWSHeader(JWSAlgorithm.PS256);
    return (input, signature) -> {
      try {
        return verifier.verify(header, input, Base64URL.encode(signature));
      } catch (JOSEException e) {
        return false; // what cannot be verified is not verified
      }
    };
  }

  String algorithm() {
    return algorithm;
  }

  String thumbprint() {
    return thumbprint;
  }

  boolean verify(byte[] input, byte[] signature) {
    return check.verify(input, signature);
  }
}
