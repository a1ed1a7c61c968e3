package org.mingjing.exchange.operations;

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
  private static final String LOG = "departments.log";
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
              .redirectError(ProcessBuilder.Redirect.appendTo(folder.resolve(LOG).toFile()))
              .start();
      return new DemoProcess(process, JsonMapper.shared().readTree(readyMessage(process, folder)));
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

  /** The first line that is theirs: a JVM may warn on standard output before. */
  private static String readyMessage(Process process, Path folder) {
    CompletableFuture<String> line =
        CompletableFuture.supplyAsync(() ->
            process
                .inputReader(StandardCharsets.UTF_8)
                .lines()
                .filter(said -> said.startsWith("{"))
                .findFirst()
                .orElse(""));
    String why = "";
    try {
      String ready = line.get(START_SECONDS, TimeUnit.SECONDS);
      if (!ready.isEmpty()) {
        return ready;
      }
    } catch (ExecutionException | TimeoutException e) {
      why = "nothing was heard of them for " + START_SECONDS + " s\n";
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    process.destroyForcibly();
    Path log = folder.resolve(LOG);
    throw new Unavailable(
        "the demonstration's departments did not start; the end of " + log + ":\n" + why + end(log),
        "演示部门未能启动，原因见 " + log);
  }

  private static String end(Path log) {
    try {
      List<String> lines = Files.readAllLines(log);
      return String.join("\n", lines.subList(Math.max(0, lines.size() - 30), lines.size()));
    } catch (IOException e) {
      return "(cannot be read: " + e + ")";
    }
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
