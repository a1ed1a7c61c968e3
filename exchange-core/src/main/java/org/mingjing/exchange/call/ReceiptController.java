package org.mingjing.exchange.call;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.mingjing.exchange.catalogue.LivePolicy;
import org.mingjing.exchange.evidence.Receipts;
import org.mingjing.exchange.identity.BearerFilter;
import org.mingjing.exchange.identity.Caller;
import org.mingjing.exchange.identity.Identify;
import org.mingjing.exchange.identity.NotIdentified;
import org.mingjing.exchange.identity.VerifiedToken;
import org.mingjing.exchange.problem.Problem;
import org.mingjing.exchange.problem.ProblemCode;
import org.mingjing.ledger.receipt.Receipt;
import org.mingjing.ledger.receipt.TlogProof;
import org.springframework.http.InvalidMediaTypeException;
import org.springframework.http.MediaType;
import org.springframework.util.MimeTypeUtils;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * {@code GET /api/v1/calls/{callId}/receipt}: the receipt of one's own call or decision, with the
 * ledger's word once there is one: as JSON, or with {@code Accept: text/plain} as C2SP tlog-proof.
 */
@RestController
final class ReceiptController {
  private final Receipts receipts;
  private final Identify identify;
  private final LivePolicy live;

  ReceiptController(Receipts receipts, Identify identify, LivePolicy live) {
    this.receipts = receipts;
    this.identify = identify;
    this.live = live;
  }

  @GetMapping("/api/v1/calls/{callId}/receipt")
  void receipt(
      @PathVariable String callId, HttpServletRequest request, HttpServletResponse response)
      throws IOException, SQLException {
    try {
      VerifiedToken token = BearerFilter.token(request);
      Caller caller = identify.caller(token, scope(token), live.current().policy());
      Optional<Receipt> found =
          receipts.ofCall(UUID.fromString(callId)).filter(receipt -> isOwn(receipt, caller));
      if (found.isEmpty()) {
        Problem.of(ProblemCode.NOT_FOUND).send(request, response);
        return;
      }
      if (wantsText(request)) {
        send(response, "text/plain;charset=UTF-8", TlogProof.of(found.get()));
      } else {
        send(response, "application/json", found.get().json());
      }
    } catch (NotIdentified e) {
      BearerFilter.challenge(response, e, CallConfiguration.SCOPE);
      Problem.of(e.code()).send(request, response);
    } catch (LivePolicy.Distrusted e) {
      e.send(request, response);
    } catch (IllegalArgumentException e) {
      Problem.of(ProblemCode.NOT_FOUND).send(request, response); // no well-formed call id
    }
  }

  /** Whoever asks for plain text first gets the form that tools of other logs read. */
  private static boolean wantsText(HttpServletRequest request) {
    try {
      List<MediaType> wanted = MediaType.parseMediaTypes(request.getHeader("Accept"));
      MimeTypeUtils.sortBySpecificity(wanted);
      return !wanted.isEmpty()
          && wanted.getFirst().isCompatibleWith(MediaType.TEXT_PLAIN)
          && !wanted.getFirst().isWildcardType();
    } catch (InvalidMediaTypeException e) {
      return false;
    }
  }

  /** Who asks for decisions has receipts of them, and may not call. */
  private static String scope(VerifiedToken token) {
    boolean calls = token.hasScope(CallConfiguration.SCOPE) || !token.hasScope(Identify.EVALUATE);
    return calls ? CallConfiguration.SCOPE : Identify.EVALUATE;
  }

  /** Another system's call is not told from one that never was. */
  private static boolean isOwn(Receipt receipt, Caller caller) {
    JsonNode actor = JsonMapper.shared().readTree(receipt.entry()).path("actor");
    return actor.path("system").asString("").equals(caller.system().value())
        && actor.path("department").asString("").equals(caller.department().value());
  }

  private static void send(HttpServletResponse response, String type, byte[] body)
      throws IOException {
    response.setContentType(type);
    response.setHeader("Cache-Control", "no-store");
    response.setContentLength(body.length);
    response.getOutputStream().write(body);
  }
}
