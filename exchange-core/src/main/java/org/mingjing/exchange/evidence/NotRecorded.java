package org.mingjing.exchange.evidence;

import java.util.Optional;
import java.util.UUID;

/** It is not certain that the entry is in the log: nothing may be released on it. */
public final class NotRecorded extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final transient Optional<UUID> call;

  NotRecorded(Optional<UUID> call, String reason) {
    super(reason, null, false, false);
    this.call = call;
  }

  public Optional<UUID> call() {
    return call;
  }
}
