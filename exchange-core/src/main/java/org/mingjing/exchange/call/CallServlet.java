package org.mingjing.exchange.call;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.mingjing.exchange.catalogue.LivePolicy;
import org.mingjing.exchange.evidence.AlreadyEnded;
import org.mingjing.exchange.evidence.NotRecorded;
import org.mingjing.exchange.identity.BearerFilter;
import org.mingjing.exchange.identity.NotIdentified;
import org.mingjing.exchange.identity.VerifiedToken;
import org.mingjing.exchange.problem.JsonMembers;
import org.mingjing.exchange.problem.Malformed;
import org.mingjing.exchange.problem.Problem;
import org.mingjing.exchange.problem.ProblemCode;
import org.mingjing.policy.Text;

/**
 * {@code POST /api/v1/calls}: the main job. A plain servlet, since finding a handler method costs
 * more than deciding; it is behind the same security filter as everything below {@code /api}.
 */
final class CallServlet extends HttpServlet {
  private static final long serialVersionUID = 1L;

  private static final int LARGEST_KILOBYTES = 64;

  private final transient CallHandler handler;
  private final transient RateLimit rates;
  private final transient MeterRegistry meters;
  private final transient Map<String, Timer> timers = new ConcurrentHashMap<>();

  CallServlet(CallHandler handler, RateLimit rates, MeterRegistry meters) {
    this.handler = handler;
    this.rates = rates;
    this.meters = meters;
  }

  @Override
  protected void doPost(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    long start = System.nanoTime();
    CallResult result = result(request, response);
    String outcome =
        switch (result) {
          case CallResult.Answered answered -> send(answered, response);
          case CallResult.Refused refused -> send(refused, request, response);
        };
    timers
        .computeIfAbsent(outcome, this::timer)
        .record(System.nanoTime() - start, TimeUnit.NANOSECONDS);
  }

  private Timer timer(String outcome) {
    return Timer.builder("mingjing.calls")
        .description("Calls by outcome, from arrival to the answer's last byte")
        .tag("outcome", outcome)
        .register(meters);
  }

  private static String send(CallResult.Answered answered, HttpServletResponse response)
      throws IOException {
    response.setContentType("application/json");
    response.setHeader("Cache-Control", "no-store");
    response.setContentLength(answered.json().length);
    response.getOutputStream().write(answered.json());
    return "answered";
  }

  private static String send(
      CallResult.Refused refused, HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    refused.problem().send(request, response);
    return refused.problem().code().wireName();
  }

  private CallResult result(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    VerifiedToken token = BearerFilter.token(request);
    long wait = rates.take(token.system());
    if (wait > 0) {
      return new CallResult.Refused(
          Problem.of(ProblemCode.RATE_LIMITED).retryAfter(Duration.ofNanos(wait)));
    }
    try {
      return handler.handle(token, CallRequestReader.read(body(request)));
    } catch (Malformed malformed) {
      return new CallResult.Refused(malformed.problem());
    } catch (NotIdentified unknown) {
      BearerFilter.challenge(response, unknown, CallConfiguration.SCOPE);
      return new CallResult.Refused(Problem.of(unknown.code()));
    } catch (LivePolicy.Distrusted e) {
      return new CallResult.Refused(Problem.of(ProblemCode.UNAVAILABLE));
    } catch (NotRecorded uncertain) {
      return new CallResult.Refused(
          withCall(Problem.of(ProblemCode.NOT_RECORDED), uncertain.call().map(Object::toString)));
    } catch (AlreadyEnded ended) {
      return new CallResult.Refused(
          Problem.of(ProblemCode.INTERRUPTED).callId(ended.call().toString()));
    }
  }

  private static Problem withCall(Problem problem, Optional<String> call) {
    return call.map(problem::callId).orElse(problem);
  }

  private static byte[] body(HttpServletRequest request) throws IOException {
    if (request.getHeader("Idempotency-Key") != null) {
      // Not honoured by this version: taking it silently would let a repeat fetch twice.
      throw Malformed.of(
          "Idempotency-Key",
          new Text(
              "本版本尚不支持该请求头，请去掉后重试", "this version does not honour the header yet: leave it out"));
    }
    try (InputStream in = request.getInputStream()) {
      return JsonMembers.body(in, LARGEST_KILOBYTES);
    }
  }
}
