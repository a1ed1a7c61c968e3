package org.mingjing.ledger.verify;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.SimpleFileServer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mingjing.ledger.TestLog;
import org.mingjing.ledger.checkpoint.Checkpoint;
import org.mingjing.ledger.checkpoint.NoteSigner;
import org.mingjing.ledger.merkle.Frontier;
import org.mingjing.ledger.merkle.Hash;
import org.mingjing.ledger.merkle.Proofs;
import org.mingjing.ledger.receipt.TestReceipts;

/** The command {@code verify --checkpoints}, on a log of 300 entries. */
class CheckpointPairTest {
  private static final List<Hash> LEAVES = TestLog.leaves(0, 300);

  @TempDir Path folder;
  private String printed = "";

  @BeforeEach
  void log() throws IOException {
    TileFolder.write(folder, LEAVES);
    for (int size : new int[] {0, 100, 128, 300}) {
      write("at-" + size, size == 0 ? empty() : TestLog.checkpoint(size));
    }
    write("proof-100", proof(100));
    write("proof-128", proof(128));
  }

  private static String empty() {
    return TestLog.signer().sign(new Checkpoint(TestLog.ORIGIN, 0, Frontier.empty().root()).text());
  }

  private static String proof(int first) {
    var lines = new StringBuilder();
    for (Hash hash : Proofs.consistency(first, 300, TestLog.reader(LEAVES))) {
      lines.append(hash.toBase64()).append('\n');
    }
    return lines.toString();
  }

  /** A log that has another entry 5. */
  private static List<Hash> rewritten(int size) {
    List<Hash> leaves = new ArrayList<>(LEAVES.subList(0, size));
    leaves.set(5, TestLog.stray(5));
    return leaves;
  }

  private static String checkpoint(List<Hash> leaves) {
    Hash root = Frontier.empty().append(leaves).root();
    return TestLog.signer().sign(new Checkpoint(TestLog.ORIGIN, leaves.size(), root).text());
  }

  private void write(String name, String text) throws IOException {
    Files.writeString(folder.resolve(name), text);
  }

  private int run(String older, String newer, String... more) {
    List<String> args = new ArrayList<>(List.of("verify", "--checkpoints"));
    args.add(folder.resolve(older).toString());
    args.add(folder.resolve(newer).toString());
    args.addAll(List.of("--key", TestLog.signer().verifierKey()));
    args.addAll(List.of(more));
    var out = new ByteArrayOutputStream();
    var printer = new PrintStream(out, true, StandardCharsets.UTF_8);
    int exit = new Main(printer, printer).run(args);
    printed = out.toString(StandardCharsets.UTF_8);
    return exit;
  }

  private String file(String name) {
    return folder.resolve(name).toString();
  }

  @Test
  void a_checkpoint_that_extends_another_is_verified_by_proof_or_tiles() {
    for (int older : new int[] {100, 128}) {
      assertThat(run("at-" + older, "at-300", "--proof", file("proof-" + older))).isZero();
      assertThat(printed).startsWith("VERIFIED").contains(older + " -> 300", "没有改动");
      assertThat(run("at-" + older, "at-300", "--log", folder.toString())).isZero();
    }
    assertThat(run("at-300", "at-300")).isZero();
    assertThat(run("at-0", "at-300")).isZero();
    assertThat(run("at-100", "at-300", "--output", "json", "--log", folder.toString())).isZero();
    assertThat(printed)
        .isEqualTo(
            "{\"newerSize\":300,\"olderSize\":100,\"origin\":\"%s\",\"verdict\":\"VERIFIED\"}%n"
                .formatted(TestLog.ORIGIN));
  }

  @Test
  void a_receipt_stands_for_the_checkpoint_that_it_holds() throws IOException {
    Files.write(folder.resolve("receipt.json"), TestReceipts.plain().json());
    assertThat(run("receipt.json", "receipt.json")).isZero();
    assertThat(run("receipt.json", "at-100")).isEqualTo(1); // its entry 41 is another
    assertThat(printed).contains("FORK", "分叉");
  }

  @Test
  void two_roots_of_one_size_are_a_fork() throws IOException {
    write("other", checkpoint(rewritten(300)));
    assertThat(run("at-300", "other")).isEqualTo(1);
    assertThat(printed).startsWith("FAILED").contains("CONSISTENCY", "FORK", "分叉", "300");
  }

