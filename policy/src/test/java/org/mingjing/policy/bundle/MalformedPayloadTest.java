package org.mingjing.policy.bundle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;
import static org.mingjing.policy.bundle.TestBundles.STEWARD;
import static org.mingjing.policy.bundle.TestBundles.STRANGER;
import static org.mingjing.policy.bundle.TestBundles.open;
import static org.mingjing.policy.bundle.TestBundles.payload;
import static org.mingjing.policy.bundle.TestBundles.refused;
import static org.mingjing.policy.bundle.TestBundles.signed;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** What is signed may be wrong, too; a signature mends nothing. */
class MalformedPayloadTest {

  private static final String ID = STEWARD.verifying().id();

  private static final List<Defect> OF_THE_PAYLOAD =
      List.of(
          new Defect("no JSON", "not-json", text -> "policy"),
          new Defect("a line break behind it", "trailing-bytes", text -> text + "\n"),
          new Defect("a space", "not-canonical", Defect.replacing(",\"format\"", ", \"format\"")),
          new Defect("a number otherwise", "wrong-value", Defect.replacing(":7,", ":7.0,")),
          new Defect("an exponent", "wrong-value", Defect.replacing(":7,", ":7e0,")),
          new Defect(
              "a document with a fraction",
              "not-canonical",
              Defect.replacing("\"assurance\":2", "\"assurance\":2.0")),
          new Defect(
              "a document with a member twice",
              "duplicate-member",
              Defect.replacing("\"assurance\":2", "\"assurance\":2,\"assurance\":2")),
          new Defect(
              "a document twice",
              "duplicate-member",
              Defect.replacing(
                  "\"departments.yaml\"", "\"departments.yaml\":[],\"departments.yaml\"")),
          new Defect(
              "a member too many",
              "unknown-member",
              Defect.replacing("\"version\"", "\"valid\":1,\"version\"")),
          new Defect(
              "a member twice",
              "duplicate-member",
              Defect.replacing("\"serial\":7", "\"serial\":7,\"serial\":7")),
          new Defect("no serial", "missing-member", Defect.replacing("\"serial\":7,", "")),
          new Defect(
              "no format",
              "missing-member",
              Defect.replacing("\"format\":\"mingjing-policy-bundle\",", "")),
          new Defect("no version", "missing-member", Defect.replacing(",\"version\":1", "")),
          new Defect("no rules", "missing-member", Defect.replacing("\"rules\":1,", "")),
          new Defect(
              "no signers",
              "missing-member",
              text -> text.replaceFirst("\"signers\":\\[[^]]*],", "")),
          new Defect(
              "another format",
              "unknown-format",
              Defect.replacing("mingjing-policy-bundle", "mingjing-grants")),
          new Defect(
              "a newer format",
              "unknown-version",
              Defect.replacing("\"version\":1", "\"version\":2")),
          new Defect(
              "newer rules", "unknown-rules", Defect.replacing("\"rules\":1", "\"rules\":2")),
          new Defect(
              "older rules", "unknown-rules", Defect.replacing("\"rules\":1", "\"rules\":0")),
          new Defect("serial 0", "wrong-value", Defect.replacing("\"serial\":7", "\"serial\":0")),
          new Defect(
              "a serial below 0", "wrong-value", Defect.replacing("\"serial\":7", "\"serial\":-7")),
          new Defect(
              "a serial as text",
              "wrong-value",
              Defect.replacing("\"serial\":7", "\"serial\":\"7\"")),
          new Defect(
              "a serial beyond exactness",
              "wrong-value",
              Defect.replacing("\"serial\":7", "\"serial\":9007199254740992")),
          new Defect(
              "no instant", "wrong-value", Defect.replacing("2026-06-01T00:00:00Z", "yesterday")),
          new Defect(
              "an instant otherwise",
              "wrong-value",
              Defect.replacing("2026-06-01T00:00:00Z", "2026-06-01T08:00:00+08:00")),
          new Defect(
              "nobody signs", "signature-unexpected", Defect.replacing("\"" + ID + "\"", "")),
          new Defect(
              "another signs",
              "signature-missing",
              Defect.replacing(ID, STRANGER.verifying().id())),
          new Defect(
              "another digest",
              "wrong-digest",
              text -> text.replaceFirst("\"policy\":\"sha256:.", "\"policy\":\"sha256:x")),
          new Defect("another document", "wrong-digest", Defect.replacing("救助系统", "救助平台")),
          new Defect(
              "a document in another order",
              "wrong-digest",
              MalformedPayloadTest::grantInAnotherOrder),
          new Defect(
              "documents with a fault",
              "documents",
              Defect.replacing("\"id-number\"", "\"id-numbers\"")),
          new Defect(
              "a document of an unknown name",
              "documents",
              Defect.replacing("\"purposes.yaml\"", "\"purposes.yml\"")),
          new Defect(
              "a document that is a number",
              "wrong-value",
              text -> text.replaceFirst("\"purposes.yaml\":\\[[^]]*]", "\"purposes.yaml\":1")),
          new Defect(
              "a document too few",
              "documents",
              text -> text.replaceFirst("\"purposes.yaml\":\\[[^]]*],", "")));

  /** Lists of a grant are sets, which have one order when they are kept. */
  private static String grantInAnotherOrder(String text) {
    return Defect.replacing(
            "\"fields\":[\"id_number\",\"name\"]", "\"fields\":[\"name\",\"id_number\"]")
        .apply(text);
  }

  @TestFactory
  Stream<DynamicTest> a_payload_with_a_defect_is_refused_whoever_signed_it() {
    return OF_THE_PAYLOAD.stream()
        .map(defect ->
            dynamicTest(
                defect.name(),
                () ->
                    refused(
                        defect.code(),
                        () -> open(signed(defect.change().apply(payload()), STEWARD)))));
  }

  @Test
  void faults_of_the_documents_are_told_with_their_places() {
    String faulty = payload().replace("\"id-number\"", "\"id-numbers\"");

    assertThat(refused("documents", () -> open(signed(faulty, STEWARD))).faults())
        .singleElement()
        .satisfies(fault -> assertThat(fault.file()).isEqualTo("catalogue/mps.yaml"));
  }
}
