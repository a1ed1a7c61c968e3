package org.mingjing.exchange.identity;

import java.time.Instant;
import java.util.Set;
import org.mingjing.policy.SystemId;

/** An access token whose signature, issuer, audience and time were checked. */
public final class VerifiedToken {
  private final SystemId system;
  private final Set<String> scopes;
  private final Instant expires;
  private final String keyThumbprint;

  VerifiedToken(SystemId system, Set<String> scopes, Instant expires, String keyThumbprint) {
    this.system = system;
    this.scopes = Set.copyOf(scopes);
    this.expires = expires;
    this.keyThumbprint = keyThumbprint;
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

  /**
   * Which key vouches for the caller; {@code bearer} where the demonstration takes plain bearer
   * tokens.
   */
  String keyThumbprint() {
    return keyThumbprint;
  }
}
