package org.mingjing.ledger.verify;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Optional;
import org.bouncycastle.crypto.digests.SM3Digest;
import org.junit.jupiter.api.Test;
import org.mingjing.ledger.TestLog;
import org.mingjing.ledger.checkpoint.NoteSigner;
import org.mingjing.ledger.crypto.Sm2Key;
import org.mingjing.ledger.receipt.Anchor;
import org.mingjing.ledger.receipt.Receipt;
import org.mingjing.ledger.receipt.TestReceipts;

/** SM3, SM2 and receipts with an SM2 line, before the verifier's own code for them. */
class Sm2VerifierTest {
  private static final NoteSigner BOTH =
      new NoteSigner(TestLog.ORIGIN, TestLog.key(1), TestLog.sm2Key(3));
  private static final Receipt RECEIPT = receipt();

  /** A receipt whose every note of the log has both lines. */
  private static Receipt receipt() {
    Receipt plain = TestReceipts.full();
    String text = TestLog.verifier().text(plain.checkpoint());
    String ledgerKey = Anchor.ledgerKey(BOTH, TestReceipts.ledger().verifierKey());
    Anchor anchor = Anchor.embedded(ledgerKey, TestReceipts.ledger().signatureLine(text));
    return new Receipt(
        plain.entry(),
        plain.salt(),
        plain.index(),
        plain.proof(),
        BOTH.sign(text),
        Optional.of(anchor),
        plain.digestKey());
  }

  @Test
  void sm3_is_that_of_the_standard_and_of_another_implementation() {
    assertThat(Sm3.hash(Bytes.ofText("abc")).hex())
        .isEqualTo("66c7f0f462eeedd9d1f2d46bdc10e4e24167c4875cf2f7a2297da02b8f4ba8e0");
    assertThat(Sm3.hash(Bytes.ofText("abcd".repeat(16))).hex())
        .isEqualTo("debe9ff92275b8a138604889c18e5a4d6fdb70e5387e5765293dcba39c0c5732");
    for (int length = 0; length < 300; length++) {
      byte[] message = new byte[length];
      Arrays.fill(message, (byte) (length * 7));
      var digest = new SM3Digest();
      digest.update(message, 0, length);
      var hash = new byte[32];
      digest.doFinal(hash, 0);
      assertThat(Sm3.hash(Bytes.of(message))).isEqualTo(Bytes.of(hash));
    }
  }

  /** GB/T 32918.5-2017, annex A. */
  @Test
  void the_example_of_the_standard_verifies() {
    Bytes key =
        Bytes.ofHex(
            "0409f9df311e5421a150dd7d161e4bc5c672179fad1833fc076bb08ff356f35020"
                + "ccea490ce26775a52dc6ea718cc1aa600aed05fbf35e084a6632f6072da9ad13");
    Bytes signature =
        Bytes.ofHex(
            "f5a03b0648d2c4630eeac513e1bb81a15944da3827d5b74143ac7eaceee720b3"
                + "b1b6aa29df212fd8763182bc0d421ca1bb9038fd1f7f42d4840b69c485bbc1aa");
    Sm2Curve.Point point = Sm2Signature.key(key).orElseThrow();
    assertThat(Sm2Signature.verifies(point, Bytes.ofText("message digest"), signature)).isTrue();
    assertThat(Sm2Signature.verifies(point, Bytes.ofText("message digesT"), signature)).isFalse();
    for (int bit = 0; bit < 512; bit++) {
      byte[] changed = signature.copy();
      changed[bit / 8] ^= (byte) (1 << bit % 8);
      assertThat(Sm2Signature.verifies(point, Bytes.ofText("message digest"), Bytes.of(changed)))
          .isFalse();
    }
  }

  @Test
  void signatures_of_many_keys_verify_and_only_under_their_own() {
    var random = new SecureRandom();
    Sm2Curve.Point other = point(Sm2Key.generate(random));
    for (int i = 0; i < 50; i++) {
      Sm2Key key = Sm2Key.generate(random);
      byte[] message = ("message " + i).getBytes(StandardCharsets.UTF_8);
      Bytes signature = Bytes.of(key.sign(message));
      assertThat(Sm2Signature.verifies(point(key), Bytes.of(message), signature)).isTrue();
      assertThat(Sm2Signature.verifies(other, Bytes.of(message), signature)).isFalse();
    }
  }

