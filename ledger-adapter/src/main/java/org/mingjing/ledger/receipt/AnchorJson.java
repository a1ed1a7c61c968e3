package org.mingjing.ledger.receipt;

import org.mingjing.ledger.Evidence;
import org.mingjing.ledger.canonical.CanonicalWriter;

/** An anchor in a receipt. */
final class AnchorJson {
  private AnchorJson() {}

  static void write(Anchor anchor, CanonicalWriter json) {
    json.beginObject();
    switch (anchor) {
      case Anchor.Embedded embedded -> {
        json.name("kind").string(embedded.kind());
        json.name("ledgerKey").string(embedded.ledgerKey());
        json.name("signature").string(embedded.signature());
      }
      case Anchor.Fabric fabric -> {
        json.name("endorsements").beginArray();
        fabric.endorsements().forEach(endorsement -> write(endorsement, json));
        json.endArray();
        json.name("kind").string(fabric.kind());
        json.name("place").string(fabric.place());
        json.name("statement").string(fabric.statement());
      }
    }
    json.endObject();
  }

  private static void write(Evidence.Endorsement endorsement, CanonicalWriter json) {
    json.beginObject();
    json.name("endorser").string(endorsement.endorser());
    json.name("signature").string(endorsement.signature()).endObject();
  }
}
