package org.mingjing.ledger.verify;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.mingjing.ledger.Evidence;
import org.mingjing.ledger.TestLog;
import org.mingjing.ledger.checkpoint.NoteSigner;
import org.mingjing.ledger.receipt.Anchor;
import org.mingjing.ledger.receipt.Receipt;
import org.mingjing.ledger.receipt.TestReceipts;
import org.mingjing.ledger.receipt.TlogProof;

/** Receipts that are anchored on a Fabric channel, before the verifier. */
class FabricAnchorTest {
  private static final Receipt PLAIN = TestReceipts.plain();
  private static final TestStatement STATEMENT = TestStatement.on(PLAIN.checkpoint());
  private static final TestOrganisation ONE = new TestOrganisation("Org1MSP");
  private static final TestOrganisation TWO =
      new TestOrganisation("Org2MSP", "CN=peer0+OU=peer+OU=org2", "secp256r1");
  private static final LogKey KEY = LogKey.parse(TestLog.signer().verifierKey()).orElseThrow();

  static Receipt receipt(String place, byte[] statement, Evidence.Endorsement... signed) {
    return receipt(
        new Anchor.Fabric(place, Base64.getEncoder().encodeToString(statement), List.of(signed)));
  }

  private static Receipt receipt(Anchor anchor) {
    return new Receipt(
        PLAIN.entry(),
        PLAIN.salt(),
        PLAIN.index(),
        PLAIN.proof(),
        PLAIN.checkpoint(),
        Optional.of(anchor),
        Optional.empty());
  }

  private static String place() {
    return place(STATEMENT);
  }

  static String place(TestStatement statement) {
    return Anchor.place(TestLog.signer(), statement.channel(), statement.transaction(), 7);
  }

  static Receipt endorsed(TestOrganisation... organisations) {
    byte[] statement = STATEMENT.bytes();
    var signed = new ArrayList<Evidence.Endorsement>();
    for (TestOrganisation organisation : organisations) {
      signed.add(organisation.endorse(statement));
    }
    return receipt(place(), statement, signed.toArray(Evidence.Endorsement[]::new));
  }

  private static Verdict verdict(byte[] receipt, TestOrganisation... given) {
    Map<String, Organisation> organisations = new HashMap<>();
    for (TestOrganisation organisation : given) {
      organisations.put(organisation.mspId(), organisation.given());
    }
    return new ReceiptVerifier(KEY, organisations).verify(receipt);
  }

  private static Verdict.Verified verified(Receipt receipt, TestOrganisation... given) {
    return (Verdict.Verified) verdict(receipt.json(), given);
  }

  private static void failed(String reason, Receipt receipt, TestOrganisation... given) {
    assertThat(verdict(receipt.json(), given))
        .isInstanceOfSatisfying(
            Verdict.Failed.class,
            failed -> {
              assertThat(failed.reason().en()).contains(reason);
              assertThat(failed.check()).isEqualTo(Check.ANCHOR);
              assertThat(failed.reason().zh()).matches("(?s).*\\p{IsHan}.*");
            });
  }

  @Test
  void two_organisations_whose_certificates_were_checked_notarise() {
    Verdict.Verified verified = verified(endorsed(ONE, TWO), ONE, TWO);
    Anchored.Endorsed endorsed = verified.endorsed().orElseThrow();
    assertThat(endorsed.channel()).isEqualTo("exchange");
    assertThat(endorsed.transaction()).isEqualTo(STATEMENT.transaction());
    assertThat(endorsed.block()).isEqualTo(7);
    assertThat(endorsed.endorsers())
        .extracting(e -> e.mspId())
        .containsExactly("Org1MSP", "Org2MSP");
    assertThat(endorsed.endorsers()).allMatch(Anchored.Endorser::checked);
    assertThat(endorsed.endorsers().getFirst().validity())
        .isEqualTo("2020-01-01T00:00:00Z/2021-01-01T00:00:00Z");
    assertThat(verified.standing().zh()).startsWith("已存证：2 个组织");
    assertThat(verified.standing().en()).contains("endorsed by 2 organisations (Org1MSP, Org2MSP)");
    assertThat(verified.ledger()).isEmpty();
  }

