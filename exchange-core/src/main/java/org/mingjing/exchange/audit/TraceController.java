package org.mingjing.exchange.audit;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import org.mingjing.exchange.catalogue.LivePolicy;
import org.mingjing.exchange.evidence.NotRecorded;
import org.mingjing.exchange.identity.BearerFilter;
import org.mingjing.exchange.identity.Caller;
import org.mingjing.exchange.identity.Identify;
import org.mingjing.exchange.identity.NotIdentified;
import org.mingjing.exchange.problem.Problem;
import org.mingjing.exchange.problem.ProblemCode;
import org.mingjing.exchange.problem.SentText;
import org.mingjing.policy.OrganisationId;
import org.mingjing.policy.PersonId;
import org.mingjing.policy.SubjectType;
import org.mingjing.policy.Text;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * {@code POST /api/v1/audit/traces}: who read this subject's data. For systems with the scope
 * {@code audit}.
 */
@RestController
final class TraceController {
  private static final System.Logger LOG = System.getLogger(TraceController.class.getName());
  private static final JsonMapper JSON =
      JsonMapper.builder()
          .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .build();
  private static final int LARGEST_BODY = 4096;
  private static final String SCOPE = "audit";

  /** What an auditor asks; the id becomes a tag at once and is kept nowhere. */
  record TraceRequest(Optional<String> caseRef, Optional<Asked> subject) {
    record Asked(Optional<String> type, Optional<String> id) {}
  }

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
      byte[] answer = trace.ofSubject(caller, question(request));
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
    } catch (JacksonException e) {
      malformed("$", new Text("不是合法的请求", "is no well-formed request")).send(request, response);
    } catch (Unfit e) {
      malformed(e.path, e.fault).send(request, response);
    }
  }

  private static Problem malformed(String path, Text fault) {
    return Problem.of(ProblemCode.MALFORMED).members(List.of(new Problem.Member(path, fault)));
  }

  private static Trace.Question question(HttpServletRequest request) throws IOException {
    byte[] body = request.getInputStream().readNBytes(LARGEST_BODY + 1);
    if (body.length > LARGEST_BODY) {
      throw new Unfit("$", new Text("超过 4 KB", "is larger than 4 KB"));
    }
    TraceRequest asked =
        Optional.ofNullable(JSON.readValue(body, TraceRequest.class)) // null is JSON, too
            .orElseThrow(() -> new Unfit("$", new Text("应为 JSON 对象", "must be a JSON object")));
    String caseRef =
        asked
            .caseRef()
            .filter(text -> !text.isBlank() && text.length() <= 128 && SentText.isReadable(text))
            .orElseThrow(
                () -> new Unfit("caseRef", new Text("必须先填写案号", "a case number is needed first")));
    SubjectType type =
        asked
            .subject()
            .flatMap(TraceRequest.Asked::type)
            .flatMap(SubjectType::of)
            .orElseThrow(() ->
                new Unfit(
                    "subject.type",
                    new Text("应为 person 或 organisation", "must be person or organisation")));
    String id =
        asked
            .subject()
            .flatMap(TraceRequest.Asked::id)
            .filter(text ->
                type == SubjectType.PERSON ? PersonId.valid(text) : OrganisationId.valid(text))
            .orElseThrow(() ->
                new Unfit(
                    "subject.id", new Text("号码格式或校验位不正确", "has a wrong form or check digit")));
    if (SentText.holdsId(caseRef, Optional.of(id))) {
      throw new Unfit(
          "caseRef",
          new Text("不得包含个人号码或查询对象的号码", "may not hold a person's number or the subject's id"));
    }
    return new Trace.Question(caseRef, type, id);
  }

  private static final class Unfit extends RuntimeException {
    private static final long serialVersionUID = 1L;
    private final String path;
    private final transient Text fault;

    Unfit(String path, Text fault) {
      super(path, null, false, false);
      this.path = path;
      this.fault = fault;
    }
  }
}
