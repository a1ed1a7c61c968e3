package org.mingjing.exchange;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;

/** Keeps what is written to standard error, where the logs go, and passes it on. */
final class StandardError implements AutoCloseable {
  private final PrintStream before;
  private final ByteArrayOutputStream kept = new ByteArrayOutputStream();

  private StandardError(PrintStream before) {
    this.before = before;
  }

  static StandardError capture() {
    StandardError captured = new StandardError(System.err);
    System.setErr(new PrintStream(captured.new Both(), true, StandardCharsets.UTF_8));
    return captured;
  }

  private final class Both extends OutputStream {
    @Override
    public void write(int b) throws IOException {
      write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
      kept.write(bytes, offset, length);
      before.write(bytes, offset, length);
    }
  }

  /** Everything written since. */
  String text() {
    return kept.toString(StandardCharsets.UTF_8);
  }

  @Override
  public void close() {
    System.setErr(before);
  }
}
