package org.mingjing.ledger.fabric;

import java.time.Duration;

/**
 * How long to wait for each step.
 *
 * @param evaluate a question to one peer
 * @param endorse the peers' signatures on a transaction
 * @param submit handing it to an orderer
 * @param commitStatus its way into a block; then it counts as lost
 */
public record Limits(Duration evaluate, Duration endorse, Duration submit, Duration commitStatus) {
  /** 5 s, 15 s, 5 s and 30 s: a Raft cluster that lost its leader needs some 7 s. */
  public static final Limits DEFAULT =
      new Limits(
          Duration.ofSeconds(5),
          Duration.ofSeconds(15),
          Duration.ofSeconds(5),
          Duration.ofSeconds(30));
}
