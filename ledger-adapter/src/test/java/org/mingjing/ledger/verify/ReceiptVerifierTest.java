package org.mingjing.ledger.verify;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.mingjing.ledger.TestLog;
import org.mingjing.ledger.checkpoint.NoteSigner;
import org.mingjing.ledger.merkle.Hash;
import org.mingjing.ledger.receipt.Anchor;
import org.mingjing.ledger.receipt.Receipt;
import org.mingjing.ledger.receipt.TestReceipts;

/** Receipts as the log makes them, before the verifier that shares no code with it. */
class ReceiptVerifierTest {
  private static final String KEY = TestLog.signer().verifierKey();
  private static final Receipt FULL = TestReceipts.full();

  @Test
  void a_receipt_verifies_with_and_without_anchor_and_digest_key() {
    var verified = (Verdict.Verified) ReceiptVerifier.verify(FULL.json(), KEY);
    assertThat(verified.origin()).isEqualTo(TestLog.ORIGIN);
    assertThat(verified.index()).isEqualTo(TestReceipts.INDEX);
    assertThat(verified.treeSize()).isEqualTo(100);
    assertThat(verified.entry()).isEqualTo(new String(FULL.entry(), StandardCharsets.UTF_8));
    assertThat(verified.ledger()).contains(TestReceipts.ledger().name());
    assertThat(verified.standing().en()).contains("operator's own ledger").contains("not 已存证");
    assertThat(verified.standing().zh()).contains("运营方自己的账本").contains("不是已存证");

    var plain = (Verdict.Verified) ReceiptVerifier.verify(TestReceipts.plain().json(), KEY);
    assertThat(plain.ledger()).isEmpty();
    assertThat(plain.standing().zh()).contains("已记录");
  }

  @Test
  void every_single_bit_of_a_receipt_with_anchor_and_digest_key_counts() {
    demandEveryBit(FULL.json());
  }

  @Test
  void every_single_bit_of_a_plain_receipt_and_its_last_newline_counts() {
    byte[] json = TestReceipts.plain().json();
    byte[] line = Arrays.copyOf(json, json.length + 1);
    line[json.length] = '\n';
    demandEveryBit(line);
  }

  private static void demandEveryBit(byte[] file) {
    assertThat(ReceiptVerifier.verify(file, KEY)).isInstanceOf(Verdict.Verified.class);
    for (int bit = 0; bit < 8 * file.length; bit++) {
      byte[] changed = file.clone();
      changed[bit / 8] ^= (byte) (1 << bit % 8);
      assertThat(ReceiptVerifier.verify(changed, KEY))
          .as("bit %d of byte %d", bit % 8, bit / 8)
          .isInstanceOf(Verdict.Failed.class);
    }
  }

  @Test
  void a_file_cut_short_or_extended_at_any_place_fails() {
    byte[] file = TestReceipts.plain().json();
    for (int length = 0; length < file.length; length++) {
      failed(Check.FORM, Arrays.copyOf(file, length));
    }
    for (String more : new String[] {"\n\n", " ", "\n ", "{}", "\0", "\r\n"}) {
      failed(Check.FORM, edited(file, "}$", "}" + more));
    }
  }

  @Test
  void a_proof_with_a_hash_left_out_doubled_or_added_fails() {
    List<Hash> proof = FULL.proof();
    for (int i = 0; i < proof.size(); i++) {
      List<Hash> shorter = new ArrayList<>(proof);
      shorter.remove(i);
      failed(Check.PROOF, with(shorter).json());
      List<Hash> doubled = new ArrayList<>(proof);
      doubled.add(i, proof.get(i));
      failed(Check.PROOF, with(doubled).json());
    }
    failed(Check.PROOF, with(List.of()).json());
    List<Hash> longer = new ArrayList<>(proof);
    longer.add(TestLog.stray(1));
    failed(Check.PROOF, with(longer).json());
    while (longer.size() < 64) {
      longer.add(TestLog.stray(1));
    }
    failed(Check.FORM, with(longer).json());
  }

