package org.mingjing.ledger.verify;

import java.security.PublicKey;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/**
 * Checks what peers of a Fabric channel signed about a checkpoint: each was asked for the batch
 * under the contract {@code notary}, and signed its answer.
 */
final class FabricAnchor {
  private static final String TITLE = "mingjing ledger place";
  private static final String CONTRACT = "notary";
  private static final int OK = 200;
  private static final int MAX_MSP_CHARS = 200;
  private static final Set<String> ANSWER =
      Set.of("channel", "checkpoint", "first", "root", "size", "transaction");

  private final LogKey log;
  private final Map<String, Organisation> organisations;

  FabricAnchor(LogKey log, Map<String, Organisation> organisations) {
    this.log = log;
    this.organisations = Map.copyOf(organisations);
  }

  private record Place(String channel, String transaction, long block) {}

  Anchored.Endorsed check(AnchorPart.Fabric anchor, String checkpoint, TreeHead head) {
    Place place = place(anchor.place());
    demandAnswer(answer(anchor.statement()), checkpoint, head, place);
    List<Anchored.Endorser> endorsers = new ArrayList<>();
    Set<PublicKey> authorities = new HashSet<>();
    Set<String> names = new HashSet<>();
    for (AnchorPart.Endorsement endorsement : anchor.endorsements()) {
      Anchored.Endorser endorser = endorser(endorsement, anchor.statement());
      if (!names.add(endorser.mspId())) {
        throw broken("同一组织背书两次：", "an organisation endorsed twice: ", endorser.mspId());
      }
      if (endorser.checked()) {
        authorities.add(organisation(endorser.mspId()).authority().getPublicKey());
      }
      endorsers.add(endorser);
    }
    demandAll(names);
    return new Anchored.Endorsed(
        place.channel(), place.transaction(), place.block(), endorsers, authorities.size());
  }

  private Place place(String note) {
    var what = new Text("账本位置说明", "the note on the place in the ledger");
    String[] lines = log.open(note, Check.ANCHOR, what).split("\n", -1);
    boolean form = lines.length == 6 && lines[5].isEmpty() && lines[0].equals(TITLE);
    if (!form
        || !lines[1].equals(log.name())
        || lines[2].isEmpty()
        || lines[3].isEmpty()
        || !lines[4].matches("0|[1-9][0-9]{0,17}")) {
      throw broken("账本位置说明的内容不对", "the note on the place has not the right lines", "");
    }
    return new Place(lines[2], lines[3], Long.parseLong(lines[4]));
  }

  /**
   * The contract's answer in a ProposalResponsePayload: its ChaincodeAction's response. With an
   * event beside it, it is what {@code Append} would write, which anyone may have had endorsed and
   * never submitted; {@code Batch} answers the same, of what is committed, and tells no event.
   */
  private static Fields answer(Bytes statement) {
    Protobuf action = Protobuf.parse(statement).message(2);
    Protobuf response = action.message(3);
    if (!text(action.message(4).bytes(2)).equals(CONTRACT)) {
      throw broken("陈述不出自合约 notary", "the statement is not of the contract notary", "");
    }
    if (response.number(1) != OK) {
      throw broken("合约的答复不是 200", "the contract's answer is not 200", "");
    }
    if (action.bytes(2).length() > 0) {
      throw broken(
          "陈述是节点应请求追加时所签，不能说明批次已在链上",
          "the peers signed it when they were asked to append: it does not show that the batch is in"
              + " the chain",
          "");
    }
    try {
      Json json = CanonicalParser.parse(response.bytes(3).copy());
      return new Fields("statement", json, ANSWER);
    } catch (Broken form) {
      throw form.within(Check.ANCHOR, new Text("陈述的内容", "the statement's payload"));
    }
  }

  private static void demandAnswer(Fields answer, String checkpoint, TreeHead head, Place place) {
    if (!answer.string("checkpoint").equals(checkpoint)
        || answer.whole("size") != head.size()
        || !answer.string("root").equals(head.root().base64())
        || answer.whole("first") < 0
        || answer.whole("first") >= head.size()) {
      throw broken("陈述的是另一个检查点", "the statement is about another checkpoint", "");
    }
    if (!answer.string("channel").equals(place.channel())
        || !answer.string("transaction").equals(place.transaction())) {
      throw broken(
          "陈述的通道或交易与日志所说不同", "the statement names another channel or transaction than the log", "");
    }
  }

  private Anchored.Endorser endorser(AnchorPart.Endorsement endorsement, Bytes statement) {
    Protobuf identity = Protobuf.parse(endorsement.endorser());
    String mspId = text(identity.bytes(1));
    if (mspId.isEmpty() || mspId.length() > MAX_MSP_CHARS) {
      throw broken("背书方没有组织名", "an endorser names no organisation", "");
    }
    X509Certificate certificate =
        Certificates.parse(identity.bytes(2).copy())
            .filter(found -> EcdsaSignature.isP256(found.getPublicKey()))
            .orElseThrow(
                () -> broken("背书方没有 P-256 证书：", "no P-256 certificate of the endorser ", mspId));
    Bytes signed = statement.then(endorsement.endorser());
    if (!EcdsaSignature.verifies(certificate.getPublicKey(), signed, endorsement.signature())) {
      throw broken("背书签名不对：", "the signature does not fit the statement: endorser ", mspId);
    }
    return new Anchored.Endorser(
        mspId,
        certificate.getSubjectX500Principal().getName(),
        certificate.getNotBefore().toInstant() + "/" + certificate.getNotAfter().toInstant(),
        isChecked(mspId, certificate));
  }

  private boolean isChecked(String mspId, X509Certificate certificate) {
    if (!organisations.containsKey(mspId)) {
      return false;
    }
    if (!Certificates.isIssuedBy(certificate, organisation(mspId).authority())) {
      throw broken("证书不是该组织的 CA 签发的：", "the certificate was not issued by the CA of ", mspId);
    }
    if (!Certificates.isPeer(certificate)) {
      throw broken("背书方的证书不是节点（OU=peer）证书：", "the certificate is no peer's (OU=peer): ", mspId);
    }
    return true;
  }

  private Organisation organisation(String mspId) {
    return Objects.requireNonNull(organisations.get(mspId), "asked for before");
  }

  private void demandAll(Set<String> names) {
    if (names.isEmpty()) {
      throw broken("没有背书", "there is no endorsement", "");
    }
    for (String mspId : organisations.keySet()) {
      if (!names.contains(mspId)) {
        throw broken("没有该组织的背书：", "not endorsed by ", mspId);
      }
    }
  }

  private static String text(Bytes bytes) {
    try {
      return bytes.text();
    } catch (Broken form) {
      throw form.within(Check.ANCHOR, new Text("账本的陈述或背书方", "statement or endorser"));
    }
  }

  private static Broken broken(String zh, String en, String detail) {
    return new Broken(Check.ANCHOR, zh + detail, en + detail);
  }
}
