package org.mingjing.exchange.identity;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import java.util.Collections;
import java.util.Enumeration;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.mingjing.policy.Text;
import org.springframework.security.core.Authentication;
import org.springframework.security.oauth2.core.OAuth2Error;
import org.springframework.security.oauth2.core.OAuth2ErrorCodes;
import org.springframework.security.oauth2.server.authorization.authentication.OAuth2ClientCredentialsAuthenticationToken;
import org.springframework.security.oauth2.server.authorization.token.JwtEncodingContext;
import org.springframework.security.oauth2.server.authorization.web.authentication.OAuth2ClientCredentialsAuthenticationConverter;
import org.springframework.security.web.authentication.AuthenticationConverter;

/**
 * Reads requests for tokens, of clients that have authenticated, and demands the proof of the key
 * that the token will be bound to (RFC 9449 section 5). The framework's own check knows neither
 * Ed25519 nor other nodes, so it never sees the proof.
 */
final class TokenRequests implements AuthenticationConverter {
  private static final String SECTION = "https://www.rfc-editor.org/rfc/rfc9449#section-5";
  private static final String PARAMETER = Binding.class.getName();

  private record Binding(String thumbprint) {}

  private final OAuth2ClientCredentialsAuthenticationConverter framework =
      new OAuth2ClientCredentialsAuthenticationConverter();
  private final Possession possession;
  private final boolean demo;

  TokenRequests(Possession possession, boolean demo) {
    this.possession = possession;
    this.demo = demo;
  }

  /** The key that a token being made must be bound to; nothing where plain tokens are given. */
  static Optional<String> binding(JwtEncodingContext context) {
    return context.getAuthorizationGrant()
                instanceof OAuth2ClientCredentialsAuthenticationToken grant
            && grant.getAdditionalParameters().get(PARAMETER) instanceof Binding binding
        ? Optional.of(binding.thumbprint())
        : Optional.empty();
  }

  @Override
  public @Nullable Authentication convert(HttpServletRequest request) {
    if (!(framework.convert(new WithoutProof(request))
        instanceof OAuth2ClientCredentialsAuthenticationToken asked)) {
      return null; // another kind of grant, of which there is none
    }
    return new OAuth2ClientCredentialsAuthenticationToken(
        (Authentication) asked.getPrincipal(), asked.getScopes(), parameters(request));
  }

  /**
   * Nothing of what else is in the form: the framework would take a proof from there, too, with a
   * method and a URL of the caller's choice.
   */
  private Map<String, Object> parameters(HttpServletRequest request) {
    return proven(request)
        .map(key -> Map.<String, Object>of(PARAMETER, new Binding(key)))
        .orElse(Map.of());
  }

  private Optional<String> proven(HttpServletRequest request) {
    try {
      Optional<String> key = possession.shown(request);
      if (key.isEmpty() && !demo) {
        throw refused(OAuth2ErrorCodes.INVALID_REQUEST, ProofFault.MISSING.text());
      }
      return key;
    } catch (NotIdentified e) {
      throw refused(
          OAuth2ErrorCodes.INVALID_DPOP_PROOF,
          e.detail().orElse(new Text("DPoP 证明无效", "the DPoP proof is not valid")));
    }
  }

  private static NoToken refused(String error, Text why) {
    return new NoToken(new OAuth2Error(error, why.en(), SECTION), why);
  }

  private static final class WithoutProof extends HttpServletRequestWrapper {
    WithoutProof(HttpServletRequest request) {
      super(request);
    }

    @Override
    public @Nullable String getHeader(String name) {
      return name.equalsIgnoreCase("DPoP") ? null : super.getHeader(name);
    }

    @Override
    public Enumeration<String> getHeaders(String name) {
      return name.equalsIgnoreCase("DPoP")
          ? Collections.emptyEnumeration()
          : super.getHeaders(name);
    }
  }
}
