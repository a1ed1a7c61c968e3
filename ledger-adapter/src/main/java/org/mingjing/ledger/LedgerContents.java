package org.mingjing.ledger;

import java.io.IOException;
import java.util.stream.Stream;

/** What a ledger holds at one moment, to be compared with the log that it follows. */
public interface LedgerContents extends AutoCloseable {
  /** How far the ledger had followed its log. */
  Head head();

  /**
   * All batches in order, each read when it is asked for.
   *
   * @throws LedgerUnavailable when the ledger cannot be asked, also while the stream is read
   */
  Stream<Batch> batches();

  @Override
  void close() throws IOException;
}
