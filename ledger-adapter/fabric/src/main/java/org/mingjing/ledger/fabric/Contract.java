package org.mingjing.ledger.fabric;

import io.grpc.Channel;
import io.grpc.Status;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
import org.hyperledger.fabric.client.ChaincodeEvent;
import org.hyperledger.fabric.client.Checkpoint;
import org.hyperledger.fabric.client.CloseableIterator;
import org.hyperledger.fabric.client.CommitStatusException;
import org.hyperledger.fabric.client.EndorseException;
import org.hyperledger.fabric.client.Gateway;
import org.hyperledger.fabric.client.GatewayException;
import org.hyperledger.fabric.client.Hash;
import org.hyperledger.fabric.client.Network;
import org.hyperledger.fabric.client.Proposal;
import org.hyperledger.fabric.client.SubmitException;
import org.hyperledger.fabric.client.Transaction;
import org.hyperledger.fabric.client.identity.Signers;
import org.hyperledger.fabric.client.identity.X509Identity;
import org.hyperledger.fabric.protos.gateway.CommitStatusRequest;
import org.hyperledger.fabric.protos.gateway.SignedCommitStatusRequest;
import org.hyperledger.fabric.protos.msp.SerializedIdentity;
import org.mingjing.ledger.Batch;
import org.mingjing.ledger.Head;
import org.mingjing.ledger.LedgerUnavailable;
import org.mingjing.ledger.Rejected;
import org.mingjing.ledger.canonical.StrictBase64;

/** The contract's functions, for one log, over the gateway of the organisation's peer. */
final class Contract {
  private final FabricSettings settings;
  private final String origin;
  private final Gateway gateway;
  private final Network network;
  private final org.hyperledger.fabric.client.Contract contract;

  Contract(Channel channel, FabricSettings settings, String origin) {
    this.settings = settings;
    this.origin = origin;
    Limits limits = settings.limits();
    this.gateway =
        Gateway.newInstance()
            .identity(new X509Identity(settings.mspId(), settings.certificate()))
            .signer(Signers.newPrivateKeySigner(settings.key()))
            .hash(Hash.SHA256)
            .connection(channel)
            .evaluateOptions(within(limits.evaluate()))
            .endorseOptions(within(limits.endorse()))
            .submitOptions(within(limits.submit()))
            .commitStatusOptions(within(limits.commitStatus()))
            .connect();
    this.network = gateway.getNetwork(settings.channel());
    this.contract = network.getContract(settings.chaincode());
  }

  private static UnaryOperator<io.grpc.CallOptions> within(Duration limit) {
    return options -> options.withDeadlineAfter(limit.toMillis(), TimeUnit.MILLISECONDS);
  }

  String origin() {
    return origin;
  }

  private String evaluate(String function, String... arguments) {
    try {
      return new String(contract.evaluateTransaction(function, arguments), StandardCharsets.UTF_8);
    } catch (GatewayException e) {
      throw new LedgerUnavailable(function + ": " + Refusals.text(e), e);
    }
  }

  Head head() {
    String json = evaluate("Head", origin);
    var answer = Recorded.object(json);
    return Recorded.read(
        json,
        () ->
            new Head(
                answer.get("size").getAsLong(),
                org.mingjing.ledger.merkle.Hash.of(
                    StrictBase64.decode(answer.get("root").getAsString()))));
  }

  Optional<Recorded> batch(long first) {
    String json = evaluate("Batch", origin, Long.toString(first));
    return json.isEmpty() ? Optional.empty() : Optional.of(Recorded.parse(json));
  }

  Optional<List<org.mingjing.ledger.merkle.Hash>> leaves(long first) {
    String base64 = evaluate("Leaves", origin, Long.toString(first));
    return base64.isEmpty()
        ? Optional.empty()
        : Optional.of(
            Recorded.read(
                base64, () -> org.mingjing.ledger.merkle.Hash.list(StrictBase64.decode(base64))));
  }

