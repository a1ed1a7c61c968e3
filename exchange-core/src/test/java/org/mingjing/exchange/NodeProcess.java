package org.mingjing.exchange;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.mingjing.exchange.operations.DemoNode;

/** A node, with all that belongs to it, in a process of its own that can be killed. */
final class NodeProcess implements AutoCloseable {
  private static final String READY = "ready ";
  private static final String UP = "Mingjing is ready at ";
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
    return begin(
        data,
        settings,
        List.of(),
        List.of(NodeProcess.class.getName(), data.toString(), application.getName()));
  }

  /** {@code ./mingjing up} at the head of a process group of its own, as in a terminal. */
  static NodeProcess up(Path data, Map<String, String> settings) {
    Map<String, String> properties = new HashMap<>(settings);
    properties.put("mingjing.home", Surroundings.home().toString());
    List<String> main = new ArrayList<>(List.of("org.mingjing.exchange.cli.Main", "up"));
    main.addAll(List.of("--port", "0", "--data", data.toString()));
    main.addAll(List.of("--persons", "2000", "--organisations", "200"));
    NodeProcess started = begin(data, properties, List.of("setsid"), main);
    started.awaitReady();
    return started;
  }

  private static NodeProcess begin(
      Path data, Map<String, String> settings, List<String> before, List<String> main) {
    Path log = data.resolveSibling(data.getFileName() + ".log");
    List<String> command = new ArrayList<>(before);
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-Xmx512m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1"));
    command.addAll(List.of("-Dfile.encoding=UTF-8", "--enable-native-access=ALL-UNNAMED"));
    command.add("-D" + Surroundings.DEMO_CLASS_PATH + "=" + Surroundings.departmentsClassPath());
    settings.forEach((name, value) -> command.add("-D" + name + "=" + value));
    command.addAll(List.of("-cp", Surroundings.nodeClassPath()));
    command.addAll(main);
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
            .filter(said -> said.startsWith(READY) || said.startsWith(UP))
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

  /** SIGTERM to it and to everything in its process group, as a terminal does. */
  void terminateGroup() {
    try {
      new ProcessBuilder("kill", "-TERM", "--", "-" + process.pid()).start().waitFor();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
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
