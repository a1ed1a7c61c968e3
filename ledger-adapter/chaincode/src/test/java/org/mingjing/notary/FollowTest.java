package org.mingjing.notary;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.mingjing.ledger.Batch;
import org.mingjing.ledger.Rejected;
import org.mingjing.ledger.TestLog;
import org.mingjing.ledger.checkpoint.Checkpoint;
import org.mingjing.ledger.merkle.Frontier;
import org.mingjing.ledger.merkle.Hash;
import org.mingjing.ledger.merkle.Tree;

/** Every world of up to twelve leaves. */
class FollowTest {
  private static final int SIZE = 12;
  private static final List<Hash> LEAVES = TestLog.leaves(0, SIZE);

  /** What a ledger holds, as a map. */
  private static final class World {
    private final Map<Long, Follow.Held> held = new HashMap<>();
    private Frontier frontier = Frontier.empty();

    Follow ask(Batch batch, Checkpoint checkpoint) {
      return Follow.of(batch, checkpoint, frontier, Optional.ofNullable(held.get(batch.first())));
    }

    /** Follows the log to each of the ends. */
    World through(List<Integer> ends) {
      int first = 0;
      for (int end : ends) {
        Batch batch = batch(first, end);
        Follow follow = ask(batch, checkpoint(end));
        assertThat(follow).as("%s of %s", batch.key(), ends).isInstanceOf(Follow.Appended.class);
        frontier = ((Follow.Appended) follow).frontier();
        held.put((long) first, new Follow.Held(recorded(first, end), batch.leaves()));
        first = end;
      }
      return this;
    }
  }

  private static Recorded recorded(int first, int end) {
    return new Recorded(first, end, root(end), "tx" + first, "checkpoint " + end);
  }

  private static Batch batch(int first, int end) {
    return new Batch(TestLog.ORIGIN, first, LEAVES.subList(first, end), "not looked at");
  }

  private static Checkpoint checkpoint(int size) {
    return new Checkpoint(TestLog.ORIGIN, size, root(size));
  }

  /** The root by the words of RFC 6962, which the frontier has no part in. */
  private static Hash root(int size) {
    return size == 0 ? Tree.empty().root() : TestLog.root(LEAVES.subList(0, size));
  }

  /** Every way to cut the leaves [0, size) into batches: the ends of the batches. */
  private static List<List<Integer>> splits(int size) {
    List<List<Integer>> splits = new ArrayList<>();
    for (int cuts = 0; cuts < 1 << Math.max(0, size - 1); cuts++) {
      List<Integer> ends = new ArrayList<>();
      for (int end = 1; end < size; end++) {
        if ((cuts >> (end - 1) & 1) == 1) {
          ends.add(end);
        }
      }
      if (size > 0) {
        ends.add(size);
      }
      splits.add(ends);
    }
    return splits;
  }

  private static void refused(Follow follow, Rejected.Reason reason) {
    assertThat(follow)
        .isInstanceOfSatisfying(
            Follow.Refused.class, r -> assertThat(r.rejected().reason()).isEqualTo(reason));
  }

  @Test
  void every_split_of_a_log_is_followed_to_its_root() {
    for (int size = 0; size <= SIZE; size++) {
      for (List<Integer> ends : splits(size)) {
        Frontier frontier = new World().through(ends).frontier;
        assertThat(frontier.size()).isEqualTo(size);
        assertThat(frontier.root()).isEqualTo(root(size));
      }
    }
  }

  @Test
  void of_what_starts_before_the_end_only_the_very_batches_are_repeated() {
    for (List<Integer> ends : splits(SIZE)) {
      World world = new World().through(ends);
      for (int first = 0; first < SIZE; first++) {
        for (int end = first + 1; end <= SIZE; end++) {
          Follow follow = world.ask(batch(first, end), checkpoint(end));
          Follow.Held held = world.held.get((long) first);
          if (held != null && held.recorded().size() == end) {
            assertThat(follow).isEqualTo(new Follow.Repeated(recorded(first, end)));
          } else {
            refused(follow, Rejected.Reason.REWRITE);
          }
        }
      }
    }
  }

  @Test
  void a_held_batch_with_any_leaf_or_any_byte_of_its_root_changed_is_a_rewrite() {
    World world = new World().through(List.of(5, SIZE));
    for (int i = 5; i < SIZE; i++) {
      refused(world.ask(changed(5, SIZE, i), checkpoint(SIZE)), Rejected.Reason.REWRITE);
    }
    for (int position = 0; position < Hash.LENGTH; position++) {
      refused(world.ask(batch(5, SIZE), astray(SIZE, position)), Rejected.Reason.REWRITE);
    }
  }

  @Test
  void every_gap_is_refused() {
    for (int size = 0; size < SIZE; size++) {
      World world = size == 0 ? new World() : new World().through(List.of(size));
      for (int first = size + 1; first < SIZE; first++) {
        for (int end = first + 1; end <= SIZE; end++) {
          refused(world.ask(batch(first, end), checkpoint(end)), Rejected.Reason.GAP);
        }
      }
    }
  }

  @Test
  void any_changed_leaf_any_changed_root_and_any_other_order_is_refused() {
    for (int size = 0; size < SIZE; size++) {
      World world = size == 0 ? new World() : new World().through(List.of(size));
      for (int end = size + 1; end <= SIZE; end++) {
        for (int i = size; i < end; i++) {
          refusedRoot(world, changed(size, end, i), checkpoint(end));
        }
        for (int position = 0; position < Hash.LENGTH; position++) {
          refusedRoot(world, batch(size, end), astray(end, position));
        }
        if (end > size + 1) {
          List<Hash> reversed = LEAVES.subList(size, end).reversed();
          refusedRoot(world, new Batch(TestLog.ORIGIN, size, reversed, ""), checkpoint(end));
        }
      }
    }
  }

  private static void refusedRoot(World world, Batch batch, Checkpoint checkpoint) {
    refused(world.ask(batch, checkpoint), Rejected.Reason.ROOT_DOES_NOT_FOLLOW);
  }

  private static Batch changed(int first, int end, int changed) {
    List<Hash> leaves = new ArrayList<>(LEAVES.subList(first, end));
    leaves.set(changed - first, TestLog.flipped(LEAVES.get(changed), changed));
    return new Batch(TestLog.ORIGIN, first, leaves, "");
  }

  private static Checkpoint astray(int size, int position) {
    return new Checkpoint(TestLog.ORIGIN, size, TestLog.flipped(root(size), position));
  }
}
