package org.mingjing.ledger.verify;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MainTest {
  private static final String RECEIPT =
      VectorsTest.FOLDER.resolve("receipt-anchored.json").toString();
  private static final String KEY_FILE = VectorsTest.FOLDER.resolve("log.vkey").toString();
  private static final String CHANGED =
      VectorsTest.FOLDER.resolve("malformed").resolve("proof-entry-changed.json").toString();

  @TempDir Path folder;
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();

  private int run(String... args) {
    out.reset();
    err.reset();
    var charset = StandardCharsets.UTF_8;
    var main = new Main(new PrintStream(out, true, charset), new PrintStream(err, true, charset));
    return main.run(List.of(args));
  }

  private String printed() {
    return out.toString(StandardCharsets.UTF_8);
  }

  @Test
  void says_verified_with_key_or_key_file_and_what_the_anchor_is_worth() throws IOException {
    for (String key : List.of(VectorsTest.key(), KEY_FILE)) {
      assertThat(run("verify", RECEIPT, "--key", key)).isZero();
      assertThat(printed())
          .startsWith("VERIFIED 验证通过\n")
          .contains("不是已存证", "not 已存证", "41 / 100", "\"kind\":\"call.closed\"");
    }
  }

  @Test
  void says_failed_and_why_in_both_languages() {
    assertThat(run("verify", CHANGED, "--key", KEY_FILE)).isEqualTo(1);
    assertThat(printed()).startsWith("FAILED 验证未通过 (PROOF)\n").contains("检查点的根", "the root");
  }

  @Test
  void writes_canonical_json_for_programs() throws IOException {
    assertThat(run("verify", RECEIPT, "--output", "json", "--key", KEY_FILE)).isZero();
    var verified =
        (Json.Members) CanonicalParser.parse(printed().strip().getBytes(StandardCharsets.UTF_8));
    assertThat(verified.values()).containsEntry("verdict", new Json.Chars("VERIFIED"));
    assertThat(verified.values().get("entry")).isInstanceOf(Json.Members.class);
    assertThat(run("verify", CHANGED, "--key", KEY_FILE, "--output", "json")).isEqualTo(1);
    var failed =
        (Json.Members) CanonicalParser.parse(printed().strip().getBytes(StandardCharsets.UTF_8));
    assertThat(failed.values()).containsEntry("check", new Json.Chars("PROOF"));
    assertThat(failed.values()).containsEntry("verdict", new Json.Chars("FAILED"));
  }

  @Test
  void options_may_stand_before_the_receipt_and_help_is_no_error() {
    assertThat(run("verify", "--key", KEY_FILE, "--output", "json", RECEIPT)).isZero();
    assertThat(run("verify", "--help")).isZero();
    assertThat(printed()).contains("PATH", "退出码");
    assertThat(run("verify", RECEIPT, "-h")).isZero();
  }

  @Test
  void a_failure_cannot_steer_the_terminal() throws IOException {
    Path receipt = folder.resolve("receipt");
    Files.writeString(receipt, "{\"\\u001b[2J\u202eVERIFIED\":1}");
    assertThat(run("verify", receipt.toString(), "--key", KEY_FILE)).isEqualTo(1);
    assertThat(printed()).startsWith("FAILED").doesNotContain("\u001b", "\u202e");
  }

  @Test
  void wrong_arguments_are_told_with_the_usage() throws IOException {
    Path noKey = folder.resolve("no-key");
    Files.writeString(noKey, "nothing");
    String[][] wrong = {
      {},
      {"verify"},
      {"check", RECEIPT, "--key", KEY_FILE},
      {"verify", RECEIPT},
      {"verify", RECEIPT, RECEIPT, "--key", KEY_FILE},
      {"verify", "--key", KEY_FILE},
      {"verify", RECEIPT, "--key"},
      {"verify", RECEIPT, "--output", "json"},
      {"verify", RECEIPT, "--key", KEY_FILE, "--key", KEY_FILE},
      {"verify", RECEIPT, "--key", KEY_FILE, "--output", "xml"},
      {"verify", RECEIPT, "--key", KEY_FILE, "--colour", "red"},
      {"verify", RECEIPT, "--key", "neither-key-nor-file"},
      {"verify", RECEIPT, "--key", noKey.toString()},
      {"verify", "\0", "--key", KEY_FILE},
    };
    for (String[] args : wrong) {
      assertThat(run(args)).as(String.join(" ", args)).isEqualTo(2);
      assertThat(printed()).isEmpty();
      assertThat(err.toString(StandardCharsets.UTF_8)).contains("usage").contains("用法");
    }
  }

  @Test
  void a_file_that_cannot_be_read_is_told_apart_from_a_failed_check() {
    String missing = folder.resolve("missing").toString();
    assertThat(run("verify", missing, "--key", KEY_FILE)).isEqualTo(3);
    assertThat(err.toString(StandardCharsets.UTF_8)).contains(missing).contains("无法读取");
    assertThat(run("verify", RECEIPT, "--key", folder.toString())).isEqualTo(3);
  }

  @Test
  void a_file_beyond_the_bound_fails_without_being_read_whole() throws IOException {
    Path large = folder.resolve("large");
    Files.write(large, new byte[ReceiptFile.MAX_BYTES + 100]);
    assertThat(run("verify", large.toString(), "--key", KEY_FILE)).isEqualTo(1);
    assertThat(printed()).contains("FORM", "1 MiB");
  }
}
