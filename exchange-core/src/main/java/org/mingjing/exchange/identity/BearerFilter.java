package org.mingjing.exchange.identity;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.mingjing.exchange.problem.Problem;
import org.mingjing.exchange.problem.ProblemCode;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * The door of the API: a verified bearer token (RFC 6750) or 401. It is the whole filter chain of
 * {@code /api}, since every call passes it; sessions, forms and cookies do not exist there.
 */
public final class BearerFilter extends OncePerRequestFilter {
  private static final String TOKEN = VerifiedToken.class.getName();
  private static final String SCHEME = "Bearer ";
  private static final int LONGEST = 8192;
  private static final String CHALLENGE = "WWW-Authenticate";
  private static final String INVALID = "Bearer error=\"invalid_token\"";

  private final AccessTokens tokens;
  private final Counter turnedAway;

  public BearerFilter(AccessTokens tokens, MeterRegistry meters) {
    this.tokens = tokens;
    this.turnedAway =
        Counter.builder("mingjing.unauthenticated")
            .description("Requests turned away for want of a valid token")
            .register(meters);
  }

  /** The token that this filter verified for a request. */
  public static VerifiedToken token(HttpServletRequest request) {
    if (request.getAttribute(TOKEN) instanceof VerifiedToken token) {
      return token;
    }
    throw new IllegalStateException("no token: the request did not pass the filter");
  }

  /**
   * Tells a caller with a token that does not do which scope would (RFC 6750 section 3); for use
   * where {@link Identify} refuses.
   */
  public static void challenge(HttpServletResponse response, NotIdentified why, String scope) {
    boolean scopeLacks = why.code() == ProblemCode.INSUFFICIENT_SCOPE;
    response.setHeader(
        CHALLENGE,
        scopeLacks ? "Bearer error=\"insufficient_scope\", scope=\"" + scope + "\"" : INVALID);
  }

  @Override
  protected void doFilterInternal(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws ServletException, IOException {
    String header = request.getHeader("Authorization");
    try {
      request.setAttribute(TOKEN, tokens.verify(bearer(header)));
    } catch (NotIdentified e) {
      turnedAway.increment();
      response.setHeader(CHALLENGE, header == null ? "Bearer" : INVALID);
      Problem.of(e.code()).send(request, response);
      return;
    }
    chain.doFilter(request, response);
  }

  private static String bearer(@org.jspecify.annotations.Nullable String header) {
    if (header == null
        || header.length() > LONGEST
        || !header.regionMatches(true, 0, SCHEME, 0, SCHEME.length())) {
      return "";
    }
    return header.substring(SCHEME.length()).strip();
  }
}
