package org.mingjing.ledger.verify;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class VectorsTest {
  static final Path FOLDER = Path.of("src", "test", "vectors");

  @Test
  void the_good_receipts_verify() throws IOException {
    var plain = (Verdict.Verified) verify(FOLDER.resolve("receipt.json"));
    assertThat(plain.index()).isEqualTo(41);
    assertThat(plain.treeSize()).isEqualTo(100);
    assertThat(plain.ledger()).isEmpty();
    assertThat(plain.standing().en()).contains("has no anchor");
    var anchored = (Verdict.Verified) verify(FOLDER.resolve("receipt-anchored.json"));
    assertThat(anchored.ledger()).contains("log.mingjing.example/test/ledger");
    assertThat(anchored.leafHash()).isEqualTo(plain.leafHash());
    assertThat(anchored.standing().zh()).contains("不是已存证");
  }

  @Test
  void the_receipt_that_organisations_endorsed_verifies_under_their_certificates()
      throws IOException, WrongUsage {
    var organisations = new HashMap<String, Organisation>();
    for (String number : List.of("1", "2")) {
      byte[] pem = Files.readAllBytes(FOLDER.resolve("org" + number + "-ca.pem"));
      String mspId = "Org" + number + "MSP";
      organisations.put(mspId, Organisation.of(mspId, pem));
    }
    var verifier = new ReceiptVerifier(LogKey.parse(key()).orElseThrow(), organisations);
    byte[] receipt = Files.readAllBytes(FOLDER.resolve("receipt-fabric.json"));
    var verified = (Verdict.Verified) verifier.verify(receipt);
    assertThat(verified.endorsed().orElseThrow().notarised()).isTrue();
    assertThat(ReceiptVerifier.verify(receipt, key())).isInstanceOf(Verdict.Verified.class);
  }

  @Test
  void one_newline_may_follow() throws IOException {
    byte[] file = Files.readAllBytes(FOLDER.resolve("receipt.json"));
    byte[] line = Arrays.copyOf(file, file.length + 1);
    line[file.length] = '\n';
    assertThat(ReceiptVerifier.verify(line, key())).isInstanceOf(Verdict.Verified.class);
  }

  @Test
  void every_malformed_receipt_fails_at_the_check_it_is_named_for() throws IOException {
    List<Path> files;
    try (Stream<Path> list = Files.list(FOLDER.resolve("malformed"))) {
      files = list.sorted().toList();
    }
    assertThat(files).hasSizeGreaterThan(60);
    for (Path file : files) {
      String name = String.valueOf(file.getFileName());
      Check check = Check.valueOf(name.substring(0, name.indexOf('-')).toUpperCase(Locale.ROOT));
      assertThat(verify(file))
          .as(name)
          .isInstanceOfSatisfying(
              Verdict.Failed.class, failed -> assertThat(failed.check()).as(name).isEqualTo(check));
    }
  }

  @Test
  void every_failure_is_told_in_both_languages() throws IOException {
    try (Stream<Path> list = Files.list(FOLDER.resolve("malformed"))) {
      for (Path file : list.toList()) {
        Text reason = ((Verdict.Failed) verify(file)).reason();
        assertThat(reason.en()).isNotBlank();
        assertThat(reason.zh()).matches("(?s).*\\p{IsHan}.*");
      }
    }
  }

  static Verdict verify(Path file) throws IOException {
    return ReceiptVerifier.verify(Files.readAllBytes(file), key());
  }

  static String key() throws IOException {
    return Files.readString(FOLDER.resolve("log.vkey")).strip();
  }
}
