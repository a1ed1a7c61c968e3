package org.mingjing.ledger.verify;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The command {@code verify}; its usage is {@link Usage}. */
public final class Main {
  private static final int DONE = 0;
  private static final int FAILED = 1;
  private static final int USAGE = 2;
  private static final int UNREADABLE = 3;
  private static final int MAX_KEY_BYTES = 4096;
  private static final int MAX_CERTIFICATE_BYTES = 1 << 16;

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
      boolean passed =
          switch (Command.of(args)) {
            case Command.Help _ -> help();
            case Command.Receipts receipts -> receipts(receipts);
            case Command.Checkpoints pair -> checkpoints(pair);
          };
      return passed ? DONE : FAILED;
    } catch (WrongUsage | InvalidPathException e) {
      err.println(e.getMessage());
      err.print(Usage.SHORT);
      return USAGE;
    } catch (IOException e) {
      err.println("无法读取文件 / cannot read the file: " + e.getMessage());
      return UNREADABLE;
    }
  }

  private boolean help() {
    out.print(Usage.LONG);
    return true;
  }

  private boolean receipts(Command.Receipts command) throws IOException, WrongUsage {
    var organisations = organisations(command.organisations());
    var verifier = new ReceiptVerifier(key(command.key()), organisations);
    Path path = Path.of(command.path());
    if (Archive.isOne(path)) {
      return many(path, verifier, command.json());
    }
    return told(verifier.verify(read(path, ReceiptFile.MAX_BYTES + 1)), command.json());
  }

  private boolean checkpoints(Command.Checkpoints command) throws IOException, WrongUsage {
    Verdict verdict =
        CheckpointPair.verify(
            read(Path.of(command.older()), ReceiptFile.MAX_BYTES + 1),
            read(Path.of(command.newer()), ReceiptFile.MAX_BYTES + 1),
            key(command.key()),
            command.proof());
    return told(verdict, command.json());
  }

  private boolean told(Verdict verdict, boolean json) {
    out.print(json ? Report.json(verdict) : Report.table(verdict));
    return !(verdict instanceof Verdict.Failed);
  }

  private boolean many(Path path, ReceiptVerifier verifier, boolean json) throws IOException {
    Told told = json ? Told.asJson(out) : Told.asText(out);
    Tally tally = Archive.verify(path, verifier, told::failure);
    told.end(tally);
    return tally.passed();
  }

  private static Map<String, Organisation> organisations(Map<String, String> files)
      throws IOException, WrongUsage {
    Map<String, Organisation> organisations = new HashMap<>();
    for (var org : files.entrySet()) {
      byte[] pem = read(Path.of(org.getValue()), MAX_CERTIFICATE_BYTES);
      organisations.put(org.getKey(), Organisation.of(org.getKey(), pem));
    }
    return organisations;
  }

  private static LogKey key(String keyOrFile) throws IOException, WrongUsage {
    var given = LogKey.parse(keyOrFile);
    if (given.isPresent()) {
      return given.get();
    }
    Path file = Path.of(keyOrFile);
    if (!Files.exists(file)) {
      throw new WrongUsage("既不是验证密钥也不是文件 / neither a verifier key nor a file: " + keyOrFile);
    }
    String key = new String(read(file, MAX_KEY_BYTES), StandardCharsets.UTF_8).strip();
    return LogKey.parse(key)
        .orElseThrow(
            () -> new WrongUsage("文件中不是验证密钥 / the file holds no verifier key: " + keyOrFile));
  }

  /** Reads at most that many bytes: a longer file is refused by whoever checks its length. */
  private static byte[] read(Path file, int atMost) throws IOException {
    try (var input = Files.newInputStream(file)) {
      return input.readNBytes(atMost);
    }
  }
}
