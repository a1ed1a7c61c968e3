package org.mingjing.exchange.identity;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.jwk.source.JWKSource;
import com.nimbusds.jose.proc.BadJOSEException;
import com.nimbusds.jose.proc.DefaultJOSEObjectTypeVerifier;
import com.nimbusds.jose.proc.JWSVerificationKeySelector;
import com.nimbusds.jose.proc.SecurityContext;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.proc.DefaultJWTClaimsVerifier;
import com.nimbusds.jwt.proc.DefaultJWTProcessor;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.text.ParseException;
import java.time.Clock;
import java.time.Instant;
import java.util.Date;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.mingjing.policy.SystemId;

/**
 * Checks access tokens (RFC 9068, PS256): the signature once, the expiry at each use; and which key
 * each is bound to (RFC 9449 section 6.1).
 *
 * <p>What was verified is kept under the SHA-256 of the token, never the token itself. What was
 * refused is not kept.
 */
public final class AccessTokens {
  private static final int KEPT = 10_000;

  private final DefaultJWTProcessor<SecurityContext> processor = new DefaultJWTProcessor<>();
  private final Cache<ByteBuffer, VerifiedToken> verified;
  private final Clock clock;

  public AccessTokens(JWKSource<SecurityContext> keys, String issuer, Clock clock) {
    this.clock = clock;
    this.verified = Caffeine.newBuilder().maximumSize(KEPT).build();
    processor.setJWSTypeVerifier(new DefaultJOSEObjectTypeVerifier<>(new JOSEObjectType("at+jwt")));
    processor.setJWSKeySelector(new JWSVerificationKeySelector<>(JWSAlgorithm.PS256, keys));
    processor.setJWTClaimsSetVerifier(
        new DefaultJWTClaimsVerifier<>(
            audience(issuer),
            new JWTClaimsSet.Builder().issuer(issuer).build(),
            Set.of("exp", "iat", "jti", "client_id", "department", "scope")) {
          @Override
          protected Date currentTime() {
            return Date.from(clock.instant());
          }
        });
  }

  /** The audience of every access token of this issuer: its API. */
  static String audience(String issuer) {
    return issuer + "/api";
  }

  /**
   * Verifies a token, or finds it verified. Whether the caller holds the key that it is bound to is
   * for {@link Possession} to say.
   *
   * @param scheme how it was presented, for the challenge
   * @throws NotIdentified if anything about it is not right; which, is not told
   */
  VerifiedToken verify(String token, Scheme scheme) {
    ByteBuffer key = digest(token);
    VerifiedToken known = verified.getIfPresent(key);
    if (known == null) {
      known = check(token, scheme);
      verified.put(key, known);
    }
    if (!clock.instant().isBefore(known.expires())) {
      verified.invalidate(key);
      throw NotIdentified.token(scheme);
    }
    return known;
  }

  private VerifiedToken check(String token, Scheme scheme) {
    try {
      JWTClaimsSet claims = processor.process(token, null);
      Instant expires = claims.getExpirationTime().toInstant();
      return new VerifiedToken(
          new SystemId(claims.getStringClaim("client_id")),
          Set.of(claims.getStringClaim("scope").split(" ")),
          expires,
          boundTo(claims));
    } catch (ParseException | BadJOSEException | JOSEException | IllegalArgumentException e) {
      throw NotIdentified.token(scheme);
    }
  }

  /**
   * A confirmation that is not understood (RFC 7800) must not make a plain token of a bound one.
   */
  private static Optional<String> boundTo(JWTClaimsSet claims) throws ParseException {
    if (claims.getClaim("cnf") == null) {
      return Optional.empty();
    }
    Map<String, Object> confirmation = claims.getJSONObjectClaim("cnf");
    if (confirmation.size() == 1 && confirmation.get("jkt") instanceof String thumbprint) {
      return Optional.of(thumbprint);
    }
    throw new ParseException("the token is bound in a way that is not known here", 0);
  }

  private static ByteBuffer digest(String token) {
    try {
      byte[] bytes = token.getBytes(StandardCharsets.ISO_8859_1);
      return ByteBuffer.wrap(MessageDigest.getInstance("SHA-256").digest(bytes));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