  private static Sm2Curve.Point point(Sm2Key key) {
    return Sm2Signature.key(Bytes.of(key.publicKey().bytes())).orElseThrow();
  }

  @Test
  void numbers_out_of_range_are_no_signature() {
    Sm2Curve.Point key = point(Sm2Key.generate(new SecureRandom()));
    BigInteger n = Sm2Curve.N;
    BigInteger[] edges = {BigInteger.ZERO, n, n.add(BigInteger.ONE), n.subtract(BigInteger.ONE)};
    for (BigInteger r : edges) {
      for (BigInteger s :
          new BigInteger[] {BigInteger.ZERO, BigInteger.ONE, n, n.negate().mod(n)}) {
        Bytes signature = Bytes.ofHex("%064x%064x".formatted(r, s));
        assertThat(Sm2Signature.verifies(key, Bytes.ofText("x"), signature)).isFalse();
      }
    }
  }

  @Test
  void the_curves_arithmetic_keeps_its_laws_at_the_edges() {
    Sm2Curve.Point g = Sm2Curve.G;
    assertThat(g.times(Sm2Curve.N).isZero()).isTrue();
    assertThat(g.times(Sm2Curve.N.add(BigInteger.ONE)).affineX()).isEqualTo(g.x());
    assertThat(g.plus(g).affineX()).isEqualTo(g.doubled().affineX());
    assertThat(g.plus(g.times(Sm2Curve.N.subtract(BigInteger.ONE))).isZero()).isTrue();
    assertThat(g.times(BigInteger.ZERO).plus(g).affineX()).isEqualTo(g.x());
    assertThat(g.plus(g.times(BigInteger.ZERO)).affineX()).isEqualTo(g.x());
    assertThat(g.times(BigInteger.ZERO).doubled().isZero()).isTrue();
    assertThat(Sm2Curve.point(g.x(), g.y())).isPresent();
    assertThat(Sm2Curve.point(g.x(), g.y().add(BigInteger.ONE))).isEmpty();
    assertThat(Sm2Curve.point(g.x().add(Sm2Curve.P), g.y())).isEmpty();
    assertThat(Sm2Signature.key(Bytes.ofHex("04"))).isEmpty();
    assertThat(Sm2Signature.key(Bytes.ofHex("02" + "%064x%064x".formatted(g.x(), g.y()))))
        .isEmpty();
  }

  @Test
  void a_receipt_with_both_lines_verifies_under_both_keys_and_under_nothing_less() {
    String keys = BOTH.verifierKey();
    assertThat(ReceiptVerifier.verify(RECEIPT.json(), keys)).isInstanceOf(Verdict.Verified.class);
    assertThat(ReceiptVerifier.verify(RECEIPT.json(), keys.replace(' ', '\n') + "\n"))
        .isInstanceOf(Verdict.Verified.class);
    failed(Check.CHECKPOINT, "give its SM2 verifier key", RECEIPT, keys.split(" ", -1)[0]);
    failed(Check.CHECKPOINT, "one signature line", TestReceipts.full(), keys);
    failed(Check.KEY, "not a verifier key", RECEIPT, keys.split(" ", -1)[1]);
    failed(Check.KEY, "not a verifier key", RECEIPT, keys + " " + keys);
    var others =
        new NoteSigner(TestLog.ORIGIN, TestLog.key(1), Sm2Key.generate(new SecureRandom()));
    failed(Check.CHECKPOINT, "the signature is not", RECEIPT, others.verifierKey());
    var named = new NoteSigner("other", TestLog.key(1), Sm2Key.generate(new SecureRandom()));
    String mixed = keys.split(" ", -1)[0] + " " + named.verifierKey().split(" ", -1)[1];
    failed(Check.KEY, "not a verifier key", RECEIPT, mixed);
  }

  private static void failed(Check check, String reason, Receipt receipt, String key) {
    assertThat(ReceiptVerifier.verify(receipt.json(), key))
        .isInstanceOfSatisfying(
            Verdict.Failed.class,
            failed -> {
              assertThat(failed.check()).isEqualTo(check);
              assertThat(failed.reason().en()).contains(reason);
            });
  }

  @Test
  void every_single_bit_of_it_counts() {
    var verifier = new ReceiptVerifier(LogKey.parse(BOTH.verifierKey()).orElseThrow());
    FabricAnchorTest.demandEveryBit(RECEIPT.json(), verifier);
  }
}
