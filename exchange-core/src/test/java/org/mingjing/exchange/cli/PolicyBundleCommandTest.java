package org.mingjing.exchange.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Keys, bundles and signatures from the command line. */
class PolicyBundleCommandTest {
  private static final Path SHIPPED = Path.of("..", "config", "policy");

  @TempDir private Path folder;

  private int code;

  /** What the command prints, on both streams. */
  private String run(String... arguments) {
    PrintStream out = System.out;
    PrintStream err = System.err;
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (PrintStream console = new PrintStream(bytes, true, StandardCharsets.UTF_8)) {
      System.setOut(console);
      System.setErr(console);
      code = CommandRun.of(arguments);
    } finally {
      System.setOut(out);
      System.setErr(err);
    }
    return bytes.toString(StandardCharsets.UTF_8);
  }

  private String path(String file) {
    return folder.resolve(file).toString();
  }

  private String key(String file, String... options) {
    String[] arguments = new String[options.length + 4];
    System.arraycopy(new String[] {"policy", "bundle", "key", path(file)}, 0, arguments, 0, 4);
    System.arraycopy(options, 0, arguments, 4, options.length);
    String id = run(arguments).strip();
    assertThat(code).isZero();
    return id;
  }

  private String make(String key, int serial, String out) {
    return run(
        "policy",
        "bundle",
        "make",
        SHIPPED.toString(),
        "--key",
        path(key),
        "--serial",
        Integer.toString(serial),
        "--out",
        path(out));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "--sm2"})
  void a_bundle_is_made_and_checked(String option) {
    String id = option.isEmpty() ? key("steward") : key("steward", option);

    String made = make("steward", 3, "bundle.json");
    assertThat(code).as(made).isZero();
    String checked =
        run(
            "policy",
            "bundle",
            "check",
            path("bundle.json"),
            "--trust",
            path("steward.pub"),
            "--output",
            "json");

    assertThat(code).as(checked).isZero();
    JsonNode json = JsonMapper.shared().readTree(checked);
    assertThat(json.path("serial").asInt()).isEqualTo(3);
    assertThat(json.path("signers").path(0).asString("")).isEqualTo(id);
    assertThat(made).contains(json.path("policy").asString("-"));
    assertThat(run("policy", "digest", SHIPPED.toString()))
        .contains(json.path("policy").asString("-"), json.path("grants").asString("-"));
  }

  @Test
  void a_key_is_its_owners_and_is_never_overwritten() throws IOException {
    String id = key("steward");
    String before = Files.readString(folder.resolve("steward"));

    String again = run("policy", "bundle", "key", path("steward"));

    assertThat(code).as(again).isEqualTo(Main.UNAVAILABLE);
    assertThat(again).contains("steward exists already", "已存在");
    assertThat(id).matches("ed25519:[0-9a-f]{64}");
    assertThat(Files.readString(folder.resolve("steward"))).isEqualTo(before);
    assertThat(
            PosixFilePermissions.toString(Files.getPosixFilePermissions(folder.resolve("steward"))))
        .isEqualTo("rw-------");
    Files.delete(folder.resolve("steward"));
    assertThat(run("policy", "bundle", "key", path("steward"))).contains("steward.pub exists");
    assertThat(folder.resolve("steward")).doesNotExist();
  }

  @Test
  void a_second_person_signs_before_the_bundle_is_good() {
    key("steward");
    key("approver");
    String made =
        run(
            "policy",
            "bundle",
            "make",
            SHIPPED.toString(),
            "--key",
            path("steward"),
            "--signer",
            path("approver.pub"),
            "--serial",
            "1",
            "--out",
            path("bundle.json"));
    assertThat(code).as(made).isZero();
    String[] check = {
      "policy",
      "bundle",
      "check",
      path("bundle.json"),
      "--trust",
      path("steward.pub"),
      "--trust",
      path("approver.pub"),
      "--signatures",
      "2"
    };

    assertThat(run(check)).contains("too-few-signatures");
    assertThat(code).isEqualTo(Main.REFUSED);
    String[] sign = {
      "policy", "bundle", "sign", path("bundle.json"), "--key", path("approver"), "--policy", ""
    };
    sign[sign.length - 1] = "sha256:" + "0".repeat(64);
    assertThat(run(sign)).contains("other-policy");
    assertThat(code).isEqualTo(Main.REFUSED);
    sign[sign.length - 1] = made.strip().lines().reduce((line, last) -> last).orElseThrow();
    run(sign);
    assertThat(code).isZero();
    assertThat(run(check)).contains("serial      1", "signers");
    assertThat(code).isZero();
  }

  @Test
  void what_is_wrong_is_told_in_both_languages_and_by_the_exit_code() throws IOException {
    key("steward");
    key("stranger");
    make("steward", 3, "bundle.json");
    String[] check = {
      "policy", "bundle", "check", path("bundle.json"), "--trust", path("stranger.pub")
    };
    assertThat(run(check)).contains("拒绝（unknown-key）", "refused (unknown-key)");
    assertThat(code).isEqualTo(Main.REFUSED);
    check[5] = path("steward.pub");
    String[] later = Arrays.copyOf(check, 8);
    later[6] = "--after";
    for (String after : new String[] {"3", "4"}) {
      later[7] = after;
      assertThat(run(later)).contains(after.equals("3") ? "same-serial" : "older");
      assertThat(code).isEqualTo(Main.REFUSED);
    }
    Files.writeString(folder.resolve("bundle.json"), "- code: MPS\n");
    assertThat(run(check)).contains("not-json");
    assertThat(code).isEqualTo(Main.REFUSED);
  }

  @Test
  void usage_and_missing_files_have_their_own_exit_codes() {
    key("steward");

    make("steward", 0, "bundle.json");
    assertThat(code).isEqualTo(Main.USAGE);
    make("nobody", 1, "bundle.json");
    assertThat(code).isEqualTo(Main.UNAVAILABLE);
    run("policy", "bundle");
    assertThat(code).isEqualTo(Main.USAGE);
    assertThat(folder.resolve("bundle.json")).doesNotExist();
  }

  @Test
  void documents_that_do_not_load_are_not_signed() throws IOException {
    key("steward");
    Path broken = Files.createDirectories(folder.resolve("broken"));

    String told =
        run(
            "policy",
            "bundle",
            "make",
            broken.toString(),
            "--key",
            path("steward"),
            "--serial",
            "1",
            "--out",
            path("bundle.json"));

    assertThat(code).isEqualTo(Main.REFUSED);
    assertThat(told).contains("missing-document");
    assertThat(folder.resolve("bundle.json")).doesNotExist();
  }
}
