package org.mingjing.ledger.fabric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.mingjing.ledger.TestLog;

/**
 * A network of real Fabric processes for {@link TestLog}, made by {@code ./mingjing fabric}'s
 * script.
 */
final class RealNetwork implements AutoCloseable {
  private static final List<String> TOOLS =
      List.of("peer", "orderer", "configtxgen", "cryptogen", "osnadmin");

  private static final Path HOME = Path.of(System.getProperty("mingjing.home", "../.."));
  private static final Path SCRIPT = HOME.resolve("config/fabric/network");
  private static final Path CONTRACT =
      HOME.resolve("ledger-adapter/chaincode/target/notary-chaincode.jar");
  private static final int START_SECONDS = 180;
  private static final Patience STARTING =
      new Patience(60, Duration.ofMillis(100), Duration.ofMillis(500));

  private final Path data;
  private final int orderers;

  private RealNetwork(Path data, int orderers) {
    this.data = data;
    this.orderers = orderers;
  }

  /** Skips the test, visibly, unless all that a network needs is there. */
  static void demandParts() {
    List<String> missing = new ArrayList<>(TOOLS.stream().filter(t -> !isOnPath(t)).toList());
    Stream.of(SCRIPT, CONTRACT)
        .filter(file -> !Files.isRegularFile(file))
        .forEach(file -> missing.add(file.toString()));
    if (!missing.isEmpty()) {
      System.out.println(
          "跳过真实 Fabric 网络上的测试，缺少 / tests on a real Fabric network are skipped, missing: "
              + missing);
    }
    assumeTrue(missing.isEmpty(), () -> "missing: " + missing);
  }

  private static boolean isOnPath(String tool) {
    return Stream.of(System.getenv("PATH").split(File.pathSeparator))
        .anyMatch(folder -> Files.isExecutable(Path.of(folder, tool)));
  }

  /** Makes a network with an empty ledger in an empty folder. */
  static RealNetwork start(Path data, int orderers) throws IOException {
    var network = new RealNetwork(data, orderers);
    network.up();
    return network;
  }

  /** Starts whatever does not run. */
  void up() throws IOException {
    run(
        "up",
        "--orderers",
        Integer.toString(orderers),
        "--log-key",
        TestLog.signer().verifierKey());
  }

  private void run(String command, String... options) throws IOException {
    List<String> words = new ArrayList<>(List.of(SCRIPT.toString(), command));
    words.addAll(List.of("--data", data.toString()));
    words.addAll(List.of(options));
    var builder = new ProcessBuilder(words).redirectErrorStream(true);
    builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
    Path said = data.resolve(command + ".txt");
    builder.redirectOutput(said.toFile());
    Process process = builder.start();
    assertThat(ended(process)).as(command + " ends").isTrue();
    assertThat(process.exitValue()).as(Files.readString(said)).isZero();
  }

  private static boolean ended(Process process) {
    try {
      return process.waitFor(START_SECONDS, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  FabricSettings settings() {
    return FabricSettings.read(data.resolve("fabric/client.properties"));
  }

  /** One that waits until the peers of a new network know each other, which takes some seconds. */
  FabricLedger ledger(Submissions submissions) {
    FabricSettings settings = settings();
    return new FabricLedger(
        Connected.to(settings), settings, TestLog.ORIGIN, submissions, STARTING);
  }

  /**
   * Ends one of its processes without warning: {@code orderer0}, {@code peer-data-bureau} and so
   * on.
   */
  void kill(String name) throws IOException {
    String line = Files.readString(data.resolve("fabric/run/" + name), StandardCharsets.UTF_8);
    long pid = Long.parseLong(line.strip().split(" ", 2)[0]);
    Optional<ProcessHandle> process = ProcessHandle.of(pid);
    assertThat(process).as(name).isPresent();
    process.orElseThrow().destroyForcibly();
  }

  @Override
  public void close() throws IOException {
    run("down");
  }
}
