package org.mingjing.ledger.receipt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.erdtman.jcs.JsonCanonicalizer;
import org.junit.jupiter.api.Test;
import org.mingjing.ledger.Evidence;
import org.mingjing.ledger.TestLog;

class ReceiptTest {
  @Test
  void a_receipt_is_canonical_json_and_holds_the_entry_byte_for_byte() throws IOException {
    for (Receipt receipt : List.of(TestReceipts.plain(), TestReceipts.full())) {
      byte[] json = receipt.json();
      assertThat(new JsonCanonicalizer(json).getEncodedUTF8()).isEqualTo(json);
      assertThat(text(json)).contains("\"entry\":" + text(receipt.entry()) + ",\"index\":41,");
    }
    assertThat(text(TestReceipts.plain().json()))
        .startsWith("{\"anchor\":null,\"checkpoint\":\"" + TestLog.ORIGIN + "\\n100\\n")
        .contains("\"digestKey\":null");
  }

  @Test
  void checkpoint_and_anchor_signature_together_are_a_note_of_two_signatures() {
    Receipt receipt = TestReceipts.full();
    String text = TestLog.verifier().text(receipt.checkpoint());
    var anchor = (Anchor.Embedded) receipt.anchor().orElseThrow();
    assertThat(receipt.checkpoint() + anchor.signature())
        .isEqualTo(TestLog.signer().sign(text) + TestReceipts.ledger().signatureLine(text));
    assertThat(TestLog.verifier().text(anchor.ledgerKey()))
        .isEqualTo(
            "mingjing ledger key\n"
                + TestLog.ORIGIN
                + "\n"
                + TestReceipts.ledger().verifierKey()
                + "\n");
  }

  @Test
  void an_anchor_on_fabric_is_written_as_specified() throws IOException {
    String place = Anchor.place(TestLog.signer(), "exchange", "5d2f", 7);
    assertThat(TestLog.verifier().text(place))
        .isEqualTo("mingjing ledger place\n" + TestLog.ORIGIN + "\nexchange\n5d2f\n7\n");
    var anchor =
        new Anchor.Fabric("place", "AAEC", List.of(new Evidence.Endorsement("AQ==", "Ag==")));
    Receipt plain = TestReceipts.plain();
    var receipt =
        new Receipt(
            plain.entry(),
            plain.salt(),
            41,
            plain.proof(),
            plain.checkpoint(),
            Optional.of(anchor),
            Optional.empty());
    byte[] json = receipt.json();
    assertThat(new JsonCanonicalizer(json).getEncodedUTF8()).isEqualTo(json);
    assertThat(text(json))
        .startsWith(
            "{\"anchor\":{\"endorsements\":[{\"endorser\":\"AQ==\",\"signature\":\"Ag==\"}],"
                + "\"kind\":\"fabric\",\"place\":\"place\",\"statement\":\"AAEC\"},\"checkpoint\"");
  }

  @Test
  void a_place_is_a_line_each() {
    for (String bad : List.of("", "a\nb", "a\tb")) {
      assertThatThrownBy(() -> Anchor.place(TestLog.signer(), bad, "tx", 7))
          .isInstanceOf(IllegalArgumentException.class);
      assertThatThrownBy(() -> Anchor.place(TestLog.signer(), "channel", bad, 7))
          .isInstanceOf(IllegalArgumentException.class);
    }
    assertThatThrownBy(() -> Anchor.place(TestLog.signer(), "channel", "tx", -1))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void a_receipt_keeps_its_own_proof() {
    Receipt plain = TestReceipts.plain();
    var proof = new ArrayList<>(plain.proof());
    var receipt =
        new Receipt(
            plain.entry(),
            plain.salt(),
            41,
            proof,
            plain.checkpoint(),
            Optional.empty(),
            Optional.empty());
    proof.clear();
    assertThat(receipt.proof()).isEqualTo(plain.proof());
    assertThatThrownBy(() -> receipt.proof().clear())
        .isInstanceOf(UnsupportedOperationException.class);
  }

  @Test
  void the_verifiers_own_vectors_are_receipts_of_this_library() throws IOException {
    Path folder = Path.of("verifier", "src", "test", "vectors");
    assertThat(Files.readString(folder.resolve("log.vkey")))
        .isEqualTo(TestLog.signer().verifierKey() + "\n");
    assertThat(Files.readAllBytes(folder.resolve("receipt.json")))
        .isEqualTo(TestReceipts.plain().json());
    assertThat(Files.readAllBytes(folder.resolve("receipt-anchored.json")))
        .isEqualTo(TestReceipts.full().json());
  }

  private static String text(byte[] json) {
    return new String(json, StandardCharsets.UTF_8);
  }
}
