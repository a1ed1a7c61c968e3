package org.mingjing.exchange.problem;

import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.boot.webmvc.error.ErrorController;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** What nobody else answered: a problem document, never a stack trace. */
@RestController
final class ProblemErrors implements ErrorController {

  @RequestMapping("/error")
  void error(HttpServletRequest request, HttpServletResponse response) throws IOException {
    Object status = request.getAttribute(RequestDispatcher.ERROR_STATUS_CODE);
    Problem.of(code(status instanceof Integer number ? number : 500)).send(request, response);
  }

  /** The code that fits an HTTP status best. */
  static ProblemCode code(int status) {
    return switch (status) {
      case 401 -> ProblemCode.UNAUTHENTICATED;
      case 403 -> ProblemCode.INSUFFICIENT_SCOPE;
      case 404 -> ProblemCode.NOT_FOUND;
      case 501, 505 -> ProblemCode.MALFORMED; // methods and versions that nobody serves
      case 503 -> ProblemCode.UNAVAILABLE;
      default -> status >= 500 ? ProblemCode.INTERNAL_ERROR : ProblemCode.MALFORMED;
    };
  }
}
