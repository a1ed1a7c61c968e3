package org.mingjing.exchange.identity;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.util.Base64URL;
import com.nimbusds.jose.util.JSONObjectUtils;
import com.nimbusds.jwt.JWTClaimsSet;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.text.ParseException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Date;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * Checks DPoP proofs: all of RFC 9449 section 4.3 but for the key that a token is bound to and for
 * replays, which {@link Possession} adds.
 *
 * <p>A system's proofs all have the same header, so a header is read once: type, algorithm, key and
 * thumbprint are kept under its text. The signature is verified each time.
 */
final class ProofChecker {
  /** How long a proof is good after it was made. */
  static final Duration LIFE = Duration.ofSeconds(60);

  /** How far a caller's clock may be ahead. */
  static final Duration AHEAD = Duration.ofSeconds(5);

  private static final JOSEObjectType TYPE = new JOSEObjectType("dpop+jwt");
  private static final int LONGEST = 8192;
  private static final int LONGEST_HEADER = 4096;
  private static final int LONGEST_ID = 256;
  private static final int HEADERS_KEPT = 2000;

  /**
   * A request that a proof must be for.
   *
   * @param url without query and fragment
   * @param token the access token that comes with the proof; none at the token endpoint
   */
  record Target(String method, String url, Optional<String> token) {}

  /**
   * A proof that is right in itself.
   *
   * @param key thumbprint of the key that made it
   */
  record Proof(String key, String id, Instant issued) {}

  private final Cache<String, VerificationKey> headers =
      Caffeine.newBuilder().maximumSize(HEADERS_KEPT).build();
  private final Clock clock;

  ProofChecker(Clock clock) {
    this.clock = clock;
  }

  /**
   * Checks a proof.
   *
   * @throws NotIdentified that says what is wrong with it
   */
  Proof check(String proof, Target target) {
    if (proof.length() > LONGEST) {
      throw NotIdentified.proof(ProofFault.TOO_LONG);
    }
    int first = proof.indexOf('.');
    int second = proof.indexOf('.', first + 1);
    demand(first > 0 && second > 0 && proof.indexOf('.', second + 1) < 0, ProofFault.NO_JWT);
    VerificationKey key = key(proof.substring(0, first));
    byte[] input = proof.substring(0, second).getBytes(StandardCharsets.US_ASCII);
    byte[] signature = new Base64URL(proof.substring(second + 1)).decode();
    demand(key.verify(input, signature), ProofFault.SIGNATURE);
    return claims(key, new Base64URL(proof.substring(first + 1, second)), target);
  }

  private static void demand(boolean condition, ProofFault otherwise) {
    if (!condition) {
      throw NotIdentified.proof(otherwise);
    }
  }

  private VerificationKey key(String header) {
    VerificationKey known = headers.getIfPresent(header);
    if (known == null) {
      demand(header.length() <= LONGEST_HEADER, ProofFault.TOO_LONG);
      known = read(header);
      headers.put(header, known);
    }
    return known;
  }

  private static VerificationKey read(String text) {
    try {
      Map<String, Object> members = JSONObjectUtils.parse(new Base64URL(text).decodeToString());
      Optional<Object> jwk = Optional.ofNullable(members.remove("jwk"));
      JWSHeader header = JWSHeader.parse(members, null);
      demand(TYPE.equals(header.getType()), ProofFault.TYPE);
      demand(header.getCriticalParams() == null, ProofFault.CRITICAL);
      String algorithm = header.getAlgorithm().getName();
      demand(VerificationKey.ALGORITHMS.contains(algorithm), ProofFault.ALGORITHM);
      VerificationKey key = key(jwk);
      demand(key.algorithm().equals(algorithm), ProofFault.ALGORITHM);
      return key;
    } catch (ParseException e) {
      throw NotIdentified.proof(ProofFault.NO_JWT);
    }
  }

  private static VerificationKey key(Optional<Object> jwk) {
    try {
      return VerificationKey.parse(JSONObjectUtils.toJSONString(object(jwk)));
    } catch (IllegalArgumentException e) {
      throw NotIdentified.proof(ProofFault.KEY);
    }
  }

  private static Map<String, ?> object(Optional<Object> jwk) {
    if (jwk.orElse("") instanceof Map<?, ?> members) {
      Map<String, Object> copy = new LinkedHashMap<>();
      members.forEach((name, value) -> copy.put(String.valueOf(name), value));
      return copy;
    }
    throw new IllegalArgumentException("there is no jwk");
  }

  private Proof claims(VerificationKey key, Base64URL payload, Target target) {
    try {
      JWTClaimsSet claims = JWTClaimsSet.parse(payload.decodeToString());
      String id = Objects.requireNonNullElse(claims.getJWTID(), "");
      demand(!id.isEmpty() && id.length() <= LONGEST_ID, ProofFault.ID);
      demand(target.method().equals(claims.getStringClaim("htm")), ProofFault.METHOD);
      demand(Urls.same(target.url(), claims.getStringClaim("htu")), ProofFault.URL);
      Instant issued = issued(Optional.ofNullable(claims.getIssueTime()));
      if (target.token().isPresent()) {
        demand(hash(target.token().get()).equals(claims.getStringClaim("ath")), ProofFault.TOKEN);
      }
      return new Proof(key.thumbprint(), id, issued);
    } catch (ParseException e) {
      throw NotIdentified.proof(ProofFault.NO_JWT);
    }
  }

  private Instant issued(Optional<Date> time) {
    demand(time.isPresent(), ProofFault.NO_TIME);
    Instant issued = time.orElseThrow().toInstant();
    Instant now = clock.instant();
    demand(!issued.isBefore(now.minus(LIFE)), ProofFault.OLD);
    demand(!issued.isAfter(now.plus(AHEAD)), ProofFault.EARLY);
    return issued;
  }

  private static String hash(String token) {
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256").digest(token.getBytes(StandardCharsets.US_ASCII));
      return Base64.getUrlEncoder().withoutPadding().encodeToString(digest);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