  /** What the peers say to a batch. */
  sealed interface Endorsing {
    /** They would append it. */
    record Ready(Transaction transaction) implements Endorsing {}

    /** They hold it. */
    record Held(Recorded recorded) implements Endorsing {}

    /** Their contract refuses it. */
    record Refused(Rejected rejected) implements Endorsing {}

    /** They do not agree, or not enough of them answer. */
    record Failed(String why) implements Endorsing {}
  }

  Endorsing endorse(Batch batch) {
    byte[] leaves = org.mingjing.ledger.merkle.Hash.concatenated(batch.leaves());
    Proposal proposal =
        contract
            .newProposal("Append")
            .addArguments(
                Long.toString(batch.first()), StrictBase64.encode(leaves), batch.checkpoint())
            .build();
    try {
      Transaction transaction = proposal.endorse();
      Recorded answer = Recorded.parse(new String(transaction.getResult(), StandardCharsets.UTF_8));
      return answer.transaction().equals(transaction.getTransactionId())
          ? new Endorsing.Ready(transaction)
          : new Endorsing.Held(answer);
    } catch (EndorseException e) {
      return Refusals.of(e)
          .<Endorsing>map(Endorsing.Refused::new)
          .orElseGet(() -> new Endorsing.Failed("Append: " + Refusals.text(e)));
    }
  }

  /**
   * Has a peer of each organisation sign what its committed state holds; nothing is submitted.
   *
   * @throws Statement.Unusable also while one of the peers lags behind
   */
  Statement statement(long first) throws Statement.Unusable {
    var proposal = contract.newProposal("Batch").addArguments(origin, Long.toString(first));
    if (!settings.organisations().isEmpty()) {
      proposal.setEndorsingOrganizations(settings.organisations().keySet().toArray(String[]::new));
    }
    try {
      return Statement.of(proposal.build().endorse().getBytes(), settings);
    } catch (EndorseException e) {
      throw new Statement.Unusable("Batch: " + Refusals.text(e));
    }
  }

  /**
   * Hands a transaction over; returns what went wrong. That it went well does not mean that it
   * counts.
   */
  Optional<String> submit(Transaction transaction) {
    try {
      transaction.submitAsync();
      return Optional.empty();
    } catch (SubmitException e) {
      return Optional.of("submit: " + Refusals.text(e));
    }
  }

  /** Waits for a transaction, to the end of the time limit. */
  Fate fate(String transaction) {
    var identity = gateway.getIdentity();
    byte[] creator =
        SerializedIdentity.newBuilder()
            .setMspid(identity.getMspId())
            .setIdBytes(com.google.protobuf.ByteString.copyFrom(identity.getCredentials()))
            .build()
            .toByteArray();
    var request =
        CommitStatusRequest.newBuilder()
            .setChannelId(settings.channel())
            .setTransactionId(transaction)
            .setIdentity(com.google.protobuf.ByteString.copyFrom(creator));
    var signable =
        SignedCommitStatusRequest.newBuilder().setRequest(request.build().toByteString()).build();
    try {
      var status = gateway.newCommit(signable.toByteArray()).getStatus();
      return status.isSuccessful()
          ? new Fate.Committed(status.getBlockNumber())
          : new Fate.Invalid(status.getCode());
    } catch (CommitStatusException e) {
      return e.getStatus().getCode() == Status.Code.DEADLINE_EXCEEDED
          ? new Fate.Unseen()
          : new Fate.Open("commit status: " + Refusals.text(e));
    }
  }

  /** The contract's events after a checkpoint, as they come; from the first block without one. */
  CloseableIterator<ChaincodeEvent> events(Checkpoint after) {
    return network
        .newChaincodeEventsRequest(settings.chaincode())
        .startBlock(0)
        .checkpoint(after)
        .build()
        .getEvents();
  }
}
