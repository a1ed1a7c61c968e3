package org.mingjing.connectors;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A server that ends with {@link #close}, or with this process, however that ends. */
public final class TiedProcess implements AutoCloseable {
  /** Waits for the end of its standard input, of which this process holds the other end. */
  private static final String TIE = "\"$@\" >&2 & echo $!; cat > /dev/null; kill -9 $!; wait";

  private final Process shell;
  private final long pid;

  private TiedProcess(Process shell, long pid) {
    this.shell = shell;
    this.pid = pid;
  }

  /** Starts a command with its output in a file. */
  public static TiedProcess start(Path log, List<String> command) throws IOException {
    List<String> tied =
        new ArrayList<>(List.of("bash", "-c", "exec 2>'" + log + "'; " + TIE, "tied"));
    tied.addAll(command);
    Process shell = new ProcessBuilder(tied).start();
    String pid = shell.inputReader().readLine();
    if (pid == null) {
      throw new IOException("cannot start " + command.getFirst());
    }
    return new TiedProcess(shell, Long.parseLong(pid));
  }

  /** Whether the server runs. */
  public boolean isAlive() {
    return ProcessHandle.of(pid).map(ProcessHandle::isAlive).orElse(false);
  }

  /** Sends the server a signal: STOP, CONT. */
  public void signal(String name) throws IOException {
    try {
      new ProcessBuilder("kill", "-" + name, Long.toString(pid)).start().waitFor();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Kills the server and waits until it is gone. */
  @Override
  public void close() {
    try {
      shell.getOutputStream().close();
      if (!shell.waitFor(20, TimeUnit.SECONDS)) {
        throw new IllegalStateException("process " + pid + " does not end");
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** A port of the loopback address that nobody uses now. */
  public static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }
}
