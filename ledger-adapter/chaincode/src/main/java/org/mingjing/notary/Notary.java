package org.mingjing.notary;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.function.Supplier;
import org.hyperledger.fabric.contract.Context;
import org.hyperledger.fabric.contract.ContractInterface;
import org.hyperledger.fabric.contract.annotation.Contract;
import org.hyperledger.fabric.contract.annotation.Default;
import org.hyperledger.fabric.contract.annotation.Info;
import org.hyperledger.fabric.contract.annotation.Transaction;
import org.hyperledger.fabric.shim.ChaincodeException;
import org.hyperledger.fabric.shim.ChaincodeStub;
import org.mingjing.ledger.Batch;
import org.mingjing.ledger.Rejected;
import org.mingjing.ledger.canonical.StrictBase64;
import org.mingjing.ledger.merkle.Frontier;

/**
 * The contract {@code notary}: it follows logs batch by batch, each organisation by its own
 * computation. No clock, no randomness, no personal data. What is refused is an error whose message
 * is {@code REASON: detail} and whose payload is the reason.
 */
@Contract(name = "notary", info = @Info(title = "notary", version = "1"))
@Default
public final class Notary implements ContractInterface {
  private final ServedLogs logs;

  /** For the contract API, which makes an instance a call. */
  public Notary() {
    this(OfThisProcess.LOGS);
  }

  Notary(ServedLogs logs) {
    this.logs = logs;
  }

  /** Read once; {@link Main} has read it before, to say what is wrong with it. */
  private static final class OfThisProcess {
    static final ServedLogs LOGS = ServedLogs.load(System.getenv());
  }

  /**
   * Appends the batch that starts at {@code first}. Answers what {@link #batch} answers from then
   * on, and tells it by the event {@code anchored}; a repeat answers the same and writes nothing.
   */
  @Transaction(name = "Append", intent = Transaction.TYPE.SUBMIT)
  public String append(Context context, String first, String leaves, String checkpoint) {
    return answered(() -> {
      Batch batch = Arguments.batch(first, leaves, checkpoint);
      Submitter submitter = Client.of(context.getClientIdentity());
      demand(logs.demand(batch, submitter));
      var store = new Store(context.getStub(), batch.origin());
      Optional<Follow.Held> held = store.held(batch.first());
      Frontier frontier = store.head().frontier();
      return switch (Follow.of(batch, logs.checkpoint(batch), frontier, held)) {
        case Follow.Refused refused -> throw Refusal.of(refused.rejected());
        case Follow.Repeated repeated -> json(context, repeated.recorded());
        case Follow.Appended appended -> written(context, store, batch, appended.frontier());
      };
    });
  }

  /**
   * INVARIANT: what writes tells an event. Verifiers know by it an answer that was endorsed before
   * it was in the chain, if it ever was.
   */
  private static String written(Context context, Store store, Batch batch, Frontier frontier) {
    ChaincodeStub stub = context.getStub();
    var recorded =
        new Recorded(
            batch.first(), batch.end(), frontier.root(), stub.getTxId(), batch.checkpoint());
    store.append(recorded, batch.leaves(), frontier);
    String answer = json(context, recorded);
    stub.setEvent("anchored", answer.getBytes(StandardCharsets.UTF_8));
    return answer;
  }

  /** How far the ledger has followed a log; size 0 if it holds nothing of it. */
  @Transaction(name = "Head", intent = Transaction.TYPE.EVALUATE)
  public String head(Context context, String origin) {
    return answered(() -> {
      Head head = new Store(context.getStub(), origin).head();
      return head.json(context.getStub().getChannelId(), origin);
    });
  }

  /** What {@code Append} answered for the batch that starts there; empty if there is none. */
  @Transaction(name = "Batch", intent = Transaction.TYPE.EVALUATE)
  public String batch(Context context, String origin, String first) {
    return answered(() ->
        new Store(context.getStub(), origin)
            .batch(Arguments.index(first))
            .map(recorded -> json(context, recorded))
            .orElse(""));
  }

  /** The leaf hashes of the batch that starts there, in Base64; empty if there is none. */
  @Transaction(name = "Leaves", intent = Transaction.TYPE.EVALUATE)
  public String leaves(Context context, String origin, String first) {
    return answered(() ->
        new Store(context.getStub(), origin)
            .leaves(Arguments.index(first))
            .map(StrictBase64::encode)
            .orElse(""));
  }

  /** The hash of one leaf and the batch that holds it; empty if there is none. */
  @Transaction(name = "Leaf", intent = Transaction.TYPE.EVALUATE)
  public String leaf(Context context, String origin, String index) {
    return answered(() -> {
      var store = new Store(context.getStub(), origin);
      long wanted = Arguments.index(index);
      return store
          .holding(wanted)
          .flatMap(batch -> store.leaves(batch.first()).map(l -> batch.leafJson(wanted, l)))
          .orElse("");
    });
  }

  private static String json(Context context, Recorded recorded) {
    return recorded.json(context.getStub().getChannelId());
  }

  private static void demand(Optional<Rejected> rejected) {
    if (rejected.isPresent()) {
      throw Refusal.of(rejected.get());
    }
  }

  /** The one place where a refusal becomes Fabric's. */
  private static String answered(Supplier<String> answer) {
    try {
      return answer.get();
    } catch (Refusal refusal) {
      throw new ChaincodeException(refusal.getMessage(), refusal.reason());
    }
  }
}
