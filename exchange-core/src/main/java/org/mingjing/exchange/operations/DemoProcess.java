package org.mingjing.exchange.operations;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The demonstration's departments, in a process of their own: it can be killed apart from the
 * exchange, and ends by itself when the exchange is gone, since its standard input then ends.
 */
public final class DemoProcess implements AutoCloseable {
  private static final String MAIN = "org.mingjing.demo.DemoDepartments";
  private static final Path SETSID = Path.of("/usr/bin/setsid");
  private static final int START_SECONDS = 180;
  private static final Duration ENDING = Duration.ofSeconds(20);

  private final Process process;
  private final JsonNode ready;

  private DemoProcess(Process process, JsonNode ready) {
    this.process = process;
    this.ready = ready;
  }

  /** Starts the departments with their data in {@code folder} and waits until they serve. */
  public static DemoProcess start(Path home, Path folder, Population population) {
    try {
      Files.createDirectories(folder);
      awaitUnused(folder.resolve("lock"));
      Process process =
          new ProcessBuilder(command(home, folder, population))
              .redirectError(
                  ProcessBuilder.Redirect.appendTo(folder.resolve("departments.log").toFile()))
              .start();
      return new DemoProcess(process, JsonMapper.shared().readTree(firstLine(process, folder)));
    } catch (IOException e) {
      throw new UncheckedIOException("cannot start the demonstration's departments", e);
    }
  }

  /**
   * The departments of a killed node end by themselves, but not at once: their folder is theirs
   * until then.
   */
  private static void awaitUnused(Path lock) throws IOException {
    try (FileChannel channel =
        FileChannel.open(lock, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
      long until = System.nanoTime() + ENDING.toNanos();
      while (!free(channel) && System.nanoTime() < until) {
        LockSupport.parkNanos(Duration.ofMillis(50).toNanos());
      }
    }
  }

  private static boolean free(FileChannel channel) throws IOException {
    try (FileLock lock = channel.tryLock()) {
      return lock != null;
    } catch (OverlappingFileLockException e) {
      return false;
    }
  }

  /** How many synthetic people and organisations there are. */
  public record Population(int persons, int organisations) {
    public static final Population FULL = new Population(100_000, 20_000);
  }

  private static List<String> command(Path home, Path folder, Population population) {
    List<String> command = new ArrayList<>();
    if (Files.isExecutable(SETSID)) {
      command.add(SETSID.toString()); // a Ctrl-C is for the exchange, which ends them in its turn
    }
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(
        List.of("-Xmx512m", "--enable-native-access=ALL-UNNAMED", "-cp", classPath(home), MAIN));
    command.addAll(List.of("--data", folder.toString(), "--http-port", "0", "--with-parent"));
    command.addAll(List.of("--persons", Integer.toString(population.persons())));
    command.addAll(List.of("--organisations", Integer.toString(population.organisations())));
    return command;
  }

  private static String classPath(Path home) {
    Path target = home.resolve("connectors/demo-departments/target");
    return Optional.ofNullable(System.getProperty("mingjing.demo.classpath"))
        .orElse(target + "/*:" + target.resolve("lib") + "/*");
  }

  private static String firstLine(Process process, Path folder) {
    CompletableFuture<String> line =
        CompletableFuture.supplyAsync(() -> {
          try {
            BufferedReader reader = new BufferedReader(process.inputReader(StandardCharsets.UTF_8));
            return Optional.ofNullable(reader.readLine()).orElse("");
          } catch (IOException e) {
            throw new UncheckedIOException(e);
          }
        });
    try {
      String ready = line.get(START_SECONDS, TimeUnit.SECONDS);
      if (ready.startsWith("{")) {
        return ready;
      }
      process.destroyForcibly();
    } catch (ExecutionException | TimeoutException e) {
      process.destroyForcibly();
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
    throw new Unavailable(
        "the demonstration's departments did not start; see " + folder.resolve("departments.log"),
        "演示部门未能启动，见 " + folder.resolve("departments.log"));
  }

  /** What the departments said when they were ready: addresses, read-only logins, sample ids. */
  public JsonNode ready() {
    return ready;
  }

  public Process process() {
    return process;
  }

  @Override
  public void close() throws IOException {
    process.getOutputStream().close();
    try {
      if (!process.waitFor(20, TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }
}
