package org.mingjing.exchange.identity;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.mingjing.exchange.problem.NotNow;
import org.mingjing.exchange.problem.Problem;
import org.mingjing.exchange.problem.ProblemCode;
import org.mingjing.policy.Text;

/** Nobody can say whether a proof was used before, so it is not accepted. */
final class ReplayUnknown extends NotNow {
  private static final long serialVersionUID = 1L;

  ReplayUnknown() {
    super("nobody can say whether the proof was used before");
  }

  /** 503, and when to come again with a new proof. */
  @Override
  public void send(HttpServletRequest request, HttpServletResponse response) throws IOException {
    response.setHeader("Retry-After", Long.toString(Replays.DOUBT.toSeconds()));
    Problem.of(ProblemCode.UNAVAILABLE)
        .detail(
            new Text(
                "目前无法确认该证明是否用过；请稍后用新的证明重试",
                "whether the proof was used before cannot be found out at present: come again with a new one"))
        .send(request, response);
  }
}
