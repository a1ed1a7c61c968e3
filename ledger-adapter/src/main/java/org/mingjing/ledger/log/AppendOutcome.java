package org.mingjing.ledger.log;

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
   * Not known to be written.
   *
   * @param certain true if it is certainly not in the log; false if it may still appear there
   */
  record NotRecorded(String reason, boolean certain) implements AppendOutcome {}
}
