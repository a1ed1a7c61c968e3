package org.mingjing.ledger.fabric;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import java.security.GeneralSecurityException;
import java.security.Signature;
import java.util.List;
import org.hyperledger.fabric.client.identity.Identities;
import org.hyperledger.fabric.protos.common.ChannelHeader;
import org.hyperledger.fabric.protos.common.Header;
import org.hyperledger.fabric.protos.common.SignatureHeader;
import org.hyperledger.fabric.protos.msp.SerializedIdentity;
import org.hyperledger.fabric.protos.peer.ChaincodeInvocationSpec;
import org.hyperledger.fabric.protos.peer.ChaincodeProposalPayload;
import org.hyperledger.fabric.protos.peer.Proposal;
import org.hyperledger.fabric.protos.peer.SignedProposal;

/** A signed proposal, opened as a peer opens it. */
record TestProposal(
    ByteString bytes,
    Header header,
    ByteString payload,
    String channel,
    String transaction,
    String chaincode,
    List<String> words) {

  static TestProposal open(SignedProposal signed)
      throws InvalidProtocolBufferException, GeneralSecurityException {
    Proposal proposal = Proposal.parseFrom(signed.getProposalBytes());
    Header header = Header.parseFrom(proposal.getHeader());
    ChannelHeader channel = ChannelHeader.parseFrom(header.getChannelHeader());
    ByteString creator = SignatureHeader.parseFrom(header.getSignatureHeader()).getCreator();
    demandSignature(creator, signed.getProposalBytes(), signed.getSignature());
    var spec =
        ChaincodeInvocationSpec.parseFrom(
                ChaincodeProposalPayload.parseFrom(proposal.getPayload()).getInput())
            .getChaincodeSpec();
    return new TestProposal(
        signed.getProposalBytes(),
        header,
        proposal.getPayload(),
        channel.getChannelId(),
        channel.getTxId(),
        spec.getChaincodeId().getName(),
        spec.getInput().getArgsList().stream().map(ByteString::toStringUtf8).toList());
  }

  static void demandSignature(ByteString creator, ByteString signed, ByteString signature)
      throws InvalidProtocolBufferException, GeneralSecurityException {
    String pem = SerializedIdentity.parseFrom(creator).getIdBytes().toStringUtf8();
    Signature verifier = Signature.getInstance("SHA256withECDSA");
    verifier.initVerify(Identities.readX509Certificate(pem));
    verifier.update(signed.toByteArray());
    if (!verifier.verify(signature.toByteArray())) {
      throw new GeneralSecurityException("the client's signature does not hold");
    }
  }
}
