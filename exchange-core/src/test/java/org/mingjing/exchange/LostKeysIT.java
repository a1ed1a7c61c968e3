package org.mingjing.exchange;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.mingjing.exchange.TestCalls.AUDITOR;
import static org.mingjing.exchange.TestCalls.MCA;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.Statement;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.mingjing.exchange.cli.CommandRun;
import org.mingjing.exchange.evidence.FormerLog;
import org.mingjing.exchange.operations.DataFolder;
import org.mingjing.exchange.operations.DemoNode;
import org.mingjing.exchange.operations.EmbeddedPostgres;
import org.mingjing.ledger.checkpoint.Checkpoint;
import org.mingjing.ledger.checkpoint.NoteSigner;
import org.mingjing.ledger.checkpoint.NoteVerifier;
import org.mingjing.ledger.crypto.Ed25519Key;
import org.mingjing.ledger.embedded.LedgerView;
import org.mingjing.ledger.merkle.Tree;
import org.mingjing.ledger.verify.ReceiptVerifier;
import org.mingjing.ledger.verify.Verdict;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * What is written under "Restore and loss" in the README of ledger-adapter, done step by step: the
 * log's key, the tag key, or the ledger's identity is lost, and the exchange goes on.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class LostKeysIT {
  private static final int KEY_ROTATED = 17;
  private static final String PERSON = TestCalls.person(7).idNumber();

  /** A log with a call about the person in it; stopped. */
  private Path before;

  private byte[] receipt;
  private String logKey;

  @BeforeAll
  void make_a_log() throws Exception {
    System.setProperty(Surroundings.DEMO_CLASS_PATH, Surroundings.departmentsClassPath());
    before = Surroundings.fresh("lost-keys");
    Installation installation = new Installation(before);
    try (DemoNode node = start(before)) {
      assertThat(node.baseUrl()).isEqualTo(installation.baseUrl());
      receipt = call(installation).receipt();
      awaitNotarised(installation);
      logKey = installation.logKey();
    }
  }

  private static DemoNode start(Path data) throws IOException {
    return DemoNode.start(
        new DemoNode.Plan(
            Surroundings.home(), data, 0, Surroundings.POPULATION, ExchangeApplication.class),
        new SecureRandom());
  }

  private static Reply call(Installation installation) {
    Reply reply = CallingSystem.of(installation, MCA).call(TestCalls.resident(PERSON));
    assertThat(reply.status()).isEqualTo(200);
    return reply;
  }

  private static JsonNode trace(Installation installation) {
    ObjectNode question = JsonMapper.shared().createObjectNode().put("caseRef", "CNAO-1");
    question.putObject("subject").put("type", "person").put("id", PERSON);
    return CallingSystem.of(installation, AUDITOR).post("/api/v1/audit/traces", question).body();
  }

  private static void awaitNotarised(Installation installation) throws Exception {
    Surroundings.await(() -> {
      try {
        return installation.fsck().passed()
            && ledger(installation).size() == StoredEntry.count(installation);
      } catch (Exception e) {
        throw new IllegalStateException(e);
      }
    });
  }

  private static Checkpoint ledger(Installation installation) throws IOException {
    NoteVerifier log = NoteVerifier.parse(installation.logKey());
    try (LedgerView view =
        LedgerView.open(installation.data().resolve("ledger"), log, log.name() + "/ledger")
            .orElseThrow()) {
      return new Checkpoint(log.name(), view.head().size(), view.head().root());
    }
  }

  private static boolean verified(byte[] receipt, String key) {
    return ReceiptVerifier.verify(receipt, key) instanceof Verdict.Verified;
  }

  private static List<JsonNode> rotations(Installation installation) throws Exception {
    return StoredEntry.from(installation, 0).stream()
        .filter(entry -> entry.kind() == KEY_ROTATED)
        .map(entry -> entry.json().path("body"))
        .toList();
  }

  private static int fsck(Path data) {
    return CommandRun.of("fsck", "--data", data.toString());
  }

  @Test
  void a_new_log_follows_one_whose_key_is_lost() throws Exception {
    Path old = CopiedFolder.of(before, "lost-log-key");
    Checkpoint end = ledger(new Installation(old));
    Files.delete(old.resolve("secrets/log.key"));
    assertThatThrownBy(() -> start(old)).rootCause().hasMessageContaining("Restore and loss");
    Path next = Surroundings.fresh("lost-log-key-next");

    int prepared =
        CommandRun.of(
            "succeed", "--data", old.toString(), "--to", next.toString(), "--reason", "key-lost");

    assertThat(prepared).isZero();
    Installation installation = new Installation(next);
    try (DemoNode node = start(next)) {
      assertThat(node.baseUrl()).isEqualTo(installation.baseUrl());
      StoredEntry first = StoredEntry.from(installation, 0).getFirst();
      assertThat(first.kind()).isEqualTo(KEY_ROTATED);
      JsonNode former = first.json().path("body").path("former");
      assertThat(former.path("verifierKey").asString("")).isEqualTo(logKey);
      assertThat(NoteVerifier.parse(logKey).open(former.path("checkpoint").asString("")))
          .as("verified by the old key")
          .isEqualTo(end);
      assertThat(first.json().path("body").path("reason").asString("")).isEqualTo("key-lost");
      assertThat(NoteVerifier.parse(installation.logKey()).name()).isNotEqualTo(end.origin());

      byte[] since = call(installation).receipt();
      assertThat(verified(since, installation.logKey())).isTrue();
      assertThat(verified(since, logKey)).isFalse();
      assertThat(verified(receipt, logKey)).as("an old receipt, by the old key").isTrue();
      assertThat(verified(receipt, installation.logKey())).isFalse();
      awaitNotarised(installation);
    }
    assertThat(fsck(old)).as("the old log stays as it was").isZero();
    try (DemoNode again = start(next)) {
      assertThat(again.baseUrl()).isEqualTo(installation.baseUrl());
      assertThat(rotations(installation)).as("said once").hasSize(1);
    }
  }

  @Test
  void a_log_that_has_begun_does_not_become_the_successor_of_another() throws Exception {
    Path data = CopiedFolder.of(before, "no-successor");
    NoteSigner other = new NoteSigner("example.org/other", Ed25519Key.generate(new SecureRandom()));
    String end = other.sign(new Checkpoint(other.name(), 0, Tree.empty().root()).text());
    FormerLog former =
        new FormerLog(NoteVerifier.parse(logKey).name(), other.verifierKey(), end, "key-lost");
    Files.writeString(data.resolve("former-log.json"), former.json());

    assertThatThrownBy(() -> start(data)).rootCause().hasMessageContaining("has begun");
  }

  @Test
  void without_the_tag_key_old_entries_are_not_found_by_their_subject_and_that_is_said()
      throws Exception {
    Path data = CopiedFolder.of(before, "lost-tag-key");
    Installation installation = new Installation(data);
    Files.delete(data.resolve("secrets/tag.keys"));
    assertThatThrownBy(() -> start(data)).rootCause().hasMessageContaining("Restore and loss");
    assertThat(CommandRun.of("tag-key", "--data", data.toString())).isEqualTo(3);

    assertThat(CommandRun.of("tag-key", "--data", data.toString(), "--lost")).isZero();

    try (DemoNode node = start(data)) {
      assertThat(node.baseUrl()).isEqualTo(installation.baseUrl());
      JsonNode nothing = trace(installation);
      assertThat(nothing.path("calls")).isEmpty();
      assertThat(nothing.path("lostTagKeys")).hasSize(1);
      Reply since = call(installation);
      assertThat(trace(installation).path("calls"))
          .singleElement()
          .satisfies(
              found -> assertThat(found.path("callId").asString("")).isEqualTo(since.callId()));
      assertThat(rotations(installation))
          .singleElement()
          .satisfies(entry -> {
            assertThat(entry.path("key").asString("")).isEqualTo("tag");
            assertThat(entry.path("tag").path("searchable").asBoolean(true)).isFalse();
            assertThat(entry.path("tag").path("before"))
                .isEqualTo(nothing.path("lostTagKeys").get(0));
          });
      assertThat(verified(receipt, logKey)).isTrue();
    }
    start(data).close();
    assertThat(fsck(data)).isZero();
  }

  @Test
  void a_tag_key_that_was_replaced_in_time_is_still_searched() throws Exception {
    Path data = CopiedFolder.of(before, "new-tag-key");
    Installation installation = new Installation(data);

    assertThat(CommandRun.of("tag-key", "--data", data.toString())).isZero();

    for (int start = 1; start <= 2; start++) {
      try (DemoNode node = start(data)) {
        assertThat(node.baseUrl()).isEqualTo(installation.baseUrl());
        call(installation);
        JsonNode found = trace(installation);
        assertThat(found.path("calls")).hasSize(1 + start);
        assertThat(found.has("lostTagKeys")).isFalse();
        assertThat(rotations(installation))
            .as("said once")
            .singleElement()
            .satisfies(entry ->
                assertThat(entry.path("tag").path("searchable").asBoolean(false)).isTrue());
      }
    }
    assertThat(Files.readAllLines(data.resolve("secrets/tag.keys"))).hasSize(2);
  }

  @Test
  void a_new_embedded_ledger_takes_over_all_that_the_log_holds() throws Exception {
    Path data = CopiedFolder.of(before, "lost-ledger-key");
    Installation installation = new Installation(data);
    String ledgerBefore = ledgerKey(data);
    Files.delete(data.resolve("ledger/ledger.key"));
    assertThatThrownBy(() -> start(data)).rootCause().hasMessageContaining("Restore and loss");

    Files.move(data.resolve("ledger"), data.resolve("ledger.lost"));
    forgetAnchors(data);

    try (DemoNode node = start(data)) {
      assertThat(node.baseUrl()).isEqualTo(installation.baseUrl());
      byte[] since = call(installation).receipt();
      awaitNotarised(installation);
      assertThat(ledgerKey(data)).isNotEqualTo(ledgerBefore);
      assertThat(verified(since, logKey)).isTrue();
      assertThat(verified(receipt, logKey)).isTrue();
    }
    assertThat(fsck(data)).isZero();
  }

  /** The database's owner says that the old ledger does not count any more; no node can. */
  private static void forgetAnchors(Path data) throws Exception {
    try (DataFolder opened = DataFolder.open(data);
        EmbeddedPostgres postgres = EmbeddedPostgres.start(opened, new SecureRandom());
        Connection connection = new Installation(data).superuser();
        Statement statement = connection.createStatement()) {
      assertThat(postgres.access().url()).isNotEmpty();
      statement.execute("truncate anchor");
    }
  }

  /** The ledger's verifier key, out of its file's header. */
  private static String ledgerKey(Path data) throws IOException {
    byte[] file = Files.readAllBytes(data.resolve("ledger/ledger.log"));
    return new String(file, StandardCharsets.ISO_8859_1).split("\n", 4)[2];
  }
}