  @Test
  void one_organisation_notarises_only_if_it_is_not_the_operator_and_the_verdict_says_so() {
    Verdict.Verified verified = verified(endorsed(ONE, TWO), TWO);
    assertThat(verified.standing().en())
        .contains("by 1 organisation (Org2MSP)", "only if it is not the log's operator");
    assertThat(verified.standing().zh()).doesNotStartWith("已存证").contains("仅当该组织不是日志的运营方");
    assertThat(verified.endorsed().orElseThrow().endorsers())
        .extracting(Anchored.Endorser::checked)
        .containsExactly(false, true);
  }

  @Test
  void without_certificates_to_check_against_nothing_is_claimed() {
    Verdict.Verified verified = verified(endorsed(ONE, TWO));
    assertThat(verified.standing().en())
        .contains("not checked against the organisations' certificates", "not 已存证", "Org1MSP");
    assertThat(verified.standing().zh()).endsWith("不是已存证");
  }

  @Test
  void one_authority_under_two_names_is_one_organisation() throws WrongUsage {
    byte[] statement = STATEMENT.bytes();
    Receipt receipt =
        receipt(place(), statement, ONE.endorse(statement), ONE.endorseAs("OtherMSP", statement));
    var given =
        Map.of("Org1MSP", ONE.given(), "OtherMSP", Organisation.of("OtherMSP", ONE.authorityPem()));
    var verified = (Verdict.Verified) new ReceiptVerifier(KEY, given).verify(receipt.json());
    assertThat(verified.endorsed().orElseThrow().notarised()).isFalse();
  }

  @Test
  void every_single_bit_counts() {
    demandEveryBit(endorsed(ONE).json(), new ReceiptVerifier(KEY));
  }

  @Test
  void the_receipt_as_tlog_proof_gets_the_same_verdict() {
    Receipt receipt = endorsed(ONE, TWO);
    assertThat(verdict(TlogProof.of(receipt), ONE, TWO))
        .isInstanceOf(Verdict.Verified.class)
        .isEqualTo(verdict(receipt.json(), ONE, TWO));
  }

  static void demandEveryBit(byte[] file, ReceiptVerifier verifier) {
    assertThat(verifier.verify(file)).isInstanceOf(Verdict.Verified.class);
    for (int bit = 0; bit < 8 * file.length; bit++) {
      byte[] changed = file.clone();
      changed[bit / 8] ^= (byte) (1 << bit % 8);
      assertThat(verifier.verify(changed))
          .as("bit %d of byte %d", bit % 8, bit / 8)
          .isInstanceOf(Verdict.Failed.class);
    }
  }

  @Test
  void every_bit_that_a_peer_signed_counts_whatever_else_fits() {
    byte[] statement = STATEMENT.bytes();
    Evidence.Endorsement good = ONE.endorse(statement);
    byte[] signature = Base64.getDecoder().decode(good.signature());
    byte[] endorser = Base64.getDecoder().decode(good.endorser());
    for (int bit = 0; bit < 8 * signature.length; bit++) {
      String changed = Base64.getEncoder().encodeToString(flipped(signature, bit));
      failed(
          "signature",
          receipt(place(), statement, new Evidence.Endorsement(good.endorser(), changed)));
    }
    for (int bit = 0; bit < 8 * endorser.length; bit += 5) {
      String changed = Base64.getEncoder().encodeToString(flipped(endorser, bit));
      failed("", receipt(place(), statement, new Evidence.Endorsement(changed, good.signature())));
    }
    for (int bit = 0; bit < 8 * statement.length; bit += 3) {
      failed("", receipt(place(), flipped(statement, bit), good));
    }
  }

  private static byte[] flipped(byte[] bytes, int bit) {
    byte[] changed = bytes.clone();
    changed[bit / 8] ^= (byte) (1 << bit % 8);
    return changed;
  }

  @Test
  void an_organisation_that_was_given_must_have_endorsed_and_with_its_own_certificate() {
    failed("not endorsed by Org2MSP", endorsed(ONE), ONE, TWO);
    failed("not issued by the CA of Org1MSP", endorsed(ONE), new TestOrganisation("Org1MSP"));
    failed("the receipt has no anchor", PLAIN, ONE);
    failed("operator's own ledger", TestReceipts.full(), ONE);
    byte[] statement = STATEMENT.bytes();
    failed(
        "not issued by the CA of Org2MSP",
        receipt(place(), statement, ONE.endorseAs("Org2MSP", statement)),
        TWO);
  }

