package org.mingjing.notary;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.hyperledger.fabric.shim.ChaincodeStub;
import org.hyperledger.fabric.shim.ledger.CompositeKey;
import org.mingjing.ledger.merkle.Frontier;
import org.mingjing.ledger.merkle.Hash;

/**
 * What the peer's state holds of one log: under {@code head}/origin the {@link Head}, under {@code
 * batch}/origin/first a {@link Recorded}, under {@code leaves}/origin/first the leaf hashes as
 * bytes; first as 20 digits. Reads see what was committed before the transaction.
 */
final class Store {
  private static final int PAGE = 100;

  private final ChaincodeStub stub;
  private final String origin;

  Store(ChaincodeStub stub, String origin) {
    this.stub = stub;
    this.origin = Arguments.origin(origin);
  }

  Head head() {
    return state(headKey()).map(Head::parse).orElse(Head.EMPTY);
  }

  Optional<Recorded> batch(long first) {
    return state(key("batch", first)).map(Recorded::parse);
  }

  Optional<byte[]> leaves(long first) {
    return state(key("leaves", first));
  }

  Optional<Follow.Held> held(long first) {
    return batch(first)
        .flatMap(b -> leaves(first).map(leaves -> new Follow.Held(b, Hash.list(leaves))));
  }

  void append(Recorded batch, List<Hash> leaves, Frontier frontier) {
    stub.putState(key("batch", batch.first()), batch.bytes());
    stub.putState(key("leaves", batch.first()), Hash.concatenated(leaves));
    stub.putState(headKey(), Head.bytes(frontier, batch));
  }

  /**
   * The batch that holds the leaf. It starts at most one batch's length before it; a page starts
   * with the key that is its bookmark.
   */
  Optional<Recorded> holding(long index) {
    long from = Math.max(0, index - Arguments.MAX_LEAVES + 1);
    while (from <= index) {
      Optional<Recorded> newest = Optional.empty();
      for (Recorded batch : page(from)) {
        if (batch.holds(index)) {
          return Optional.of(batch);
        }
        newest = Optional.of(batch);
      }
      from = newest.map(Recorded::size).orElse(Long.MAX_VALUE);
    }
    return Optional.empty();
  }

  private List<Recorded> page(long from) {
    var log = new CompositeKey("batch", origin);
    List<Recorded> batches = new ArrayList<>();
    try (var rows =
        stub.getStateByPartialCompositeKeyWithPagination(log, PAGE, key("batch", from))) {
      rows.forEach(row -> batches.add(Recorded.parse(row.getValue())));
    }
    return batches;
  }

  private Optional<byte[]> state(String key) {
    byte[] value = stub.getState(key);
    return value == null || value.length == 0 ? Optional.empty() : Optional.of(value);
  }

  private String headKey() {
    return new CompositeKey("head", origin).toString();
  }

  private String key(String kind, long first) {
    return new CompositeKey(kind, List.of(origin, String.format(Locale.ROOT, "%020d", first)))
        .toString();
  }
}
