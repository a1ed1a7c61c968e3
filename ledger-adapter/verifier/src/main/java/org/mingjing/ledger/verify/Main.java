package org.mingjing.ledger.verify;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;

/** The command {@code verify RECEIPT --key KEY [--output table|json]}. */
public final class Main {
  private static final int DONE = 0;
  private static final int FAILED = 1;
  private static final int USAGE = 2;
  private static final int UNREADABLE = 3;
  private static final int MAX_KEY_BYTES = 4096;

  private final PrintStream out;
  private final PrintStream err;

  Main(PrintStream out, PrintStream err) {
    this.out = out;
    this.err = err;
  }

  /** Exits with 0 verified, 1 failed, 2 wrong usage, 3 a file cannot be read. */
  public static void main(String[] args) {
    var out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
    var err = new PrintStream(System.err, true, StandardCharsets.UTF_8);
    System.exit(new Main(out, err).run(List.of(args)));
  }

  /** Runs the command with its arguments, the word {@code verify} included. */
  int run(List<String> args) {
    try {
      var arguments = Arguments.of(args);
      String key = key(arguments.key());
      Verdict verdict = ReceiptVerifier.verify(receipt(Path.of(arguments.receipt())), key);
      out.print(arguments.json() ? Report.json(verdict) : Report.table(verdict));
      return verdict instanceof Verdict.Verified ? DONE : FAILED;
    } catch (WrongUsage | InvalidPathException e) {
      err.println(e.getMessage());
      err.println("用法 / usage: verify RECEIPT --key KEY [--output table|json]");
      err.println("KEY：验证密钥 name+id+key，或存有它的文件 / a verifier key, or a file that holds it");
      return USAGE;
    } catch (IOException e) {
      err.println("无法读取文件 / cannot read the file: " + e.getMessage());
      return UNREADABLE;
    }
  }

  private static String key(String keyOrFile) throws IOException, WrongUsage {
    if (VerifierKey.parse(keyOrFile).isPresent()) {
      return keyOrFile;
    }
    Path file = Path.of(keyOrFile);
    if (!Files.exists(file)) {
      throw new WrongUsage("既不是验证密钥也不是文件 / neither a verifier key nor a file: " + keyOrFile);
    }
    String key = new String(read(file, MAX_KEY_BYTES), StandardCharsets.UTF_8).strip();
    if (VerifierKey.parse(key).isEmpty()) {
      throw new WrongUsage("文件中不是验证密钥 / the file holds no verifier key: " + keyOrFile);
    }
    return key;
  }

  private static byte[] receipt(Path file) throws IOException {
    return read(file, ReceiptFile.MAX_BYTES + 1);
  }

  /** Reads at most that many bytes: a longer file is refused by whoever checks its length. */
  private static byte[] read(Path file, int atMost) throws IOException {
    try (var input = Files.newInputStream(file)) {
      return input.readNBytes(atMost);
    }
  }
}
