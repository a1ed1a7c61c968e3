package org.mingjing.ledger.verify;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** The anchor as it stands in a receipt; only its form is checked. */
sealed interface AnchorPart {
  /** Everything in it, to recognise it by. */
  String[] texts();

  /** A signature, as of the operator's own ledger; the kind is checked later. */
  record Signed(String kind, String ledgerKey, String signature) implements AnchorPart {
    @Override
    public String[] texts() {
      return new String[] {kind, ledgerKey, signature};
    }
  }

  /** What peers on a Fabric channel signed. */
  record Fabric(String place, Bytes statement, List<Endorsement> endorsements)
      implements AnchorPart {
    @Override
    public String[] texts() {
      List<String> texts = new ArrayList<>(List.of(place, statement.base64()));
      for (Endorsement endorsement : endorsements) {
        texts.add(endorsement.endorser().base64());
        texts.add(endorsement.signature().base64());
      }
      return texts.toArray(String[]::new);
    }
  }

  record Endorsement(Bytes endorser, Bytes signature) {}

  static AnchorPart parse(Json json) {
    boolean fabric =
        json instanceof Json.Members members
            && members.values().get("kind") instanceof Json.Chars kind
            && kind.value().equals("fabric");
    return fabric ? fabric(json) : signed(json);
  }

  private static AnchorPart signed(Json json) {
    var fields = new Fields("anchor", json, Set.of("kind", "ledgerKey", "signature"));
    return new Signed(
        fields.string("kind"), fields.string("ledgerKey"), fields.string("signature"));
  }

  private static AnchorPart fabric(Json json) {
    var fields = new Fields("anchor", json, Set.of("endorsements", "kind", "place", "statement"));
    List<Endorsement> endorsements =
        fields.items("endorsements").stream().map(AnchorPart::endorsement).toList();
    return new Fabric(
        fields.string("place"),
        Bytes.ofBase64("statement", fields.string("statement")),
        endorsements);
  }

  private static Endorsement endorsement(Json json) {
    var fields = new Fields("endorsement", json, Set.of("endorser", "signature"));
    return new Endorsement(
        Bytes.ofBase64("endorser", fields.string("endorser")),
        Bytes.ofBase64("signature", fields.string("signature")));
  }
}
