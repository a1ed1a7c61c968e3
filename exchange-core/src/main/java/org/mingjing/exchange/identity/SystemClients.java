package org.mingjing.exchange.identity;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.mingjing.policy.Policy;
import org.mingjing.policy.SystemClient;
import org.mingjing.policy.SystemId;
import org.springframework.security.oauth2.core.AuthorizationGrantType;
import org.springframework.security.oauth2.core.ClientAuthenticationMethod;
import org.springframework.security.oauth2.jose.jws.SignatureAlgorithm;
import org.springframework.security.oauth2.server.authorization.client.RegisteredClient;
import org.springframework.security.oauth2.server.authorization.client.RegisteredClientRepository;
import org.springframework.security.oauth2.server.authorization.settings.ClientSettings;
import org.springframework.security.oauth2.server.authorization.settings.TokenSettings;

/**
 * The clients of the token endpoint: the systems of the live policy, by the keys that stand there.
 */
final class SystemClients implements RegisteredClientRepository {
  private static final Duration TOKEN_LIFE = Duration.ofMinutes(10);

  private final Supplier<Policy> live;
  private final Map<String, String> demoSecrets;

  /** {@code demoSecrets}: client secrets by system, of the demonstration only; empty otherwise. */
  SystemClients(Supplier<Policy> live, Map<String, String> demoSecrets) {
    this.live = live;
    this.demoSecrets = Map.copyOf(demoSecrets);
  }

  @Override
  public void save(RegisteredClient registeredClient) {
    throw new IllegalStateException("systems are registered in the policy, not here");
  }

  @Override
  public @Nullable RegisteredClient findById(String id) {
    return findByClientId(id);
  }

  @Override
  public @Nullable RegisteredClient findByClientId(String clientId) {
    return system(clientId).map(this::registered).orElse(null);
  }

  /** The system of a client id. */
  Optional<SystemClient> system(String clientId) {
    try {
      return live.get().system(new SystemId(clientId));
    } catch (IllegalArgumentException e) {
      return Optional.empty(); // no well-formed id, so no system
    }
  }

  private @Nullable RegisteredClient registered(SystemClient client) {
    String id = client.id().value();
    @Nullable String secret = demoSecrets.get(id);
    if (client.keys().isEmpty() && secret == null) {
      return null;
    }
    RegisteredClient.Builder builder =
        RegisteredClient.withId(id)
            .clientId(id)
            .authorizationGrantType(AuthorizationGrantType.CLIENT_CREDENTIALS)
            .scopes(scopes -> scopes.addAll(client.scopes()))
            .clientSettings(
                ClientSettings.builder()
                    .tokenEndpointAuthenticationSigningAlgorithm(SignatureAlgorithm.PS256)
                    .build())
            .tokenSettings(TokenSettings.builder().accessTokenTimeToLive(TOKEN_LIFE).build());
    if (!client.keys().isEmpty()) {
      builder.clientAuthenticationMethod(ClientAuthenticationMethod.PRIVATE_KEY_JWT);
    }
    if (secret != null) {
      builder
          .clientSecret(DemoSecrets.digest(secret))
          .clientAuthenticationMethod(ClientAuthenticationMethod.CLIENT_SECRET_BASIC)
          .clientAuthenticationMethod(ClientAuthenticationMethod.CLIENT_SECRET_POST);
    }
    return builder.build();
  }
}
