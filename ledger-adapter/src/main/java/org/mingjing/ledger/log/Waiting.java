package org.mingjing.ledger.log;

import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import org.mingjing.ledger.merkle.Hash;
import org.mingjing.ledger.merkle.Leaves;

/** An entry with the thread that waits for it. */
final class Waiting {
  private enum Stage {
    /** It was not sent yet, so the waiting thread may still withdraw it. */
    QUEUED,
    TAKEN,
    WITHDRAWN
  }

  private final NewEntry entry;
  private final Hash commitment;
  private final long giveUpAt;
  private final Thread caller = Thread.currentThread();

  /** A {@link Stage}, and in the end the {@link AppendOutcome}. */
  private final AtomicReference<Object> state = new AtomicReference<>(Stage.QUEUED);

  Waiting(NewEntry entry, long giveUpAt) {
    this.entry = entry;
    this.commitment = Leaves.commitment(entry.salt(), entry.body());
    this.giveUpAt = giveUpAt;
  }

  NewEntry entry() {
    return entry;
  }

  Hash commitment() {
    return commitment;
  }

  /**
   * Called by the writer before it sends the entry, at every try; false if the caller has gone.
   * From then on the caller can no longer be told that the entry will certainly not appear.
   */
  boolean take() {
    return state.compareAndSet(Stage.QUEUED, Stage.TAKEN) || Stage.TAKEN.equals(state.get());
  }

  /** Tells the fate of the entry; the first answer stands. */
  void answer(AppendOutcome outcome) {
    if (state.compareAndSet(Stage.TAKEN, outcome) || state.compareAndSet(Stage.QUEUED, outcome)) {
      LockSupport.unpark(caller);
    }
  }

  Optional<AppendOutcome> outcome() {
    return state.get() instanceof AppendOutcome outcome ? Optional.of(outcome) : Optional.empty();
  }

  AppendOutcome await() {
    boolean interrupted = false;
    long left = giveUpAt - System.nanoTime();
    while (left > 0 && outcome().isEmpty()) {
      LockSupport.parkNanos(this, left);
      interrupted |= Thread.interrupted();
      left = giveUpAt - System.nanoTime();
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
    return outcome().orElseGet(this::gaveUp);
  }

  private AppendOutcome gaveUp() {
    boolean certain = state.compareAndSet(Stage.QUEUED, Stage.WITHDRAWN);
    return outcome()
        .orElseGet(() -> new AppendOutcome.NotRecorded("the log did not answer in time", certain));
  }
}
