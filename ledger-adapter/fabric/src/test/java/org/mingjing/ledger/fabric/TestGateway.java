package org.mingjing.ledger.fabric;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.rpc.Code;
import io.grpc.Context;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.stub.ServerCallStreamObserver;
import io.grpc.stub.StreamObserver;
import java.security.GeneralSecurityException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.hyperledger.fabric.protos.common.Envelope;
import org.hyperledger.fabric.protos.gateway.ChaincodeEventsRequest;
import org.hyperledger.fabric.protos.gateway.ChaincodeEventsResponse;
import org.hyperledger.fabric.protos.gateway.CommitStatusRequest;
import org.hyperledger.fabric.protos.gateway.CommitStatusResponse;
import org.hyperledger.fabric.protos.gateway.EndorseRequest;
import org.hyperledger.fabric.protos.gateway.EndorseResponse;
import org.hyperledger.fabric.protos.gateway.ErrorDetail;
import org.hyperledger.fabric.protos.gateway.EvaluateRequest;
import org.hyperledger.fabric.protos.gateway.EvaluateResponse;
import org.hyperledger.fabric.protos.gateway.GatewayGrpc;
import org.hyperledger.fabric.protos.gateway.SignedChaincodeEventsRequest;
import org.hyperledger.fabric.protos.gateway.SignedCommitStatusRequest;
import org.hyperledger.fabric.protos.gateway.SubmitRequest;
import org.hyperledger.fabric.protos.gateway.SubmitResponse;
import org.hyperledger.fabric.protos.peer.ChaincodeAction;
import org.hyperledger.fabric.protos.peer.ChaincodeEvent;
import org.hyperledger.fabric.protos.peer.Endorsement;
import org.hyperledger.fabric.protos.peer.ProposalResponsePayload;
import org.hyperledger.fabric.protos.peer.TxValidationCode;

/** The Gateway service of a peer, by the published protocol, before a {@link TestChannel}. */
final class TestGateway extends GatewayGrpc.GatewayImplBase {
  private final TestChannel channel;
  private final List<TestPeer> peers;
  private final Faults faults;
  private final Runnable kill;

  TestGateway(TestChannel channel, List<TestPeer> peers, Faults faults, Runnable kill) {
    this.channel = channel;
    this.peers = peers;
    this.faults = faults;
    this.kill = kill;
  }

  /** What a call answers. */
  @FunctionalInterface
  private interface Answering<T> {
    T answer()
        throws InvalidProtocolBufferException, GeneralSecurityException, InterruptedException;
  }

  private static <T> void answer(StreamObserver<T> to, Answering<T> answering) {
    try {
      to.onNext(answering.answer());
      to.onCompleted();
    } catch (StatusRuntimeException e) {
      to.onError(e);
    } catch (InvalidProtocolBufferException | GeneralSecurityException e) {
      to.onError(Status.PERMISSION_DENIED.withDescription(e.getMessage()).asRuntimeException());
    } catch (InterruptedException e) {
      to.onError(Status.UNAVAILABLE.withDescription("the gateway ends").asRuntimeException());
    }
  }

  private void fail(Fault fault, Status status) {
    if (faults.take(fault)) {
      throw status.withDescription(fault.name()).asRuntimeException();
    }
  }

  private void killed(Fault fault) {
    if (faults.take(fault)) {
      kill.run();
    }
  }

  @Override
  public void evaluate(EvaluateRequest request, StreamObserver<EvaluateResponse> to) {
    answer(
        to,
        () -> {
          TestProposal proposal = TestProposal.open(request.getProposedTransaction());
          try {
            var action =
                ChaincodeAction.parseFrom(peers.getFirst().simulate(proposal).getExtension());
            return EvaluateResponse.newBuilder().setResult(action.getResponse()).build();
          } catch (TestContract.Refusal e) {
            throw TestFailure.of(Code.UNKNOWN, List.of(TestFailure.detail(peers.getFirst(), e)));
          }
        });
  }

  @Override
  public void endorse(EndorseRequest request, StreamObserver<EndorseResponse> to) {
    answer(
        to,
        () -> {
          TestProposal proposal = TestProposal.open(request.getProposedTransaction());
          boolean append = proposal.words().getFirst().equals("Append");
          TestPeer other = peers.getLast();
          if (append) {
            fail(Fault.ENDORSE_AWAY, Status.UNAVAILABLE);
          } else {
            killed(Fault.KILLED_BEFORE_STATEMENT);
            fail(Fault.STATEMENT_AWAY, Status.UNAVAILABLE);
          }
          boolean lags = faults.take(append ? Fault.ENDORSERS_DISAGREE : Fault.STATEMENT_LAGS);
          try {
            if (lags) {
              other.lag(1);
            }
            return EndorseResponse.newBuilder().setPreparedTransaction(endorsed(proposal)).build();
          } finally {
            if (lags) {
              other.lag(0);
            }
            if (append) {
              fail(Fault.ENDORSE_ANSWER_LOST, Status.DEADLINE_EXCEEDED);
            }
          }
        });
  }

