package org.mingjing.exchange.identity;

import java.util.List;
import org.mingjing.exchange.problem.Problem;
import org.mingjing.exchange.problem.ProblemCode;
import org.mingjing.policy.Text;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.security.web.firewall.RequestRejectedHandler;

/**
 * What the firewall turns away gets its document at once: a second look would be turned away too.
 */
@Configuration(proxyBeanMethods = false)
class RejectedRequests {
  private static final Text FAULT =
      new Text("路径或请求头含有不允许的字符", "holds characters that a path or a header may not have");

  @Bean
  RequestRejectedHandler rejectionsAsProblems() {
    return (request, response, rejection) -> {
      if (!response.isCommitted()) {
        response.reset();
        Problem.of(ProblemCode.MALFORMED)
            .members(List.of(new Problem.Member("$", FAULT)))
            .send(request, response);
      }
    };
  }
}
