package org.mingjing.exchange;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;

/** HTTP byte for byte, for requests that no client would send. */
final class RawHttp {
  private static final int PATIENCE_MILLIS = 30_000;

  private RawHttp() {}

  /** What came back until the server closed the connection; nothing but the head is taken apart. */
  record Answer(String text) {
    int status() {
      return text.startsWith("HTTP/1.1 ") ? Integer.parseInt(text.substring(9, 12)) : 0;
    }

    private int headEnd() {
      int end = text.indexOf("\r\n\r\n");
      return end < 0 ? text.length() : end;
    }

    String head() {
      return text.substring(0, headEnd());
    }

    String body() {
      return text.substring(Math.min(text.length(), headEnd() + 4));
    }

    Optional<String> header(String name) {
      String start = name.toLowerCase(Locale.ROOT) + ":";
      return head()
          .lines()
          .filter(line -> line.toLowerCase(Locale.ROOT).startsWith(start))
          .map(line -> line.substring(start.length()).strip())
          .findFirst();
    }
  }

  /** Sends a request as it is given and reads to the end; the request must ask to close. */
  static Answer send(String baseUrl, byte[] request) {
    URI url = URI.create(baseUrl);
    try (Socket socket = new Socket()) {
      socket.connect(new InetSocketAddress(url.getHost(), url.getPort()), PATIENCE_MILLIS);
      socket.setSoTimeout(PATIENCE_MILLIS);
      ByteArrayOutputStream received = new ByteArrayOutputStream();
      try {
        socket.getOutputStream().write(request);
        socket.getOutputStream().flush();
        socket.getInputStream().transferTo(received);
      } catch (java.net.SocketException e) {
        // a server that has answered need not read the rest of what it refuses
        if (received.size() == 0) {
          throw e;
        }
      }
      return new Answer(received.toString(StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