  private Envelope endorsed(TestProposal proposal) {
    List<ErrorDetail> failures = new ArrayList<>();
    List<Endorsement> endorsements = new ArrayList<>();
    Optional<ProposalResponsePayload> first = Optional.empty();
    for (TestPeer peer : peers) {
      try {
        ProposalResponsePayload payload = peer.simulate(proposal);
        if (peer == peers.getLast() && faults.take(Fault.CONTRACT_AWAY)) {
          failures.add(
              TestFailure.detail(peer, "error in simulation: could not launch chaincode notary"));
        } else if (first.isPresent() && !first.get().equals(payload)) {
          failures.add(TestFailure.detail(peer, "ProposalResponsePayloads do not match"));
        } else {
          endorsements.add(peer.endorse(payload.toByteString()));
        }
        first = first.or(() -> Optional.of(payload));
      } catch (TestContract.Refusal e) {
        failures.add(TestFailure.detail(peer, e));
      }
    }
    if (!failures.isEmpty()) {
      throw TestFailure.of(Code.ABORTED, failures);
    }
    return TestEnvelope.of(proposal, first.orElseThrow(), endorsements);
  }

  @Override
  public void submit(SubmitRequest request, StreamObserver<SubmitResponse> to) {
    answer(
        to,
        () -> {
          fail(Fault.SUBMIT_REFUSED, Status.UNAVAILABLE);
          TestContract.Effect effect = TestEnvelope.effect(request);
          if (faults.take(Fault.ORDERED_LATE)) {
            channel.orderLate(effect);
          } else if (!faults.take(Fault.ORDERER_LOSES)) {
            channel.order(effect, verdict());
            if (faults.take(Fault.ORDERED_TWICE)) {
              channel.order(effect, Optional.empty());
            }
          }
          killed(Fault.KILLED_AFTER_SUBMIT);
          fail(Fault.SUBMIT_ANSWER_LOST, Status.DEADLINE_EXCEEDED);
          return SubmitResponse.getDefaultInstance();
        });
  }

  private Optional<TxValidationCode> verdict() {
    if (faults.take(Fault.OVERTAKEN)) {
      return Optional.of(TxValidationCode.MVCC_READ_CONFLICT);
    }
    return faults.take(Fault.BADLY_ENDORSED)
        ? Optional.of(TxValidationCode.ENDORSEMENT_POLICY_FAILURE)
        : Optional.empty();
  }

  @Override
  public void commitStatus(
      SignedCommitStatusRequest signed, StreamObserver<CommitStatusResponse> to) {
    answer(
        to,
        () -> {
          CommitStatusRequest request = CommitStatusRequest.parseFrom(signed.getRequest());
          TestProposal.demandSignature(
              request.getIdentity(), signed.getRequest(), signed.getSignature());
          fail(Fault.STATUS_AWAY, Status.UNAVAILABLE);
          long nanos = Context.current().getDeadline().timeRemaining(TimeUnit.NANOSECONDS);
          TestChannel.Block block =
              channel
                  .await(request.getTransactionId(), nanos)
                  .orElseThrow(Status.DEADLINE_EXCEEDED::asRuntimeException);
          fail(Fault.STATUS_ANSWER_LOST, Status.DEADLINE_EXCEEDED);
          return CommitStatusResponse.newBuilder()
              .setResult(block.code())
              .setBlockNumber(block.number())
              .build();
        });
  }

  @Override
  public void chaincodeEvents(
      SignedChaincodeEventsRequest signed, StreamObserver<ChaincodeEventsResponse> to) {
    ChaincodeEventsRequest request;
    try {
      request = ChaincodeEventsRequest.parseFrom(signed.getRequest());
    } catch (InvalidProtocolBufferException e) {
      to.onError(Status.INVALID_ARGUMENT.asRuntimeException());
      return;
    }
    var observer = (ServerCallStreamObserver<ChaincodeEventsResponse>) to;
    long start = request.getStartPosition().getSpecified().getNumber();
    String after = request.getAfterTransactionId();
    Consumer<TestChannel.Block> follower =
        block -> {
          boolean wanted = block.number() >= start && !block.transaction().equals(after);
          if (wanted && !observer.isCancelled()) {
            observer.onNext(event(block, request.getChaincodeId()));
          }
        };
    observer.setOnCancelHandler(() -> channel.unfollow(follower));
    channel.follow(follower);
  }

  private static ChaincodeEventsResponse event(TestChannel.Block block, String chaincode) {
    return ChaincodeEventsResponse.newBuilder()
        .setBlockNumber(block.number())
        .addEvents(
            ChaincodeEvent.newBuilder()
                .setChaincodeId(chaincode)
                .setTxId(block.transaction())
                .setEventName("anchored")
                .setPayload(ByteString.copyFromUtf8(block.event())))
        .build();
  }
}
