package org.mingjing.exchange;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicReference;

/** A department's service that answers every question with the records of the day. */
final class AnsweringDepartment implements AutoCloseable {
  private final AtomicReference<String> records = new AtomicReference<>("");
  private final HttpServer server;

  AnsweringDepartment() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/",
        exchange -> {
          exchange.getRequestBody().readAllBytes();
          byte[] answer =
              ("{\"records\":[" + records.get() + "]}").getBytes(StandardCharsets.UTF_8);
          exchange.getResponseHeaders().add("Content-Type", "application/json");
          exchange.sendResponseHeaders(200, answer.length);
          exchange.getResponseBody().write(answer);
          exchange.close();
        });
    server.start();
  }

  String url() {
    return "http://127.0.0.1:" + server.getAddress().getPort();
  }

  /** What it answers from now on: objects of JSON, separated by commas. */
  void answer(String objects) {
    records.set(objects);
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
