package org.mingjing.ledger.fabric;

import io.grpc.ManagedChannel;
import java.util.Optional;
import java.util.OptionalLong;
import org.mingjing.ledger.Anchored;
import org.mingjing.ledger.Batch;
import org.mingjing.ledger.BatchKey;
import org.mingjing.ledger.Head;
import org.mingjing.ledger.Ledger;
import org.mingjing.ledger.LedgerContents;
import org.mingjing.ledger.LedgerUnavailable;
import org.mingjing.ledger.Outcome;
import org.mingjing.ledger.Rejected;
import org.mingjing.ledger.Unknown;
import org.mingjing.ledger.fabric.Contract.Endorsing;
import org.mingjing.ledger.fabric.Patience.Attempt;

/**
 * The ledger on Hyperledger Fabric: every organisation's contract checks the batch, and every
 * organisation's peer signs that it holds it. Only a transaction that is in the chain and valid
 * counts. One writer at a time; reading needs no turn.
 *
 * <p>After {@link Unknown} the same batch may be repeated at any time, also by another process with
 * the same {@link Submissions}: what was handed over is asked for first, and the contract refuses
 * whatever would be twice, or leave a gap.
 */
public final class FabricLedger implements Ledger, AutoCloseable {
  private static final System.Logger LOG = System.getLogger(FabricLedger.class.getName());

  private final ManagedChannel channel;
  private final Contract contract;
  private final Witnesses witnesses;
  private final Submissions submissions;
  private final Patience patience;
  private final int maxLeaves;
  private volatile long seen;

  /** The last transaction that was waited for in vain: nobody waits for it twice. */
  private String givenUp = "";

  /** For tests, which bring their own connection. */
  FabricLedger(
      ManagedChannel channel,
      FabricSettings settings,
      String origin,
      Submissions submissions,
      Patience patience) {
    this.channel = channel;
    this.contract = new Contract(channel, settings, origin);
    this.witnesses = new Witnesses(contract, patience);
    this.submissions = submissions;
    this.patience = patience;
    this.maxLeaves = settings.maxLeaves();
  }

  /**
   * Opens the ledger of one log; the peer is asked at the first use.
   *
   * @param origin name of the log
   * @param submissions what was handed over, kept over crashes
   */
  public static FabricLedger open(FabricSettings settings, String origin, Submissions submissions) {
    return new FabricLedger(
        Connected.to(settings), settings, origin, submissions, Patience.DEFAULT);
  }

  @Override
  public int maxLeaves() {
    return maxLeaves;
  }

  @Override
  public OptionalLong openEnd(BatchKey key) {
    return submissions
        .find(key)
        .map(submission -> OptionalLong.of(submission.size()))
        .orElseGet(OptionalLong::empty);
  }

  /**
   * {@inheritDoc}
   *
   * @throws IllegalArgumentException for more leaves than {@link #maxLeaves}
   */
  @Override
  public synchronized Outcome append(Batch batch) {
    if (batch.leaves().size() > maxLeaves) {
      throw new IllegalArgumentException(
          "a batch for this ledger has at most %d leaves, not %d"
              .formatted(maxLeaves, batch.leaves().size()));
    }
    Optional<Rejected> foreign = demandOurs(batch);
    if (foreign.isPresent()) {
      return foreign.get();
    }
    channel.resetConnectBackoff();
    try {
      return switch (patience.run(() -> attempt(batch))) {
        case Attempt.Done<Outcome>(Outcome outcome) -> outcome;
        case Attempt.Again<Outcome>(String why) -> new Unknown(why);
      };
    } catch (LedgerUnavailable e) {
      return new Unknown(String.valueOf(e.getMessage()));
    }
  }

  /** The contract knows a log by the first line of the checkpoint: it must be the batch's. */
  private Optional<Rejected> demandOurs(Batch batch) {
    if (!batch.origin().equals(contract.origin())) {
      return Optional.of(
          new Rejected(Rejected.Reason.FOREIGN_LOG, "this ledger serves " + contract.origin()));
    }
    return batch.checkpoint().startsWith(batch.origin() + "\n")
        ? Optional.empty()
        : Optional.of(
            new Rejected(
                Rejected.Reason.BAD_CHECKPOINT, "the checkpoint is not of " + batch.origin()));
  }

