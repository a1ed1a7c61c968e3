package org.mingjing.exchange.access;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.mingjing.exchange.call.RateLimit;
import org.mingjing.exchange.evidence.NotRecorded;
import org.mingjing.exchange.identity.BearerFilter;
import org.mingjing.exchange.identity.Identify;
import org.mingjing.exchange.identity.NotIdentified;
import org.mingjing.exchange.identity.VerifiedToken;
import org.mingjing.exchange.problem.JsonMembers;
import org.mingjing.exchange.problem.Language;
import org.mingjing.exchange.problem.Malformed;
import org.mingjing.exchange.problem.NotNow;
import org.mingjing.exchange.problem.Problem;
import org.mingjing.exchange.problem.ProblemCode;
import org.mingjing.policy.Text;

/**
 * {@code POST /access/v1/evaluation} and {@code /evaluations} (AuthZEN Authorization API 1.0, HTTPS
 * JSON Binding), behind the same door as everything below {@code /api}. A decision is an answer
 * 200, whatever it is; a request that cannot be decided is a problem document.
 */
final class AccessServlet extends HttpServlet {
  private static final long serialVersionUID = 1L;

  private final transient Evaluator evaluator;
  private final transient Function<byte[], Evaluations> reader;
  private final int largestKilobytes;
  private final transient RateLimit rates;
  private final transient MeterRegistry meters;

  AccessServlet(
      Evaluator evaluator,
      Function<byte[], Evaluations> reader,
      int largestKilobytes,
      RateLimit rates,
      MeterRegistry meters) {
    this.evaluator = evaluator;
    this.reader = reader;
    this.largestKilobytes = largestKilobytes;
    this.rates = rates;
    this.meters = meters;
  }

  @Override
  protected void doPost(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    VerifiedToken token = BearerFilter.token(request);
    long wait = rates.take(token.system());
    if (wait > 0) {
      refuse(
          Problem.of(ProblemCode.RATE_LIMITED).retryAfter(Duration.ofNanos(wait)),
          request,
          response);
      return;
    }
    try {
      Evaluations asked = read(request);
      rates.owe(token.system(), asked.asked().size() - 1);
      List<Verdict> verdicts = evaluator.evaluate(token, asked);
      verdicts.forEach(verdict -> count(verdict.outcome()));
      Language language = Language.of(request.getHeader("Accept-Language"));
      send(VerdictJson.of(asked, verdicts, language), response);
    } catch (Malformed malformed) {
      refuse(malformed.problem(), request, response);
    } catch (NotIdentified unknown) {
      BearerFilter.challenge(response, unknown, Identify.EVALUATE);
      refuse(Problem.of(unknown.code()), request, response);
    } catch (NotNow e) {
      refuse(Problem.of(ProblemCode.UNAVAILABLE), request, response);
    } catch (NotRecorded uncertain) {
      Problem problem = Problem.of(ProblemCode.NOT_RECORDED);
      refuse(
          uncertain.call().map(id -> problem.callId(id.toString())).orElse(problem),
          request,
          response);
    }
  }

  private Evaluations read(HttpServletRequest request) throws IOException {
    RequestIds.demandFit(request);
    demandJson(request.getContentType());
    try (InputStream in = request.getInputStream()) {
      return reader.apply(JsonMembers.body(in, largestKilobytes));
    }
  }

  /** The binding demands it (HTTPS JSON Binding). */
  private static void demandJson(@Nullable String type) {
    String plain = Optional.ofNullable(type).orElse("").split(";", 2)[0].strip();
    if (!plain.equalsIgnoreCase("application/json")) {
      throw Malformed.of(
          "Content-Type", new Text("应为 application/json", "must be application/json"));
    }
  }

  private static void send(byte[] json, HttpServletResponse response) throws IOException {
    response.setContentType("application/json");
    response.setHeader("Cache-Control", "no-store");
    response.setContentLength(json.length);
    response.getOutputStream().write(json);
  }

  private void refuse(Problem problem, HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    count(problem.code().wireName());
    problem.send(request, response);
  }

  private void count(String outcome) {
    Counter.builder("mingjing.evaluations")
        .description("Decisions asked for by enforcement points, by what they came to")
        .tag("outcome", outcome)
        .register(meters)
        .increment();
  }
}
