package org.mingjing.ledger.log;

import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import org.mingjing.ledger.merkle.Hash;

/** What became of an entry. Only {@link Recorded} allows anything to be released. */
public sealed interface AppendOutcome {

  /**
   * Durable, at this index, under a signed checkpoint.
   *
   * @param index position in the log, from 0
   * @param proof inclusion proof (RFC 9162 2.1.3) in the tree of the checkpoint
   * @param checkpoint the signed note
   */
  record Recorded(long index, List<Hash> proof, String checkpoint) implements AppendOutcome {}

  /** Not written: the entry's turn is taken already. */
  record TurnTaken(Turn turn) implements AppendOutcome {}

  /**
   * Not written and not counted: the entry does not fit a quota any more.
   *
   * @param charge the first of its charges that does not fit
   * @param day whose quota is used up
   * @param resetsIn how long that day still lasts, by the database's clock
   */
  record QuotaUsedUp(Charge charge, LocalDate day, Duration resetsIn) implements AppendOutcome {}

  /**
   * Not known to be written.
   *
   * @param certain true if it is certainly not in the log; false if it may still appear there
   */
  record NotRecorded(String reason, boolean certain) implements AppendOutcome {}
}
