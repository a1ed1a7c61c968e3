package org.mingjing.ledger.fabric;

import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Spliterator;
import java.util.Spliterators;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.mingjing.ledger.Batch;
import org.mingjing.ledger.Head;
import org.mingjing.ledger.LedgerContents;
import org.mingjing.ledger.LedgerUnavailable;
import org.mingjing.ledger.merkle.Hash;

/** The contract's batches up to its head when this was opened. Two questions a batch. */
final class FabricContents implements LedgerContents {
  private final Contract contract;
  private final Head head;

  private FabricContents(Contract contract, Head head) {
    this.contract = contract;
    this.head = head;
  }

  static FabricContents open(Contract contract) {
    return new FabricContents(contract, contract.head());
  }

  @Override
  public Head head() {
    return head;
  }

  @Override
  public Stream<Batch> batches() {
    return StreamSupport.stream(
        Spliterators.spliteratorUnknownSize(
            new InOrder(), Spliterator.ORDERED | Spliterator.NONNULL),
        false);
  }

  /** Each batch starts where the one before ended. */
  private final class InOrder implements Iterator<Batch> {
    private long next;

    @Override
    public boolean hasNext() {
      return next < head.size();
    }

    @Override
    public Batch next() {
      if (!hasNext()) {
        throw new NoSuchElementException();
      }
      Batch batch = batch(next);
      next = batch.end();
      return batch;
    }
  }

  private Batch batch(long first) {
    Recorded recorded = contract.batch(first).orElseThrow(() -> missing(first));
    List<Hash> leaves = contract.leaves(first).orElseThrow(() -> missing(first));
    if (recorded.first() != first || recorded.size() != first + leaves.size()) {
      throw missing(first);
    }
    return new Batch(contract.origin(), first, leaves, recorded.checkpoint());
  }

  private LedgerUnavailable missing(long first) {
    return new LedgerUnavailable(
        "the ledger ends at " + head.size() + ", but tells no batch that starts at " + first);
  }

  @Override
  public void close() {
    // The connection is the ledger's.
  }
}
