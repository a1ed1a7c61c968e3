package org.mingjing.exchange.identity;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.mingjing.exchange.problem.NotNow;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Around the token endpoint: no token while nobody can say whether a proof was used before, or
 * which systems there are.
 */
final class FailClosed extends OncePerRequestFilter {
  @Override
  protected void doFilterInternal(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws ServletException, IOException {
    try {
      chain.doFilter(request, response);
    } catch (NotNow e) {
      e.send(request, response);
    }
  }
}
