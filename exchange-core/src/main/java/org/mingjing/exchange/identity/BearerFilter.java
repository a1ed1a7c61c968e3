package org.mingjing.exchange.identity;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.jspecify.annotations.Nullable;
import org.mingjing.exchange.problem.Problem;
import org.mingjing.policy.Text;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * The door of the API: a verified token and a proof of the key that it is bound to (RFC 9449), or
 * 401. Only the demonstration takes plain bearer tokens (RFC 6750) too. It is the whole filter
 * chain of {@code /api} and {@code /access}, since every call passes it; sessions, forms and
 * cookies do not exist there.
 */
public final class BearerFilter extends OncePerRequestFilter {
  private static final String TOKEN = VerifiedToken.class.getName();
  private static final int LONGEST = 8192;
  private static final String CHALLENGE = "WWW-Authenticate";
  private static final Text PLAIN =
      new Text(
          "本平台只接受绑定密钥的令牌（DPoP）", "only tokens that are bound to a key are taken here: use DPoP");
  private static final Text BOUND =
      new Text("该令牌绑定了密钥，应以 DPoP 方式出示", "the token is bound to a key: present it with DPoP");
  private static final Text UNBOUND =
      new Text(
          "该令牌未绑定密钥，不能以 DPoP 方式出示",
          "the token is bound to no key: it cannot be presented with DPoP");

  private final AccessTokens tokens;
  private final Possession possession;
  private final boolean demo;
  private final Counter turnedAway;

  BearerFilter(AccessTokens tokens, Possession possession, boolean demo, MeterRegistry meters) {
    this.tokens = tokens;
    this.possession = possession;
    this.demo = demo;
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
    response.setHeader(CHALLENGE, why.challenge(scope));
  }

  @Override
  protected void doFilterInternal(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws ServletException, IOException {
    String header = request.getHeader("Authorization");
    try {
      request.setAttribute(TOKEN, admitted(header == null ? "" : header, request));
    } catch (NotIdentified e) {
      turnedAway.increment();
      challenge(response, header, e);
      Problem problem = Problem.of(e.code());
      e.detail().map(problem::detail).orElse(problem).send(request, response);
      return;
    } catch (ReplayUnknown e) {
      e.send(request, response);
      return;
    }
    chain.doFilter(request, response);
  }

  /** Who sent no token is told what there is, and of no error. */
  private void challenge(HttpServletResponse response, @Nullable String header, NotIdentified why) {
    if (header != null) {
      response.setHeader(CHALLENGE, why.challenge());
      return;
    }
    if (demo) {
      response.addHeader(CHALLENGE, Scheme.BEARER.challenge());
    }
    response.addHeader(CHALLENGE, Scheme.DPOP.challenge());
  }

  private VerifiedToken admitted(String header, HttpServletRequest request) {
    return is(Scheme.DPOP, header) ? shown(header, request) : borne(header);
  }

  private static boolean is(Scheme scheme, String header) {
    String prefix = scheme.prefix();
    return header.length() <= LONGEST && header.regionMatches(true, 0, prefix, 0, prefix.length());
  }

  private static String token(Scheme scheme, String header) {
    return header.substring(scheme.prefix().length()).strip();
  }

  private VerifiedToken shown(String header, HttpServletRequest request) {
    String text = token(Scheme.DPOP, header);
    VerifiedToken token = tokens.verify(text, Scheme.DPOP);
    String key = token.boundTo().orElseThrow(() -> NotIdentified.token(Scheme.DPOP, UNBOUND));
    possession.demand(request, text, key);
    return token;
  }

  private VerifiedToken borne(String header) {
    Scheme asked = demo ? Scheme.BEARER : Scheme.DPOP;
    if (!is(Scheme.BEARER, header)) {
      throw NotIdentified.token(asked);
    }
    VerifiedToken token = tokens.verify(token(Scheme.BEARER, header), asked);
    if (token.boundTo().isPresent()) {
      throw NotIdentified.token(Scheme.DPOP, BOUND);
    }
    if (!demo) {
      throw NotIdentified.token(Scheme.DPOP, PLAIN);
    }
    return token;
  }
}
