package org.mingjing.exchange.audit;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.sql.SQLException;
import org.mingjing.exchange.catalogue.LivePolicy;
import org.mingjing.exchange.evidence.NotRecorded;
import org.mingjing.exchange.identity.BearerFilter;
import org.mingjing.exchange.identity.Caller;
import org.mingjing.exchange.identity.Identify;
import org.mingjing.exchange.identity.NotIdentified;
import org.mingjing.exchange.problem.Malformed;
import org.mingjing.exchange.problem.Problem;
import org.mingjing.exchange.problem.ProblemCode;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;

/**
 * {@code POST /api/v1/audit/traces}: who read this subject's data. For systems with the scope
 * {@code audit}.
 */
@RestController
final class TraceController {
  private static final System.Logger LOG = System.getLogger(TraceController.class.getName());
  private static final String SCOPE = "audit";

  private final Trace trace;
  private final Identify identify;
  private final LivePolicy live;

  TraceController(Trace trace, Identify identify, LivePolicy live) {
    this.trace = trace;
    this.identify = identify;
    this.live = live;
  }

  @PostMapping("/api/v1/audit/traces")
  void trace(HttpServletRequest request, HttpServletResponse response) throws IOException {
    try {
      Caller caller = identify.caller(BearerFilter.token(request), SCOPE, live.current().policy());
      byte[] answer = trace.ofSubject(caller, QuestionReader.read(request.getInputStream()));
      response.setContentType("application/json");
      response.setHeader("Cache-Control", "no-store");
      response.setContentLength(answer.length);
      response.getOutputStream().write(answer);
    } catch (NotIdentified e) {
      BearerFilter.challenge(response, e, SCOPE);
      Problem.of(e.code()).send(request, response);
    } catch (LivePolicy.Distrusted e) {
      e.send(request, response);
    } catch (NotRecorded e) {
      Problem.of(ProblemCode.NOT_RECORDED).send(request, response);
    } catch (SQLException e) {
      LOG.log(
          System.Logger.Level.WARNING, "the trace cannot be read, SQLState {0}", e.getSQLState());
      Problem.of(ProblemCode.UNAVAILABLE).send(request, response);
    } catch (Malformed e) {
      e.problem().send(request, response);
    }
  }
}
