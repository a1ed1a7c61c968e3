package org.mingjing.ledger.verify;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mingjing.ledger.TestLog;
import org.mingjing.ledger.canonical.CanonicalWriter;
import org.mingjing.ledger.receipt.Receipt;
import org.mingjing.ledger.receipt.TestReceipts;

/** The command {@code verify} with organisations' certificates. */
class FabricCommandTest {
  private static final TestOrganisation ONE = new TestOrganisation("Org1MSP");
  private static final TestOrganisation TWO = new TestOrganisation("Org2MSP");

  @TempDir Path folder;
  private String printed = "";

  @BeforeEach
  void write() throws IOException {
    Files.write(folder.resolve("one.pem"), ONE.authorityPem());
    Files.write(folder.resolve("two.pem"), TWO.authorityPem());
    Files.write(folder.resolve("peer.pem"), ONE.peerPem());
    Files.write(folder.resolve("endorsed.json"), FabricAnchorTest.endorsed(ONE, TWO).json());
  }

  private int run(String path, String... more) {
    List<String> args = new ArrayList<>(List.of("verify", folder.resolve(path).toString()));
    args.addAll(List.of("--key", TestLog.signer().verifierKey()));
    args.addAll(List.of(more));
    var out = new ByteArrayOutputStream();
    var printer = new PrintStream(out, true, StandardCharsets.UTF_8);
    int exit = new Main(printer, printer).run(args);
    printed = out.toString(StandardCharsets.UTF_8);
    return exit;
  }

  private String org(String mspId, String file) {
    return mspId + "=" + folder.resolve(file);
  }

  @Test
  void the_verdict_names_channel_transaction_block_and_whose_certificates_were_checked() {
    String[] both = {"--org", org("Org1MSP", "one.pem"), "--org", org("Org2MSP", "two.pem")};
    assertThat(run("endorsed.json", both)).isZero();
    assertThat(printed)
        .startsWith("VERIFIED 验证通过\n已存证：2 个组织（Org1MSP, Org2MSP）背书")
        .contains("exchange", "5d2f…tx", "7  (日志所述", "OU=peer", "2021-01-01")
        .contains("Org1MSP", "Org2MSP", "证书已核对 / checked")
        .doesNotContain("not checked");
    assertThat(run("endorsed.json")).isZero();
    assertThat(printed).contains("证书未核对 / not checked", "不是已存证");
  }

  @Test
  void programs_read_the_same_as_canonical_json() {
    assertThat(run("endorsed.json", "--org", org("Org2MSP", "two.pem"), "--output", "json"))
        .isZero();
    var verdict =
        (Json.Members) CanonicalParser.parse(printed.strip().getBytes(StandardCharsets.UTF_8));
    assertThat(verdict.values().get("endorsed"))
        .isInstanceOfSatisfying(
            Json.Members.class,
            endorsed ->
                assertThat(endorsed.values())
                    .containsEntry("block", new Json.Whole(7))
                    .containsEntry("channel", new Json.Chars("exchange"))
                    .containsEntry("checked", new Json.Whole(1)));
    assertThat(printed).contains("{\"checked\":false,\"mspId\":\"Org1MSP\"");
  }

  @Test
  void a_folder_is_summed_up_by_what_the_anchors_are_worth() throws IOException {
    assertThat(run(".", "--org", org("Org1MSP", "one.pem"))).isZero();
    assertThat(printed).containsPattern("endorsed .* 1 ").containsPattern("claimed .* 0 ");
    Files.write(folder.resolve("own.json"), TestReceipts.full().json());
    assertThat(run(".")).isZero();
    assertThat(printed)
        .containsPattern("own ledger .* 1 ")
        .containsPattern("endorsed .* 0 ")
        .containsPattern("claimed .* 1 ");
    assertThat(run(".", "--org", org("Org1MSP", "one.pem"))).isEqualTo(1);
    assertThat(printed).contains("own.json (ANCHOR)");
  }

  @Test
  void wrong_organisations_are_wrong_usage() {
    for (String[] wrong :
        new String[][] {
          {"--org"},
          {"--org", "Org1MSP"},
          {"--org", "=x"},
          {"--org", org("Org1MSP", "one.pem"), "--org", org("Org1MSP", "one.pem")},
          {"--org", org("Org1MSP", "peer.pem")},
          {"--org", org("Org1MSP", "endorsed.json")},
        }) {
      assertThat(run("endorsed.json", wrong)).as(String.join(" ", wrong)).isEqualTo(2);
    }
    assertThat(run("endorsed.json", "--org", org("Org1MSP", "missing.pem"))).isEqualTo(3);
    String receipt = folder.resolve("endorsed.json").toString();
    assertThat(run("endorsed.json", "--checkpoints", receipt, "--org", org("Org1MSP", "one.pem")))
        .isEqualTo(2);
  }

  /** Whoever calls may choose what stands in an entry: it must not hide the rest of the verdict. */
  @Test
  void what_stands_in_a_verified_entry_does_not_steer_the_terminal() throws IOException {
    String steering = "\u009b2J\u007f\u202e";
    byte[] entry =
        new CanonicalWriter(64)
            .beginObject()
            .name("case")
            .string(steering)
            .endObject()
            .toByteArray();
    Receipt receipt = TestReceipts.receipt(entry, true, Optional.empty());
    Files.write(folder.resolve("steering.json"), receipt.json());
    assertThat(run("steering.json")).isZero();
    assertThat(printed.replace("\n", ""))
        .startsWith("VERIFIED")
        .doesNotContainPattern("[\\p{Cc}\\p{Cf}]");
    assertThat(run("steering.json", "--output", "json")).isZero();
    assertThat(printed).contains("\"case\":\"" + steering);
  }
}
