package org.mingjing.exchange;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.mingjing.exchange.operations.DemoNode;

/** A node, with all that belongs to it, in a process of its own that can be killed. */
final class NodeProcess implements AutoCloseable {
  private static final String READY = "ready ";
  private static final int START_SECONDS = 180;
  private static final int STOP_SECONDS = 90;

  private final Process process;
  private final Path log;
  private volatile boolean ready;

  private NodeProcess(Process process, Path log) {
    this.process = process;
    this.log = log;
  }

  /** Starts a node on a data folder and waits until it serves; settings are system properties. */
  static NodeProcess start(Path data, Class<?> application, Map<String, String> settings) {
    NodeProcess started = begin(data, application, settings);
    started.awaitReady();
    return started;
  }

  /** Starts a node and does not wait. */
  static NodeProcess begin(Path data, Class<?> application, Map<String, String> settings) {
    Path log = data.resolveSibling(data.getFileName() + ".log");
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-Xmx512m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1"));
    command.addAll(List.of("-Dfile.encoding=UTF-8", "--enable-native-access=ALL-UNNAMED"));
    command.add("-D" + Surroundings.DEMO_CLASS_PATH + "=" + Surroundings.departmentsClassPath());
    settings.forEach((name, value) -> command.add("-D" + name + "=" + value));
    command.addAll(List.of("-cp", Surroundings.nodeClassPath(), NodeProcess.class.getName()));
    command.addAll(List.of(data.toString(), application.getName()));
    try {
      ProcessBuilder builder = new ProcessBuilder(command);
      builder.redirectError(ProcessBuilder.Redirect.appendTo(log.toFile()));
      return new NodeProcess(builder.start(), log);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The child's own main: serves until its standard input ends. */
  public static void main(String[] args) throws IOException, ClassNotFoundException {
    DemoNode node =
        DemoNode.start(
            new DemoNode.Plan(
                Surroundings.home(),
                Path.of(args[0]),
                0,
                Surroundings.POPULATION,
                Class.forName(args[1])),
            new SecureRandom());
    System.out.println(READY + node.baseUrl());
    while (System.in.read() >= 0) {
      // only the end is of interest
    }
    node.close();
    System.exit(0);
  }

  private void awaitReady() {
    Thread.ofVirtual().start(this::endIfNotReady);
    Optional<String> line =
        process
            .inputReader(StandardCharsets.UTF_8)
            .lines()
            .filter(said -> said.startsWith(READY))
            .findFirst();
    if (line.isEmpty()) {
      throw new IllegalStateException("the node did not start:\n" + tail());
    }
    ready = true;
  }

  private void endIfNotReady() {
    if (!exited(START_SECONDS) && !ready) {
      process.destroyForcibly();
    }
  }

  private String tail() {
    try {
      List<String> lines = Files.readAllLines(log);
      return String.join(
          System.lineSeparator(), lines.subList(Math.max(0, lines.size() - 40), lines.size()));
    } catch (IOException e) {
      return "(" + log + " cannot be read)";
    }
  }

  /** SIGKILL. */
  void kill() {
    process.destroyForcibly();
    awaitDeath();
  }

  /** Waits until the process has killed itself. */
  void awaitDeath() {
    if (!exited(STOP_SECONDS)) {
      throw new IllegalStateException("the node still lives");
    }
  }

  boolean alive() {
    return process.isAlive();
  }

  int exitCode() {
    return process.exitValue();
  }

  private boolean exited(int seconds) {
    try {
      return process.waitFor(seconds, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  /** Stops it in good order; it must manage that. */
  @Override
  public void close() {
    try {
      process.getOutputStream().close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    if (!exited(STOP_SECONDS)) {
      process.destroyForcibly();
      throw new IllegalStateException("the node did not stop:\n" + tail());
    }
  }
}
