package org.mingjing.ledger.fabric;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import java.security.GeneralSecurityException;
import java.security.Signature;
import java.security.cert.X509Certificate;
import java.util.Base64;
import java.util.List;
import org.hyperledger.fabric.client.identity.Identities;
import org.hyperledger.fabric.protos.msp.SerializedIdentity;
import org.hyperledger.fabric.protos.peer.ChaincodeAction;
import org.hyperledger.fabric.protos.peer.ProposalResponsePayload;
import org.mingjing.ledger.Anchored;
import org.mingjing.ledger.Evidence;

/** Evidence, read as whoever gets a receipt reads it. */
record Signed(Evidence.Endorsed evidence, String answer, List<String> byWhom) {
  static Signed of(Evidence.Endorsed evidence) {
    try {
      var payload = ProposalResponsePayload.parseFrom(decoded(evidence.statement()));
      String answer =
          ChaincodeAction.parseFrom(payload.getExtension())
              .getResponse()
              .getPayload()
              .toStringUtf8();
      return new Signed(
          evidence,
          answer,
          evidence.endorsements().stream().map(e -> identity(e).getMspid()).toList());
    } catch (InvalidProtocolBufferException e) {
      throw new IllegalArgumentException(e);
    }
  }

  private static ByteString decoded(String base64) {
    return ByteString.copyFrom(Base64.getDecoder().decode(base64));
  }

  private static SerializedIdentity identity(Evidence.Endorsement endorsement) {
    try {
      return SerializedIdentity.parseFrom(decoded(endorsement.endorser()));
    } catch (InvalidProtocolBufferException e) {
      throw new IllegalArgumentException(e);
    }
  }

  boolean holds() {
    return evidence.endorsements().stream().allMatch(this::holds);
  }

  private boolean holds(Evidence.Endorsement endorsement) {
    try {
      X509Certificate certificate =
          Identities.readX509Certificate(identity(endorsement).getIdBytes().toStringUtf8());
      Signature signature = Signature.getInstance("SHA256withECDSA");
      signature.initVerify(certificate);
      signature.update(decoded(evidence.statement()).toByteArray());
      signature.update(decoded(endorsement.endorser()).toByteArray());
      return signature.verify(decoded(endorsement.signature()).toByteArray());
    } catch (GeneralSecurityException e) {
      return false;
    }
  }

  /** What two answers about a batch have in common: signatures differ each time. */
  static Object lasting(Anchored anchored) {
    var evidence = (Evidence.Endorsed) anchored.evidence();
    Signed signed = of(evidence);
    return List.of(
        anchored.key(),
        anchored.size(),
        anchored.checkpoint(),
        evidence.channel(),
        evidence.transaction(),
        evidence.block(),
        signed.answer(),
        signed.byWhom().stream().sorted().toList(),
        signed.holds());
  }
}
