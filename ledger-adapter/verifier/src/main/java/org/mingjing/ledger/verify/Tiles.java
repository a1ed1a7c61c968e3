package org.mingjing.ledger.verify;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Where the tiles of a log lie. */
sealed interface Tiles {
  /**
   * The tile of that path and length.
   *
   * @throws IOException when it is not there or has another length; the message names it
   */
  Bytes read(String path, int length) throws IOException;

  /** A folder or, where the text begins with {@code http://} or {@code https://}, a server. */
  static Tiles of(String place) throws WrongUsage {
    if (!place.startsWith("http://") && !place.startsWith("https://")) {
      return new Folder(Path.of(place));
    }
    try {
      URI prefix = URI.create(place.endsWith("/") ? place : place + "/");
      if (prefix.getHost() == null) {
        throw new IllegalArgumentException("no host");
      }
      return new Server(prefix);
    } catch (IllegalArgumentException e) {
      throw new WrongUsage("不是网址 / not a URL: " + place);
    }
  }

  private static Bytes demandLength(String name, byte[] bytes, int length) throws IOException {
    if (bytes.length != length) {
      throw new IOException(name + ": 长度不对 / not " + length + " bytes");
    }
    return Bytes.of(bytes);
  }

  /** A copy of a log, as it serves its tiles. */
  record Folder(Path root) implements Tiles {
    @Override
    public Bytes read(String path, int length) throws IOException {
      Path file = root.resolve(path);
      try (InputStream input = Files.newInputStream(file)) {
        return demandLength(file.toString(), input.readNBytes(length + 1), length);
      }
    }
  }

  /** A log itself; the only part of this program that speaks to anyone. */
  record Server(URI prefix, Duration patience, HttpClient client) implements Tiles {
    private static final int OK = 200;
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    Server(URI prefix) {
      this(prefix, PATIENCE);
    }

    /** One that waits so long for a tile to come whole. */
    Server(URI prefix, Duration patience) {
      this(prefix, patience, HttpClient.newBuilder().connectTimeout(patience).build());
    }

    @Override
    public Bytes read(String path, int length) throws IOException {
      URI address = prefix.resolve(path);
      HttpRequest request = HttpRequest.newBuilder(address).timeout(patience).build();
      CompletableFuture<HttpResponse<byte[]>> answer =
          client.sendAsync(request, there -> body(there.statusCode(), length));
      try {
        return tile(address, answer.get(patience.toMillis(), TimeUnit.MILLISECONDS), length);
      } catch (TimeoutException e) {
        throw new IOException(address + ": 超时 / timed out", e);
      } catch (ExecutionException e) {
        throw new IOException(address + ": " + e.getCause(), e);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new IOException(address + ": 中断 / interrupted", e);
      } finally {
        answer.cancel(true);
      }
    }

    private static HttpResponse.BodySubscriber<byte[]> body(int status, int length) {
      return status == OK
          ? HttpResponse.BodySubscribers.limiting(
              HttpResponse.BodySubscribers.ofByteArray(), length)
          : HttpResponse.BodySubscribers.replacing(new byte[0]);
    }

    private static Bytes tile(URI address, HttpResponse<byte[]> there, int length)
        throws IOException {
      if (there.statusCode() != OK) {
        throw new IOException(address + ": HTTP " + there.statusCode());
      }
      return demandLength(address.toString(), there.body(), length);
    }
  }
}