  private static Receipt with(List<Hash> proof) {
    return new Receipt(
        FULL.entry(),
        FULL.salt(),
        FULL.index(),
        proof,
        FULL.checkpoint(),
        FULL.anchor(),
        FULL.digestKey());
  }

  @Test
  void a_digest_key_that_the_entry_does_not_name_fails() {
    byte[] entry = TestReceipts.entryWithoutDigestKeyHash();
    failed(Check.DIGEST_KEY, TestReceipts.receipt(entry, false, FULL.digestKey()).json());
    assertThat(
            ReceiptVerifier.verify(TestReceipts.receipt(entry, true, Optional.empty()).json(), KEY))
        .isInstanceOf(Verdict.Verified.class);
    failed(
        Check.DIGEST_KEY,
        TestReceipts.receipt(FULL.entry(), false, Optional.of(new byte[32])).json());
    failed(Check.FORM, TestReceipts.receipt(FULL.entry(), false, Optional.of(new byte[31])).json());
  }

  @Test
  void an_anchor_must_be_the_logs_own_word_on_a_ledger_key_that_signed_this_checkpoint() {
    var good = (Anchor.Embedded) FULL.anchor().orElseThrow();
    var foreign = new NoteSigner(TestLog.ORIGIN, TestLog.key(3));
    var other = new NoteSigner("other/ledger", TestLog.key(3));
    String text = TestLog.verifier().text(FULL.checkpoint());
    String ownKey = Anchor.ledgerKey(TestLog.signer(), KEY);
    String otherTitle =
        TestLog.signer()
            .sign(
                "mingjing ledger kez\n"
                    + TestLog.ORIGIN
                    + "\n"
                    + TestReceipts.ledger().verifierKey()
                    + "\n");
    String otherOrigin =
        TestLog.signer()
            .sign("mingjing ledger key\nother\n" + TestReceipts.ledger().verifierKey() + "\n");
    for (Anchor bad :
        List.of(
            Anchor.embedded(
                Anchor.ledgerKey(foreign, other.verifierKey()), other.signatureLine(text)),
            Anchor.embedded(good.ledgerKey(), other.signatureLine(text)),
            Anchor.embedded(good.ledgerKey(), TestReceipts.ledger().signatureLine(text + "x\n")),
            Anchor.embedded(good.ledgerKey(), good.signature() + good.signature()),
            Anchor.embedded(good.ledgerKey(), ""),
            Anchor.embedded(good.ledgerKey() + good.signature(), good.signature()),
            Anchor.embedded(otherTitle, good.signature()),
            Anchor.embedded(otherOrigin, good.signature()),
            Anchor.embedded(TestLog.checkpoint(3), good.signature()),
            Anchor.embedded(ownKey, TestLog.signer().signatureLine(text)))) {
      failed(Check.ANCHOR, with(FULL.checkpoint(), bad).json());
    }
  }

  @Test
  void an_anchor_of_an_unknown_kind_fails() {
    failed(Check.ANCHOR, edited(FULL.json(), "\"kind\":\"embedded\"", "\"kind\":\"notice\""));
    failed(Check.FORM, edited(FULL.json(), "\"kind\":\"embedded\"", "\"kind\":\"fabric\""));
  }

