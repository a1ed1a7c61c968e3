package org.mingjing.exchange.operations;

import java.util.Collections;
import java.util.Iterator;
import java.util.Optional;
import org.mingjing.ledger.Batch;
import org.mingjing.ledger.LedgerContents;
import org.mingjing.ledger.merkle.Hash;

/** The leaf hashes that a ledger holds, one after the other. */
final class LedgerLeaves implements AutoCloseable {
  private final Iterator<Batch> source;
  private Iterator<Hash> current = Collections.emptyIterator();
  private long batches;

  LedgerLeaves(Optional<LedgerContents> ledger) {
    this.source =
        ledger.map(held -> held.batches().iterator()).orElseGet(Collections::emptyIterator);
  }

  Optional<Hash> next() {
    while (!current.hasNext() && source.hasNext()) {
      batches++;
      current = source.next().leaves().iterator();
    }
    return current.hasNext() ? Optional.of(current.next()) : Optional.empty();
  }

  /** How many batches were read so far. */
  long batches() {
    return batches;
  }

  @Override
  public void close() {
    current = Collections.emptyIterator();
  }
}
