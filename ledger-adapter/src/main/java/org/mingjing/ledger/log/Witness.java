package org.mingjing.ledger.log;

import java.util.Optional;
import org.mingjing.ledger.checkpoint.Checkpoint;

/**
 * Something outside the database that has seen a checkpoint of this log. Before anything is signed
 * after a start or a reconnect, the log must extend what every witness has seen.
 */
public interface Witness {
  /** How it is called in the refusal, for example {@code the remembered checkpoint}. */
  Words name();

  /**
   * The newest checkpoint seen, or nothing if none was. A witness that cannot be asked throws an
   * unchecked exception: nothing is signed until it can.
   */
  Optional<Checkpoint> newest();
}
