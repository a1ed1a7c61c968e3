package org.mingjing.ledger.verify;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.mingjing.ledger.TestLog;
import org.mingjing.ledger.receipt.Receipt;
import org.mingjing.ledger.receipt.TestReceipts;
import org.mingjing.ledger.receipt.TlogProof;

/** Receipts as C2SP tlog-proof, before the verifier that shares no code with what wrote them. */
class TlogProofVerifierTest {
  private static final String KEY = TestLog.signer().verifierKey();
  private static final byte[] FULL = TlogProof.of(TestReceipts.full());

  @Test
  void the_verdict_is_the_same_as_on_the_receipt_in_json() {
    for (Receipt receipt : new Receipt[] {TestReceipts.full(), TestReceipts.plain()}) {
      Verdict verdict = ReceiptVerifier.verify(TlogProof.of(receipt), KEY);
      assertThat(verdict)
          .isInstanceOf(Verdict.Verified.class)
          .isEqualTo(ReceiptVerifier.verify(receipt.json(), KEY));
    }
  }

  @Test
  void every_single_bit_counts() {
    var verifier = new ReceiptVerifier(LogKey.parse(KEY).orElseThrow());
    FabricAnchorTest.demandEveryBit(FULL, verifier);
  }

  @Test
  void a_proof_cut_short_or_extended_fails() {
    var verifier = new ReceiptVerifier(LogKey.parse(KEY).orElseThrow());
    for (int length = 0; length < FULL.length; length++) {
      assertThat(verifier.verify(Arrays.copyOf(FULL, length))).isInstanceOf(Verdict.Failed.class);
    }
    for (String more : new String[] {"\n", " ", "x", "— witness.example AAAA\n"}) {
      assertThat(verifier.verify((text() + more).getBytes(StandardCharsets.UTF_8)))
          .isInstanceOf(Verdict.Failed.class);
    }
  }

  @Test
  void anything_but_exactly_the_lines_of_a_proof_fails() {
    for (String[] edit :
        new String[][] {
          {"@v1\n", "@v1\n\n"},
          {"extra [^\n]*\n", ""},
          {"extra [^\n]*\n", "extra e30=\n"},
          {"extra [^\n]*\n", "extra \n"},
          {"extra ", "extra  "},
          {"extra ", "Extra "},
          {"extra ([^\n]*)\n", "extra $1\nextra $1\n"},
          {"index 41\n", ""},
          {"index 41\n", "index 041\n"},
          {"index 41\n", "index -41\n"},
          {"index 41\n", "index 9999999999999999999\n"},
          {"index 41\n", "index 42\n"},
          {"index 41\n", "index 41\n\n"},
          {"index 41\n[^\n]*\n", "index 41\n"},
          {"\n\n", "\n"},
          {"\n", "\r\n"},
        }) {
      String edited = text().replaceFirst(edit[0], edit[1]);
      assertThat(edited).isNotEqualTo(text());
      assertThat(ReceiptVerifier.verify(edited.getBytes(StandardCharsets.UTF_8), KEY))
          .as(edit[0] + " -> " + edit[1])
          .isInstanceOf(Verdict.Failed.class);
    }
  }

  private static String text() {
    return new String(FULL, StandardCharsets.UTF_8);
  }
}
