package org.mingjing.ledger.fabric;

import com.google.protobuf.Any;
import com.google.rpc.Code;
import io.grpc.StatusRuntimeException;
import io.grpc.protobuf.StatusProto;
import java.util.List;
import org.hyperledger.fabric.protos.gateway.ErrorDetail;

/** What the gateway answers when peers fail: the reasons are in the details. */
final class TestFailure {
  private TestFailure() {}

  static ErrorDetail detail(TestPeer peer, TestContract.Refusal refusal) {
    return detail(peer, "chaincode response 500, " + refusal.getMessage());
  }

  static ErrorDetail detail(TestPeer peer, String message) {
    return ErrorDetail.newBuilder()
        .setAddress("127.0.0.1")
        .setMspId(peer.mspId())
        .setMessage(message)
        .build();
  }

  static StatusRuntimeException of(Code code, List<ErrorDetail> details) {
    var status =
        com.google.rpc.Status.newBuilder()
            .setCode(code.getNumber())
            .setMessage("see attached details for more info");
    details.forEach(detail -> status.addDetails(Any.pack(detail)));
    return StatusProto.toStatusRuntimeException(status.build());
  }
}
