package org.mingjing.ledger.verify;

import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;

/**
 * Cuts a file into blocks of whole lines, so that a file of any size is checked in little memory. A
 * line longer than a receipt may be is cut, and stays too long.
 */
final class LineBlocks {
  private static final int MAX_LINE = ReceiptFile.MAX_BYTES + 2;

  private final InputStream input;
  private byte[] rest = new byte[0];

  LineBlocks(InputStream input) {
    this.input = input;
  }

  /** The next lines, newlines included; no bytes at the end. */
  byte[] next() throws IOException {
    byte[] block = Arrays.copyOf(rest, MAX_LINE);
    int length = rest.length + input.readNBytes(block, rest.length, MAX_LINE - rest.length);
    rest = new byte[0];
    if (length < MAX_LINE) {
      return Arrays.copyOf(block, length);
    }
    int end = afterLastNewline(block);
    if (end == 0) {
      skipLine();
      block[MAX_LINE - 1] = '\n';
      return block;
    }
    rest = Arrays.copyOfRange(block, end, length);
    return Arrays.copyOf(block, end);
  }

  /** Index after the newline of the line that starts there, or the end of the bytes. */
  static int endOfLine(byte[] bytes, int start) {
    int at = start;
    while (at < bytes.length && bytes[at] != '\n') {
      at++;
    }
    return Math.min(at + 1, bytes.length);
  }

  static int lines(byte[] block) {
    int lines = 0;
    for (byte b : block) {
      lines += b == '\n' ? 1 : 0;
    }
    return lines;
  }

  private static int afterLastNewline(byte[] block) {
    int end = block.length;
    while (end > 0 && block[end - 1] != '\n') {
      end--;
    }
    return end;
  }

  private void skipLine() throws IOException {
    int next = input.read();
    while (next >= 0 && next != '\n') {
      next = input.read();
    }
  }
}
