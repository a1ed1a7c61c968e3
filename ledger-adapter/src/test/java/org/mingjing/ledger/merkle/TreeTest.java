package org.mingjing.ledger.merkle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.mingjing.ledger.TestLog;

class TreeTest {
  private static final int LARGEST = 66_200;
  private static final List<Hash> LEAVES = TestLog.leaves(0, LARGEST);

  @Test
  void every_split_of_twelve_leaves_into_batches_gives_the_same_trees_and_proofs() {
    int size = 12;
    for (int cuts = 0; cuts < 1 << (size - 1); cuts++) {
      Tree tree = Tree.empty();
      for (int end = 1; end <= size; end++) {
        if (end == size || (cuts >> (end - 1) & 1) == 1) {
          tree = demandSound(tree.append(LEAVES.subList((int) tree.size(), end)));
        }
      }
    }
  }

  @Test
  void one_by_one_equals_one_batch_for_every_size_up_to_130() {
    Tree tree = Tree.empty();
    for (int size = 1; size <= 130; size++) {
      tree = demandSound(tree.append(LEAVES.subList(size - 1, size)));
      demandEqual(tree, TestLog.appended(size).tree());
    }
  }

  @Test
  void random_batches_across_tile_borders_give_sound_trees_and_all_full_tiles() {
    long seed = System.nanoTime();
    System.out.println("TreeTest seed " + seed);
    var random = new Random(seed);
    for (int largestBatch : new int[] {3, 300, 70_000}) {
      Map<String, byte[]> tiles = new HashMap<>();
      Tree tree = Tree.empty();
      while (tree.size() < LARGEST) {
        int count = (int) Math.min(1 + random.nextInt(largestBatch), LARGEST - tree.size());
        int from = (int) tree.size();
        Appended appended = tree.append(LEAVES.subList(from, from + count));
        appended.fullTiles().forEach(tile -> put(tiles, tile));
        tree = appended.tree();
      }
      demandTiles(tiles);
      assertThat(tree.root()).isEqualTo(TestLog.root(LEAVES));
    }
  }

  private static void put(Map<String, byte[]> tiles, Tile tile) {
    assertThat(tiles.put(tile.level() + "/" + tile.n(), tile.hashes())).isNull();
  }

  /** 258 full tiles of leaves; the one of level 1 holds their roots, and the 257th is not full. */
  private static void demandTiles(Map<String, byte[]> tiles) {
    assertThat(tiles).hasSize(LARGEST / 256 + 1);
    byte[] above = Objects.requireNonNull(tiles.get("1/0"));
    for (int n = 0; n < LARGEST / 256; n++) {
      List<Hash> part = LEAVES.subList(256 * n, 256 * (n + 1));
      assertThat(tiles.get("0/" + n)).isEqualTo(Hash.concatenated(part));
      if (n < 256) {
        assertThat(Hash.of(above, n * Hash.LENGTH, Hash.LENGTH)).isEqualTo(TestLog.root(part));
      }
    }
  }

  @Test
  void a_restored_tree_continues_as_the_one_it_was() {
    Tree tree = Tree.empty();
    for (int size : new int[] {0, 1, 2, 3, 130, 255, 256, 257, 511, 512, 65_535, 65_536, 65_537}) {
      tree = tree.append(LEAVES.subList((int) tree.size(), size)).tree();
      Tree restored = Tree.restore(size, TreeTest::edge);
      demandEqual(restored, tree);
      demandSound(restored.append(LEAVES.subList(size, size + 3)));
      demandSound(restored.append(LEAVES.subList(size, size + 600)));
    }
  }

  @Test
  void restoring_refuses_a_reader_that_lacks_hashes() {
    assertThatThrownBy(() -> Tree.restore(5, (level, first, count) -> List.of()))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void a_restored_tree_of_wrong_hashes_has_another_root() {
    Tree wrong = Tree.restore(5, (level, first, count) -> TestLog.leaves(first + 1, count));
    assertThat(wrong.root()).isNotEqualTo(TestLog.appended(5).tree().root());
  }

  @Test
  void an_empty_batch_changes_nothing() {
    Tree tree = TestLog.appended(7).tree();
    Appended appended = tree.append(List.of());
    demandEqual(appended.tree(), tree);
    assertThat(appended.fullTiles()).isEmpty();
    assertThatThrownBy(() -> appended.proof(0)).isInstanceOf(IndexOutOfBoundsException.class);
  }

  @Test
  void the_earlier_tree_stays_as_it_is() {
    Tree tree = TestLog.appended(255).tree();
    Hash before = tree.root();
    Hash one = tree.append(LEAVES.subList(255, 256)).tree().root();
    Hash other = tree.append(List.of(TestLog.stray(1))).tree().root();
    assertThat(tree.root()).isEqualTo(before);
    assertThat(one).isNotEqualTo(other).isEqualTo(TestLog.appended(256).tree().root());
  }

  /** Root, frontier and proofs against the definitions. */
  private static Tree demandSound(Appended appended) {
    int size = (int) appended.tree().size();
    List<Hash> leaves = LEAVES.subList(0, size);
    HashReader reader = TestLog.reader(leaves);
    Hash root = appended.tree().root();
    assertThat(root).isEqualTo(TestLog.root(leaves));
    for (int i = 0; i < size - appended.first(); i++) {
      int index = (int) appended.first() + i;
      List<Hash> proof = appended.proof(i);
      assertThat(Proofs.verifyInclusion(leaves.get(index), index, size, proof, root)).isTrue();
      if (size < 1000) {
        assertThat(proof).isEqualTo(Proofs.inclusion(index, size, reader));
      }
    }
    return appended.tree();
  }

  private static void demandEqual(Tree tree, Tree other) {
    assertThat(tree.size()).isEqualTo(other.size());
    assertThat(tree.root()).isEqualTo(other.root());
    assertThat(tree.frontier()).isEqualTo(other.frontier());
    Frontier frontier = Frontier.empty().append(LEAVES.subList(0, (int) tree.size()));
    assertThat(frontier.bytes()).isEqualTo(tree.frontier());
  }

  @Test
  void a_frontier_restored_from_its_bytes_goes_on_as_before() {
    for (int size = 0; size < 40; size++) {
      Frontier frontier = Frontier.empty().append(LEAVES.subList(0, size));
      Frontier restored = Frontier.restore(size, frontier.bytes());
      assertThat(restored.root()).isEqualTo(frontier.root());
      List<Hash> more = LEAVES.subList(size, size + 3);
      assertThat(restored.append(more).root()).isEqualTo(frontier.append(more).root());
    }
  }

  @Test
  void bytes_that_are_no_frontier_of_that_size_are_refused() {
    byte[] three = Frontier.empty().append(LEAVES.subList(0, 3)).bytes();
    for (long size : new long[] {-1, 0, 1, 4, 7}) {
      assertThatThrownBy(() -> Frontier.restore(size, three))
          .isInstanceOf(IllegalArgumentException.class);
    }
    assertThatThrownBy(() -> Hash.list(new byte[33])).isInstanceOf(IllegalArgumentException.class);
  }

  private static List<Hash> edge(int level, long first, int count) {
    List<Hash> hashes = new ArrayList<>();
    HashReader reader = TestLog.reader(LEAVES);
    for (int i = 0; i < count; i++) {
      hashes.add(reader.subtree(8 * level, first + i));
    }
    return hashes;
  }
}
