package org.mingjing.exchange;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.mingjing.exchange.operations.DataLedger;
import org.mingjing.exchange.operations.DemoNode;
import org.mingjing.exchange.operations.Fsck;
import org.mingjing.exchange.operations.FsckRun;
import org.mingjing.exchange.operations.Unavailable;
import org.mingjing.exchange.operations.doctor.Diagnosis;
import org.mingjing.exchange.operations.doctor.Doctor;
import org.mingjing.ledger.LedgerUnavailable;
import org.mingjing.ledger.verify.ReceiptVerifier;

/** The exchange on a real Fabric network, where its binaries are there. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class OnFabricIT {
  private static final List<String> TOOLS =
      List.of("peer", "orderer", "configtxgen", "cryptogen", "osnadmin");
  private static final int PATIENCE_SECONDS = 180;

  private Path folder;
  private final Path home = Surroundings.home();
  private DemoNode node;
  private Installation installation;
  private CallingSystem mca;
  private boolean made;

  @BeforeAll
  void start() throws Exception {
    List<String> missing = TOOLS.stream().filter(tool -> !isOnPath(tool)).toList();
    if (!missing.isEmpty()) {
      System.out.println(
          "跳过真实 Fabric 网络上的测试，缺少 / tests on a real Fabric network are skipped, missing: "
              + missing);
    }
    assumeTrue(missing.isEmpty(), () -> "missing: " + missing);
    folder = Surroundings.fresh("on-fabric");
    made = true;
    network("up");
    startNode(Optional.of(DataLedger.FABRIC));
  }

  private void startNode(Optional<DataLedger> ledger) throws IOException {
    node =
        DemoNode.start(
            new DemoNode.Plan(
                home, data(), 0, Surroundings.POPULATION, ExchangeApplication.class, ledger),
            new SecureRandom());
    installation = new Installation(data());
    mca = CallingSystem.of(installation, TestCalls.MCA);
  }

  private Path data() {
    return folder.resolve("data");
  }

  private static boolean isOnPath(String tool) {
    return Stream.of(System.getenv("PATH").split(File.pathSeparator))
        .anyMatch(folder -> Files.isExecutable(Path.of(folder, tool)));
  }

  @AfterAll
  void stop() throws Exception {
    if (node != null) {
      node.close();
    }
    if (made) {
      network("down");
    }
  }

  private void network(String command) throws Exception {
    run(
        List.of(
            home.resolve("config/fabric/network").toString(),
            command,
            "--data",
            data().toString()));
  }

  private String run(List<String> words) throws IOException, InterruptedException {
    Files.createDirectories(data());
    Path said = Files.createTempFile(folder, "said", ".txt");
    ProcessBuilder builder =
        new ProcessBuilder(words).redirectErrorStream(true).redirectOutput(said.toFile());
    builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
    Process process = builder.start();
    assertThat(process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)).as("%s", words).isTrue();
    String text = Files.readString(said, StandardCharsets.UTF_8);
    assertThat(process.exitValue()).as(text).isZero();
    return text;
  }

  private Reply call() {
    return mca.call(TestCalls.vehicle("11010519491231002X"));
  }

  private Reply notarised(Reply call) throws InterruptedException {
    Surroundings.await(() -> receipt(call).body().path("anchor").isObject());
    return receipt(call);
  }

  private Reply receipt(Reply call) {
    return mca.get("/api/v1/calls/" + call.callId() + "/receipt");
  }

  @Test
  @Order(1)
  void a_receipt_carries_what_both_organisations_signed() throws Exception {
    Reply call = call();
    assertThat(call.status()).isEqualTo(200);
    Reply receipt = notarised(call);
    assertThat(receipt.body().path("anchor").path("kind").asString("")).isEqualTo("fabric");
    Path file = Files.write(folder.resolve("receipt.json"), receipt.raw());

    String said = verified(file);

    assertThat(said).contains("VERIFIED", "DataBureauMSP", "AuditOfficeMSP", "已存证");
  }

  /** As an auditor does, with nothing but the receipt, the log's key and the authorities. */
  private String verified(Path receipt) throws Exception {
    Properties client = new Properties();
    Path settings = data().resolve("fabric/client.properties");
    try (var reader = Files.newBufferedReader(settings)) {
      client.load(reader);
    }
    Path verifier =
        Path.of(ReceiptVerifier.class.getProtectionDomain().getCodeSource().getLocation().toURI());
    List<String> words =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                verifier.toString(),
                "org.mingjing.ledger.verify.Main",
                "verify",
                receipt.toString(),
                "--key",
                installation.logKey()));
    for (String organisation : List.of("DataBureauMSP", "AuditOfficeMSP")) {
      Path authority = Path.of(client.getProperty("organisation." + organisation));
      words.addAll(
          List.of("--org", organisation + "=" + settings.resolveSibling(authority).normalize()));
    }
    return run(words);
  }

  @Test
  @Order(2)
  void fsck_compares_every_entry_with_the_channel_and_names_the_first_that_differs()
      throws Exception {
    Reply last = call();
    notarised(last);
    Fsck.Report sound = installation.fsck();
    assertThat(sound.findings()).isEmpty();
    assertThat(sound.batches()).isPositive();
    long index = last.body().path("receipt").path("index").asLong(-1);

    execute("update entry set commitment = sha256('x') where index = " + index);
    assertThat(installation.fsck().findings())
        .extracting(Fsck.Finding::index)
        .first()
        .isEqualTo(index);
    execute("update entry set commitment = sha256(salt || body) where index = " + index);
    assertThat(installation.fsck().findings()).isEmpty();
  }

  @Test
  @Order(3)
  void calls_are_answered_while_the_network_is_away_and_notarised_when_it_is_back()
      throws Exception {
    network("down");
    List<Reply> calls = new ArrayList<>();
    for (int i = 0; i < 5; i++) {
      calls.add(call());
    }
    assertThat(calls).allSatisfy(one -> assertThat(one.status()).isEqualTo(200));
    assertThat(receipt(calls.getLast()).body().path("anchor").isNull()).isTrue();

    assertThat(ledgerSeenByDoctor().verdict()).isEqualTo(Diagnosis.Verdict.PROBLEM);
    node.close();
    assertThatThrownBy(() -> startNode(Optional.empty()))
        .as("a head is signed only after it was seen to extend the channel's")
        .hasStackTraceContaining(LedgerUnavailable.class.getName());
    network("up");
    startNode(Optional.empty());

    for (Reply one : calls) {
      notarised(one);
    }
    assertThat(installation.fsck().findings()).isEmpty();
    assertThat(ledgerSeenByDoctor().verdict()).isEqualTo(Diagnosis.Verdict.OK);
  }

  private Diagnosis ledgerSeenByDoctor() {
    return Doctor.examine(Doctor.Plan.here(home, data(), 0)).stream()
        .filter(one -> one.check().equals("ledger"))
        .findFirst()
        .orElseThrow();
  }

  @Test
  @Order(4)
  void a_data_folder_keeps_its_ledger() throws Exception {
    node.close();
    assertThatThrownBy(() -> startNode(Optional.of(DataLedger.EMBEDDED)))
        .isInstanceOf(Unavailable.class)
        .hasMessageContaining("is notarised by the ledger fabric");
    Path kind = data().resolve("ledger-kind");
    Files.writeString(kind, "fabrik\n");
    assertThatThrownBy(() -> startNode(Optional.empty()))
        .isInstanceOf(Unavailable.class)
        .hasMessageContaining("names no ledger");
    assertThatThrownBy(() -> FsckRun.onDataFolder(data())).isInstanceOf(Unavailable.class);
    Files.writeString(kind, "fabric\n");
  }

  private void execute(String sql) throws SQLException {
    try (Connection connection = installation.superuser();
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }
}
