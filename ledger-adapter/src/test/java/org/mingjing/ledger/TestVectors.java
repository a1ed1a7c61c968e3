package org.mingjing.ledger;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;

/** Reads the files of {@code src/test/vectors}: a case a line, {@code #} starts a comment. */
public final class TestVectors {
  private static final Path FOLDER = Path.of("src", "test", "vectors");

  private TestVectors() {}

  public static List<String> lines(String file) {
    try {
      return Files.readAllLines(FOLDER.resolve(file)).stream()
          .filter(line -> !line.startsWith("#"))
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The lines that start with this word, without it. */
  public static List<String> lines(String file, String word) {
    return lines(file).stream()
        .filter(line -> line.startsWith(word + " "))
        .map(line -> line.substring(word.length() + 1))
        .toList();
  }

  public static byte[] hex(String hex) {
    return hex.equals("-") ? new byte[0] : HexFormat.of().parseHex(hex);
  }
}
