package org.mingjing.exchange.identity;

import com.nimbusds.jose.jwk.source.JWKSource;
import com.nimbusds.jose.proc.SecurityContext;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.servlet.DispatcherType;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import org.mingjing.ledger.log.Connector;
import org.mingjing.policy.Policy;
import org.mingjing.policy.SystemClient;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.actuate.autoconfigure.web.server.ManagementPortType;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;
import org.springframework.core.env.Environment;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.AbstractHttpConfigurer;
import org.springframework.security.config.annotation.web.configurers.oauth2.server.authorization.OAuth2AuthorizationServerConfigurer;
import org.springframework.security.config.http.SessionCreationPolicy;
import org.springframework.security.config.observation.SecurityObservationSettings;
import org.springframework.security.crypto.password.PasswordEncoder;
import org.springframework.security.oauth2.jose.jws.SignatureAlgorithm;
import org.springframework.security.oauth2.server.authorization.OAuth2AuthorizationServerMetadata;
import org.springframework.security.oauth2.server.authorization.OAuth2AuthorizationService;
import org.springframework.security.oauth2.server.authorization.OAuth2TokenType;
import org.springframework.security.oauth2.server.authorization.authentication.JwtClientAssertionAuthenticationProvider;
import org.springframework.security.oauth2.server.authorization.settings.AuthorizationServerSettings;
import org.springframework.security.oauth2.server.authorization.token.JwtEncodingContext;
import org.springframework.security.oauth2.server.authorization.token.OAuth2TokenCustomizer;
import org.springframework.security.web.DefaultSecurityFilterChain;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.authentication.preauth.AbstractPreAuthenticatedProcessingFilter;
import org.springframework.security.web.firewall.HttpFirewall;
import org.springframework.security.web.firewall.StrictHttpFirewall;
import org.springframework.security.web.servlet.util.matcher.PathPatternRequestMatcher;
import org.springframework.security.web.util.matcher.OrRequestMatcher;

/** The token endpoint, the door of the API, and a closed door for everything else. */
@Configuration(proxyBeanMethods = false)
class IdentityConfiguration {

  @Bean
  JWKSource<SecurityContext> tokenKeys(@Value("${mingjing.token-key}") Path file)
      throws IOException {
    return TokenKey.load(file);
  }

  @Bean
  SystemClients systemClients(
      Supplier<Policy> live,
      @Value("${mingjing.demo:false}") boolean demo,
      @Value("${mingjing.issuer}") URI issuer,
      Environment environment) {
    Map<String, String> secrets =
        Binder.get(environment)
            .bind("mingjing.demo-secrets", Bindable.mapOf(String.class, String.class))
            .orElse(Map.of());
    if (!demo) {
      Transport.demandTls(environment, issuer);
    }
    if (!demo && !secrets.isEmpty()) {
      throw new IllegalStateException("client secrets are for the demonstration only");
    }
    return new SystemClients(live, secrets);
  }

  @Bean
  AuthorizationServerSettings authorizationServer(@Value("${mingjing.issuer}") URI issuer) {
    return AuthorizationServerSettings.builder().issuer(issuer.toString()).build();
  }

  @Bean
  OAuth2AuthorizationService authorizations() {
    return new ForgetfulAuthorizations();
  }

  @Bean
  PasswordEncoder clientSecrets() {
    return new DemoSecrets();
  }

  /**
   * Access tokens by RFC 9068: signed with PS256, for this API, with the department and every scope
   * of the system, bound to the key that was shown (RFC 9449 section 6.1).
   */
  @Bean
  OAuth2TokenCustomizer<JwtEncodingContext> accessTokens(
      SystemClients clients, AuthorizationServerSettings server) {
    return context -> {
      if (OAuth2TokenType.ACCESS_TOKEN.equals(context.getTokenType())) {
        SystemClient system =
            clients.system(context.getRegisteredClient().getClientId()).orElseThrow();
        Set<String> asked = context.getAuthorizedScopes();
        context.getJwsHeader().algorithm(SignatureAlgorithm.PS256).type("at+jwt");
        context
            .getClaims()
            .audience(List.of(AccessTokens.audience(String.valueOf(server.getIssuer()))))
            .claim("client_id", system.id().value())
            .claim("department", system.department().value())
            .claim("scope", String.join(" ", asked.isEmpty() ? system.scopes() : asked));
        TokenRequests.binding(context)
            .ifPresent(key -> context.getClaims().claim("cnf", Map.of("jkt", key)));
      }
    };
  }

  @Bean
  AccessTokens tokenVerifier(
      JWKSource<SecurityContext> keys, AuthorizationServerSettings server, Clock clock) {
    return new AccessTokens(keys, String.valueOf(server.getIssuer()), clock);
  }

  @Bean(destroyMethod = "close")
  Replays replays(Connector connector) {
    return Replays.start(new JdbcReplays(connector));
  }

  @Bean
  Possession possession(Replays replays, AuthorizationServerSettings server, Clock clock) {
    return new Possession(new ProofChecker(clock), replays, String.valueOf(server.getIssuer()));
  }

  @Bean
  ClientAssertions clientAssertions(
      SystemClients clients, Replays replays, AuthorizationServerSettings server, Clock clock) {
    return new ClientAssertions(clients, replays, String.valueOf(server.getIssuer()), clock);
  }

