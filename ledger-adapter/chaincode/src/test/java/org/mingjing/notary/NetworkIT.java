package org.mingjing.notary;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mingjing.ledger.TestLog;
import org.mingjing.ledger.merkle.Tree;

/** The contract on a real network of two organisations; needs Fabric's binaries on PATH. */
class NetworkIT {
  @TempDir Path data;
  private TestNetwork network = new TestNetwork(Path.of(""));

  @BeforeEach
  void needs_fabric() {
    assumeThat(TestNetwork.toolsAreThere()).as("Fabric's binaries are on PATH").isTrue();
    network = new TestNetwork(data);
  }

  @AfterEach
  void stop() throws Exception {
    network.stop();
  }

  private static void done(TestNetwork.Said said) {
    assertThat(said.code()).as(said.text()).isZero();
  }

  @Test
  void a_network_notarises_a_log_through_restarts_and_only_with_both_organisations()
      throws Exception {
    done(network.network("up"));
    for (String file : List.of("certificate", "key", "tlsCertificate")) {
      assertThat(Path.of(network.clientProperties().getProperty(file))).isRegularFile();
    }
    done(network.append(network.batch(0, 1_000)));
    done(network.append(network.batch(1_000, 1_001)));
    done(network.append(network.batch(0, 1_000)));
    holds(1_001);
    refused("REWRITE", 0, 999);
    refused("GAP", 1_002, 1_003);
    assertThat(network.query("audit-office", "Leaf", TestNetwork.ORIGIN, "998").text())
        .contains("\"first\":0,\"hash\":\"" + TestLog.leaf(998).toBase64() + "\"");

    assertThat(network.network("up").text()).contains("running already");
    done(network.network("down"));
    assertThat(network.network("status").code()).isEqualTo(1);
    done(network.network("up"));
    holds(1_001);

    network.kill("contract-audit-office");
    assertThat(network.append(network.batch(1_001, 1_002)).code()).isEqualTo(1);
    TestNetwork.Said alone = network.append(network.batch(1_001, 1_002), List.of("data-bureau"));
    assertThat(alone.text()).contains("ENDORSEMENT_POLICY_FAILURE");
    holdsAt("data-bureau", 1_001);
    done(network.network("up"));
    done(network.append(network.batch(1_001, 1_002)));
    holds(1_002);
    done(network.network("status"));
  }

  @Test
  void three_orderers_go_on_without_one_of_them() throws Exception {
    done(network.network("up", "--orderers", "3"));
    done(network.append(network.batch(0, 3)));
    network.kill("orderer2");
    TestNetwork.Said said = network.append(network.batch(3, 4));
    for (int i = 0; said.code() != 0 && i < 20; i++) {
      // If it was the leader, the others elect one first.
      said = network.append(network.batch(3, 4));
    }
    done(said);
    assertThat(network.network("status").text()).contains("orderer2").contains("down");
    done(network.network("up"));
    done(network.append(network.batch(4, 5)));
    holds(5);
    assertThat(network.network("up", "--orderers", "1").code()).isEqualTo(2);
  }

  @Test
  void a_log_whose_key_is_lost_gets_no_other() throws Exception {
    Files.createDirectories(data.resolve("postgres"));
    TestNetwork.Said said = network.network("up");
    assertThat(said.code()).isEqualTo(3);
    assertThat(said.text()).contains("缺失").contains("log.key is missing");
    assertThat(data.resolve("fabric")).doesNotExist();
  }

  @Test
  void a_process_that_was_given_a_recorded_id_later_is_left_alone() throws Exception {
    Files.createDirectories(data.resolve("fabric/run"));
    Files.writeString(data.resolve("fabric/network.conf"), "base=17050\norderers=1\n");
    Process stranger = new ProcessBuilder("sleep", "60").start();
    try {
      Files.writeString(data.resolve("fabric/run/orderer0"), stranger.pid() + " then\n");
      assertThat(network.network("status").text()).contains("orderer0").doesNotContain("up ");
      done(network.network("down"));
      assertThat(stranger.isAlive()).isTrue();
    } finally {
      stranger.destroy();
    }
  }

  private void refused(String reason, int first, int end) throws Exception {
    TestNetwork.Said said = network.append(network.batch(first, end));
    assertThat(said.code()).isEqualTo(1);
    assertThat(said.text()).contains("\"" + reason + ": ").contains("payload:\"" + reason + "\"");
  }

  private void holds(int size) throws Exception {
    holdsAt("data-bureau", size);
    holdsAt("audit-office", size);
  }

  private void holdsAt(String organisation, int size) throws Exception {
    for (int i = 0; network.head(organisation).getInt("size") < size && i < 50; i++) {
      Thread.sleep(100);
    }
    Tree tree = TestLog.appended(size).tree();
    assertThat(network.head(organisation).getInt("size")).isEqualTo(size);
    assertThat(network.head(organisation).getString("root")).isEqualTo(tree.root().toBase64());
  }
}