  @Test
  void a_certificate_that_is_no_peers_is_refused() {
    for (String subject :
        List.of(
            "CN=peer0",
            "CN=peer0,OU=client",
            "CN=peer0,OU=admin",
            "CN=peer0,OU=Peer",
            "CN=peer0,OU=peer,OU=client",
            "CN=peer0\\,OU\\=peer",
            "OU=x\\,OU\\=peer,CN=peer0")) {
      var organisation = new TestOrganisation("Org1MSP", subject, "secp256r1");
      failed("no peer's", endorsed(organisation), organisation);
      assertThat(verified(endorsed(organisation)).endorsed()).as(subject).isPresent();
    }
    var other = new TestOrganisation("Org1MSP", "CN=peer0,OU=peer", "secp384r1");
    failed("no P-256 certificate", endorsed(other));
  }

  @Test
  void no_endorsement_and_two_of_one_organisation_are_refused() {
    failed("there is no endorsement", endorsed());
    failed("endorsed twice: Org1MSP", endorsed(ONE, ONE));
    failed("endorsed twice: Org1MSP", endorsed(ONE, new TestOrganisation("Org1MSP")));
    failed("names no organisation", endorsed(new TestOrganisation("")));
  }

  @Test
  void the_other_value_of_a_signature_is_refused() {
    byte[] statement = STATEMENT.bytes();
    failed("does not fit", receipt(place(), statement, ONE.endorseWithHighS(statement)));
  }

  @Test
  void a_statement_about_anything_else_is_refused() {
    String other = TestLog.checkpoint(100); // of the same size
    for (var wrong :
        Map.of(
                "about another checkpoint", TestStatement.on(other),
                "not of the contract notary", STATEMENT.ofContract("other"),
                "answer is not 200", STATEMENT.withStatus(500),
                "another checkpoint", STATEMENT.from(100))
            .entrySet()) {
      byte[] statement = wrong.getValue().bytes();
      failed(wrong.getKey(), receipt(place(), statement, ONE.endorse(statement)));
    }
    for (TestStatement elsewhere :
        List.of(STATEMENT.onChannel("other"), STATEMENT.inTransaction("other"))) {
      byte[] statement = elsewhere.bytes();
      failed("another channel or transaction", receipt(place(), statement, ONE.endorse(statement)));
    }
  }

  /** Else a log could show two histories, each endorsed by all, and submit one of them or none. */
  @Test
  void what_peers_signed_when_asked_to_append_shows_nothing_in_the_chain() {
    byte[] tried = STATEMENT.ofAppend();
    Receipt receipt = receipt(place(), tried, ONE.endorse(tried), TWO.endorse(tried));
    failed("asked to append", receipt, ONE, TWO);
    failed("asked to append", receipt);
  }

  @Test
  void an_answer_that_is_not_the_contracts_is_refused() {
    String answer = new String(STATEMENT.answer(), StandardCharsets.UTF_8);
    for (String bad :
        List.of(
            "",
            "\"\"",
            "{}",
            " " + answer,
            answer.replace("\"size\":100", "\"size\":101"),
            answer.replaceFirst("\"root\":\"[^\"]*\"", "\"root\":\"\""),
            answer.replace("\"channel\"", "\"Channel\""))) {
      byte[] statement = STATEMENT.bytes(bad.getBytes(StandardCharsets.UTF_8));
      failed("statement", receipt(place(), statement, ONE.endorse(statement)));
    }
    failed("statement", receipt(place(), new byte[0], ONE.endorse(new byte[0])));
  }

  @Test
  void the_place_must_be_the_logs_word() {
    byte[] statement = STATEMENT.bytes();
    Evidence.Endorsement good = ONE.endorse(statement);
    String text = TestLog.verifier().text(place());
    var foreign = new NoteSigner(TestLog.ORIGIN, TestLog.key(3));
    for (String bad :
        List.of(
            foreign.sign(text),
            text,
            place() + place(),
            PLAIN.checkpoint(),
            TestLog.signer().sign(text + "more\n"),
            TestLog.signer().sign(text.replace("ledger place", "ledger plate")),
            TestLog.signer().sign(text.replace(TestLog.ORIGIN, "other")),
            TestLog.signer().sign(text.replace("\n7\n", "\n07\n")),
            TestLog.signer().sign(text.replace("\n7\n", "\n-7\n")),
            TestLog.signer().sign(text.replace("exchange", "other")),
            Anchor.ledgerKey(TestLog.signer(), TestReceipts.ledger().verifierKey()))) {
      failed("", receipt(bad, statement, good));
    }
  }
}
