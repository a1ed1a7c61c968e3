package org.mingjing.ledger.verify;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Many receipts: a folder, and a file with one a line. */
class ArchiveTest {
  private static final String KEY_FILE = VectorsTest.FOLDER.resolve("log.vkey").toString();

  @TempDir Path folder;
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private byte[] plain = new byte[0];
  private byte[] anchored = new byte[0];
  private byte[] changed = new byte[0];

  @BeforeEach
  void read() throws IOException {
    plain = Files.readAllBytes(VectorsTest.FOLDER.resolve("receipt.json"));
    anchored = Files.readAllBytes(VectorsTest.FOLDER.resolve("receipt-anchored.json"));
    changed =
        Files.readAllBytes(VectorsTest.FOLDER.resolve("malformed").resolve("proof-empty.json"));
  }

  private int run(Path path, String... more) {
    out.reset();
    var charset = StandardCharsets.UTF_8;
    var printer = new PrintStream(out, true, charset);
    List<String> args = List.of("verify", path.toString(), "--key", KEY_FILE);
    return new Main(printer, printer)
        .run(Stream.concat(args.stream(), Arrays.stream(more)).toList());
  }

  private String printed() {
    return out.toString(StandardCharsets.UTF_8);
  }

  private Path write(String name, byte[]... parts) throws IOException {
    Path file = folder.resolve(name);
    Files.createDirectories(file.resolveSibling("x").getParent());
    var bytes = new ByteArrayOutputStream();
    for (byte[] part : parts) {
      bytes.write(part);
    }
    return Files.write(file, bytes.toByteArray());
  }

  private static byte[] line(byte[] receipt) {
    byte[] line = Arrays.copyOf(receipt, receipt.length + 1);
    line[receipt.length] = '\n';
    return line;
  }

  @Test
  void a_folder_verifies_with_all_that_is_below_it_and_says_what_the_anchors_are_worth()
      throws IOException {
    for (int i = 0; i < 300; i++) {
      write("day-" + i % 3 + "/" + i + ".json", i % 2 == 0 ? plain : anchored);
    }
    write("day-1/more.jsonl", line(plain), line(anchored));
    write("README.txt", plain);
    Files.createSymbolicLink(folder.resolve("link.json"), folder.resolve("README.txt"));

    assertThat(run(folder)).isZero();
    assertThat(printed())
        .startsWith("VERIFIED 全部验证通过\n")
        .containsPattern("receipts .* 302\n")
        .containsPattern("no anchor .* 151\n")
        .containsPattern("own ledger .* 151 .*not 已存证")
        .containsPattern("failed .* 0\n")
        .containsPattern("not looked at .* 2\n");
  }

  @Test
  void every_failure_is_told_with_file_and_reason_and_one_is_enough_to_fail() throws IOException {
    for (int i = 0; i < 200; i++) {
      write(i + ".json", plain);
    }
    write("bad/one.json", changed);
    write("bad/two.json", "{}".getBytes(StandardCharsets.UTF_8));

    assertThat(run(folder)).isEqualTo(1);
    assertThat(printed())
        .contains("bad/one.json (PROOF)", "检查点的根", "bad/two.json (FORM)", "the members")
        .contains("FAILED 有回执验证未通过")
        .containsPattern("verified .* 200\n")
        .containsPattern("failed .* 2\n");
  }

  @Test
  void programs_get_one_canonical_document() throws IOException {
    write("good.json", anchored);
    write("lines.jsonl", line(plain), line(changed), plain);

    assertThat(run(folder, "--output", "json")).isEqualTo(1);
    var document = new Fields("it", parsed(), Set.of("failures", "summary", "verdict"));
    assertThat(document.string("verdict")).isEqualTo("FAILED");
    assertThat(document.object("summary").values())
        .containsEntry("verified", new Json.Whole(3))
        .containsEntry("anchored", new Json.Whole(1))
        .containsEntry("failed", new Json.Whole(1));
    assertThat(printed()).contains("\"check\":\"PROOF\"", "lines.jsonl\",\"line\":2,\"reason\":");
    Files.delete(folder.resolve("lines.jsonl"));
    assertThat(run(folder, "--output", "json")).isZero();
    assertThat(printed()).startsWith("{\"failures\":[],").contains("\"verdict\":\"VERIFIED\"");
    assertThat(parsed()).isInstanceOf(Json.Members.class);
  }

  private Json parsed() {
    return CanonicalParser.parse(printed().strip().getBytes(StandardCharsets.UTF_8));
  }

  @Test
  void lines_of_a_file_larger_than_a_block_are_numbered_from_its_start() throws IOException {
    int lines = 3 * ReceiptFile.MAX_BYTES / plain.length;
    byte[][] parts = IntStream.range(0, lines).mapToObj(i -> line(plain)).toArray(byte[][]::new);
    parts[lines - 2] = line(changed);
    parts[lines / 2] = new byte[] {'\n'};
    parts[lines - 1] = plain;

    assertThat(run(write("many.jsonl", parts))).isEqualTo(1);
    assertThat(printed())
        .contains("many.jsonl:" + (lines - 1) + " (PROOF)")
        .contains("many.jsonl:" + (lines / 2 + 1) + " (FORM)")
        .containsPattern("verified .* " + (lines - 2) + "\n")
        .containsPattern("failed .* 2\n");
    assertThat(printed().indexOf("(FORM)")).isLessThan(printed().indexOf("(PROOF)"));
  }

  @Test
  void a_line_longer_than_a_receipt_may_be_fails_alone() throws IOException {
    byte[] endless = new byte[5 * ReceiptFile.MAX_BYTES];
    Arrays.fill(endless, (byte) ' ');
    byte[] first = line(plain);
    assertThat(run(write("long.jsonl", first, line(endless), line(plain), line(changed))))
        .isEqualTo(1);
    assertThat(printed())
        .contains("long.jsonl:2 (FORM)", "1 MiB", "long.jsonl:4 (PROOF)")
        .containsPattern("verified .* 2\n");
  }

  @Test
  void without_any_receipt_nothing_is_verified() throws IOException {
    write("notes.txt", plain);
    assertThat(run(folder)).isEqualTo(1);
    assertThat(printed()).startsWith("FAILED 没有找到回执 / there are no receipts");
    assertThat(run(write("empty.jsonl"))).isEqualTo(1);
    assertThat(run(folder, "--output", "json")).isEqualTo(1);
  }

  @Test
  void a_signature_is_remembered_with_everything_that_it_signed() throws IOException {
    var key = LogKey.parse(VectorsTest.key()).orElseThrow();
    var verifier = new ReceiptVerifier(key);
    assertThat(verifier.verify(anchored)).isInstanceOf(Verdict.Verified.class);
    for (int i = 0; i < anchored.length; i++) {
      byte[] other = anchored.clone();
      other[i] ^= 1;
      assertThat(verifier.verify(other)).as("byte %d", i).isInstanceOf(Verdict.Failed.class);
    }
    assertThat(verifier.verify(anchored)).isInstanceOf(Verdict.Verified.class);
  }
}
