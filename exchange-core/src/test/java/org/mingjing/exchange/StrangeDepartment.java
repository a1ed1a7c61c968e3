package org.mingjing.exchange;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Queue;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A department's HTTP service that sends whatever a test wants, byte for byte, and keeps what it
 * was sent.
 */
final class StrangeDepartment implements AutoCloseable {
  private static final Pattern KEY = Pattern.compile("\"id_number\":\"([^\"]*)\"");

  /** What it sends back; the connection is closed afterwards. */
  @FunctionalInterface
  interface Behaviour {
    void answer(String key, OutputStream out) throws IOException;
  }

  /** A request as it came in, with its headers' names in lower case. */
  record Asked(String line, Map<String, String> headers, String body) {}

  private final ServerSocket server;
  private final Queue<Asked> asked = new ConcurrentLinkedQueue<>();
  private volatile Behaviour behaviour = StrangeDepartment::nobody;

  private StrangeDepartment(ServerSocket server) {
    this.server = server;
  }

  static StrangeDepartment start() throws IOException {
    StrangeDepartment started =
        new StrangeDepartment(new ServerSocket(0, 50, InetAddress.getLoopbackAddress()));
    Thread.ofVirtual().start(started::accept);
    return started;
  }

  URI url() {
    return URI.create("http://127.0.0.1:" + server.getLocalPort());
  }

  StrangeDepartment behave(Behaviour next) {
    asked.clear();
    behaviour = next;
    return this;
  }

  List<Asked> asked() {
    return List.copyOf(asked);
  }

  static void nobody(String key, OutputStream out) throws IOException {
    json("{\"records\":[]}", out);
  }

  static void json(String body, OutputStream out) throws IOException {
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    head("200 OK", "Content-Type: application/json\r\nContent-Length: " + bytes.length, out);
    out.write(bytes);
  }

  static void head(String status, String headers, OutputStream out) throws IOException {
    out.write(
        ("HTTP/1.1 " + status + "\r\n" + headers + "\r\nConnection: close\r\n\r\n")
            .getBytes(StandardCharsets.UTF_8));
  }

  private void accept() {
    while (!server.isClosed()) {
      try {
        Socket socket = server.accept();
        Thread.ofVirtual().start(() -> serve(socket));
      } catch (IOException e) {
        return; // closed
      }
    }
  }

  private void serve(Socket socket) {
    try (socket) {
      Asked question = read(socket.getInputStream());
      asked.add(question);
      Matcher key = KEY.matcher(question.body());
      behaviour.answer(key.find() ? key.group(1) : "", socket.getOutputStream());
      socket.getOutputStream().flush();
    } catch (IOException e) {
      // whoever asked has hung up
    }
  }

  private static Asked read(InputStream in) throws IOException {
    ByteArrayOutputStream head = new ByteArrayOutputStream();
    while (!head.toString(StandardCharsets.UTF_8).endsWith("\r\n\r\n")) {
      int next = in.read();
      if (next < 0) {
        throw new IOException("cut off");
      }
      head.write(next);
    }
    List<String> lines = head.toString(StandardCharsets.UTF_8).lines().toList();
    Map<String, String> headers = new TreeMap<>();
    for (String line : lines.subList(1, lines.size() - 1)) {
      int colon = line.indexOf(':');
      headers.put(
          line.substring(0, colon).toLowerCase(Locale.ROOT), line.substring(colon + 1).strip());
    }
    int length = Integer.parseInt(headers.getOrDefault("content-length", "0"));
    return new Asked(
        lines.getFirst(), headers, new String(in.readNBytes(length), StandardCharsets.UTF_8));
  }

  @Override
  public void close() {
    try {
      server.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
