package org.mingjing.exchange;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;
import static org.mingjing.exchange.TestCalls.MCA;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.mingjing.exchange.operations.DemoNode;
import org.mingjing.exchange.operations.Fsck;
import org.mingjing.exchange.operations.FsckRun;
import org.mingjing.exchange.operations.Outside;
import org.mingjing.ledger.checkpoint.NoteSigner;
import org.mingjing.ledger.checkpoint.NoteVerifier;
import org.mingjing.ledger.crypto.Ed25519Key;
import org.mingjing.ledger.embedded.LedgerView;
import org.mingjing.ledger.log.RememberedCheckpoint;

/** What the superuser of the database changes, fsck finds, and names the first entry concerned. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class FsckIT {
  private static final List<String> TABLES = List.of("log_head", "entry", "tile", "quota_use");

  private DemoNode node;
  private Installation installation;

  /** An entry within a group commit and within the second full tile: neither is the first. */
  private long entry;

  /** The commit that the entry is in: it begins here. */
  private long first;

  private long size;

  @BeforeAll
  void start() throws Exception {
    System.setProperty(Surroundings.DEMO_CLASS_PATH, Surroundings.departmentsClassPath());
    Path data = Surroundings.fresh("fsck");
    node =
        DemoNode.start(
            new DemoNode.Plan(
                Surroundings.home(), data, 0, Surroundings.POPULATION, ExchangeApplication.class),
            new SecureRandom());
    installation = new Installation(data);
    Load load = Load.start(12, CallingSystem.of(installation, MCA), Load::mixed, 1);
    while (StoredEntry.count(installation) < 700) {
      Thread.sleep(50);
    }
    load.stop();
    awaitNotarised();
    node.application().close(); // PostgreSQL goes on; nobody writes any more
    execute("create schema kept");
    for (String table : TABLES) {
      execute("create table kept." + table + " as table " + table);
    }
    size = number("select max(size) from log_head");
    first = number(COMMIT_IN_SECOND_TILE);
    entry = first + 1;
  }

  private static final String COMMIT_IN_SECOND_TILE =
      """
      select predecessor from log_head
      where predecessor > 260 and size < 500 and size - predecessor > 2 order by size limit 1
      """;

  private void awaitNotarised() throws Exception {
    String behind =
        "select (select max(size) from log_head) - (select coalesce(max(size), 0) from anchor)";
    for (int i = 0; i < 300 && number(behind) > 0; i++) {
      Thread.sleep(100);
    }
    assertThat(number(behind)).isZero();
  }

  @AfterAll
  void stop() {
    node.close();
  }

  @BeforeEach
  void nothing_is_found_before() throws Exception {
    assertThat(installation.fsck().findings()).isEmpty();
  }

  @AfterEach
  void restore() throws SQLException {
    execute("truncate " + String.join(", ", TABLES));
    for (String table : TABLES) {
      execute("insert into " + table + " select * from kept." + table);
    }
  }

  private void execute(String sql) throws SQLException {
    try (Connection connection = installation.superuser();
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  private long number(String sql) throws SQLException {
    try (Connection connection = installation.superuser();
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(sql)) {
      rows.next();
      return rows.getLong(1);
    }
  }

  /** What is changed in the rows of the entry. */
  static Stream<Arguments> changedEntries() {
    return Stream.of(
        change("a bit of the body", "body = set_bit(body, 801, 1 - get_bit(body, 801))"),
        change("the last bit of the body", "body = set_byte(body, length(body) - 1, 124)"),
        change("a longer body", "body = body || ' '::bytea"),
        change("a body that is no JSON", "body = 'x'::bytea"),
        change("an empty body", "body = ''::bytea"),
        change("a bit of the salt", "salt = set_bit(salt, 0, 1 - get_bit(salt, 0))"),
        change("a salt that is too short", "salt = substr(salt, 2)"),
        change("the commitment", "commitment = set_bit(commitment, 9, 1 - get_bit(commitment, 9))"),
        change("a commitment that is too short", "commitment = substr(commitment, 2)"),
        change("erased without a word", "salt = null, body = null"),
        change("the salt erased", "salt = null"),
        change("the tag", "tag = '\\x00'::bytea"),
        change("the tag taken away or given", "tag = case when tag is null then salt end"),
        change("the call", "turn_of = gen_random_uuid()"),
        change("the call taken away", "turn_of = null"),
        change("the turn", "turn = 7"),
        change("the kind", "kind = 20"),
        change("an unknown kind", "kind = 99"),
        change("the time", "at = at + interval '1 millisecond'"),
        change("the time by a hair", "at = at + interval '1 microsecond'"),
        change("the deadline", "due = coalesce(due, at) + interval '1 hour'"),
        change("the id", "id = gen_random_uuid()"));
  }

  private static Arguments change(String name, String assignment) {
    return arguments(name, "update entry set " + assignment + " where index = %d");
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("changedEntries")
  void a_changed_entry_is_found(String name, String sql) throws Exception {
    execute(sql.formatted(entry));

    assertThat(firstFound()).isEqualTo(entry);
  }

  private long firstFound() throws SQLException, IOException {
    Fsck.Report report = installation.fsck();
    assertThat(report.passed()).isFalse();
    return report.findings().getFirst().index();
  }

  @Test
  void swapped_salts_are_found() throws Exception {
    execute(
        "update entry e set salt = o.salt from entry o where (e.index, o.index) in ((%d, %d), (%d, %d))"
            .formatted(entry, entry + 1, entry + 1, entry));

    assertThat(firstFound()).isEqualTo(entry);
  }

  @Test
  void two_entries_that_changed_places_are_found() throws Exception {
    execute("update entry set index = -1 where index = " + entry);
    execute("update entry set index = %d where index = %d".formatted(entry, entry + 7));
    execute("update entry set index = %d where index = -1".formatted(entry + 7));

    assertThat(firstFound()).isEqualTo(entry);
  }

  @Test
  void a_missing_entry_is_found() throws Exception {
    execute("delete from entry where index = " + entry);

    assertThat(firstFound()).isEqualTo(entry);
  }

  @Test
  void a_log_that_was_set_back_is_found() throws Exception {
    long back = number("select size from log_head order by size desc offset 9 limit 1");
    execute("delete from entry where index >= " + back);
    execute("delete from log_head where size > " + back);
    execute("delete from tile where (n + 1) * 256 > " + back);

    assertThat(firstFound()).isEqualTo(back);
    assertThat(foundWithout(true, false)).as("by the remembered checkpoint").isEqualTo(back);
    assertThat(foundWithout(false, true)).as("by the ledger").isEqualTo(back);
  }

  @Test
  void a_log_that_was_emptied_is_found() throws Exception {
    execute("truncate " + String.join(", ", TABLES));

    assertThat(firstFound()).isZero();
  }

  @Test
  void newest_entries_that_are_gone_while_their_heads_are_not_are_found() throws Exception {
    execute("delete from entry where index >= " + (size - 5));

    assertThat(firstFound()).isEqualTo(size - 5);
  }

  @Test
  void an_entry_beyond_the_newest_head_is_found() throws Exception {
    execute(
        "insert into entry select %d, gen_random_uuid(), kind, at, null, null, due, tag, salt, body, commitment from entry where index = %d"
            .formatted(size, entry));

    assertThat(firstFound()).isEqualTo(size);
  }

  @Test
  void a_changed_tile_is_found() throws Exception {
    execute(
        "update tile set hashes = set_byte(hashes, 32 * 9, 255 - get_byte(hashes, 32 * 9)) where level = 0 and n = 1");

    assertThat(firstFound()).isEqualTo(256 + 9);
  }

  @Test
  void a_missing_tile_is_found() throws Exception {
    execute("delete from tile where level = 0 and n = 1");

    assertThat(firstFound()).isEqualTo(256);
  }

  @Test
  void a_tile_that_is_too_short_is_found() throws Exception {
    execute("update tile set hashes = substr(hashes, 1, 32 * 100) where level = 0 and n = 1");

    assertThat(firstFound()).isEqualTo(256 + 100);
  }

  @Test
  void a_tile_too_many_is_found() throws Exception {
    execute("insert into tile select 0, 99, hashes from tile where level = 0 and n = 1");

    assertThat(installation.fsck().passed()).isFalse();
  }

  static Stream<Arguments> changedHeads() {
    return Stream.of(
        head("the frontier", "frontier = set_byte(frontier, 3, 255 - get_byte(frontier, 3))"),
        head("no frontier", "frontier = ''"),
        head(
            "the size in the checkpoint",
            "checkpoint = regexp_replace(checkpoint, '\\n\\d+\\n', E'\\n1\\n')"),
        head("the signature", "checkpoint = regexp_replace(checkpoint, '....\\n$', E'AAA=\\n')"),
        head("the origin", "checkpoint = 'x' || checkpoint"),
        head("no checkpoint", "checkpoint = ''"),
        head("control characters", "checkpoint = E'\\x01\\n\\n\\x02'"),
        head("another predecessor", "predecessor = -1"));
  }

  private static Arguments head(String name, String assignment) {
    return arguments(name, "update log_head set " + assignment + " where predecessor = %d");
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("changedHeads")
  void a_changed_head_is_found(String name, String sql) throws Exception {
    execute(sql.formatted(first));

    assertThat(firstFound()).isEqualTo(first);
  }

  @Test
  void a_checkpoint_of_another_head_is_found() throws Exception {
    execute(
        "update log_head set checkpoint = (select checkpoint from log_head where size = %d) where predecessor = %d"
            .formatted(first, first));

    assertThat(firstFound()).isEqualTo(first);
  }

  @Test
  void a_missing_head_is_found() throws Exception {
    execute("delete from log_head where predecessor = " + first);

    assertThat(firstFound()).isEqualTo(first);
  }

  /** However large a number is written, looking ends. */
  @Test
  void a_head_that_claims_more_entries_than_there_are_is_found() throws Exception {
    execute("update log_head set size = 4000000000000000 where size = " + size);

    assertThat(firstFound()).isBetween(size - 20, size);
  }

  @Test
  void an_entry_moved_far_away_is_found() throws Exception {
    execute("update entry set index = 4000000000000000 where index = " + entry);
    execute("update log_head set size = 4000000000000001 where size = " + size);

    assertThat(firstFound()).isEqualTo(entry);
  }

  /** By whoever holds the database and the log's own key, so that everything fits again. */
  @Test
  void a_log_that_was_rewritten_consistently_is_found_by_what_is_outside_the_database()
      throws Exception {
    rewrite(body -> body.replace("social-assistance", "school-entry-----"));

    assertThat(foundWithout(false, false)).as("by nothing inside").isEqualTo(-1);
    assertThat(foundWithout(false, true)).as("by the ledger").isEqualTo(rewritten());
    assertThat(foundWithout(true, false)).as("by the remembered checkpoint").isNotNegative();
    assertThat(firstFound()).isEqualTo(rewritten());
  }

  /** An entry with a purpose in it. */
  private long rewritten() throws SQLException {
    return number(
        "select min(index) from kept.entry where position('social-assistance'::bytea in body) > 0 and index >= "
            + entry);
  }

  private void rewrite(UnaryOperator<String> change) throws Exception {
    NoteSigner signer =
        new NoteSigner(
            NoteVerifier.parse(installation.logKey()).name(),
            Ed25519Key.load(installation.data().resolve("secrets/log.key")));
    try (Connection connection = installation.superuser()) {
      new Rewriting(connection, signer).rewrite(rewritten(), change);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "update quota_use set used = used - 1 where key = (select min(key) from quota_use)",
        "update quota_use set used = used + 1, most = most + 1 where key = (select min(key) from quota_use)",
        "delete from quota_use where key = (select min(key) from quota_use)",
        "update quota_use set day = day - 1 where key = (select min(key) from quota_use)",
        "update quota_use set used = 0 where key like 'grant/%/%'",
        "delete from quota_use where key = (select max(key) from quota_use where key like 'grant/%/%')",
        "insert into quota_use values (current_date, 'grant/G-2026-9999', 1, 1)"
      })
  void a_count_of_a_quota_that_was_changed_is_found(String change) throws Exception {
    LocalTime now = LocalTime.now(ZoneId.of("Asia/Shanghai"));
    assumeThat(now)
        .as("not about midnight, when calls may count for either day")
        .isBetween(LocalTime.of(0, 10), LocalTime.of(23, 50));
    execute(change);

    assertThat(installation.fsck().findings())
        .isNotEmpty()
        .allMatch(finding -> finding.index() == size)
        .allMatch(finding -> finding.text().en().contains("the count was changed"));
  }

  @Test
  void a_lost_ledger_or_memory_is_found() throws Exception {
    assertThat(checkedWith(true, true)).isEmpty();
    assertThat(checkedWith(true, false)).isNotEmpty();
    execute("create table kept.anchor as table anchor");
    execute("truncate anchor");
    List<Fsck.Finding> withoutAnchors = checkedWith(true, false);
    execute("insert into anchor select * from kept.anchor");
    assertThat(withoutAnchors).isNotEmpty();

    NoteVerifier log = NoteVerifier.parse(installation.logKey());
    Path nothing = installation.data().resolve("remembered-nothing");
    try (Connection connection = installation.application();
        LedgerView view = ledger(log);
        RememberedCheckpoint fresh = RememberedCheckpoint.open(nothing, log)) {
      Outside outside = Outside.ofNode(Optional.of(view), List.of(fresh), Optional.empty());
      assertThat(Fsck.check(connection, log, outside).passed()).isFalse();
    }
  }

  @Test
  void a_memory_that_cannot_be_read_is_told_in_each_language_by_itself(@TempDir Path folder)
      throws Exception {
    Path password = Path.of("secrets", "postgres-application");
    Files.createDirectories(folder.resolve("secrets"));
    Files.copy(installation.data().resolve(password), folder.resolve(password));
    Files.write(folder.resolve("remembered-checkpoint"), new byte[] {0});

    Fsck.Report report =
        FsckRun.check(
            installation.databaseUrl(), folder, NoteVerifier.parse(installation.logKey()));

    assertThat(report.findings())
        .singleElement()
        .satisfies(found -> {
          assertThat(found.text().zh()).endsWith("：文件已损坏");
          assertThat(found.text().en()).startsWith("no readable checkpoint");
        });
  }

  /** The index of the first finding with only some of what is outside; -1 if there is none. */
  private long foundWithout(boolean remembered, boolean ledger) throws Exception {
    return checkedWith(remembered, ledger).stream()
        .filter(finding -> !finding.text().en().endsWith("to compare with")) // as asked for
        .filter(finding -> !finding.text().en().endsWith("it was cut or lost"))
        .mapToLong(Fsck.Finding::index)
        .findFirst()
        .orElse(-1);
  }

  private List<Fsck.Finding> checkedWith(boolean remembered, boolean ledger) throws Exception {
    NoteVerifier log = NoteVerifier.parse(installation.logKey());
    Path memory = installation.data().resolve("remembered-checkpoint");
    try (Connection connection = installation.application();
        LedgerView view = ledger(log);
        RememberedCheckpoint last = RememberedCheckpoint.open(memory, log)) {
      return Fsck.check(
              connection,
              log,
              Outside.ofNode(
                  ledger ? Optional.of(view) : Optional.empty(),
                  remembered ? List.of(last) : List.of(),
                  Optional.empty()))
          .findings();
    }
  }

  private LedgerView ledger(NoteVerifier log) throws IOException {
    return LedgerView.open(installation.data().resolve("ledger"), log, log.name() + "/ledger")
        .orElseThrow();
  }
}
