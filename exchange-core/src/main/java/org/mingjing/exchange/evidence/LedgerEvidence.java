package org.mingjing.exchange.evidence;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.mingjing.ledger.Evidence;
import org.mingjing.ledger.canonical.CanonicalWriter;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A ledger's word on a batch, as the database keeps it: canonical JSON. */
final class LedgerEvidence {
  private static final String KIND = "kind";
  private static final String EMBEDDED = "embedded";
  private static final String FABRIC = "fabric";
  private static final String SIGNATURE = "signature";

  private LedgerEvidence() {}

  static String json(Evidence evidence) {
    CanonicalWriter out = new CanonicalWriter(512).beginObject();
    switch (evidence) {
      case Evidence.OwnSignature own -> {
        out.name(KIND).string(EMBEDDED).name("ledgerKey").string(own.verifierKey());
        out.name(SIGNATURE).string(own.signatureLine());
      }
      case Evidence.Endorsed endorsed -> {
        out.name("block").number(endorsed.block());
        out.name("channel").string(endorsed.channel());
        out.name("endorsements").beginArray();
        for (Evidence.Endorsement one : endorsed.endorsements()) {
          out.beginObject().name("endorser").string(one.endorser());
          out.name(SIGNATURE).string(one.signature()).endObject();
        }
        out.endArray().name(KIND).string(FABRIC);
        out.name("statement").string(endorsed.statement());
        out.name("transaction").string(endorsed.transaction());
      }
    }
    return new String(out.endObject().toByteArray(), StandardCharsets.UTF_8);
  }

  /**
   * Reads what {@link #json} wrote.
   *
   * @throws IllegalStateException for another kind
   */
  static Evidence read(String json) {
    JsonNode evidence = JsonMapper.shared().readTree(json);
    String kind = evidence.path(KIND).asString("");
    return switch (kind) {
      case EMBEDDED ->
          new Evidence.OwnSignature(text(evidence, "ledgerKey"), text(evidence, SIGNATURE));
      case FABRIC ->
          new Evidence.Endorsed(
              text(evidence, "channel"),
              text(evidence, "transaction"),
              evidence.path("block").asLong(),
              text(evidence, "statement"),
              endorsements(evidence.path("endorsements")));
      default -> throw new IllegalStateException("a ledger of kind " + kind + " is not known");
    };
  }

  private static List<Evidence.Endorsement> endorsements(JsonNode list) {
    List<Evidence.Endorsement> endorsements = new ArrayList<>();
    for (JsonNode one : list) {
      endorsements.add(new Evidence.Endorsement(text(one, "endorser"), text(one, SIGNATURE)));
    }
    return endorsements;
  }

  private static String text(JsonNode in, String member) {
    return in.path(member).asString("");
  }
}