  @Test
  void a_checkpoint_must_be_this_logs_and_hold_no_further_line() {
    String checkpoint = FULL.checkpoint();
    String text = TestLog.verifier().text(checkpoint);
    var anchor = (Anchor.Embedded) FULL.anchor().orElseThrow();
    String otherOrigin = text.replace(TestLog.ORIGIN, "log.other.example");
    for (String bad :
        List.of(
            checkpoint + anchor.signature(),
            checkpoint + TestLog.signer().signatureLine(text),
            anchor.signature() + checkpoint,
            TestLog.signer().sign(otherOrigin),
            TestLog.signer().sign(text + "extension\n"),
            TestLog.signer().sign(text.replace("\n100\n", "\n0100\n")),
            new NoteSigner(TestLog.ORIGIN, TestLog.key(3)).sign(text),
            TestReceipts.ledger().sign(text),
            text)) {
      failed(Check.CHECKPOINT, with(bad, anchor).json());
    }
    failed(Check.PROOF, with(TestLog.checkpoint(100), anchor).json());
  }

  private static Receipt with(String checkpoint, Anchor anchor) {
    return new Receipt(
        FULL.entry(),
        FULL.salt(),
        FULL.index(),
        FULL.proof(),
        checkpoint,
        Optional.of(anchor),
        FULL.digestKey());
  }

  @Test
  void anything_but_exactly_the_members_of_a_receipt_fails() {
    byte[] file = FULL.json();
    for (String[] edit :
        new String[][] {
          {"\"salt\":", "\"salt\":\"\",\"salt\":"},
          {"\"salt\":", "\"salu\":"},
          {"}$", ",\"z\":1}"},
          {",\"index\":41", ""},
          {"\"index\":41", "\"index\":\"41\""},
          {"\"index\":41", "\"index\":-1"},
          {"\"index\":41", "\"index\":41.0"},
          {"\"index\":41", "\"index\":041"},
          {"\"index\":41", "\"index\": 41"},
          {"\"index\":41", "\"index\":9007199254740993"},
          {"\"proof\":\\[", "\"proof\":[1,"},
          {"\"kind\":\"embedded\"", "\"kind\":\"embedded\",\"kind2\":1"},
          {"\"kind\":\"embedded\",", ""},
          {"\"kind\":\"embedded\"", "\"kind\":\"\\\\u0065mbedded\""},
          {"\"digestKey\":\"[^\"]*\"", "\"digestKey\":\"\""},
          {"\\\\n", "\\\\u000a"},
        }) {
      failed(Check.FORM, edited(file, edit[0], edit[1]));
    }
  }

  private static byte[] edited(byte[] file, String pattern, String replacement) {
    String text = new String(file, StandardCharsets.UTF_8);
    String edited = text.replaceFirst(pattern, replacement);
    assertThat(edited).isNotEqualTo(text);
    return edited.getBytes(StandardCharsets.UTF_8);
  }

  @Test
  void another_key_or_no_key_fails() {
    String other = new NoteSigner(TestLog.ORIGIN, TestLog.key(3)).verifierKey();
    assertThat(ReceiptVerifier.verify(FULL.json(), other))
        .isInstanceOfSatisfying(
            Verdict.Failed.class, f -> assertThat(f.check()).isEqualTo(Check.CHECKPOINT));
    for (int i = 0; i < KEY.length(); i++) {
      String changed = KEY.substring(0, i) + (char) (KEY.charAt(i) + 1) + KEY.substring(i + 1);
      assertThat(ReceiptVerifier.verify(FULL.json(), changed)).isInstanceOf(Verdict.Failed.class);
    }
    assertThat(ReceiptVerifier.verify(FULL.json(), ""))
        .isInstanceOfSatisfying(
            Verdict.Failed.class, f -> assertThat(f.check()).isEqualTo(Check.KEY));
  }

  @Test
  void a_file_larger_than_the_bound_fails_before_anything_else_is_done() {
    failed(Check.FORM, new byte[(1 << 20) + 1]);
    failed(Check.FORM, "[".repeat(1 << 20).getBytes(StandardCharsets.UTF_8));
  }

  private static void failed(Check check, byte[] file) {
    Verdict verdict = ReceiptVerifier.verify(file, KEY);
    assertThat(verdict)
        .isInstanceOfSatisfying(Verdict.Failed.class, f -> assertThat(f.check()).isEqualTo(check));
  }
}
