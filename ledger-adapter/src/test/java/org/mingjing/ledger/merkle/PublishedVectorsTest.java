package org.mingjing.ledger.merkle;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.mingjing.ledger.TestLog;
import org.mingjing.ledger.TestVectors;

class PublishedVectorsTest {
  private static final String FILE = "rfc6962.txt";
  private final List<Hash> leaves = new ArrayList<>();

  PublishedVectorsTest() {
    var sha = new Sha256();
    for (String[] leaf : cases("leaf")) {
      leaves.add(sha.leaf(TestVectors.hex(leaf[1])));
    }
  }

  @Test
  void roots_of_every_size_are_the_published_ones() {
    List<String[]> roots = cases("root");
    assertThat(roots).hasSize(9);
    for (String[] root : roots) {
      int size = Integer.parseInt(root[0]);
      List<Hash> some = leaves.subList(0, size);
      assertThat(Tree.empty().append(some).tree().root().hex()).isEqualTo(root[1]);
      assertThat(Frontier.empty().append(some).root().hex()).isEqualTo(root[1]);
      assertThat(Proofs.root(size, TestLog.reader(some)).hex()).isEqualTo(root[1]);
    }
  }

  @Test
  void inclusion_proofs_are_the_published_ones() {
    for (String[] proof : cases("inclusion")) {
      int index = Integer.parseInt(proof[0]);
      int size = Integer.parseInt(proof[1]);
      List<Hash> some = leaves.subList(0, size);
      assertThat(Tree.empty().append(some).proof(index)).isEqualTo(hashes(proof));
      assertThat(Proofs.inclusion(index, size, TestLog.reader(some))).isEqualTo(hashes(proof));
    }
  }

  @Test
  void consistency_proofs_are_the_published_ones() {
    for (String[] proof : cases("consistency")) {
      int first = Integer.parseInt(proof[0]);
      int second = Integer.parseInt(proof[1]);
      assertThat(Proofs.consistency(first, second, TestLog.reader(leaves)))
          .isEqualTo(hashes(proof));
    }
  }

  private static List<String[]> cases(String word) {
    return TestVectors.lines(FILE, word).stream().map(line -> line.split(" ", -1)).toList();
  }

  private static List<Hash> hashes(String[] proof) {
    return Arrays.stream(proof).skip(2).map(hex -> Hash.of(TestVectors.hex(hex))).toList();
  }
}
