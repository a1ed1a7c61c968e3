package org.mingjing.ledger.receipt;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.mingjing.ledger.TestLog;
import org.mingjing.ledger.checkpoint.Checkpoint;
import org.mingjing.ledger.merkle.Hash;
import org.mingjing.ledger.merkle.Leaves;
import org.mingjing.ledger.merkle.Proofs;

class TlogProofTest {
  /** Read as the specification says, by somebody who knows the commitment and nothing of us. */
  @Test
  void a_reader_of_c2sp_tlog_proof_finds_index_proof_and_checkpoint() {
    Receipt receipt = TestReceipts.full();
    String text = new String(TlogProof.of(receipt), StandardCharsets.UTF_8);
    String[] halves = text.split("\n\n", 2);
    List<String> lines = halves[0].lines().toList();

    assertThat(lines.get(0)).isEqualTo("c2sp.org/tlog-proof@v1");
    assertThat(lines.get(1)).startsWith("extra ");
    assertThat(lines.get(2)).isEqualTo("index 41");
    List<Hash> proof =
        lines.subList(3, lines.size()).stream()
            .map(line -> Hash.of(Base64.getDecoder().decode(line)))
            .toList();
    assertThat(halves[1]).isEqualTo(receipt.checkpoint());
    Checkpoint checkpoint = TestLog.verifier().open(halves[1]);
    Hash commitment = Leaves.commitment(receipt.salt(), receipt.entry());
    assertThat(
            Proofs.verifyInclusion(
                Leaves.leafHash(commitment), 41, checkpoint.size(), proof, checkpoint.root()))
        .isTrue();
  }

  @Test
  void the_extra_line_holds_entry_salt_anchor_and_digest_key_as_canonical_json() {
    String extra = new String(TlogProof.of(TestReceipts.full()), StandardCharsets.UTF_8);
    String base64 = extra.lines().skip(1).findFirst().orElseThrow().substring("extra ".length());
    String json = new String(Base64.getDecoder().decode(base64), StandardCharsets.UTF_8);
    String whole = new String(TestReceipts.full().json(), StandardCharsets.UTF_8);
    assertThat(json)
        .isEqualTo(
            whole
                .replaceFirst("\"checkpoint\":\"[^\"]*\",", "")
                .replaceFirst("\"index\":41,\"proof\":\\[[^]]*],", ""));
  }
}
