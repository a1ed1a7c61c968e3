package org.mingjing.exchange.evidence;

import java.util.UUID;

/**
 * Somebody else has ended the call, for example as interrupted after its deadline: nothing may be
 * released on it.
 */
public final class AlreadyEnded extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final UUID call;

  AlreadyEnded(UUID call) {
    super("the call has ended already", null, false, false);
    this.call = call;
  }

  public UUID call() {
    return call;
  }
}
