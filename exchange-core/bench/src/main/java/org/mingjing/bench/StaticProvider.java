package org.mingjing.bench;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.concurrent.atomic.LongAdder;
import org.mingjing.bench.wire.Connection;
import org.mingjing.bench.wire.HttpMessage;
import org.mingjing.bench.wire.HttpReader;
import org.mingjing.bench.wire.Requests;

/**
 * A department that looks nothing up: every POST is answered with the same 1 KB in which only the
 * id is the one that was asked for, so that a caller which compares ids accepts it. A GET answers
 * how many POSTs there were, by which the bench knows that a row really reached this provider.
 */
final class StaticProvider implements AutoCloseable {
  private static final byte[] ID_MEMBER = "\"id_number\":\"".getBytes(StandardCharsets.US_ASCII);
  private static final int BODY_BYTES = 1024;

  private final ServerSocket server;
  private final LongAdder asked = new LongAdder();

  private StaticProvider(ServerSocket server) {
    this.server = server;
  }

  /** Starts on any free port of the loopback interface. */
  static StaticProvider start() throws IOException {
    var provider = new StaticProvider(new ServerSocket(0, 256, InetAddress.getLoopbackAddress()));
    Thread.ofPlatform().name("static-provider").daemon().start(provider::accept);
    return provider;
  }

  public static void main(String[] args) throws IOException, InterruptedException {
    StaticProvider provider = start();
    Ready.announce(provider.url());
    Thread.currentThread().join();
  }

  String url() {
    return "http://127.0.0.1:" + server.getLocalPort();
  }

  @Override
  public void close() throws IOException {
    server.close();
  }

  /** How many POSTs the provider at this URL has had. */
  static long asked(String url) throws IOException {
    URI uri = URI.create(url);
    byte[] request = bytes("GET / HTTP/1.1\r\nHost: " + uri.getRawAuthority() + "\r\n\r\n");
    try (Connection connection = Connection.to(uri.getHost(), uri.getPort())) {
      byte[] count = connection.exchange(request).body();
      return Long.parseLong(new String(count, StandardCharsets.US_ASCII));
    }
  }

  private void accept() {
    while (!server.isClosed()) {
      try {
        Socket socket = server.accept();
        Thread.ofPlatform().daemon().start(() -> serve(socket));
      } catch (IOException e) {
        return; // closed: there is nobody left to answer
      }
    }
  }

  private void serve(Socket socket) {
    try (socket;
        InputStream in = socket.getInputStream();
        OutputStream out = socket.getOutputStream()) {
      socket.setTcpNoDelay(true);
      HttpReader reader = new HttpReader(in);
      byte[] answer = answerTo("#".repeat(Requests.ID_LENGTH));
      int idOffset = new String(answer, StandardCharsets.ISO_8859_1).indexOf('#');
      for (Optional<HttpMessage> request = reader.read();
          request.isPresent();
          request = reader.read()) {
        out.write(answer(request.get(), answer, idOffset));
      }
    } catch (IOException e) {
      // The caller ended the connection, as pooled clients do when they stop.
    }
  }

  private byte[] answer(HttpMessage request, byte[] answer, int idOffset) {
    if (request.startLine().startsWith("GET ")) {
      return response(Long.toString(asked.sum()));
    }
    asked.increment();
    int id = request.indexOf(ID_MEMBER, 0) + ID_MEMBER.length;
    if (id < ID_MEMBER.length || id + Requests.ID_LENGTH > request.body().length) {
      return response("{\"records\":[]}");
    }
    System.arraycopy(request.body(), id, answer, idOffset, Requests.ID_LENGTH);
    return answer;
  }

  private static byte[] answerTo(String id) {
    String start =
        "{\"records\":[{\"id_number\":\""
            + id
            + "\",\"plate\":\"京A12345\",\"brand\":\"红旗\",\"model_year\":2020,"
            + "\"registered_on\":\"2020-01-01\",\"home_address\":\"";
    String end = "\"}]}";
    int padding = BODY_BYTES - bytes(start + end).length;
    return response(start + "x".repeat(padding) + end);
  }

  private static byte[] response(String body) {
    String head =
        "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: "
            + bytes(body).length
            + "\r\n\r\n";
    return bytes(head + body);
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
