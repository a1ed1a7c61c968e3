package org.mingjing.bench.wire;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/**
 * One prepared POST in which only the id of a person changes: the bytes are built once, and a
 * worker writes 18 characters into its own copy before each send.
 */
public final class Requests {
  /** The length of an id by GB 11643. */
  public static final int ID_LENGTH = 18;

  private static final String PLACE = "#".repeat(ID_LENGTH);

  private final URI uri;
  private final byte[] template;
  private final int idOffset;

  private Requests(URI uri, byte[] template, int idOffset) {
    this.uri = uri;
    this.template = template;
    this.idOffset = idOffset;
  }

  /** What stands in {@link #post}'s body where the id belongs. */
  public static String idPlace() {
    return PLACE;
  }

  /**
   * A JSON POST.
   *
   * @param body ASCII, with {@link #idPlace()} once
   */
  public static Requests post(URI uri, Map<String, String> headers, String body) {
    StringBuilder head = new StringBuilder(512);
    head.append("POST ").append(uri.getRawPath()).append(" HTTP/1.1\r\n");
    head.append("Host: ").append(uri.getRawAuthority()).append("\r\n");
    head.append("Accept: application/json\r\nContent-Type: application/json\r\n");
    headers.forEach((name, value) -> head.append(name).append(": ").append(value).append("\r\n"));
    head.append("Content-Length: ").append(body.length()).append("\r\n\r\n");
    int place = body.indexOf(PLACE);
    if (place < 0) {
      throw new IllegalArgumentException("the body has no place for an id");
    }
    byte[] bytes = (head + body).getBytes(StandardCharsets.US_ASCII);
    return new Requests(uri, bytes, head.length() + place);
  }

  public String host() {
    return uri.getHost();
  }

  public int port() {
    return uri.getPort();
  }

  /** A worker's own copy. */
  public byte[] copy() {
    return template.clone();
  }

  /** Writes the id into a worker's copy. */
  public void put(byte[] copy, byte[] id) {
    System.arraycopy(id, 0, copy, idOffset, ID_LENGTH);
  }
}
