package org.mingjing.ledger.log;

import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import org.mingjing.ledger.merkle.Hash;
import org.mingjing.ledger.merkle.Leaves;

/** An entry with the thread that waits for it. */
final class Waiting {
  /** Nobody has taken it yet, so the waiting thread may still withdraw it. */
  private static final Object QUEUED = new Object();

  private static final Object TAKEN = new Object();
  private static final Object WITHDRAWN = new Object();

  private final NewEntry entry;
  private final Hash commitment;
  private final long giveUpAt;
  private final Thread caller = Thread.currentThread();
  private final AtomicReference<Object> state = new AtomicReference<>(QUEUED);

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

  /** Called by the writer; false if the caller has gone. */
  boolean take() {
    return state.compareAndSet(QUEUED, TAKEN);
  }

  /** Tells the fate of an entry that was taken; the first answer stands. */
  void answer(AppendOutcome outcome) {
    if (state.compareAndSet(TAKEN, outcome)) {
      LockSupport.unpark(caller);
    }
  }

  /** Turns away an entry that was not taken. */
  void refuse(AppendOutcome outcome) {
    if (take()) {
      answer(outcome);
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
    boolean certain = state.compareAndSet(QUEUED, WITHDRAWN);
    return outcome()
        .orElseGet(() -> new AppendOutcome.NotRecorded("the log did not answer in time", certain));
  }
}
