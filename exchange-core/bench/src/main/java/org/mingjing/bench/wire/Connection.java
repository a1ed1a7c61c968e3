package org.mingjing.bench.wire;

import java.io.EOFException;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;

/** One keep-alive connection of the load client; connects again when the server ends it. */
public final class Connection implements AutoCloseable {
  private static final int CONNECT_TIMEOUT_MILLIS = 10_000;
  private static final int READ_TIMEOUT_MILLIS = 30_000;

  private final InetSocketAddress address;
  private Socket socket;
  private HttpReader reader;
  private boolean open;

  private Connection(InetSocketAddress address) throws IOException {
    this.address = address;
    this.socket = connect(address);
    this.reader = new HttpReader(socket.getInputStream());
    this.open = true;
  }

  public static Connection to(String host, int port) throws IOException {
    return new Connection(new InetSocketAddress(host, port));
  }

  /** Sends one whole request and reads its answer. */
  public HttpMessage exchange(byte[] request) throws IOException {
    if (!open) {
      socket = connect(address);
      reader = new HttpReader(socket.getInputStream());
      open = true;
    }
    socket.getOutputStream().write(request);
    HttpMessage answer =
        reader.read().orElseThrow(() -> new EOFException("connection closed instead of an answer"));
    if (!answer.keepAlive()) {
      close();
    }
    return answer;
  }

  @Override
  public void close() throws IOException {
    open = false;
    socket.close();
  }

  private static Socket connect(InetSocketAddress address) throws IOException {
    Socket socket = new Socket();
    socket.setTcpNoDelay(true);
    socket.setSoTimeout(READ_TIMEOUT_MILLIS);
    socket.connect(address, CONNECT_TIMEOUT_MILLIS);
    return socket;
  }
}
