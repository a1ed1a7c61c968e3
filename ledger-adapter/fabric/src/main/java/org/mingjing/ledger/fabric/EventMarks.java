package org.mingjing.ledger.fabric;

import java.util.Optional;
import org.mingjing.ledger.LedgerUnavailable;

/**
 * Remembers how far the events of a contract were handled. Both methods throw {@link
 * LedgerUnavailable} when they cannot do their work.
 */
public interface EventMarks {
  /**
   * The last event that was handled.
   *
   * @param block number of its block
   * @param transaction its transaction
   */
  record Mark(long block, String transaction) {}

  /** The last event that was handled; nothing before the first. */
  Optional<Mark> load();

  /** Remembers durably. */
  void store(Mark mark);
}
