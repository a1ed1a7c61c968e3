package org.mingjing.notary;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.json.JSONObject;
import org.mingjing.ledger.Batch;
import org.mingjing.ledger.TestLog;
import org.mingjing.ledger.checkpoint.Checkpoint;
import org.mingjing.ledger.checkpoint.NoteSigner;
import org.mingjing.ledger.crypto.Ed25519Key;
import org.mingjing.ledger.merkle.Frontier;

/** A real network, run by {@code config/fabric/network} and asked by Fabric's own commands. */
final class TestNetwork {
  static final String ORIGIN = "mingjing.example/exchange";
  private static final Path HOME = Path.of("..", "..").toAbsolutePath().normalize();
  private static final long PATIENCE_SECONDS = 180;

  private final Path data;

  TestNetwork(Path data) {
    this.data = data;
  }

  /** What a command said, and its exit code. */
  record Said(int code, String text) {}

  static boolean toolsAreThere() {
    return Stream.of("peer", "orderer", "configtxgen", "cryptogen", "osnadmin")
        .allMatch(tool ->
            Stream.of(System.getenv("PATH").split(File.pathSeparator))
                .anyMatch(folder -> Files.isExecutable(Path.of(folder, tool))));
  }

  Said network(String command, String... options) throws IOException, InterruptedException {
    List<String> words = new ArrayList<>();
    words.addAll(List.of(HOME.resolve("config/fabric/network").toString(), command));
    words.addAll(List.of("--data", data.toString()));
    words.addAll(List.of(options));
    return run(words, Map.of("JAVA_HOME", System.getProperty("java.home")));
  }

  /** Leaves of {@link TestLog}, with a checkpoint that this network's log signed. */
  Batch batch(int first, int end) throws IOException {
    var signer = new NoteSigner(ORIGIN, Ed25519Key.load(data.resolve("secrets/log.key")));
    var root = Frontier.empty().append(TestLog.leaves(0, end)).root();
    String note = signer.sign(new Checkpoint(ORIGIN, end, root).text());
    return new Batch(ORIGIN, first, TestLog.leaves(first, end - first), note);
  }

  /** Submits to both organisations and waits until the peer has committed. */
  Said append(Batch batch) throws IOException, InterruptedException {
    return append(batch, List.of("data-bureau", "audit-office"));
  }

  /** The same with the endorsement of these organisations only. */
  Said append(Batch batch, List<String> organisations) throws IOException, InterruptedException {
    List<String> words = new ArrayList<>(List.of("peer", "chaincode", "invoke", "--waitForEvent"));
    words.addAll(
        List.of("-o", "127.0.0.1:" + base(), "--tls", "--cafile", ca("orderer", "ordering")));
    for (String organisation : organisations) {
      words.addAll(List.of("--peerAddresses", address(organisation)));
      words.addAll(List.of("--tlsRootCertFiles", ca("peer", organisation)));
    }
    return peer("data-bureau", words, ContractLedger.words(batch));
  }

  Said query(String organisation, String... function) throws IOException, InterruptedException {
    return peer(organisation, List.of("peer", "chaincode", "query"), function);
  }

  /** What that organisation's peer holds of the log. */
  JSONObject head(String organisation) throws IOException, InterruptedException {
    return new JSONObject(query(organisation, "Head", ORIGIN).text());
  }

  private Said peer(String organisation, List<String> words, String... function)
      throws IOException, InterruptedException {
    List<String> all = new ArrayList<>(words);
    String arguments = new JSONObject(Map.of("Args", function)).toString();
    all.addAll(List.of("-C", "exchange", "-n", "notary", "-c", arguments));
    String mspId = organisation.equals("data-bureau") ? "DataBureauMSP" : "AuditOfficeMSP";
    String user =
        "crypto/peerOrganizations/%1$s.example/users/User1@%1$s.example/msp"
            .formatted(organisation);
    return run(
        all,
        Map.of(
            "FABRIC_CFG_PATH", fabric("peer-" + organisation),
            "FABRIC_LOGGING_SPEC", "error",
            "CORE_PEER_ADDRESS", address(organisation),
            "CORE_PEER_LOCALMSPID", mspId,
            "CORE_PEER_MSPCONFIGPATH", fabric(user)));
  }

  /** Kills a process of the network without notice. */
  void kill(String name) throws IOException, InterruptedException {
    String pid = Files.readString(data.resolve("fabric/run/" + name)).split(" ", 2)[0];
    ProcessHandle process = ProcessHandle.of(Long.parseLong(pid)).orElseThrow();
    process.destroyForcibly();
    for (int i = 0; process.isAlive() && i < 100; i++) {
      Thread.sleep(100);
    }
  }

  private static Said run(List<String> words, Map<String, String> environment)
      throws IOException, InterruptedException {
    var builder = new ProcessBuilder(words).redirectErrorStream(true);
    Path said = Files.createTempFile("said", ".txt");
    builder.environment().putAll(environment);
    Process process = builder.redirectOutput(said.toFile()).start();
    if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
      process.destroyForcibly();
      throw new IllegalStateException("no end: " + words);
    }
    String text = Files.readString(said, StandardCharsets.UTF_8);
    Files.delete(said);
    return new Said(process.exitValue(), text);
  }

  Properties clientProperties() throws IOException {
    var properties = new Properties();
    try (var reader = Files.newBufferedReader(data.resolve("fabric/client.properties"))) {
      properties.load(reader);
    }
    return properties;
  }

  private String address(String organisation) throws IOException {
    return "127.0.0.1:" + (base() + (organisation.equals("data-bureau") ? 30 : 40));
  }

  private int base() throws IOException {
    String first = Files.readAllLines(data.resolve("fabric/network.conf")).getFirst();
    return Integer.parseInt(first.substring("base=".length()));
  }

  private String ca(String kind, String organisation) {
    return fabric(
        "crypto/%1$sOrganizations/%2$s.example/tlsca/tlsca.%2$s.example-cert.pem"
            .formatted(kind, organisation));
  }

  private String fabric(String file) {
    return data.resolve("fabric").resolve(file).toString();
  }

  void stop() throws IOException, InterruptedException {
    if (Files.exists(data.resolve("fabric/network.conf"))) {
      network("down");
    }
  }
}
