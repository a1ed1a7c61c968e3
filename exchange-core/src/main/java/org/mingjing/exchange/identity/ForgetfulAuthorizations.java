package org.mingjing.exchange.identity;

import org.jspecify.annotations.Nullable;
import org.springframework.security.oauth2.server.authorization.OAuth2Authorization;
import org.springframework.security.oauth2.server.authorization.OAuth2AuthorizationService;
import org.springframework.security.oauth2.server.authorization.OAuth2TokenType;

/**
 * Keeps no issued tokens: they carry all that is needed, live ten minutes, and no endpoint asks for
 * them again. (The framework's own keeps every token in memory for ever.)
 */
final class ForgetfulAuthorizations implements OAuth2AuthorizationService {
  @Override
  public void save(OAuth2Authorization authorization) {
    // nothing is kept
  }

  @Override
  public void remove(OAuth2Authorization authorization) {
    // nothing was kept
  }

  @Override
  public @Nullable OAuth2Authorization findById(String id) {
    return null;
  }

  @Override
  public @Nullable OAuth2Authorization findByToken(
      String token, @Nullable OAuth2TokenType tokenType) {
    return null;
  }
}
