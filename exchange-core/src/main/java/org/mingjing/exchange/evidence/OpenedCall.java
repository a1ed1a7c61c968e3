package org.mingjing.exchange.evidence;

import java.time.Instant;
import java.util.Optional;
import org.mingjing.exchange.grants.PermittedCall;

/**
 * A permitted call whose opening is durable: made by {@link Evidence#open} alone. Nothing is
 * fetched without one.
 */
public final class OpenedCall {
  private final PermittedCall permitted;
  private final long index;
  private final Instant deadline;
  private final Optional<SubjectTags.Tag> tag;

  OpenedCall(PermittedCall permitted, long index, Instant deadline, Optional<SubjectTags.Tag> tag) {
    this.permitted = permitted;
    this.index = index;
    this.deadline = deadline;
    this.tag = tag;
  }

  public PermittedCall permitted() {
    return permitted;
  }

  /** Where the opening stands in the log. */
  public long index() {
    return index;
  }

  /** After it, somebody else may close the call as interrupted. */
  public Instant deadline() {
    return deadline;
  }

  Optional<SubjectTags.Tag> tag() {
    return tag;
  }
}
