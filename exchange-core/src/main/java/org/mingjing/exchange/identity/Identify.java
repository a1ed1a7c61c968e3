package org.mingjing.exchange.identity;

import java.time.Clock;
import org.mingjing.policy.Policy;

/** Step 1: from a verified token to a system that the live policy knows. */
public final class Identify {
  /** The scope of those who ask what a call of somebody else would be decided. */
  public static final String EVALUATE = "evaluate";

  private final Clock clock;

  public Identify(Clock clock) {
    this.clock = clock;
  }

  /**
   * Recognises the system that a token names.
   *
   * @throws NotIdentified if the token has expired meanwhile, lacks the scope, or names a system
   *     that the policy does not know
   */
  public Caller caller(VerifiedToken token, String scope, Policy policy) {
    if (!clock.instant().isBefore(token.expires())) {
      throw NotIdentified.token(token.scheme());
    }
    if (!token.hasScope(scope)) {
      throw NotIdentified.scope(token.scheme());
    }
    return policy
        .system(token.system())
        .filter(client -> client.scopes().contains(scope))
        .map(client -> new Caller(client, scope, token.keyThumbprint()))
        .orElseThrow(() -> NotIdentified.scope(token.scheme()));
  }
}
