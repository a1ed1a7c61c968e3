package org.mingjing.exchange.identity;

import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import org.mingjing.policy.SystemId;

/** Tokens as if they had been verified. */
public final class TestTokens {
  private TestTokens() {}

  public static VerifiedToken of(String system, String scope) {
    return new VerifiedToken(
        new SystemId(system),
        Set.of(scope),
        Instant.parse("2099-01-01T00:00:00Z"),
        Optional.empty());
  }
}
