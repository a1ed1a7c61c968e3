package org.mingjing.bench.wire;

/** One HTTP/1.1 message, request or response, read to its end. */
public final class HttpMessage {
  private final String startLine;
  private final byte[] body;
  private final boolean keepAlive;

  HttpMessage(String startLine, byte[] body, boolean keepAlive) {
    this.startLine = startLine;
    this.body = body;
    this.keepAlive = keepAlive;
  }

  public String startLine() {
    return startLine;
  }

  /** The status code of a response; -1 when the start line is not a status line. */
  public int status() {
    if (!startLine.startsWith("HTTP/1.") || startLine.length() < 12) {
      return -1;
    }
    int status = 0;
    for (int i = 9; i < 12; i++) {
      int digit = startLine.charAt(i) - '0';
      if (digit < 0 || digit > 9) {
        return -1;
      }
      status = status * 10 + digit;
    }
    return status;
  }

  /** The body itself, not a copy: the load client reads it once and drops it. */
  public byte[] body() {
    return body;
  }

  /** Whether another message may follow on the same connection. */
  public boolean keepAlive() {
    return keepAlive;
  }

  /** Whether the body holds these bytes. */
  public boolean contains(byte[] marker) {
    return indexOf(marker, 0) >= 0;
  }

  /** The first place of these bytes in the body at or after {@code from}, or -1. */
  public int indexOf(byte[] marker, int from) {
    for (int i = from; i <= body.length - marker.length; i++) {
      if (matchesAt(marker, i)) {
        return i;
      }
    }
    return -1;
  }

  private boolean matchesAt(byte[] marker, int at) {
    for (int i = 0; i < marker.length; i++) {
      if (body[at + i] != marker[i]) {
        return false;
      }
    }
    return true;
  }
}