  @Test
  void a_rewritten_log_is_named_where_proof_or_tiles_are_those_of_the_newer_checkpoint()
      throws IOException {
    Path other = TileFolder.write(folder.resolve("other"), rewritten(300));
    write("rewritten", checkpoint(rewritten(300)));
    for (String older : List.of("at-100", "at-128")) {
      assertThat(run(older, "rewritten", "--log", other.toString())).isEqualTo(1);
      assertThat(printed).contains("CONSISTENCY", "FORK: the log was rewritten", "日志被改写");
    }
    assertThat(run("at-100", "rewritten", "--proof", file("proof-100"))).isEqualTo(1);
    assertThat(printed).contains("it is not shown").doesNotContain("FORK");
    assertThat(run("at-100", "rewritten", "--log", folder.toString())).isEqualTo(1);
    assertThat(printed).contains("it is not shown").doesNotContain("FORK");
  }

  @Test
  void a_log_that_became_smaller_is_told() {
    assertThat(run("at-300", "at-100", "--log", folder.toString())).isEqualTo(1);
    assertThat(printed).contains("the log was cut");
  }

  @Test
  void both_checkpoints_must_be_the_logs() throws IOException {
    String text = TestLog.verifier().text(TestLog.checkpoint(100));
    write("foreign", new NoteSigner(TestLog.ORIGIN, TestLog.key(9)).sign(text));
    for (String[] pair : new String[][] {{"foreign", "at-300"}, {"at-100", "foreign"}}) {
      assertThat(run(pair[0], pair[1], "--log", folder.toString())).isEqualTo(1);
      assertThat(printed).contains("CHECKPOINT");
    }
  }

  @Test
  void a_changed_bit_in_the_proof_or_in_a_tile_that_is_used_fails() throws IOException {
    for (String name : List.of("proof-100", "proof-128", "tile/0/000", "tile/0/001.p/44")) {
      byte[] bytes = Files.readAllBytes(folder.resolve(name));
      for (int bit = 0; bit < 8 * bytes.length; bit += name.startsWith("tile") ? 101 : 7) {
        byte[] changed = bytes.clone();
        changed[bit / 8] ^= (byte) (1 << bit % 8);
        Files.write(folder.resolve(name), changed);
        boolean tile = name.startsWith("tile");
        String[] more =
            tile ? new String[] {"--log", folder.toString()} : new String[] {"--proof", file(name)};
        String older = name.endsWith("128") ? "at-128" : "at-100";
        assertThat(run(older, "at-300", more)).as("%s bit %d", name, bit).isEqualTo(1);
      }
      Files.write(folder.resolve(name), bytes);
    }
  }

  @Test
  void a_proof_that_is_needed_and_missing_is_wrong_usage_and_a_missing_tile_unreadable()
      throws IOException {
    assertThat(run("at-100", "at-300")).isEqualTo(2);
    assertThat(printed).contains("--proof", "--log");
    assertThat(run("at-100", "at-300", "--log", "x", "--proof", "x")).isEqualTo(2);
    assertThat(run("at-100", "at-300", "more")).isEqualTo(2);
    assertThat(run("at-100", "at-300", "--checkpoints")).isEqualTo(2);
    Files.delete(folder.resolve("tile/0/001.p/44"));
    assertThat(run("at-100", "at-300", "--log", folder.toString())).isEqualTo(3);
    assertThat(printed).contains("tile/0/001");
    byte[] full = new byte[256 * Hash.LENGTH];
    for (int i = 0; i < 44; i++) {
      System.arraycopy(LEAVES.get(256 + i).bytes(), 0, full, i * Hash.LENGTH, Hash.LENGTH);
    }
    Files.write(folder.resolve("tile/0/001"), full); // the log has grown since
    assertThat(run("at-100", "at-300", "--log", folder.toString())).isZero();
  }

  @Test
  void tiles_may_come_from_the_log_itself() {
    var loopback = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
    var level = SimpleFileServer.OutputLevel.NONE;
    var server = SimpleFileServer.createFileServer(loopback, folder.toAbsolutePath(), level);
    server.start();
    try {
      String url = "http://127.0.0.1:" + server.getAddress().getPort();
      assertThat(run("at-100", "at-300", "--log", url)).isZero();
      assertThat(run("at-128", "at-300", "--log", url + "/")).isZero();
      assertThat(run("at-100", "at-300", "--log", url + "/nothing")).isEqualTo(3);
      assertThat(printed).contains("HTTP 404");
      assertThat(run("at-100", "at-300", "--log", "http://[")).isEqualTo(2);
    } finally {
      server.stop(0);
    }
  }
}
