package org.mingjing.notary;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.mingjing.ledger.Batch;
import org.mingjing.ledger.Rejected.Reason;
import org.mingjing.ledger.TestLog;
import org.mingjing.ledger.checkpoint.NoteSigner;

class ServedLogsTest {
  private static final String KEY = TestLog.signer().verifierKey();
  private static final Batch BATCH = TestLog.batch(0, 3);
  private static final Submitter EXCHANGE = new Submitter("DataBureauMSP", "exchange");

  @TempDir Path folder;

  private static ServedLogs logs(String text) {
    return ServedLogs.parse("logs.txt", text);
  }

  private static void refused(ServedLogs logs, Batch batch, Submitter submitter, Reason reason) {
    assertThat(logs.demand(batch, submitter))
        .hasValueSatisfying(r -> assertThat(r.reason()).isEqualTo(reason));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "%s DataBureauMSP",
        "%s DataBureauMSP exchange",
        "# the log\n\n  %s\tDataBureauMSP   exchange  # its node\r\n#",
        "%s DataBureauMSP # any client"
      })
  void a_listed_log_is_served(String text) {
    ServedLogs logs = logs(text.formatted(KEY));
    assertThat(logs.demand(BATCH, EXCHANGE)).isEmpty();
    assertThat(logs.checkpoint(BATCH).size()).isEqualTo(3);
  }

  @Test
  void of_a_log_with_an_sm2_key_both_lines_are_demanded() {
    var both = new NoteSigner(TestLog.ORIGIN, TestLog.key(1), TestLog.sm2Key(9));
    String signed =
        both.sign(BATCH.checkpoint().substring(0, BATCH.checkpoint().indexOf("\n\n") + 1));
    Batch batch = new Batch(TestLog.ORIGIN, 0, BATCH.leaves(), signed);

    ServedLogs logs = logs(both.verifierKey() + " DataBureauMSP exchange");

    assertThat(logs.demand(batch, EXCHANGE)).isEmpty();
    refused(logs, batch, new Submitter("DataBureauMSP", "other"), Reason.NOT_ALLOWED);
    Batch one =
        new Batch(TestLog.ORIGIN, 0, BATCH.leaves(), signed.substring(0, signed.lastIndexOf('—')));
    refused(logs, one, EXCHANGE, Reason.BAD_CHECKPOINT);
  }

  @Test
  void several_logs_are_served_each_for_its_own_submitters() {
    var another = new NoteSigner("another", TestLog.key(3));
    ServedLogs logs =
        logs(KEY + " DataBureauMSP exchange\n" + another.verifierKey() + " AuditOfficeMSP");
    assertThat(logs.demand(BATCH, EXCHANGE)).isEmpty();
    Batch foreign = new Batch("another", 0, BATCH.leaves(), BATCH.checkpoint());
    refused(logs, foreign, EXCHANGE, Reason.NOT_ALLOWED);
    refused(logs, foreign, new Submitter("AuditOfficeMSP", ""), Reason.BAD_CHECKPOINT);
  }

  @Test
  void a_log_that_is_not_listed_is_foreign_whoever_submits() {
    Batch foreign = new Batch("another", 0, BATCH.leaves(), BATCH.checkpoint());
    refused(logs(KEY + " DataBureauMSP"), foreign, EXCHANGE, Reason.FOREIGN_LOG);
    refused(logs(KEY + " DataBureauMSP"), foreign, new Submitter("X", "y"), Reason.FOREIGN_LOG);
  }

  @Test
  void only_the_named_organisation_and_the_named_certificate_may_append() {
    ServedLogs one = logs(KEY + " DataBureauMSP exchange");
    ServedLogs any = logs(KEY + " DataBureauMSP");
    for (String mspId : List.of("AuditOfficeMSP", "databureaumsp", "DataBureauMSP2", "")) {
      refused(any, BATCH, new Submitter(mspId, "exchange"), Reason.NOT_ALLOWED);
    }
    for (String name : List.of("another", "Exchange", "exchange ", "exchange2", "")) {
      refused(one, BATCH, new Submitter("DataBureauMSP", name), Reason.NOT_ALLOWED);
      assertThat(any.demand(BATCH, new Submitter("DataBureauMSP", name))).isEmpty();
    }
  }

  @Test
  void who_may_not_append_learns_nothing_about_the_checkpoint() {
    Batch bad = new Batch(TestLog.ORIGIN, 0, BATCH.leaves(), "bad");
    ServedLogs logs = logs(KEY + " DataBureauMSP");
    refused(logs, bad, new Submitter("AuditOfficeMSP", "exchange"), Reason.NOT_ALLOWED);
    refused(logs, bad, EXCHANGE, Reason.BAD_CHECKPOINT);
  }

  @Test
  void a_checkpoint_with_any_byte_changed_is_refused() {
    ServedLogs logs = logs(KEY + " DataBureauMSP");
    byte[] note = BATCH.checkpoint().getBytes(StandardCharsets.UTF_8);
    for (int i = 0; i < note.length; i++) {
      byte[] changed = Arrays.copyOf(note, note.length);
      changed[i] ^= 1;
      String text = new String(changed, StandardCharsets.UTF_8);
      Batch batch = new Batch(TestLog.ORIGIN, 0, BATCH.leaves(), text);
      refused(logs, batch, EXCHANGE, Reason.BAD_CHECKPOINT);
    }
  }

  @Test
  void a_checkpoint_of_another_size_or_another_key_is_refused() {
    ServedLogs logs = logs(KEY + " DataBureauMSP");
    for (int size = 1; size <= 12; size++) {
      if (size != 3) {
        Batch batch = new Batch(TestLog.ORIGIN, 0, BATCH.leaves(), TestLog.checkpoint(size));
        refused(logs, batch, EXCHANGE, Reason.BAD_CHECKPOINT);
      }
    }
    String text = TestLog.verifier().text(BATCH.checkpoint());
    String forged = new NoteSigner(TestLog.ORIGIN, TestLog.key(2)).sign(text);
    Batch batch = new Batch(TestLog.ORIGIN, 0, BATCH.leaves(), forged);
    refused(logs, batch, EXCHANGE, Reason.BAD_CHECKPOINT);
  }

  @Test
  void a_line_that_cannot_be_read_is_named_with_its_number_in_both_languages() {
    unreadable(
        "# one\n" + KEY,
        "logs.txt 第 2 行",
        "logs.txt, line 2: expected: VERIFIER_KEY [SM2_KEY] MSP_ID");
    unreadable("name+00000000+AAAA DataBureauMSP", "第 1 行", "line 1: not a log's verifier key");
    unreadable(KEY.replace('+', '-') + " DataBureauMSP", "不是日志的验证公钥", "name+id+key");
    unreadable(
        KEY + " DataBureauMSP\n" + KEY + " AuditOfficeMSP", "第 2 行", TestLog.ORIGIN + " is listed");
    unreadable("", "没有列出任何日志", "lists no log");
    unreadable("\n# " + KEY + " DataBureauMSP\n", "没有列出任何日志", "lists no log");
  }

  private static void unreadable(String text, String zh, String en) {
    assertThatThrownBy(() -> logs(text))
        .isInstanceOf(Unconfigured.class)
        .hasMessageContaining(zh)
        .hasMessageContaining(en);
  }

  @Test
  void the_process_tells_what_its_environment_lacks_and_does_not_start() throws IOException {
    Path file = folder.resolve("logs.txt");
    Map<String, String> environment = new HashMap<>();
    lacks(environment, "CHAINCODE_SERVER_ADDRESS");
    environment.put("CHAINCODE_SERVER_ADDRESS", "127.0.0.1:9999");
    lacks(environment, "CORE_CHAINCODE_ID_NAME");
    environment.put("CORE_CHAINCODE_ID_NAME", "notary_1:00");
    lacks(environment, "NOTARY_LOGS");
    environment.put("NOTARY_LOGS", file.toString());
    lacks(environment, file + ": java.nio.file.NoSuchFileException");
    Files.writeString(file, "nonsense\n");
    lacks(environment, file + ", line 1");
    Files.writeString(file, KEY + " DataBureauMSP\n");
    starts(environment);
    environment.put("CORE_PEER_TLS_ENABLED", "true");
    for (String variable :
        List.of(
            "CORE_TLS_CLIENT_KEY_FILE",
            "CORE_TLS_CLIENT_CERT_FILE",
            "CORE_TLS_CLIENT_KEY_PATH",
            "CORE_TLS_CLIENT_CERT_PATH",
            "CORE_PEER_TLS_ROOTCERT_FILE")) {
      lacks(environment, variable + " is not set");
      environment.put(variable, folder.resolve("none").toString());
      lacks(environment, variable + " names a file that cannot be read");
      environment.put(variable, file.toString());
    }
    starts(environment);
  }

  private static void starts(Map<String, String> environment) {
    assertThat(Main.check(environment, new PrintStream(new ByteArrayOutputStream(), true)))
        .isZero();
  }

  private static void lacks(Map<String, String> environment, String told) {
    var out = new ByteArrayOutputStream();
    assertThat(Main.check(environment, new PrintStream(out, true, StandardCharsets.UTF_8)))
        .isEqualTo(2);
    assertThat(out.toString(StandardCharsets.UTF_8)).contains(told).contains(" / ");
  }

  @Test
  void the_key_of_a_log_is_made_once_and_is_a_line_of_the_list() throws IOException {
    Path file = folder.resolve("log.key");
    String made = LogKey.verifierKey("mingjing.example/exchange", file);
    assertThat(made).startsWith("mingjing.example/exchange+");
    assertThat(LogKey.verifierKey("mingjing.example/exchange", file)).isEqualTo(made);
    assertThat(logs(made + " DataBureauMSP").demand(BATCH, EXCHANGE)).isPresent();
  }
}
