package org.mingjing.demo;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.json.JsonFactory;

/**
 * The departments as a child of this process, started from its own class path: for the tests and
 * benchmarks of other modules. They end with {@link #stop}, or with this process.
 */
public final class DemoProcess implements AutoCloseable {
  private final Process process;
  private final Map<String, String> ready;

  private DemoProcess(Process process, Map<String, String> ready) {
    this.process = process;
    this.ready = ready;
  }

  /** A way into a department's database, read-only. */
  public record Access(String url, String user, String password) {}

  /**
   * Starts the departments and returns when they are ready.
   *
   * @param options further options of the command line
   */
  public static DemoProcess start(Path data, String... options) throws IOException {
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx512m",
                "-cp",
                System.getProperty("java.class.path"),
                DemoDepartments.class.getName(),
                "--data",
                data.toString(),
                "--with-parent"));
    command.addAll(List.of(options));
    Process process =
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
    Optional<String> ready =
        process
            .inputReader(StandardCharsets.UTF_8)
            .lines()
            .filter(line -> line.startsWith("{")) // a JVM may warn on standard output before
            .findFirst();
    return new DemoProcess(
        process,
        flattened(ready.orElseThrow(() -> new IOException("the departments did not start"))));
  }

  /** The base URL of the HTTP services. */
  public String http() {
    return value("http");
  }

  /** The way into the database of a department that lets the exchange read tables. */
  public Access jdbc(String department) {
    String prefix = "jdbc." + department + ".";
    return new Access(value(prefix + "url"), value(prefix + "user"), value(prefix + "password"));
  }

  /** Makes a department misbehave; the modes are listed in the module's README. */
  public void fault(String department, String mode, int millis) throws IOException {
    String order =
        "{\"department\":\"%s\",\"mode\":\"%s\",\"millis\":%d}".formatted(department, mode, millis);
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(http() + "/_fault"))
            .POST(HttpRequest.BodyPublishers.ofString(order))
            .build();
    try (HttpClient client = HttpClient.newHttpClient()) {
      int status = client.send(request, HttpResponse.BodyHandlers.discarding()).statusCode();
      if (status != 204) {
        throw new IOException("the fault was answered by " + status);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    }
  }

  /** The operating system's view of the process. */
  public ProcessHandle handle() {
    return process.toHandle();
  }

  /** Ends the departments in order, by the end of their standard input, and waits for it. */
  public void stop() {
    try {
      process.getOutputStream().close();
      if (!process.waitFor(30, TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void close() {
    stop();
  }

  private String value(String path) {
    String value = ready.get(path);
    if (value == null) {
      throw new IllegalArgumentException("the departments did not tell " + path);
    }
    return value;
  }

  /** The texts of a JSON document by their dotted paths; arrays are left out. */
  private static Map<String, String> flattened(String line) {
    Map<String, String> values = new HashMap<>();
    try (JsonParser json = new JsonFactory().createParser(ObjectReadContext.empty(), line)) {
      JsonToken token = json.nextToken();
      while (token != null) {
        if (token == JsonToken.VALUE_STRING && json.streamReadContext().inObject()) {
          String path = json.streamReadContext().pathAsPointer().toString();
          values.put(path.substring(1).replace('/', '.'), json.getString());
        }
        token = json.nextToken();
      }
    }
    return values;
  }
}
