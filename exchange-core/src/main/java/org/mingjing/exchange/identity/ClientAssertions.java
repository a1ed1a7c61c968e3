package org.mingjing.exchange.identity;

import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import java.text.ParseException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.mingjing.policy.SystemClient;
import org.springframework.security.oauth2.core.OAuth2AuthenticationException;
import org.springframework.security.oauth2.core.OAuth2ErrorCodes;
import org.springframework.security.oauth2.jwt.BadJwtException;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.jwt.JwtDecoder;
import org.springframework.security.oauth2.jwt.JwtDecoderFactory;
import org.springframework.security.oauth2.server.authorization.client.RegisteredClient;

/**
 * Verifies {@code private_key_jwt} assertions (RFC 7523 section 3, FAPI 2.0) by the public keys
 * that stand in the policy, not behind a URL. Each counts once, on all nodes together; it is good
 * for five minutes at most.
 */
final class ClientAssertions implements JwtDecoderFactory<RegisteredClient> {
  private static final Duration LONGEST_LIFE = Duration.ofMinutes(5);
  private static final int LONGEST_ID = 256;
  private static final Set<String> TYPES = Set.of("JWT", "client-authentication+jwt");

  private final SystemClients clients;
  private final Replays replays;
  private final String issuer;
  private final Clock clock;

  /** {@code issuer}: the audience that every assertion must name. */
  ClientAssertions(SystemClients clients, Replays replays, String issuer, Clock clock) {
    this.clients = clients;
    this.replays = replays;
    this.issuer = issuer;
    this.clock = clock;
  }

  @Override
  public JwtDecoder createDecoder(RegisteredClient client) {
    SystemClient system =
        clients
            .system(client.getClientId())
            .orElseThrow(() -> new OAuth2AuthenticationException(OAuth2ErrorCodes.INVALID_CLIENT));
    return assertion -> verified(assertion, system);
  }

  private Jwt verified(String assertion, SystemClient system) {
    try {
      SignedJWT jwt = SignedJWT.parse(assertion);
      demand(isSigned(jwt, system), "it is signed by no key of the system");
      JWTClaimsSet claims = jwt.getJWTClaimsSet();
      String id = system.id().value();
      demand(id.equals(claims.getIssuer()), "iss is not the client");
      demand(id.equals(claims.getSubject()), "sub is not the client");
      demand(claims.getAudience().equals(List.of(issuer)), "aud is not the issuer, " + issuer);
      demandFirstUse(ticket(claims, id));
      return Jwt.withTokenValue(assertion)
          .header("alg", jwt.getHeader().getAlgorithm().getName())
          .subject(id)
          .build();
    } catch (ParseException e) {
      throw new BadJwtException("the client assertion is no well-formed signed JWT", e);
    }
  }

  private static void demand(boolean condition, String otherwise) {
    if (!condition) {
      throw new BadJwtException("the client assertion is refused: " + otherwise);
    }
  }

  private static boolean isSigned(SignedJWT jwt, SystemClient system) {
    JWSHeader header = jwt.getHeader();
    boolean type = header.getType() == null || TYPES.contains(header.getType().getType());
    return type
        && header.getCriticalParams() == null
        && system.keys().stream()
            .map(VerificationKey::parse)
            .anyMatch(key ->
                key.algorithm().equals(header.getAlgorithm().getName())
                    && key.verify(jwt.getSigningInput(), jwt.getSignature().decode()));
  }

  private Replays.Ticket ticket(JWTClaimsSet claims, String client) {
    Instant now = clock.instant();
    Instant expires = time(claims.getExpirationTime()).orElse(Instant.MIN);
    demand(expires.isAfter(now), "exp is missing or past");
    demand(!expires.isAfter(now.plus(LONGEST_LIFE)), "exp is more than five minutes ahead");
    Instant latestStart = now.plus(ProofChecker.AHEAD);
    Instant from = time(claims.getNotBeforeTime()).orElse(now);
    demand(!from.isAfter(latestStart), "nbf is in the future");
    Instant issued = time(claims.getIssueTime()).orElse(expires.minus(LONGEST_LIFE));
    demand(!issued.isAfter(latestStart), "iat is in the future");
    String id = Objects.requireNonNullElse(claims.getJWTID(), "");
    demand(!id.isEmpty() && id.length() <= LONGEST_ID, "jti must have 1 to 256 characters");
    return Replays.Ticket.of("assertion", client, id, issued, expires);
  }

  private static Optional<Instant> time(@org.jspecify.annotations.Nullable Date date) {
    return Optional.ofNullable(date).map(Date::toInstant);
  }

  private void demandFirstUse(Replays.Ticket ticket) {
    switch (replays.use(ticket)) {
      case FIRST -> {}
      case REPEATED -> demand(false, "it was used before: make a new one for each request");
      case UNKNOWN -> throw new ReplayUnknown();
    }
  }
}