  /**
   * Who was turned away is counted by {@link BearerFilter}; a timer around each filter is not
   * needed.
   */
  @Bean
  SecurityObservationSettings noTimersAroundFilters() {
    return SecurityObservationSettings.noObservations();
  }

  /** The framework's firewall with its own rules for headers, but without regular expressions. */
  @Bean
  HttpFirewall firewall() {
    StrictHttpFirewall firewall = new StrictHttpFirewall();
    firewall.setAllowedHeaderNames(name -> hasOnlyText(name, false));
    firewall.setAllowedHeaderValues(value -> hasOnlyText(value, true));
    return firewall;
  }

  private static boolean hasOnlyText(String value, boolean orTabs) {
    for (int i = 0; i < value.length(); i++) {
      char c = value.charAt(i);
      if (!(orTabs && c == '\t') && (Character.isISOControl(c) || !Character.isDefined(c))) {
        return false;
      }
    }
    return true;
  }

  @Bean
  @Order(1)
  SecurityFilterChain api(
      AccessTokens tokens,
      Possession possession,
      @Value("${mingjing.demo:false}") boolean demo,
      MeterRegistry meters) {
    return new DefaultSecurityFilterChain(
        new OrRequestMatcher(
            PathPatternRequestMatcher.withDefaults().matcher("/api/**"),
            PathPatternRequestMatcher.withDefaults().matcher("/access/**")),
        new BearerFilter(tokens, possession, demo, meters));
  }

  @Bean
  @Order(2)
  SecurityFilterChain tokenEndpoint(
      HttpSecurity http,
      ClientAssertions assertions,
      Possession possession,
      @Value("${mingjing.demo:false}") boolean demo) {
    OAuth2AuthorizationServerConfigurer server = new OAuth2AuthorizationServerConfigurer();
    TokenErrors errors = new TokenErrors();
    server.clientAuthentication(client ->
        client
            .errorResponseHandler(errors)
            .authenticationProviders(providers ->
                providers.forEach(provider -> {
                  if (provider instanceof JwtClientAssertionAuthenticationProvider jwt) {
                    jwt.setJwtDecoderFactory(assertions);
                  }
                })));
    server.tokenEndpoint(endpoint ->
        endpoint
            .errorResponseHandler(errors)
            .accessTokenRequestConverters(converters -> {
              converters.clear();
              converters.add(new TokenRequests(possession, demo));
            }));
    server.authorizationServerMetadataEndpoint(endpoint ->
        endpoint.authorizationServerMetadataCustomizer(metadata -> describe(metadata, demo)));
    return http.securityMatcher("/oauth2/token", "/oauth2/jwks", "/.well-known/**")
        .with(server, configurer -> {})
        .addFilterBefore(new FailClosed(), AbstractPreAuthenticatedProcessingFilter.class)
        .exceptionHandling(
            handling -> handling.authenticationEntryPoint(errors::onAuthenticationFailure))
        .authorizeHttpRequests(requests ->
            requests
                .requestMatchers("/.well-known/authzen-configuration")
                .permitAll()
                .anyRequest()
                .authenticated())
        .csrf(AbstractHttpConfigurer::disable)
        .sessionManagement(
            session -> session.sessionCreationPolicy(SessionCreationPolicy.STATELESS))
        .build();
  }

  /** What the framework says of itself, cut down to what is so here (RFC 8414). */
  private static void describe(OAuth2AuthorizationServerMetadata.Builder metadata, boolean demo) {
    metadata
        .grantTypes(types -> types.retainAll(List.of("client_credentials")))
        .tokenEndpointAuthenticationMethods(methods ->
            methods.retainAll(
                demo
                    ? List.of("private_key_jwt", "client_secret_basic", "client_secret_post")
                    : List.of("private_key_jwt")))
        .claim("token_endpoint_auth_signing_alg_values_supported", VerificationKey.ALGORITHMS)
        .tlsClientCertificateBoundAccessTokens(false)
        .dPoPSigningAlgorithms(algorithms -> {
          algorithms.clear();
          algorithms.addAll(VerificationKey.ALGORITHMS);
        });
  }

  /**
   * Metrics tell how much is asked of whom, and nobody has to show a token for them: outside the
   * demonstration they are read on a port that callers do not reach, or not at all.
   */
  @Bean
  @Order(3)
  SecurityFilterChain rest(
      HttpSecurity http, @Value("${mingjing.demo:false}") boolean demo, Environment environment) {
    List<String> readable = new ArrayList<>(List.of("/actuator/health/**", "/log/**"));
    if (demo || ManagementPortType.get(environment) == ManagementPortType.DIFFERENT) {
      readable.addAll(List.of("/actuator/prometheus", "/actuator/sources"));
    }
    return http.authorizeHttpRequests(requests ->
            requests
                .dispatcherTypeMatchers(DispatcherType.ERROR)
                .permitAll()
                .requestMatchers(readable.toArray(String[]::new))
                .permitAll()
                .anyRequest()
                .denyAll())
        .csrf(AbstractHttpConfigurer::disable)
        .sessionManagement(
            session -> session.sessionCreationPolicy(SessionCreationPolicy.STATELESS))
        .build();
  }
}
