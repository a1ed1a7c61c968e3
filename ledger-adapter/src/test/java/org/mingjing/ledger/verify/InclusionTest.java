package org.mingjing.ledger.verify;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.mingjing.ledger.TestLog;
import org.mingjing.ledger.merkle.Appended;
import org.mingjing.ledger.merkle.Hash;
import org.mingjing.ledger.merkle.Proofs;

/** The log's check and the verifier's, which share no code, over every small tree. */
class InclusionTest {
  private static final int LARGEST = 130;

  @Test
  void both_checks_accept_every_proof_and_refuse_it_with_any_byte_changed() {
    for (int size = 1; size <= LARGEST; size++) {
      Appended tree = TestLog.appended(size);
      for (int index = 0; index < size; index++) {
        var claim =
            new Claim(TestLog.leaf(index), index, size, tree.proof(index), tree.tree().root());
        assertThat(claim.holds()).isTrue();
        demandEveryByte(claim);
        demandLength(claim);
        demandIndex(claim);
        demandSize(claim);
      }
    }
  }

  private static void demandEveryByte(Claim claim) {
    int seed = (int) (claim.size() + claim.index());
    for (Hash leaf : TestLog.flips(claim.leaf(), seed, Hash.LENGTH)) {
      assertThat(claim.withLeaf(leaf).holds()).isFalse();
    }
    for (Hash root : TestLog.flips(claim.root(), seed, Hash.LENGTH)) {
      assertThat(claim.withRoot(root).holds()).isFalse();
    }
    for (int step = 0; step < claim.proof().size(); step++) {
      for (Hash hash : TestLog.flips(claim.proof().get(step), seed + step, Hash.LENGTH)) {
        List<Hash> changed = new ArrayList<>(claim.proof());
        changed.set(step, hash);
        assertThat(claim.withProof(changed).holds()).isFalse();
      }
    }
  }

  private static void demandLength(Claim claim) {
    List<Hash> longer = new ArrayList<>(claim.proof());
    longer.add(claim.root());
    assertThat(claim.withProof(longer).holds()).isFalse();
    for (int step = 0; step < claim.proof().size(); step++) {
      List<Hash> shorter = new ArrayList<>(claim.proof());
      shorter.remove(step);
      assertThat(claim.withProof(shorter).holds()).isFalse();
    }
  }

  private static void demandIndex(Claim claim) {
    for (int other = -1; other <= claim.size(); other++) {
      if (other != claim.index()) {
        assertThat(claim.withIndex(other).holds()).isFalse();
      }
    }
  }

  /** Another tree size, with the same root, holds only where the path has the same turns. */
  private static void demandSize(Claim claim) {
    String turns = turns(claim.index(), claim.size());
    for (long other = 0; other <= 2 * LARGEST; other++) {
      assertThat(claim.withSize(other).holds())
          .isEqualTo(claim.index() < other && turns(claim.index(), other).equals(turns));
    }
  }

  /** PATH of RFC 6962 section 2.1.1, written as the sides on which its hashes stand. */
  private static String turns(long index, long size) {
    if (size == 1) {
      return "";
    }
    long k = Long.highestOneBit(size - 1);
    return index < k ? turns(index, k) + "R" : turns(index - k, size - k) + "L";
  }

  private record Claim(Hash leaf, long index, long size, List<Hash> proof, Hash root) {
    /** What both checks say; they must agree. */
    boolean holds() {
      boolean one = Proofs.verifyInclusion(leaf, index, size, proof, root);
      List<Bytes> path = proof.stream().map(Claim::bytes).toList();
      boolean other = Inclusion.holds(bytes(leaf), index, size, path, bytes(root));
      assertThat(one).isEqualTo(other);
      return one;
    }

    private static Bytes bytes(Hash hash) {
      return Bytes.ofBase64("hash", hash.toBase64(), Hash.LENGTH);
    }

    Claim withLeaf(Hash changed) {
      return new Claim(changed, index, size, proof, root);
    }

    Claim withRoot(Hash changed) {
      return new Claim(leaf, index, size, proof, changed);
    }

    Claim withProof(List<Hash> changed) {
      return new Claim(leaf, index, size, changed, root);
    }

    Claim withSize(long changed) {
      return new Claim(leaf, index, changed, proof, root);
    }

    Claim withIndex(long changed) {
      return new Claim(leaf, changed, size, proof, root);
    }
  }
}
