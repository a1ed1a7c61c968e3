package org.mingjing.bench;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A server in a JVM of its own, with the same JVM flags as every other. It ends when closed, and by
 * itself when this process ends in any other way, since it watches its standard input.
 */
final class ServerProcess implements AutoCloseable {
  private static final List<String> JVM_FLAGS =
      List.of(
          "-Xmx1g",
          "-XX:+UseCompactObjectHeaders",
          "-Dfile.encoding=UTF-8",
          "--enable-native-access=ALL-UNNAMED");
  private static final int REMEMBERED_LINES = 30;
  private static final Duration START_TIMEOUT = Duration.ofMinutes(4);
  private static final Duration STOP_TIMEOUT = Duration.ofSeconds(40);

  private final Process process;
  private final String url;

  private ServerProcess(Process process, String url) {
    this.process = process;
    this.url = url;
  }

  /**
   * What to start.
   *
   * @param properties system properties as {@code name=value}
   * @param ready finds the line that says it serves; group 1 is the URL
   */
  record Command(
      String name,
      String classPath,
      List<String> properties,
      String mainClass,
      List<String> arguments,
      Pattern ready) {

    /** A server that is a class of this module. */
    static Command own(String name, Class<?> main, List<String> arguments) {
      String classPath = System.getProperty("java.class.path");
      return new Command(name, classPath, List.of(), main.getName(), arguments, Ready.line());
    }

    private List<String> line() {
      List<String> line = new ArrayList<>();
      line.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
      line.addAll(JVM_FLAGS);
      properties.forEach(property -> line.add("-D" + property));
      String watched = classPath + java.io.File.pathSeparator + ownCode();
      line.addAll(List.of("-cp", watched, ParentWatch.class.getName(), mainClass));
      line.addAll(arguments);
      return line;
    }

    private static Path ownCode() {
      try {
        var source = ParentWatch.class.getProtectionDomain().getCodeSource();
        return Path.of(source.getLocation().toURI());
      } catch (URISyntaxException e) {
        throw new IllegalStateException(e);
      }
    }
  }

  /**
   * Starts it and waits until it serves.
   *
   * @throws Unavailable with the last lines of its output, when it ends or stays silent
   */
  static ServerProcess start(Command command) throws InterruptedException {
    try {
      Process process = new ProcessBuilder(command.line()).redirectErrorStream(true).start();
      var url = new CompletableFuture<String>();
      Deque<String> last = new ArrayDeque<>();
      Thread.ofPlatform()
          .name("output-of-" + command.name())
          .daemon()
          .start(() -> follow(process, command.ready(), url, last));
      return new ServerProcess(process, awaited(command, process, url, last));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  String url() {
    return url;
  }

  /** Asks it to end, waits, and ends it by force if it does not. */
  @Override
  public void close() {
    stop(process);
  }

  private static void stop(Process process) {
    process.destroy();
    try {
      if (!process.waitFor(STOP_TIMEOUT.toSeconds(), TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }

  private static String awaited(
      Command command, Process process, CompletableFuture<String> url, Deque<String> last)
      throws InterruptedException {
    boolean started = false;
    try {
      String found = url.get(START_TIMEOUT.toSeconds(), TimeUnit.SECONDS);
      started = true;
      return found;
    } catch (ExecutionException | TimeoutException e) {
      String output;
      synchronized (last) {
        output = String.join("\n", last);
      }
      throw new Unavailable(
          command.name() + " 未能启动", command.name() + " did not start:\n" + output);
    } finally {
      if (!started) {
        stop(process);
      }
    }
  }

  /** Reads to the end, so that the process never blocks on a full pipe. */
  private static void follow(
      Process process, Pattern ready, CompletableFuture<String> url, Deque<String> last) {
    try (BufferedReader lines =
        new BufferedReader(
            new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        Matcher found = ready.matcher(line);
        if (found.find()) {
          url.complete(found.group(1));
        }
        remember(line, last);
      }
    } catch (IOException e) {
      // the pipe ends with the process
    }
    url.completeExceptionally(new IOException("ended"));
  }

  private static void remember(String line, Deque<String> last) {
    synchronized (last) {
      last.addLast(line);
      if (last.size() > REMEMBERED_LINES) {
        last.removeFirst();
      }
    }
  }
}
