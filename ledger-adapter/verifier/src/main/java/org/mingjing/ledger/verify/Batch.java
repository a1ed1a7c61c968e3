package org.mingjing.ledger.verify;

import java.io.FileInputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

/** Receipts that one worker checks in one go. */
sealed interface Batch {
  /** Checks them all. */
  Findings check(ReceiptVerifier verifier);

  /** Files that hold a receipt each. */
  record OfFiles(List<Path> files) implements Batch {
    private static final int USUAL_BYTES = 8192;

    @Override
    public Findings check(ReceiptVerifier verifier) {
      var findings = new Findings();
      for (Path file : files) {
        findings.add(file, 0, verdict(verifier, file));
      }
      return findings;
    }

    private static Verdict verdict(ReceiptVerifier verifier, Path file) {
      try {
        return verifier.verify(read(file));
      } catch (IOException e) {
        return new Verdict.Failed(
            Check.FILE,
            new Text("无法读取文件：" + e.getMessage(), "the file cannot be read: " + e.getMessage()));
      }
    }

    /** Without asking for the length first: with a million files every system call counts. */
    private static byte[] read(Path file) throws IOException {
      try (var input = new FileInputStream(file.toFile())) {
        var start = new byte[USUAL_BYTES];
        int length = input.readNBytes(start, 0, USUAL_BYTES);
        if (length < USUAL_BYTES) {
          return Arrays.copyOf(start, length);
        }
        byte[] rest = input.readNBytes(ReceiptFile.MAX_BYTES + 1 - USUAL_BYTES);
        byte[] whole = Arrays.copyOf(start, USUAL_BYTES + rest.length);
        System.arraycopy(rest, 0, whole, USUAL_BYTES, rest.length);
        return whole;
      }
    }
  }

  /**
   * Whole lines of a file, a receipt each.
   *
   * @param firstLine the number, from 1, of the first of them
   */
  record OfLines(Path file, long firstLine, byte[] bytes) implements Batch {
    @Override
    public Findings check(ReceiptVerifier verifier) {
      var findings = new Findings();
      long line = firstLine;
      for (int start = 0; start < bytes.length; line++) {
        int end = LineBlocks.endOfLine(bytes, start);
        findings.add(file, line, verifier.verify(Arrays.copyOfRange(bytes, start, end)));
        start = end;
      }
      return findings;
    }
  }
}
