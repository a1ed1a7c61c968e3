package org.mingjing.exchange.access;

import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.URI;
import org.mingjing.exchange.evidence.ObligationJson;
import org.mingjing.ledger.canonical.CanonicalWriter;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/**
 * {@code GET /.well-known/authzen-configuration}, for anyone (AuthZEN Authorization API 1.0, Policy
 * Decision Point Metadata; {@code supported_obligations} by the Profile for Obligations, draft 1).
 * Its URLs begin with the configured base URL, whatever the Host header says.
 */
@RestController
final class MetadataController {
  private final byte[] json;

  MetadataController(@Value("${mingjing.issuer}") URI issuer) {
    this.json = json(issuer.toString());
  }

  @GetMapping("/.well-known/authzen-configuration")
  void metadata(HttpServletResponse response) throws IOException {
    response.setContentType("application/json");
    response.setHeader("Cache-Control", "public, max-age=300");
    response.setContentLength(json.length);
    response.getOutputStream().write(json);
  }

  private static byte[] json(String base) {
    CanonicalWriter out = new CanonicalWriter(512).beginObject();
    out.name("access_evaluation_endpoint").string(base + AccessConfiguration.EVALUATION);
    out.name("access_evaluations_endpoint").string(base + AccessConfiguration.EVALUATIONS);
    out.name("custom_obligations").beginArray();
    ObligationJson.KINDS.forEach(out::string);
    out.endArray();
    out.name("policy_decision_point").string(base);
    out.name("supported_obligations").beginArray().string(ObligationsProfile.CUSTOM).endArray();
    return out.endObject().toByteArray();
  }
}
