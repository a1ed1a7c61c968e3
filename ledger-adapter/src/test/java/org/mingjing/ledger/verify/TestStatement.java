package org.mingjing.ledger.verify;

import java.nio.charset.StandardCharsets;
import org.mingjing.ledger.TestLog;
import org.mingjing.ledger.canonical.CanonicalWriter;
import org.mingjing.ledger.checkpoint.Checkpoint;

/**
 * What a peer signs when it is asked for the batch of a checkpoint: a ProposalResponsePayload of
 * Fabric's peer/proposal_response.proto with a ChaincodeAction of peer/proposal.proto.
 */
record TestStatement(
    String contract,
    int status,
    String channel,
    String transaction,
    long first,
    String checkpoint) {
  static TestStatement on(String checkpoint) {
    return new TestStatement("notary", 200, "exchange", "5d2f…tx", 40, checkpoint);
  }

  TestStatement ofContract(String other) {
    return new TestStatement(other, status, channel, transaction, first, checkpoint);
  }

  TestStatement withStatus(int other) {
    return new TestStatement(contract, other, channel, transaction, first, checkpoint);
  }

  TestStatement onChannel(String other) {
    return new TestStatement(contract, status, other, transaction, first, checkpoint);
  }

  TestStatement inTransaction(String other) {
    return new TestStatement(contract, status, channel, other, first, checkpoint);
  }

  TestStatement from(long other) {
    return new TestStatement(contract, status, channel, transaction, other, checkpoint);
  }

  byte[] bytes() {
    return bytes(answer());
  }

  /** The same with another answer. */
  byte[] bytes(byte[] answer) {
    return bytes(answer, new byte[0]);
  }

  /**
   * What a peer signs when it is asked to append the batch: the same answer, and the event that the
   * contract would tell. Nobody need ever have submitted it.
   */
  byte[] ofAppend() {
    return bytes(answer(), TestProtobuf.bytes(3, "anchored".getBytes(StandardCharsets.UTF_8)));
  }

  private byte[] bytes(byte[] answer, byte[] event) {
    byte[] response =
        TestProtobuf.message(TestProtobuf.number(1, status), TestProtobuf.bytes(3, answer));
    byte[] chaincode =
        TestProtobuf.message(
            TestProtobuf.bytes(2, contract.getBytes(StandardCharsets.UTF_8)),
            TestProtobuf.bytes(3, "1.0".getBytes(StandardCharsets.UTF_8)));
    byte[] action =
        TestProtobuf.message(
            TestProtobuf.bytes(1, new byte[200]), // the reads
            event.length == 0 ? event : TestProtobuf.bytes(2, event),
            TestProtobuf.bytes(3, response),
            TestProtobuf.bytes(4, chaincode));
    return TestProtobuf.message(TestProtobuf.bytes(1, new byte[32]), TestProtobuf.bytes(2, action));
  }

  byte[] answer() {
    Checkpoint head = TestLog.verifier().open(checkpoint);
    var json = new CanonicalWriter(512);
    json.beginObject().name("channel").string(channel).name("checkpoint").string(checkpoint);
    json.name("first").number(first).name("root").string(head.root().toBase64());
    json.name("size").number(head.size()).name("transaction").string(transaction).endObject();
    return json.toByteArray();
  }
}
