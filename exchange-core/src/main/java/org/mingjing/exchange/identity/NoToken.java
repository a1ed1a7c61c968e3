package org.mingjing.exchange.identity;

import org.mingjing.policy.Text;
import org.springframework.security.oauth2.core.OAuth2AuthenticationException;
import org.springframework.security.oauth2.core.OAuth2Error;

/** There is no token, for a reason that this project gives itself, in both languages. */
final class NoToken extends OAuth2AuthenticationException {
  private static final long serialVersionUID = 1L;

  private final transient Text reason;

  NoToken(OAuth2Error error, Text reason) {
    super(error);
    this.reason = reason;
  }

  Text reason() {
    return reason;
  }
}
