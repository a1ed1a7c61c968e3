package org.mingjing.bench.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class HttpReaderTest {
  private static final String TWO =
      "HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nfirst"
          + "HTTP/1.1 404 \r\nTransfer-Encoding: chunked\r\nConnection: close\r\n\r\n"
          + "3;name=value\r\nsec\r\n3\r\nond\r\n0\r\nTrailer: ignored\r\n\r\n";

  @Test
  void reads_a_counted_and_a_chunked_message_from_one_connection() throws IOException {
    bothMessages(bytes(TWO));
  }

  @Test
  void reads_the_same_when_every_byte_arrives_alone() throws IOException {
    bothMessages(
        new InputStream() {
          private final InputStream all = bytes(TWO);

          @Override
          public int read() throws IOException {
            return all.read();
          }

          @Override
          public int read(byte[] target, int offset, int length) throws IOException {
            return all.read(target, offset, 1);
          }
        });
  }

  private static void bothMessages(InputStream in) throws IOException {
    HttpReader reader = new HttpReader(in);
    HttpMessage first = reader.read().orElseThrow();
    HttpMessage second = reader.read().orElseThrow();
    assertThat(first.status()).isEqualTo(200);
    assertThat(first.body()).asString(StandardCharsets.US_ASCII).isEqualTo("first");
    assertThat(first.keepAlive()).isTrue();
    assertThat(second.status()).isEqualTo(404);
    assertThat(second.body()).asString(StandardCharsets.US_ASCII).isEqualTo("second");
    assertThat(second.keepAlive()).isFalse();
    assertThat(reader.read()).isEmpty();
  }

  @Test
  void a_message_without_a_length_has_no_body() throws IOException {
    HttpReader reader = new HttpReader(bytes("GET / HTTP/1.1\r\nHost: here\r\n\r\n"));
    HttpMessage request = reader.read().orElseThrow();
    assertThat(request.startLine()).isEqualTo("GET / HTTP/1.1");
    assertThat(request.body()).isEmpty();
    assertThat(request.status()).isEqualTo(-1);
  }

  @Test
  void refuses_what_is_cut_short_or_out_of_bounds() {
    assertThatThrownBy(() -> read("HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nfirs"))
        .isInstanceOf(EOFException.class);
    assertThatThrownBy(() -> read("HTTP/1.1 200 OK\r\nContent-")).isInstanceOf(EOFException.class);
    assertThatThrownBy(() -> read("HTTP/1.1 200 OK\r\nContent-Length: 1048577\r\n\r\n"))
        .hasMessageContaining("out of bounds");
    assertThatThrownBy(() -> read("HTTP/1.1 200 OK\r\nContent-Length: -1\r\n\r\n"))
        .hasMessageContaining("out of bounds");
    assertThatThrownBy(
            () -> read("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nlong\r\n"))
        .hasMessageContaining("longer than its size");
    assertThatThrownBy(() -> read("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nxyz\r\n"))
        .hasMessageContaining("not a length");
  }

  @Test
  void finds_bytes_at_the_start_and_at_the_end_only_where_they_are() throws IOException {
    HttpMessage message = read("HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nabcab");
    assertThat(message.indexOf(ascii("ab"), 0)).isZero();
    assertThat(message.indexOf(ascii("ab"), 1)).isEqualTo(3);
    assertThat(message.contains(ascii("abcab"))).isTrue();
    assertThat(message.contains(ascii("abcabc"))).isFalse();
    assertThat(message.contains(ascii("ac"))).isFalse();
  }

  private static HttpMessage read(String text) throws IOException {
    return new HttpReader(bytes(text)).read().orElseThrow();
  }

  private static InputStream bytes(String text) {
    return new ByteArrayInputStream(ascii(text));
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }
}
