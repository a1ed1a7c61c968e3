package org.mingjing.ledger.fabric;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.hyperledger.fabric.protos.peer.TxValidationCode;
import org.mingjing.ledger.merkle.Frontier;

/** A channel in memory: a transaction a block, and the contract's state after each block. */
final class TestChannel {
  /** What the contract keeps of a log. Immutable; its version is its number of batches. */
  record State(Frontier frontier, Map<Long, TestContract.Held> batches) {
    static final State EMPTY = new State(Frontier.empty(), Map.of());

    State with(Frontier next, TestContract.Held held) {
      Map<Long, TestContract.Held> more = new TreeMap<>(batches);
      more.put(held.batch().first(), held);
      return new State(next, Map.copyOf(more));
    }
  }

  /** A transaction in a block. */
  record Block(long number, String transaction, TxValidationCode code, String event) {}

  private final List<State> states = new ArrayList<>(List.of(State.EMPTY));
  private final List<Block> blocks = new ArrayList<>();
  private final Map<String, Block> byTransaction = new HashMap<>();
  private final List<TestContract.Effect> late = new ArrayList<>();
  private final List<Consumer<Block>> followers = new ArrayList<>();

  /** The state that a peer knows which is so many blocks behind. */
  synchronized State state(int lag) {
    return states.get(Math.max(0, states.size() - 1 - lag));
  }

  synchronized List<Block> blocks() {
    return List.copyOf(blocks);
  }

  /** Puts a transaction into the next block, those before it that were held up first. */
  synchronized void order(TestContract.Effect effect, Optional<TxValidationCode> verdict) {
    List<TestContract.Effect> before = List.copyOf(late);
    late.clear();
    before.forEach(held -> commit(held, Optional.empty()));
    commit(effect, verdict);
  }

  /** Takes a transaction that will be in a block only before the next one. */
  synchronized void orderLate(TestContract.Effect effect) {
    late.add(effect);
  }

  private void commit(TestContract.Effect effect, Optional<TxValidationCode> verdict) {
    State state = states.getLast();
    TxValidationCode code = verdict.orElseGet(() -> judge(effect, state));
    var block = new Block(blocks.size() + 1L, effect.transaction(), code, effect.event());
    blocks.add(block);
    byTransaction.putIfAbsent(effect.transaction(), block);
    states.add(code == TxValidationCode.VALID ? effect.apply(state) : state);
    notifyAll();
    if (code == TxValidationCode.VALID) {
      List.copyOf(followers).forEach(follower -> follower.accept(block));
    }
  }

  private TxValidationCode judge(TestContract.Effect effect, State state) {
    if (byTransaction.containsKey(effect.transaction())) {
      return TxValidationCode.DUPLICATE_TXID;
    }
    return effect.version() == state.batches().size()
        ? TxValidationCode.VALID
        : TxValidationCode.MVCC_READ_CONFLICT;
  }

  /** Waits for a transaction. */
  synchronized Optional<Block> await(String transaction, long nanos) throws InterruptedException {
    long end = System.nanoTime() + nanos;
    Block block = byTransaction.get(transaction);
    while (block == null && System.nanoTime() < end) {
      TimeUnit.NANOSECONDS.timedWait(this, Math.max(1, end - System.nanoTime()));
      block = byTransaction.get(transaction);
    }
    return Optional.ofNullable(block);
  }

  /** Tells all blocks with a valid transaction, the earlier ones at once. */
  synchronized void follow(Consumer<Block> follower) {
    blocks.stream().filter(b -> b.code() == TxValidationCode.VALID).forEach(follower);
    followers.add(follower);
  }

  synchronized void unfollow(Consumer<Block> follower) {
    followers.remove(follower);
  }
}
