package org.mingjing.ledger.fabric;

import java.util.concurrent.atomic.AtomicReference;

/** The one fault that comes next, once. */
final class Faults {
  private final AtomicReference<Fault> armed = new AtomicReference<>(Fault.NONE);

  void arm(Fault fault) {
    armed.set(fault);
  }

  /** Whether this fault happens now. */
  boolean take(Fault fault) {
    return armed.compareAndSet(fault, Fault.NONE);
  }
}
