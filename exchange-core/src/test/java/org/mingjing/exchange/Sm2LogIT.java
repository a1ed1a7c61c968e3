package org.mingjing.exchange;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mingjing.exchange.TestCalls.MCA;

import java.io.IOException;
import java.nio.file.Path;
import java.security.SecureRandom;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.mingjing.exchange.operations.DemoNode;
import org.mingjing.exchange.operations.doctor.Diagnosis;
import org.mingjing.exchange.operations.doctor.Doctor;
import org.mingjing.ledger.verify.ReceiptVerifier;
import org.mingjing.ledger.verify.Verdict;

/** A log whose checkpoints carry an SM2 line beside the Ed25519 line. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class Sm2LogIT {
  private Path folder;
  private Path home;
  private DemoNode node;
  private Installation installation;

  @BeforeAll
  void start() throws IOException {
    System.setProperty(Surroundings.DEMO_CLASS_PATH, Surroundings.departmentsClassPath());
    folder = Surroundings.fresh("sm2-log");
    home =
        Surroundings.homeWithSetting(
            folder.resolve("home"),
            "    # sm2-key: /etc/mingjing/log-sm2.key",
            "    sm2-key: " + folder.resolve("data/secrets/log-sm2.key"));
    startNode();
  }

  private void startNode() throws IOException {
    node =
        DemoNode.start(
            new DemoNode.Plan(
                home,
                folder.resolve("data"),
                0,
                Surroundings.POPULATION,
                ExchangeApplication.class),
            new SecureRandom());
    installation = new Installation(folder.resolve("data"));
  }

  @AfterAll
  void stop() {
    node.close();
  }

  @Test
  void receipts_carry_both_lines_and_verify_with_both_keys_only() throws Exception {
    CallingSystem mca = CallingSystem.of(installation, MCA);
    Reply call = mca.call(TestCalls.resident("11010519491231002X"));
    assertThat(call.status()).isEqualTo(200);
    String keys = installation.logKey();
    assertThat(keys).contains(" ");
    assertThat(call.verdict(keys)).isInstanceOf(Verdict.Verified.class);
    assertThat(ReceiptVerifier.verify(call.receipt(), keys.split(" ", 2)[0]))
        .as("a line that nobody verifies is none")
        .isInstanceOf(Verdict.Failed.class);
    String path = "/api/v1/calls/" + call.callId() + "/receipt";
    Surroundings.await(() -> mca.get(path).body().path("anchor").isObject());
    assertThat(ReceiptVerifier.verify(mca.get(path).raw(), keys))
        .isInstanceOf(Verdict.Verified.class);

    node.close();
    startNode();

    Reply later =
        CallingSystem.of(installation, MCA).call(TestCalls.resident("11010519491231002X"));
    assertThat(later.verdict(keys)).isInstanceOf(Verdict.Verified.class);
    assertThat(installation.fsck().findings()).isEmpty();
    assertThat(Doctor.examine(Doctor.Plan.here(home, folder.resolve("data"), 0)))
        .extracting(Diagnosis::verdict)
        .doesNotContain(Diagnosis.Verdict.PROBLEM);
  }
}
