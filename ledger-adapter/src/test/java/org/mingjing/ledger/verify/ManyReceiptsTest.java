package org.mingjing.ledger.verify;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mingjing.ledger.TestLog;
import org.mingjing.ledger.receipt.TestReceipts;

/** The receipts of a whole log verify, as files and as lines. */
class ManyReceiptsTest {
  private static final LogKey KEY = LogKey.parse(TestLog.signer().verifierKey()).orElseThrow();

  @TempDir Path folder;

  @Test
  void every_leaf_of_a_log_verifies_and_a_changed_one_is_told() throws IOException {
    ManyReceipts.main(new String[] {folder.toString(), "1000", "300", "files"});
    ManyReceipts.main(new String[] {folder.toString(), "1000", "300", "lines"});
    List<Findings.Failure> failures = new ArrayList<>();

    Tally sound = Archive.verify(folder, new ReceiptVerifier(KEY), failures::add);

    assertThat(sound.anchored()).isEqualTo(2000);
    assertThat(sound.ignored()).isEqualTo(1); // log.vkey
    assertThat(failures).isEmpty();

    Path changed = folder.resolve("0000").resolve("777.json");
    String receipt = Files.readString(changed);
    Files.writeString(changed, receipt.replace("\"index\":777", "\"index\":778"));
    Path lines = folder.resolve("receipts.jsonl");
    List<String> all = Files.readAllLines(lines, StandardCharsets.UTF_8);
    all.set(500, all.get(500).replace("call.closed", "call.opened"));
    Files.write(lines, all);

    Tally tally = Archive.verify(folder, new ReceiptVerifier(KEY), failures::add);

    assertThat(tally.verified()).isEqualTo(1998);
    assertThat(failures)
        .extracting(f -> f.file().getFileName() + ":" + f.line() + " " + f.verdict().check())
        .containsExactlyInAnyOrder("777.json:0 PROOF", "receipts.jsonl:501 PROOF");
  }

  @Test
  void a_receipt_of_any_size_is_read_whole() throws IOException {
    int empty = receipt(0).length;
    for (int length : new int[] {8191, 8192, 8193, 16_384, 100_000, 1 << 20}) {
      Files.write(folder.resolve(length + ".json"), receipt(length - empty));
    }
    Files.write(folder.resolve("larger.json"), receipt((1 << 20) + 1 - empty));
    List<Findings.Failure> failures = new ArrayList<>();

    Tally tally = Archive.verify(folder, new ReceiptVerifier(KEY), failures::add);

    assertThat(tally.verified()).isEqualTo(6);
    assertThat(failures)
        .singleElement()
        .satisfies(failure -> assertThat(failure.file()).hasFileName("larger.json"));
  }

  private static byte[] receipt(int letters) {
    byte[] entry = ("{\"n\":\"" + "x".repeat(letters) + "\"}").getBytes(StandardCharsets.UTF_8);
    return TestReceipts.receipt(entry, false, Optional.empty()).json();
  }
}
