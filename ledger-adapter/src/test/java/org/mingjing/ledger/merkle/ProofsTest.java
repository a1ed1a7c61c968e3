package org.mingjing.ledger.merkle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.mingjing.ledger.TestLog;

class ProofsTest {
  private static final int LARGEST = 130;
  private static final List<Hash> LEAVES = TestLog.leaves(0, LARGEST);
  private static final List<Hash> ROOTS = roots();

  private static List<Hash> roots() {
    List<Hash> roots = new ArrayList<>(List.of(Tree.empty().root()));
    for (int size = 1; size <= LARGEST; size++) {
      roots.add(TestLog.root(LEAVES.subList(0, size)));
    }
    return roots;
  }

  @Test
  void every_pair_of_sizes_is_consistent_and_nothing_else_is() {
    HashReader reader = TestLog.reader(LEAVES);
    for (int second = 0; second <= LARGEST; second++) {
      for (int first = 0; first <= second; first++) {
        List<Hash> proof = Proofs.consistency(first, second, reader);
        assertThat(verify(first, second, proof)).isTrue();
        demandStrict(first, second, proof);
      }
    }
  }

  private static void demandStrict(int first, int second, List<Hash> proof) {
    Hash one = ROOTS.get(first);
    Hash two = ROOTS.get(second);
    Hash stray = TestLog.stray(second);
    assertThat(Proofs.verifyConsistency(first, second, proof, stray, two)).isFalse();
    if (first > 0) {
      assertThat(Proofs.verifyConsistency(first, second, proof, one, stray)).isFalse();
      assertThat(Proofs.verifyConsistency(second, first, proof, two, one))
          .isEqualTo(first == second);
    }
    List<Hash> longer = new ArrayList<>(proof);
    longer.add(stray);
    assertThat(verify(first, second, longer)).isFalse();
    for (int i = 0; i < proof.size(); i++) {
      List<Hash> changed = new ArrayList<>(proof);
      changed.set(i, TestLog.flipped(proof.get(i), (first + i) % Hash.LENGTH));
      assertThat(verify(first, second, changed)).isFalse();
      changed.remove(i);
      assertThat(verify(first, second, changed)).isFalse();
    }
  }

  private static boolean verify(int first, int second, List<Hash> proof) {
    return Proofs.verifyConsistency(first, second, proof, ROOTS.get(first), ROOTS.get(second));
  }

  @Test
  void a_proof_is_not_one_for_sizes_that_need_more_or_fewer_hashes() {
    HashReader reader = TestLog.reader(LEAVES);
    for (int second = 2; second <= 40; second++) {
      for (int first = 1; first < second; first++) {
        List<Hash> proof = Proofs.consistency(first, second, reader);
        for (int other = first + 1; other <= LARGEST; other++) {
          if (Proofs.consistency(first, other, reader).size() != proof.size()) {
            Hash one = ROOTS.get(first);
            Hash two = ROOTS.get(second);
            assertThat(Proofs.verifyConsistency(first, other, proof, one, two)).isFalse();
          }
        }
      }
    }
  }

  @Test
  void a_rewritten_leaf_is_not_consistent_whatever_proof_its_tree_gives() {
    for (int changed = 0; changed < 20; changed++) {
      List<Hash> rewritten = new ArrayList<>(LEAVES.subList(0, 40));
      rewritten.set(changed, TestLog.stray(changed));
      HashReader reader = TestLog.reader(rewritten);
      for (int first = changed + 1; first < 40; first++) {
        List<Hash> proof = Proofs.consistency(first, 40, reader);
        Hash second = TestLog.root(rewritten);
        assertThat(Proofs.verifyConsistency(first, 40, proof, ROOTS.get(first), second)).isFalse();
      }
    }
  }

  @Test
  void proofs_out_of_tiles_equal_those_out_of_leaves() {
    int size = 70_000;
    List<Hash> leaves = TestLog.leaves(0, size);
    HashReader direct = TestLog.reader(leaves);
    for (long index : new long[] {0, 1, 255, 256, 65_535, 65_536, 69_887, 69_888, 69_999}) {
      var tiles = new TileHashes(ProofsTest.tiles(leaves), size);
      assertThat(Proofs.inclusion(index, size, tiles))
          .isEqualTo(Proofs.inclusion(index, size, direct));
      assertThat(Proofs.consistency(index, size, tiles))
          .isEqualTo(Proofs.consistency(index, size, direct));
    }
    var tiles = new TileHashes(ProofsTest.tiles(leaves), size);
    assertThat(Proofs.root(size, tiles)).isEqualTo(TestLog.root(leaves));
    assertThatThrownBy(() -> tiles.subtree(0, size)).isInstanceOf(IndexOutOfBoundsException.class);
    assertThatThrownBy(() -> tiles.subtree(17, 0)).isInstanceOf(IndexOutOfBoundsException.class);
  }

  private static TileReader tiles(List<Hash> leaves) {
    return (level, n, width) -> {
      var bytes = new byte[width * Hash.LENGTH];
      for (int i = 0; i < width; i++) {
        TestLog.reader(leaves)
            .subtree(8 * level, n * Tile.WIDTH + i)
            .copyTo(bytes, i * Hash.LENGTH);
      }
      return bytes;
    };
  }

  @Test
  void a_tile_of_another_width_is_refused() {
    var tiles = new TileHashes((level, n, width) -> new byte[(width + 1) * Hash.LENGTH], 5);
    assertThatThrownBy(() -> tiles.subtree(0, 0)).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void indexes_outside_the_tree_have_no_proof() {
    HashReader reader = TestLog.reader(LEAVES);
    for (long index : new long[] {-1, 5, 6, Long.MAX_VALUE}) {
      assertThatThrownBy(() -> Proofs.inclusion(index, 5, reader))
          .isInstanceOf(IndexOutOfBoundsException.class);
      assertThat(Proofs.verifyInclusion(LEAVES.get(0), index, 5, List.of(), LEAVES.get(0)))
          .isFalse();
    }
    assertThatThrownBy(() -> Proofs.consistency(6, 5, reader))
        .isInstanceOf(IndexOutOfBoundsException.class);
    assertThat(Proofs.verifyInclusion(LEAVES.get(0), 0, 0, List.of(), LEAVES.get(0))).isFalse();
  }
}
