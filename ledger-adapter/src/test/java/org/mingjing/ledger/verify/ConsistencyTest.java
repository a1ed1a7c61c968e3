package org.mingjing.ledger.verify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mingjing.ledger.TestLog;
import org.mingjing.ledger.merkle.Frontier;
import org.mingjing.ledger.merkle.Hash;
import org.mingjing.ledger.merkle.HashReader;
import org.mingjing.ledger.merkle.Proofs;

/** The log's consistency proofs and the verifier's check, which share no code. */
class ConsistencyTest {
  private static final int LARGEST = 130;

  @TempDir Path folder;

  @Test
  void both_checks_accept_every_proof_and_refuse_it_with_a_hash_changed_added_or_left_out() {
    HashReader reader = TestLog.reader(TestLog.leaves(0, LARGEST));
    for (int second = 2; second <= LARGEST; second++) {
      for (int first = 1; first < second; first++) {
        List<Hash> proof = Proofs.consistency(first, second, reader);
        Hash one = TestLog.root(TestLog.leaves(0, first));
        Hash two = TestLog.root(TestLog.leaves(0, second));
        assertThat(holds(first, second, proof, one, two)).isTrue();
        for (Hash other : TestLog.flips(one, first, 1)) {
          assertThat(holds(first, second, proof, other, two)).isFalse();
        }
        for (Hash other : TestLog.flips(two, second, 1)) {
          assertThat(holds(first, second, proof, one, other)).isFalse();
        }
        for (int i = 0; i < proof.size(); i++) {
          var changed = new ArrayList<>(proof);
          for (Hash other : TestLog.flips(proof.get(i), first + second + i, 1)) {
            changed.set(i, other);
            assertThat(holds(first, second, changed, one, two)).isFalse();
          }
          changed.remove(i);
          assertThat(holds(first, second, changed, one, two)).isFalse();
        }
        var longer = new ArrayList<>(proof);
        longer.add(two);
        assertThat(holds(first, second, longer, one, two)).isFalse();
      }
    }
  }

  /** What both checks say; they must agree. */
  private static boolean holds(int first, int second, List<Hash> proof, Hash one, Hash two) {
    List<Bytes> path = new ArrayList<>();
    if (Integer.bitCount(first) == 1) {
      path.add(bytes(one));
    }
    proof.forEach(hash -> path.add(bytes(hash)));
    Optional<Consistency.Roots> roots = Consistency.roots(first, second, path);
    boolean holds = roots.equals(Optional.of(new Consistency.Roots(bytes(one), bytes(two))));
    assertThat(Proofs.verifyConsistency(first, second, proof, one, two)).isEqualTo(holds);
    return holds;
  }

  @Test
  void the_path_from_tiles_leads_to_both_roots_at_every_edge_of_a_tile() throws IOException {
    int[] sizes = {1, 2, 3, 255, 256, 257, 511, 512, 700, 65_535, 65_536, 65_537, 66_000, 300_000};
    List<Hash> leaves = TestLog.leaves(0, sizes[sizes.length - 1]);
    for (int second : sizes) {
      Path log = folder.resolve(String.valueOf(second));
      Tiles tiles = new Tiles.Folder(TileFolder.write(log, leaves.subList(0, second)));
      for (int first : sizes) {
        if (first < second) {
          assertThat(Consistency.roots(first, second, TileProof.path(first, second, tiles)))
              .as("%d to %d", first, second)
              .contains(new Consistency.Roots(root(leaves, first), root(leaves, second)));
        }
      }
    }
  }

  private static Bytes root(List<Hash> leaves, int size) {
    return bytes(Frontier.empty().append(leaves.subList(0, size)).root());
  }

  @Test
  void a_path_of_the_wrong_length_leads_nowhere() {
    assertThat(Consistency.roots(3, 7, List.of())).isEmpty();
    assertThatThrownBy(() -> TileProof.path(3, 7, new Tiles.Folder(folder)))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("tile/0/000");
  }

  private static Bytes bytes(Hash hash) {
    return Bytes.of(hash.bytes());
  }
}
