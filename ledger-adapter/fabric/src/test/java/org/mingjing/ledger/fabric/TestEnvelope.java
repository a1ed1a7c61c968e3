package org.mingjing.ledger.fabric;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import java.security.GeneralSecurityException;
import java.util.List;
import org.hyperledger.fabric.protos.common.Envelope;
import org.hyperledger.fabric.protos.common.Header;
import org.hyperledger.fabric.protos.common.Payload;
import org.hyperledger.fabric.protos.common.SignatureHeader;
import org.hyperledger.fabric.protos.gateway.SubmitRequest;
import org.hyperledger.fabric.protos.peer.ChaincodeAction;
import org.hyperledger.fabric.protos.peer.ChaincodeActionPayload;
import org.hyperledger.fabric.protos.peer.ChaincodeEndorsedAction;
import org.hyperledger.fabric.protos.peer.Endorsement;
import org.hyperledger.fabric.protos.peer.ProposalResponsePayload;
import org.hyperledger.fabric.protos.peer.Response;
import org.hyperledger.fabric.protos.peer.Transaction;
import org.hyperledger.fabric.protos.peer.TransactionAction;

/** Endorsed transactions, as the gateway puts them together and as orderers get them. */
final class TestEnvelope {
  private TestEnvelope() {}

  static Envelope of(
      TestProposal proposal, ProposalResponsePayload payload, List<Endorsement> endorsements) {
    var action =
        ChaincodeActionPayload.newBuilder()
            .setChaincodeProposalPayload(proposal.payload())
            .setAction(
                ChaincodeEndorsedAction.newBuilder()
                    .setProposalResponsePayload(payload.toByteString())
                    .addAllEndorsements(endorsements));
    var transaction =
        Transaction.newBuilder()
            .addActions(
                TransactionAction.newBuilder()
                    .setHeader(proposal.header().getSignatureHeader())
                    .setPayload(action.build().toByteString()));
    return Envelope.newBuilder()
        .setPayload(
            Payload.newBuilder()
                .setHeader(proposal.header())
                .setData(transaction.build().toByteString())
                .build()
                .toByteString())
        .build();
  }

  static TestContract.Effect effect(SubmitRequest request)
      throws InvalidProtocolBufferException, GeneralSecurityException {
    Envelope envelope = request.getPreparedTransaction();
    Payload payload = Payload.parseFrom(envelope.getPayload());
    Header header = payload.getHeader();
    ByteString creator = SignatureHeader.parseFrom(header.getSignatureHeader()).getCreator();
    TestProposal.demandSignature(creator, envelope.getPayload(), envelope.getSignature());
    var action =
        ChaincodeActionPayload.parseFrom(
                Transaction.parseFrom(payload.getData()).getActions(0).getPayload())
            .getAction();
    var result =
        ChaincodeAction.parseFrom(
            ProposalResponsePayload.parseFrom(action.getProposalResponsePayload()).getExtension());
    Response response = result.getResponse();
    return TestContract.Effect.parse(
        request.getTransactionId(),
        result.getResults().toByteArray(),
        response.getPayload().toStringUtf8());
  }
}
