package org.mingjing.bench.log;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.mingjing.bench.Unavailable;
import org.mingjing.ledger.fabric.FabricSettings;

/**
 * A Fabric network of real processes as {@code ./mingjing fabric up} makes it, with the shipped
 * settings, for one log.
 */
final class LocalNetwork implements AutoCloseable {
  private static final List<String> TOOLS =
      List.of("peer", "orderer", "configtxgen", "cryptogen", "osnadmin");
  private static final Pattern VERSION = Pattern.compile("(?m)^\\s*Version: (\\S+)");
  private static final int MINUTES = 3;

  private final Path script;
  private final Path data;
  private final Thread ifKilled = new Thread(this::down, "fabric-down");

  private LocalNetwork(Path script, Path data) {
    this.script = script;
    this.data = data;
  }

  /** What a network needs and this machine has not. */
  static List<String> missing() {
    return TOOLS.stream().filter(tool -> !isOnPath(tool)).toList();
  }

  private static boolean isOnPath(String tool) {
    return Stream.of(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator))
        .anyMatch(folder -> Files.isExecutable(Path.of(folder, tool)));
  }

  /**
   * Makes and starts one.
   *
   * @param home the folder with the launcher
   * @param data an empty folder
   * @param logKey the verifier key of the log
   */
  static LocalNetwork start(Path home, Path data, String logKey) throws InterruptedException {
    LocalNetwork network = new LocalNetwork(home.resolve("config/fabric/network"), data);
    Runtime.getRuntime().addShutdownHook(network.ifKilled);
    boolean isUp = false;
    try {
      network.run("up", "--log-key", logKey);
      isUp = true;
    } finally {
      if (!isUp) {
        network.close();
      }
    }
    return network;
  }

  /** What was measured on: version and shape. */
  static String description() throws InterruptedException {
    try {
      Process process = new ProcessBuilder("peer", "version").redirectErrorStream(true).start();
      String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      process.waitFor();
      Matcher version = VERSION.matcher(said);
      return "Fabric "
          + (version.find() ? version.group(1) : "?")
          + ", 1 orderer, 2 organisations, all on this machine";
    } catch (IOException e) {
      throw new Unavailable("无法运行 peer", "peer cannot be run: " + e.getMessage());
    }
  }

  FabricSettings settings() {
    return FabricSettings.read(data.resolve("fabric/client.properties"));
  }

  private void run(String command, String... options) throws InterruptedException {
    List<String> words = new ArrayList<>(List.of(script.toString(), command));
    words.addAll(List.of("--data", data.toString()));
    words.addAll(List.of(options));
    ProcessBuilder builder = new ProcessBuilder(words).redirectErrorStream(true);
    builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
    try {
      Files.createDirectories(data);
      Path said = data.resolve(command + ".txt");
      Process process = builder.redirectOutput(said.toFile()).start();
      if (!process.waitFor(MINUTES, TimeUnit.MINUTES) || process.exitValue() != 0) {
        process.destroy();
        throw new Unavailable(
            "Fabric 网络未能执行 " + command,
            "fabric " + command + " failed:\n" + Files.readString(said));
      }
    } catch (IOException e) {
      throw new Unavailable("无法运行 " + script, script + " cannot be run: " + e.getMessage());
    }
  }

  private void down() {
    try {
      run("down");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void close() {
    down();
    try {
      Runtime.getRuntime().removeShutdownHook(ifKilled);
    } catch (IllegalStateException e) {
      // shutting down already: it runs once more, and finds nothing to stop
    }
  }
}
