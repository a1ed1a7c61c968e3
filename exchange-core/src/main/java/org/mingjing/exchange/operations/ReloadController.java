package org.mingjing.exchange.operations;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.util.List;
import org.mingjing.exchange.catalogue.LivePolicy;
import org.mingjing.exchange.evidence.NotRecorded;
import org.mingjing.exchange.identity.BearerFilter;
import org.mingjing.exchange.identity.Caller;
import org.mingjing.exchange.identity.Identify;
import org.mingjing.exchange.identity.NotIdentified;
import org.mingjing.exchange.problem.Problem;
import org.mingjing.exchange.problem.ProblemCode;
import org.mingjing.exchange.stewardship.Following;
import org.mingjing.exchange.stewardship.NotPublishable;
import org.mingjing.exchange.stewardship.Publication;
import org.mingjing.ledger.canonical.CanonicalWriter;
import org.mingjing.ledger.log.LogRefused;
import org.mingjing.policy.Text;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;

/**
 * {@code POST /api/v1/policy/reload}: publishes the policy documents of this node's folder, or its
 * signed bundle where keys are trusted. For the operator's system, which has the scope {@code
 * operate}.
 */
@RestController
final class ReloadController {
  private static final System.Logger LOG = System.getLogger(ReloadController.class.getName());
  private static final String SCOPE = "operate";

  private final Publication publication;
  private final Following following;
  private final Identify identify;
  private static final Text RECORDED_ONLY =
      new Text(
          "策略已记入日志，但本节点尚未切换；原因见节点日志",
          "the policy is in the log, but this node does not run it yet; the node's log says why");

  private final LivePolicy live;

  ReloadController(
      Publication publication, Following following, Identify identify, LivePolicy live) {
    this.publication = publication;
    this.following = following;
    this.identify = identify;
    this.live = live;
  }

  @PostMapping("/api/v1/policy/reload")
  void reload(HttpServletRequest request, HttpServletResponse response) throws IOException {
    try {
      Caller operator =
          identify.caller(BearerFilter.token(request), SCOPE, live.current().policy());
      Publication.Reloaded reloaded = publication.reload(operator);
      following.follow();
      if (runs(reloaded.policy())) {
        send(reloaded, response);
      } else {
        Problem.of(ProblemCode.UNAVAILABLE).detail(RECORDED_ONLY).send(request, response);
      }
    } catch (NotIdentified e) {
      BearerFilter.challenge(response, e, SCOPE);
      Problem.of(e.code()).send(request, response);
    } catch (NotPublishable e) {
      refused(e).send(request, response);
    } catch (NotRecorded e) {
      Problem.of(ProblemCode.NOT_RECORDED).send(request, response);
    } catch (LivePolicy.Distrusted e) {
      e.send(request, response);
    } catch (LogRefused e) {
      LOG.log(System.Logger.Level.ERROR, "nothing was published: {0}", e.getMessage());
      Problem.of(ProblemCode.UNAVAILABLE).send(request, response);
    } catch (SQLException e) {
      LOG.log(System.Logger.Level.WARNING, "nothing was published, SQLState {0}", e.getSQLState());
      Problem.of(ProblemCode.UNAVAILABLE).send(request, response);
    }
  }

  private boolean runs(String policy) {
    try {
      return live.current().policy().digest().equals(policy);
    } catch (LivePolicy.Distrusted e) {
      return false;
    }
  }

  private static void send(Publication.Reloaded reloaded, HttpServletResponse response)
      throws IOException {
    CanonicalWriter out = new CanonicalWriter(256).beginObject();
    switch (reloaded) {
      case Publication.Reloaded.Published published ->
          out.name("before").string(published.before());
      case Publication.Reloaded.Unchanged unchanged -> {}
    }
    out.name("notices").beginArray();
    for (Text notice : reloaded.notices()) {
      out.beginObject().name("en").string(notice.en()).name("zh").string(notice.zh()).endObject();
    }
    out.endArray().name("outcome").string(outcome(reloaded));
    byte[] body = out.name("policy").string(reloaded.policy()).endObject().toByteArray();
    response.setContentType("application/json");
    response.setCharacterEncoding(StandardCharsets.UTF_8);
    response.setContentLength(body.length);
    response.getOutputStream().write(body);
  }

  private static String outcome(Publication.Reloaded reloaded) {
    return switch (reloaded) {
      case Publication.Reloaded.Published published -> "published";
      case Publication.Reloaded.Unchanged unchanged -> "unchanged";
    };
  }

  private static Problem refused(NotPublishable e) {
    List<Problem.Member> faults =
        e.faults().stream()
            .map(fault ->
                new Problem.Member(
                    fault.file() + ":" + fault.line() + ":" + fault.column(), fault.message()))
            .toList();
    return Problem.of(ProblemCode.NOT_PUBLISHABLE)
        .detail(
            new Text(
                "未发布，运行中的策略不变：" + e.reason().zh(), "nothing was published: " + e.reason().en()))
        .members(faults);
  }
}
