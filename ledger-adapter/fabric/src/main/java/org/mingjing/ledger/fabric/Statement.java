package org.mingjing.ledger.fabric;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.hyperledger.fabric.protos.common.Payload;
import org.hyperledger.fabric.protos.gateway.PreparedTransaction;
import org.hyperledger.fabric.protos.peer.ChaincodeAction;
import org.hyperledger.fabric.protos.peer.ChaincodeActionPayload;
import org.hyperledger.fabric.protos.peer.ChaincodeEndorsedAction;
import org.hyperledger.fabric.protos.peer.Endorsement;
import org.hyperledger.fabric.protos.peer.ProposalResponsePayload;
import org.hyperledger.fabric.protos.peer.Transaction;
import org.mingjing.ledger.Evidence;
import org.mingjing.ledger.canonical.StrictBase64;

/**
 * What the peers signed about a batch: the contract's answer, as each found it in its own committed
 * state.
 *
 * @param payload the {@code ProposalResponsePayload} that all of them signed
 * @param endorsements a signature of each
 * @param answer what the contract answered
 */
record Statement(ByteString payload, List<Endorsement> endorsements, String answer) {
  private static final int OK = 200;

  /** Not what may be shown as evidence; the message says why. */
  static final class Unusable extends Exception {
    private static final long serialVersionUID = 1;

    Unusable(String message) {
      super(message);
    }
  }

  /**
   * Takes it out of an endorsed transaction, and checks all that a verifier of receipts will check.
   *
   * @param prepared the gateway's {@code PreparedTransaction}
   */
  static Statement of(byte[] prepared, FabricSettings settings) throws Unusable {
    try {
      ChaincodeEndorsedAction endorsed = action(prepared);
      ByteString payload = endorsed.getProposalResponsePayload();
      ChaincodeAction action =
          ChaincodeAction.parseFrom(ProposalResponsePayload.parseFrom(payload).getExtension());
      if (action.getResponse().getStatus() != OK
          || !action.getChaincodeId().getName().equals(settings.chaincode())) {
        throw new Unusable("the peers signed another answer than the contract's");
      }
      if (!action.getEvents().isEmpty()) {
        throw new Unusable("the peers were asked to append, not what their state holds");
      }
      String answer = action.getResponse().getPayload().toString(StandardCharsets.UTF_8);
      var statement = new Statement(payload, endorsed.getEndorsementsList(), answer);
      statement.demandSignatures(settings);
      return statement;
    } catch (InvalidProtocolBufferException e) {
      throw new Unusable("what the gateway sent cannot be read: " + e.getMessage());
    }
  }

  private static ChaincodeEndorsedAction action(byte[] prepared)
      throws InvalidProtocolBufferException, Unusable {
    var envelope = PreparedTransaction.parseFrom(prepared).getEnvelope();
    var transaction = Transaction.parseFrom(Payload.parseFrom(envelope.getPayload()).getData());
    if (transaction.getActionsCount() != 1) {
      throw new Unusable("the gateway sent no endorsed transaction");
    }
    return ChaincodeActionPayload.parseFrom(transaction.getActions(0).getPayload()).getAction();
  }

  /** Every signature holds, none of one organisation twice, and none that is wanted is missing. */
  private void demandSignatures(FabricSettings settings) throws Unusable {
    Map<String, Endorser> byOrganisation = new HashMap<>();
    for (Endorsement endorsement : endorsements) {
      Endorser endorser = Endorser.read(endorsement.getEndorser());
      endorser.demandSignature(payload.concat(endorsement.getEndorser()), endorsement);
      if (byOrganisation.put(endorser.mspId(), endorser) != null) {
        throw new Unusable(endorser.mspId() + " endorsed twice");
      }
    }
    if (byOrganisation.isEmpty()) {
      throw new Unusable("nobody endorsed");
    }
    for (var wanted : settings.organisations().entrySet()) {
      Endorser endorser = byOrganisation.get(wanted.getKey());
      if (endorser == null) {
        throw new Unusable(wanted.getKey() + " did not endorse");
      }
      endorser.demandIssued(wanted.getValue());
    }
  }

  Evidence.Endorsed evidence(Recorded recorded, long block) {
    return new Evidence.Endorsed(
        recorded.channel(),
        recorded.transaction(),
        block,
        StrictBase64.encode(payload.toByteArray()),
        endorsements.stream()
            .map(one ->
                new Evidence.Endorsement(
                    StrictBase64.encode(one.getEndorser().toByteArray()),
                    StrictBase64.encode(one.getSignature().toByteArray())))
            .toList());
  }
}
