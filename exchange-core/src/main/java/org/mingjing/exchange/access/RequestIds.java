package org.mingjing.exchange.access;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.mingjing.exchange.problem.Malformed;
import org.mingjing.policy.Text;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Gives each answer the identifier of its request (AuthZEN 1.0, Request Identification), whatever
 * the answer is. It is the one thing that comes back as it was sent, so it is short and printable;
 * it is not kept.
 */
final class RequestIds extends OncePerRequestFilter {
  private static final String HEADER = "X-Request-ID";
  private static final int LONGEST = 128;

  @Override
  protected void doFilterInternal(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws ServletException, IOException {
    sent(request).filter(RequestIds::fits).ifPresent(id -> response.setHeader(HEADER, id));
    chain.doFilter(request, response);
  }

  /**
   * Demands that the identifier, if there is one, was one that comes back.
   *
   * @throws Malformed if it is too long, not printable ASCII, or given more than once
   */
  static void demandFit(HttpServletRequest request) {
    List<String> ids = Collections.list(request.getHeaders(HEADER));
    if (ids.size() > 1 || !ids.stream().allMatch(RequestIds::fits)) {
      throw Malformed.of(
          HEADER,
          new Text(
              "应为一个 1 至 " + LONGEST + " 个可打印 ASCII 字符的值",
              "must be one value of 1 to " + LONGEST + " printable ASCII characters"));
    }
  }

  private static Optional<String> sent(HttpServletRequest request) {
    List<String> ids = Collections.list(request.getHeaders(HEADER));
    return ids.size() == 1 ? Optional.of(ids.getFirst()) : Optional.empty();
  }

  private static boolean fits(String id) {
    return !id.isEmpty()
        && id.length() <= LONGEST
        && id.chars().allMatch(c -> c >= ' ' && c <= '~');
  }
}
