package org.mingjing.exchange.identity;

import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import org.mingjing.policy.SystemId;

/** An access token whose signature, issuer, audience and time were checked. */
public final class VerifiedToken {
  private final SystemId system;
  private final Set<String> scopes;
  private final Instant expires;
  private final Optional<String> boundTo;

  VerifiedToken(SystemId system, Set<String> scopes, Instant expires, Optional<String> boundTo) {
    this.system = system;
    this.scopes = Set.copyOf(scopes);
    this.expires = expires;
    this.boundTo = boundTo;
  }

  public SystemId system() {
    return system;
  }

  public boolean hasScope(String scope) {
    return scopes.contains(scope);
  }

  Instant expires() {
    return expires;
  }

  /** Thumbprint (RFC 7638) of the key that must be shown with the token; empty for a plain one. */
  Optional<String> boundTo() {
    return boundTo;
  }

  Scheme scheme() {
    return boundTo.isPresent() ? Scheme.DPOP : Scheme.BEARER;
  }

  /**
   * Which key vouches for the caller; {@code bearer} where the demonstration takes plain bearer
   * tokens.
   */
  String keyThumbprint() {
    return boundTo.orElse("bearer");
  }
}
