package org.mingjing.exchange.cli;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.mingjing.exchange.operations.Unavailable;

/** The verifier as anybody would run it: another program, which knows the log's key alone. */
record OfflineVerifier(Path jar) {

  /**
   * The one that was built in the project's folder.
   *
   * @throws Unavailable if none was
   */
  static OfflineVerifier of(Path home) throws IOException {
    try (Stream<Path> files = Files.list(home.resolve("ledger-adapter/verifier/target"))) {
      Optional<Path> jar =
          files
              .filter(file -> file.getFileName().toString().matches("verifier-.*\\.jar"))
              .findFirst();
      return new OfflineVerifier(
          jar.orElseThrow(() ->
              new Unavailable(
                  "the verifier is not built: run ./mingjing test",
                  "验证程序尚未构建：请运行 ./mingjing test")));
    }
  }

  /** Whether a receipt verifies; what the program says is shown, indented. */
  boolean verifies(Path receipt, String logKey, PrintStream out)
      throws IOException, InterruptedException {
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-jar",
                jar.toString(),
                "verify",
                receipt.toString(),
                "--key",
                logKey)
            .redirectErrorStream(true)
            .start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    said.lines().forEach(line -> out.println("   " + line));
    return process.waitFor(30, TimeUnit.SECONDS) && process.exitValue() == 0;
  }
}
