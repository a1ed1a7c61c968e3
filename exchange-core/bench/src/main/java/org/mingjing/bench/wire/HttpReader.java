package org.mingjing.bench.wire;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/**
 * Reads HTTP/1.1 messages one after another from one connection: a start line, headers, and a body
 * with Content-Length or chunked (RFC 9112, sections 6 and 7.1). A body that ends with the
 * connection is refused, since no row of the bench answers so.
 */
public final class HttpReader {
  private static final int MAX_LINE = 64 * 1024;
  private static final int MAX_BODY = 1024 * 1024;

  private final InputStream in;
  private final byte[] buffer = new byte[16 * 1024];
  private int position;
  private int limit;

  public HttpReader(InputStream in) {
    this.in = in;
  }

  /**
   * The next message, or nothing when the peer closed the connection between two messages.
   *
   * @throws IOException when the connection breaks or what arrives is not HTTP/1.1
   */
  public Optional<HttpMessage> read() throws IOException {
    if (position == limit && !fill()) {
      return Optional.empty();
    }
    String startLine = line();
    Framing framing = headers(startLine);
    byte[] body = framing.chunked() ? chunked() : exactly(framing.length());
    return Optional.of(new HttpMessage(startLine, body, framing.keepAlive()));
  }

  private record Framing(int length, boolean chunked, boolean keepAlive) {}

  private Framing headers(String startLine) throws IOException {
    int length = 0;
    boolean chunked = false;
    boolean keepAlive = startLine.contains("HTTP/1.1");
    for (String line = line(); !line.isEmpty(); line = line()) {
      int colon = line.indexOf(':');
      if (colon < 1) {
        throw new IOException("not a header line");
      }
      switch (line.substring(0, colon).toLowerCase(Locale.ROOT)) {
        case "content-length" -> length = bounded(line.substring(colon + 1).strip(), 10);
        case "transfer-encoding" -> chunked = value(line, colon).endsWith("chunked");
        case "connection" -> keepAlive = keepAlive && !value(line, colon).contains("close");
        default -> {
          // no other header changes where the message ends
        }
      }
    }
    return new Framing(length, chunked, keepAlive);
  }

  private static String value(String line, int colon) {
    return line.substring(colon + 1).strip().toLowerCase(Locale.ROOT);
  }

  private byte[] chunked() throws IOException {
    byte[] body = new byte[0];
    for (int size = chunkSize(); size > 0; size = chunkSize()) {
      int before = body.length;
      if (before + size > MAX_BODY) {
        throw new IOException("body larger than " + MAX_BODY);
      }
      body = Arrays.copyOf(body, before + size);
      into(body, before, size);
      if (!line().isEmpty()) {
        throw new IOException("chunk longer than its size");
      }
    }
    while (!line().isEmpty()) {
      // trailers end with an empty line and say nothing that is needed here
    }
    return body;
  }

  private int chunkSize() throws IOException {
    String line = line();
    int semicolon = line.indexOf(';');
    return bounded((semicolon < 0 ? line : line.substring(0, semicolon)).strip(), 16);
  }

  private static int bounded(String digits, int radix) throws IOException {
    try {
      int value = Integer.parseInt(digits, radix);
      if (value < 0 || value > MAX_BODY) {
        throw new IOException("length out of bounds: " + digits);
      }
      return value;
    } catch (NumberFormatException e) {
      throw new IOException("not a length: " + digits, e);
    }
  }

  private byte[] exactly(int length) throws IOException {
    byte[] body = new byte[length];
    into(body, 0, length);
    return body;
  }

  private void into(byte[] target, int offset, int length) throws IOException {
    int done = 0;
    while (done < length) {
      if (position == limit && !fill()) {
        throw new EOFException("connection closed inside a body");
      }
      int part = Math.min(length - done, limit - position);
      System.arraycopy(buffer, position, target, offset + done, part);
      position += part;
      done += part;
    }
  }

  private String line() throws IOException {
    StringBuilder split = new StringBuilder();
    while (split.length() < MAX_LINE) {
      if (position == limit && !fill()) {
        throw new EOFException("connection closed inside a head");
      }
      int end = position;
      while (end < limit && buffer[end] != '\n') {
        end++;
      }
      split.append(new String(buffer, position, end - position, StandardCharsets.ISO_8859_1));
      position = Math.min(end + 1, limit);
      if (end < limit) {
        return withoutCarriageReturn(split);
      }
    }
    throw new IOException("line longer than " + MAX_LINE);
  }

  private static String withoutCarriageReturn(StringBuilder line) {
    int last = line.length() - 1;
    return last >= 0 && line.charAt(last) == '\r' ? line.substring(0, last) : line.toString();
  }

  private boolean fill() throws IOException {
    int read = in.read(buffer, 0, buffer.length);
    position = 0;
    limit = Math.max(read, 0);
    return read > 0;
  }
}
