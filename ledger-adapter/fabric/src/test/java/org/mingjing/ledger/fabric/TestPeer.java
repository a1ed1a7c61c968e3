package org.mingjing.ledger.fabric;

import com.google.protobuf.ByteString;
import java.io.IOException;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.Signature;
import java.security.interfaces.ECPrivateKey;
import org.bouncycastle.crypto.signers.StandardDSAEncoding;
import org.hyperledger.fabric.client.identity.Identities;
import org.hyperledger.fabric.protos.msp.SerializedIdentity;
import org.hyperledger.fabric.protos.peer.ChaincodeAction;
import org.hyperledger.fabric.protos.peer.ChaincodeEvent;
import org.hyperledger.fabric.protos.peer.ChaincodeID;
import org.hyperledger.fabric.protos.peer.Endorsement;
import org.hyperledger.fabric.protos.peer.ProposalResponsePayload;
import org.hyperledger.fabric.protos.peer.Response;

/** The peer of an organisation: runs the contract on the state that it knows, and signs. */
final class TestPeer {
  private final String mspId;
  private final TestChannel channel;
  private final TestAuthority.Identity identity;
  private final boolean high;
  private final String pem;
  private volatile int lag;

  TestPeer(String mspId, TestChannel channel, TestAuthority.Identity identity) {
    this(mspId, channel, identity, false, Identities.toPemString(identity.certificate()));
  }

  private TestPeer(
      String mspId,
      TestChannel channel,
      TestAuthority.Identity identity,
      boolean high,
      String pem) {
    this.mspId = mspId;
    this.channel = channel;
    this.identity = identity;
    this.high = high;
    this.pem = pem;
  }

  /** The same, but of two values of s it signs with the higher, as no peer of Fabric does. */
  TestPeer withHighS() {
    return new TestPeer(mspId, channel, identity, true, pem);
  }

  /** The same, but what it says its certificate is is something else. */
  TestPeer claiming(String otherPem) {
    return new TestPeer(mspId, channel, identity, high, otherPem);
  }

  String mspId() {
    return mspId;
  }

  /** Knows so many blocks less than there are, from now on. */
  void lag(int blocks) {
    lag = blocks;
  }

  /** What it signs for a call. */
  ProposalResponsePayload simulate(TestProposal proposal) throws TestContract.Refusal {
    TestChannel.State state = channel.state(lag);
    var contract = new TestContract(proposal.channel(), state);
    TestContract.Answer answer = contract.call(proposal.transaction(), proposal.words());
    var effect =
        new TestContract.Effect(
            proposal.transaction(), state.batches().size(), answer.written(), answer.json());
    var action =
        ChaincodeAction.newBuilder()
            .setChaincodeId(ChaincodeID.newBuilder().setName(proposal.chaincode()))
            .setResults(ByteString.copyFrom(effect.bytes()))
            .setResponse(
                Response.newBuilder()
                    .setStatus(200)
                    .setPayload(ByteString.copyFromUtf8(answer.json())));
    if (answer.written().isPresent()) {
      action.setEvents(
          ChaincodeEvent.newBuilder()
              .setChaincodeId(proposal.chaincode())
              .setTxId(proposal.transaction())
              .setEventName("anchored")
              .setPayload(ByteString.copyFromUtf8(answer.json()))
              .build()
              .toByteString());
    }
    return ProposalResponsePayload.newBuilder()
        .setProposalHash(ByteString.copyFrom(sha256(proposal.bytes())))
        .setExtension(action.build().toByteString())
        .build();
  }

  Endorsement endorse(ByteString payload) {
    ByteString endorser =
        SerializedIdentity.newBuilder()
            .setMspid(mspId)
            .setIdBytes(ByteString.copyFromUtf8(pem))
            .build()
            .toByteString();
    try {
      Signature signature = Signature.getInstance("SHA256withECDSA");
      signature.initSign(identity.key());
      signature.update(payload.concat(endorser).toByteArray());
      return Endorsement.newBuilder()
          .setEndorser(endorser)
          .setSignature(ByteString.copyFrom(ofTwo(signature.sign())))
          .build();
    } catch (IOException | GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Where s fits, the order of the curve less s fits too. */
  private byte[] ofTwo(byte[] der) throws IOException {
    BigInteger order = ((ECPrivateKey) identity.key()).getParams().getOrder();
    BigInteger[] signature = StandardDSAEncoding.INSTANCE.decode(order, der);
    boolean isHigh = signature[1].compareTo(order.shiftRight(1)) > 0;
    BigInteger s = isHigh == high ? signature[1] : order.subtract(signature[1]);
    return StandardDSAEncoding.INSTANCE.encode(order, signature[0], s);
  }

  private static byte[] sha256(ByteString bytes) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(bytes.toByteArray());
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }
}