  private Attempt<Outcome> attempt(Batch batch) {
    Optional<Fate> earlier =
        submissions.find(batch.key()).map(submission -> fate(submission.transaction()));
    if (earlier.isPresent() && earlier.get() instanceof Fate.Open(String why)) {
      return new Attempt.Again<>(why);
    }
    return switch (contract.endorse(batch)) {
      case Endorsing.Held(Recorded recorded) -> done(witnessed(batch, recorded.size()));
      case Endorsing.Refused(Rejected rejected) -> refused(batch, rejected);
      case Endorsing.Failed(String why) -> new Attempt.Again<>(why);
      case Endorsing.Ready ready ->
          earlier.isPresent() && earlier.get() instanceof Fate.Committed
              ? new Attempt.Again<>("the peers do not know yet what is in the chain")
              : submitted(batch, ready);
    };
  }

  /** If it comes late after all, the contracts tell when they are asked to append again. */
  private Fate fate(String transaction) {
    Fate fate = transaction.equals(givenUp) ? new Fate.Unseen() : contract.fate(transaction);
    if (fate instanceof Fate.Unseen) {
      givenUp = transaction;
    }
    return fate;
  }

  /** A peer that lags takes the next batch for one behind a gap. */
  private Attempt<Outcome> refused(Batch batch, Rejected rejected) {
    boolean lags =
        rejected.reason() == Rejected.Reason.GAP
            && (batch.first() <= seen || batch.first() <= contract.head().size());
    return lags ? new Attempt.Again<>(rejected.detail()) : done(rejected);
  }

  /** INVARIANT: what is needed to ask for its fate is stored before the transaction goes out. */
  private Attempt<Outcome> submitted(Batch batch, Endorsing.Ready ready) {
    String id = ready.transaction().getTransactionId();
    submissions.store(new Submission(batch.key(), batch.end(), batch.checkpoint(), id));
    Optional<String> failure = contract.submit(ready.transaction());
    if (failure.isPresent()) {
      return done(new Unknown(failure.get()));
    }
    return switch (fate(id)) {
      case Fate.Committed committed -> done(witnessed(batch, batch.end()));
      case Fate.Invalid invalid ->
          invalid.isOvertaken()
              ? new Attempt.Again<>("the transaction was overtaken: " + invalid.code())
              : done(new Unknown("the transaction is invalid: " + invalid.code()));
      case Fate.Unseen unseen -> done(new Unknown("no block holds the transaction " + id));
      case Fate.Open(String why) -> done(new Unknown(why));
    };
  }

  /** The batch is in the chain; what was remembered of it may go once there is evidence. */
  private Outcome witnessed(Batch batch, long size) {
    seen = Math.max(seen, size);
    return switch (witnesses.ask(batch.first())) {
      case Attempt.Done<Anchored>(Anchored anchored) -> {
        forget(batch.key());
        yield anchored;
      }
      case Attempt.Again<Anchored>(String why) ->
          new Unknown("the batch is in the chain, but there is no evidence yet: " + why);
    };
  }

  /** What is remembered for too long does no harm. */
  private void forget(BatchKey key) {
    try {
      submissions.forget(key);
    } catch (LedgerUnavailable e) {
      LOG.log(System.Logger.Level.WARNING, "a settled batch stays remembered: {0}", e.getMessage());
    }
  }

  private static Attempt<Outcome> done(Outcome outcome) {
    return new Attempt.Done<>(outcome);
  }

  @Override
  public Head head() {
    channel.resetConnectBackoff();
    return contract.head();
  }

  @Override
  public Optional<Anchored> find(BatchKey key) {
    channel.resetConnectBackoff();
    if (!key.origin().equals(contract.origin()) || contract.batch(key.first()).isEmpty()) {
      return Optional.empty();
    }
    return switch (witnesses.ask(key.first())) {
      case Attempt.Done<Anchored>(Anchored anchored) -> Optional.of(anchored);
      case Attempt.Again<Anchored>(String why) -> throw new LedgerUnavailable(why);
    };
  }

  /**
   * What the ledger holds, to be compared with the log. It stays readable until the ledger is
   * closed.
   *
   * @throws LedgerUnavailable when it cannot be asked
   */
  public LedgerContents contents() {
    return FabricContents.open(contract);
  }

  @Override
  public void close() {
    Connected.close(channel);
  }
}
