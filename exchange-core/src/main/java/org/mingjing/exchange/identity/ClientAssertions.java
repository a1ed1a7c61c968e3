package org.mingjing.exchange.identity;

import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.source.ImmutableJWKSet;
import com.nimbusds.jose.proc.JWSVerificationKeySelector;
import com.nimbusds.jose.proc.SecurityContext;
import com.nimbusds.jwt.proc.DefaultJWTProcessor;
import java.text.ParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.mingjing.policy.SystemClient;
import org.springframework.security.oauth2.core.OAuth2AuthenticationException;
import org.springframework.security.oauth2.core.OAuth2ErrorCodes;
import org.springframework.security.oauth2.jwt.JwtDecoder;
import org.springframework.security.oauth2.jwt.JwtDecoderFactory;
import org.springframework.security.oauth2.jwt.NimbusJwtDecoder;
import org.springframework.security.oauth2.server.authorization.authentication.JwtClientAssertionDecoderFactory;
import org.springframework.security.oauth2.server.authorization.client.RegisteredClient;

/**
 * Verifies {@code private_key_jwt} assertions (RFC 7523) by the public keys that stand in the
 * policy, not behind a URL.
 */
final class ClientAssertions implements JwtDecoderFactory<RegisteredClient> {
  private static final Set<JWSAlgorithm> ALGORITHMS =
      Set.of(JWSAlgorithm.PS256, JWSAlgorithm.ES256);

  private final SystemClients clients;

  ClientAssertions(SystemClients clients) {
    this.clients = clients;
  }

  @Override
  public JwtDecoder createDecoder(RegisteredClient client) {
    SystemClient system =
        clients
            .system(client.getClientId())
            .orElseThrow(() -> new OAuth2AuthenticationException(OAuth2ErrorCodes.INVALID_CLIENT));
    DefaultJWTProcessor<SecurityContext> processor = new DefaultJWTProcessor<>();
    processor.setJWSKeySelector(
        new JWSVerificationKeySelector<>(ALGORITHMS, new ImmutableJWKSet<>(keys(system))));
    processor.setJWTClaimsSetVerifier((claims, context) -> {}); // the decoder's validators do it
    NimbusJwtDecoder decoder = new NimbusJwtDecoder(processor);
    decoder.setJwtValidator(
        JwtClientAssertionDecoderFactory.DEFAULT_JWT_VALIDATOR_FACTORY.apply(client));
    return decoder;
  }

  private static JWKSet keys(SystemClient system) {
    List<JWK> keys = new ArrayList<>();
    for (String key : system.keys()) {
      try {
        keys.add(JWK.parse(key));
      } catch (ParseException e) {
        throw new IllegalStateException("a key of " + system.id() + " is no JWK", e);
      }
    }
    return new JWKSet(keys);
  }
}
