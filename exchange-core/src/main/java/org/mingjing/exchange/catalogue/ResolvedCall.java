package org.mingjing.exchange.catalogue;

import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.mingjing.exchange.identity.Caller;
import org.mingjing.policy.Aggregates;
import org.mingjing.policy.Question;
import org.mingjing.policy.Resource;

/**
 * A call whose resource, fields, purpose and subject the catalogue knows: made by {@link Resolve}
 * alone.
 */
public final class ResolvedCall {
  private final ReceivedCall received;
  private final LivePolicy.Snapshot snapshot;
  private final Resource resource;
  private final Question question;

  ResolvedCall(
      ReceivedCall received, LivePolicy.Snapshot snapshot, Resource resource, Question question) {
    this.received = received;
    this.snapshot = snapshot;
    this.resource = resource;
    this.question = question;
  }

  public ReceivedCall received() {
    return received;
  }

  public UUID id() {
    return received.id();
  }

  public Instant at() {
    return received.at();
  }

  public Caller caller() {
    return received.caller();
  }

  public CallRequest request() {
    return received.request();
  }

  /** What the call is decided by. */
  public LivePolicy.Snapshot snapshot() {
    return snapshot;
  }

  public Resource resource() {
    return resource;
  }

  /** By what groups are counted, if they are. */
  public Optional<Aggregates.Grouping> grouping() {
    return request().groupBy().flatMap(resource.aggregates()::grouping);
  }

  public Question question() {
    return question;
  }
}
