package org.mingjing.ledger.fabric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.hyperledger.fabric.client.identity.Identities;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.mingjing.ledger.log.Words;

class FabricSettingsTest {
  private static final TestAuthority OURS = new TestAuthority("data-bureau.example");
  private static final TestAuthority OTHERS = new TestAuthority("audit-office.example");
  private static final TestAuthority.Identity CLIENT = OURS.issue("exchange", "client");

  @TempDir Path folder;
  private final List<String> lines =
      new ArrayList<>(
          List.of(
              "channel=exchange",
              "chaincode=notary",
              "mspId=DataBureauMSP",
              "certificate=client.pem",
              "key=client.key",
              "peer=127.0.0.1:7051",
              "tlsCertificate=tls.pem",
              "organisation.DataBureauMSP=ours.pem",
              "organisation.AuditOfficeMSP=others.pem"));

  @BeforeEach
  void files() throws IOException {
    Files.writeString(folder.resolve("client.pem"), Identities.toPemString(CLIENT.certificate()));
    Files.writeString(folder.resolve("client.key"), Identities.toPemString(CLIENT.key()));
    Files.writeString(folder.resolve("tls.pem"), Identities.toPemString(OURS.certificate()));
    Files.writeString(folder.resolve("ours.pem"), Identities.toPemString(OURS.certificate()));
    Files.writeString(folder.resolve("others.pem"), Identities.toPemString(OTHERS.certificate()));
  }

  private Path file() throws IOException {
    return Files.write(folder.resolve("client.properties"), lines);
  }

  private List<Words> faults() throws IOException {
    Path file = file();
    var unusable = catchThrowableOfType(UnusableSettings.class, () -> FabricSettings.read(file));
    assertThat(unusable).hasMessageContaining(file.toString());
    assertThat(unusable.faults())
        .allSatisfy(f -> assertThat(f.en()).startsWith(file + ": "))
        .allSatisfy(f -> assertThat(f.zh()).startsWith(file + "：").matches("(?s).*[一-龥].*"));
    return unusable.faults();
  }

  private void demandFault(String member) throws IOException {
    assertThat(faults())
        .singleElement()
        .satisfies(fault -> assertThat(fault.en()).contains(": " + member + " "))
        .satisfies(fault -> assertThat(fault.zh()).contains("：" + member + " "));
  }

  private void replace(String member, String line) {
    lines.replaceAll(old -> old.startsWith(member + "=") ? line : old);
  }

  @Test
  void all_members_are_read_and_the_rest_has_defaults() throws IOException {
    FabricSettings settings = FabricSettings.read(file());
    assertThat(settings.channel()).isEqualTo("exchange");
    assertThat(settings.chaincode()).isEqualTo("notary");
    assertThat(settings.mspId()).isEqualTo("DataBureauMSP");
    assertThat(settings.certificate()).isEqualTo(CLIENT.certificate());
    assertThat(settings.key()).isEqualTo(CLIENT.key());
    assertThat(settings.peer()).isEqualTo("127.0.0.1:7051");
    assertThat(settings.tlsCertificate()).isEqualTo(OURS.certificate());
    assertThat(settings.organisations())
        .containsEntry("DataBureauMSP", OURS.certificate())
        .containsEntry("AuditOfficeMSP", OTHERS.certificate())
        .hasSize(2);
    assertThat(settings.limits()).isEqualTo(Limits.DEFAULT);
    assertThat(settings.maxLeaves()).isEqualTo(1_000);
  }

  @Test
  void limits_are_milliseconds() throws IOException {
    lines.addAll(
        List.of(
            "evaluateMillis=1",
            "endorseMillis=2",
            "submitMillis=3",
            "commitStatusMillis=600000",
            "maxLeaves=5000"));
    FabricSettings settings = FabricSettings.read(file());
    assertThat(settings.limits())
        .isEqualTo(
            new Limits(
                Duration.ofMillis(1),
                Duration.ofMillis(2),
                Duration.ofMillis(3),
                Duration.ofMinutes(10)));
    assertThat(settings.maxLeaves()).isEqualTo(5_000);
  }

  @Test
  void files_may_be_named_absolutely() throws IOException {
    replace("certificate", "certificate=" + folder.resolve("client.pem").toAbsolutePath());
    assertThat(FabricSettings.read(file()).certificate()).isEqualTo(CLIENT.certificate());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"channel", "chaincode", "mspId", "certificate", "key", "peer", "tlsCertificate"})
  void a_missing_or_empty_member_is_told(String member) throws IOException {
    replace(member, member + "=  ");
    demandFault(member);
    lines.removeIf(line -> line.startsWith(member + "="));
    demandFault(member);
  }

  /** Verifiers know the contract by its name: of another one no receipt would ever verify. */
  @Test
  void a_contract_of_another_name_is_told() throws IOException {
    replace("chaincode", "chaincode=notary2");
    demandFault("chaincode");
  }

  @ParameterizedTest
  @ValueSource(strings = {"certificate", "key", "tlsCertificate", "organisation.AuditOfficeMSP"})
  void a_file_that_is_missing_or_no_pem_is_told(String member) throws IOException {
    replace(member, member + "=nothing.pem");
    demandFault(member);
    Files.writeString(folder.resolve("garbage.pem"), "-----BEGIN CERTIFICATE-----\n!!\n");
    replace(member, member + "=garbage.pem");
    demandFault(member);
    Files.writeString(folder.resolve("empty.pem"), "");
    replace(member, member + "=empty.pem");
    demandFault(member);
  }

  @ParameterizedTest
  @CsvSource({
    "maxLeaves, 0", "maxLeaves, 5001", "maxLeaves, many", "maxLeaves, ''",
    "evaluateMillis, -1", "endorseMillis, 1.5", "submitMillis, 600001", "commitStatusMillis, x"
  })
  void a_number_out_of_bounds_is_told(String member, String value) throws IOException {
    lines.add(member + "=" + value);
    demandFault(member);
  }

  @ParameterizedTest
  @ValueSource(strings = {"127.0.0.1", "peer:", ":7051", "https://peer:7051", "a b:1"})
  void a_peer_without_host_and_port_is_told(String peer) throws IOException {
    replace("peer", "peer=" + peer);
    demandFault("peer");
  }

  @Test
  void an_unknown_member_is_told() throws IOException {
    lines.add("chanel=exchange");
    demandFault("chanel");
  }

  @Test
  void a_key_of_another_certificate_is_told() throws IOException {
    TestAuthority.Identity other = OURS.issue("other", "client");
    Files.writeString(folder.resolve("client.key"), Identities.toPemString(other.key()));
    demandFault("key");
  }

  @Test
  void an_organisation_without_the_certificate_of_an_authority_is_told() throws IOException {
    replace("organisation.AuditOfficeMSP", "organisation.AuditOfficeMSP=client.pem");
    demandFault("organisation.AuditOfficeMSP");
    lines.removeIf(line -> line.startsWith("organisation."));
    demandFault("organisation.MSPID");
  }

  @Test
  void all_faults_are_told_at_once_and_no_key_is_repeated() throws IOException {
    lines.clear();
    lines.add("keys=secret");
    assertThat(faults()).hasSize(9);
    assertThat(faults().toString()).doesNotContain("secret");
  }

  @Test
  void a_file_that_is_not_there_is_told() {
    Path missing = folder.resolve("missing.properties");
    var unusable = catchThrowableOfType(UnusableSettings.class, () -> FabricSettings.read(missing));
    assertThat(unusable).hasMessageContaining("missing.properties");
  }
}
