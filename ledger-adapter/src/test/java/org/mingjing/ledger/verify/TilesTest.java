package org.mingjing.ledger.verify;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Tiles of a log that does not want to be checked. */
@Timeout(value = 20, unit = TimeUnit.SECONDS, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class TilesTest {
  private static final String START = "HTTP/1.1 200 OK\r\nContent-Length: ";

  private static void refused(String answer, String why) throws Exception {
    try (var server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      Thread answering = Thread.ofVirtual().start(() -> answer(server, answer));
      var prefix = URI.create("http://127.0.0.1:" + server.getLocalPort() + "/log/");
      var tiles = new Tiles.Server(prefix, Duration.ofMillis(500));
      assertThatThrownBy(() -> tiles.read("tile/0/000", 64))
          .isInstanceOf(IOException.class)
          .hasMessageContaining("/log/tile/0/000")
          .hasMessageContaining(why);
      answering.interrupt();
      answering.join();
    }
  }

  /** Says that much, and nothing more. */
  private static void answer(ServerSocket server, String answer) {
    try (Socket socket = server.accept()) {
      socket.getOutputStream().write(answer.getBytes(StandardCharsets.US_ASCII));
      socket.getOutputStream().flush();
      TimeUnit.MINUTES.sleep(1);
    } catch (IOException | InterruptedException e) {
      // the end of the test
    }
  }

  @Test
  void a_tile_that_never_comes_whole_is_given_up() throws Exception {
    refused("", "timed out");
    refused(START + "64\r\n\r\nbegun", "timed out");
  }

  @Test
  void a_tile_of_another_length_is_refused_however_long_it_is() throws Exception {
    refused(START + "5\r\n\r\nshort", "not 64 bytes");
    refused(START + "99999999999\r\n\r\n" + "A".repeat(4096), "64");
    refused("HTTP/1.1 404 Not Found\r\nContent-Length: 70\r\n\r\n" + "A".repeat(70), "HTTP 404");
  }

  @Test
  void an_address_without_a_host_is_wrong_usage() {
    for (String place : new String[] {"http:///log", "https://", "http:// /"}) {
      assertThatThrownBy(() -> Tiles.of(place)).as(place).isInstanceOf(WrongUsage.class);
    }
  }
}
