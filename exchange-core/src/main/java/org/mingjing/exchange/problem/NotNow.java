package org.mingjing.exchange.problem;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/** What was asked cannot be answered for a while, and is not guessed: 503. */
public abstract class NotNow extends RuntimeException {
  private static final long serialVersionUID = 1L;

  protected NotNow(String reason) {
    super(reason, null, false, false);
  }

  /** Tells the caller, and nothing about the reason that only an operator needs. */
  public void send(HttpServletRequest request, HttpServletResponse response) throws IOException {
    Problem.of(ProblemCode.UNAVAILABLE).send(request, response);
  }
}
