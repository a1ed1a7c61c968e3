package org.mingjing.bench.gateway;

import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.http.client.HttpComponentsClientHttpRequestFactoryBuilder;
import org.springframework.boot.http.client.autoconfigure.ClientHttpRequestFactoryBuilderCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.security.config.Customizer;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.AbstractHttpConfigurer;
import org.springframework.security.config.http.SessionCreationPolicy;
import org.springframework.security.oauth2.core.DelegatingOAuth2TokenValidator;
import org.springframework.security.oauth2.jose.jws.SignatureAlgorithm;
import org.springframework.security.oauth2.jwt.JwtDecoder;
import org.springframework.security.oauth2.jwt.JwtTimestampValidator;
import org.springframework.security.oauth2.jwt.JwtTypeValidator;
import org.springframework.security.oauth2.jwt.NimbusJwtDecoder;
import org.springframework.security.web.SecurityFilterChain;

/** A resource server for PS256 access tokens, and a pool of the size that every row has. */
@Configuration(proxyBeanMethods = false)
class GatewayConfiguration {
  private static final int CONNECTIONS_PER_ROUTE = 64;
  private static final int CONNECTIONS = 128;

  @Bean
  SecurityFilterChain bearerTokens(HttpSecurity http) {
    return http.authorizeHttpRequests(requests -> requests.anyRequest().authenticated())
        .oauth2ResourceServer(server -> server.jwt(Customizer.withDefaults()))
        .sessionManagement(it -> it.sessionCreationPolicy(SessionCreationPolicy.STATELESS))
        .csrf(AbstractHttpConfigurer::disable)
        .build();
  }

  /** RFC 9068 access tokens have the type {@code at+jwt}, which the default decoder refuses. */
  @Bean
  JwtDecoder jwtDecoder(@Value("${bench.jwk-set}") String jwkSet) {
    NimbusJwtDecoder decoder =
        NimbusJwtDecoder.withJwkSetUri(jwkSet)
            .jwsAlgorithm(SignatureAlgorithm.PS256)
            .validateType(false)
            .build();
    decoder.setJwtValidator(
        new DelegatingOAuth2TokenValidator<>(
            new JwtTimestampValidator(), new JwtTypeValidator("at+jwt", "JWT")));
    return decoder;
  }

  /** The default pool has five connections a route, with which 32 callers would queue. */
  @Bean
  ClientHttpRequestFactoryBuilderCustomizer<HttpComponentsClientHttpRequestFactoryBuilder>
      samePoolAsEveryRow() {
    return builder ->
        builder.withConnectionManagerCustomizer(
            pool -> pool.setMaxConnPerRoute(CONNECTIONS_PER_ROUTE).setMaxConnTotal(CONNECTIONS));
  }
}
