package org.mingjing.ledger.log;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mingjing.ledger.TestLog;
import org.mingjing.ledger.checkpoint.Checkpoint;

/** One node and a database that does what it is told. */
class LogWriterTest {
  private static final Duration SHORT = Duration.ofMillis(700);

  @TempDir Path folder;
  private LogDatabase database;
  private final Fates fates = new Fates();

  @BeforeEach
  void prepare() throws SQLException {
    database = LogDatabase.fresh();
  }

  private TestNode start() throws Exception {
    return TestNode.start(database.connector(), folder.resolve("remembered"));
  }

  private TestNode start(LogSettings settings) throws Exception {
    return TestNode.start(database.connector(), folder.resolve("remembered"), List.of(), settings);
  }

  @Test
  void sixty_four_callers_at_once_get_places_without_gaps_and_proofs_that_verify()
      throws Exception {
    try (TestNode node = start()) {
      fates.append(node.log(), 64, 30);
    }
    assertThat(fates.recorded()).isEqualTo(64 * 30);
    fates.areAllOf(database);
    assertThat(StoredLog.read(database).entries()).hasSize(64 * 30);
    assertThat(StoredLog.read(database).tiles()).hasSize(7);
  }

  @Test
  void callers_share_a_commit() throws Exception {
    try (TestNode node = start()) {
      fates.append(node.log(), 64, 30);
    }
    assertThat(database.heads()).isLessThan(64 * 30 / 4);
  }

  @Test
  void goes_on_after_a_restart_where_it_ended() throws Exception {
    for (int start = 0; start < 5; start++) {
      try (TestNode node = start()) {
        fates.append(node.log(), 8, 20);
      }
    }
    assertThat(fates.recorded()).isEqualTo(800);
    fates.areAllOf(database);
  }

  @Test
  void keeps_every_column_as_it_was_given() throws Exception {
    UUID call = UUID.randomUUID();
    Instant at = Instant.parse("2026-03-01T08:00:00.123Z");
    byte[] tag = {1, 2, 3};
    NewEntry entry =
        new NewEntry(
            UUID.randomUUID(),
            32767,
            at,
            Optional.of(new Turn(call, 32767)),
            Optional.of(at.plusSeconds(30)),
            Optional.of(tag),
            TestEntries.salt(),
            new byte[1 << 20]);
    try (TestNode node = start()) {
      assertThat(fates.append(node.log(), entry)).isInstanceOf(AppendOutcome.Recorded.class);
    }
    fates.areAllOf(database);
    assertThat(
            database.text(
                """
                select concat_ws(' ', index, id, kind, extract(epoch from at) * 1000, turn_of, turn,
                       extract(epoch from due - at), encode(tag, 'hex'), length(body)) from entry
                """))
        .isEqualTo(
            "0 %s 32767 1772352000123.000000 %s 32767 30.000000 010203 1048576"
                .formatted(entry.id(), call));
  }

  @Test
  void leaves_empty_what_an_entry_has_not() throws Exception {
    try (TestNode node = start()) {
      fates.append(node.log(), TestEntries.plain());
    }
    assertThat(
            database.number("select num_nulls(turn_of, turn, due, tag) from entry where index = 0"))
        .isEqualTo(4);
  }

  @Test
  void records_one_of_many_entries_for_a_turn_whether_they_meet_in_a_batch_or_not()
      throws Exception {
    UUID call = UUID.randomUUID();
    try (TestNode node = start()) {
      for (int round = 0; round < 3; round++) {
        Fates.together(64, () -> fates.append(node.log(), TestEntries.ending(call)));
      }
    }
    assertThat(fates.recorded()).isEqualTo(1);
    assertThat(fates.count(new AppendOutcome.TurnTaken(new Turn(call, 1))::equals)).isEqualTo(191);
    fates.areAllOf(database);
  }

  @Test
  void a_taken_turn_harms_nobody_else_in_the_batch() throws Exception {
    UUID call = UUID.randomUUID();
    try (TestNode node = start()) {
      fates.append(node.log(), TestEntries.opening(call));
      fates.append(node.log(), TestEntries.ending(call));
      Future<AppendOutcome> first;
      Future<AppendOutcome> late;
      List<Future<AppendOutcome>> others;
      try (LogDatabase.HeldTable _ = database.hold()) {
        first = fates.begin(node.log(), TestEntries.plain());
        Until.becomes("the first batch waits", () -> database.waiting() == 1);
        late = fates.begin(node.log(), TestEntries.ending(call));
        others =
            IntStream.range(0, 20)
                .mapToObj(i -> fates.begin(node.log(), TestEntries.ending(UUID.randomUUID())))
                .toList();
        Thread.sleep(50);
      }
      assertThat(first.get()).isInstanceOf(AppendOutcome.Recorded.class);
      assertThat(late.get()).isEqualTo(new AppendOutcome.TurnTaken(new Turn(call, Turn.ENDING)));
      for (Future<AppendOutcome> other : others) {
        assertThat(other.get()).isInstanceOf(AppendOutcome.Recorded.class);
      }
    }
    fates.areAllOf(database);
  }

  @Test
  void does_not_call_a_turn_taken_when_the_entry_that_took_it_was_not_recorded() throws Exception {
    UUID call = UUID.randomUUID();
    WatchedConnector connector = new WatchedConnector(database.connector());
    try (TestNode node = TestNode.start(connector, folder.resolve("remembered"))) {
      try (LogDatabase.HeldTable _ = database.hold()) {
        Future<AppendOutcome> earlier = fates.begin(node.log(), TestEntries.plain());
        Until.becomes("the first entry is being written", () -> database.waiting() == 1);
        Future<AppendOutcome> one = fates.begin(node.log(), TestEntries.ending(call));
        Future<AppendOutcome> other = fates.begin(node.log(), TestEntries.ending(call));
        Thread.sleep(50);
        connector.breaks();
        database.endWaitingSession();
        assertThat(earlier.get()).isInstanceOf(AppendOutcome.NotRecorded.class);
        assertThat(one.get()).isInstanceOf(AppendOutcome.NotRecorded.class);
        assertThat(other.get()).isInstanceOf(AppendOutcome.NotRecorded.class);
      }
    }
    fates.areAllOf(database);
  }

  @Test
  void refuses_at_once_what_the_queue_cannot_hold() throws Exception {
    try (TestNode node = start(new LogSettings(1, 1, 0, Duration.ofSeconds(10)))) {
      Future<AppendOutcome> written;
      Future<AppendOutcome> queued;
      try (LogDatabase.HeldTable _ = database.hold()) {
        written = fates.begin(node.log(), TestEntries.plain());
        Until.becomes("the first entry is being written", () -> database.waiting() == 1);
        queued = fates.begin(node.log(), TestEntries.plain());
        Thread.sleep(100);
        long before = System.nanoTime();
        assertThat(fates.append(node.log(), TestEntries.plain()))
            .isEqualTo(new AppendOutcome.NotRecorded("the log is overloaded", true));
        assertThat(Duration.ofNanos(System.nanoTime() - before)).isLessThan(SHORT);
      }
      assertThat(written.get()).isInstanceOf(AppendOutcome.Recorded.class);
      assertThat(queued.get()).isInstanceOf(AppendOutcome.Recorded.class);
    }
    fates.areAllOf(database);
  }

  @Test
  void an_entry_whose_caller_gave_up_before_it_was_taken_never_appears() throws Exception {
    NewEntry queued = TestEntries.plain();
    try (TestNode node = start(new LogSettings(1, 8, 0, SHORT))) {
      Future<AppendOutcome> taken;
      try (LogDatabase.HeldTable _ = database.hold()) {
        taken = fates.begin(node.log(), TestEntries.plain());
        Until.becomes("the first entry is being written", () -> database.waiting() == 1);
        assertThat(fates.append(node.log(), queued))
            .isEqualTo(new AppendOutcome.NotRecorded("the log did not answer in time", true));
      }
      assertThat(taken.get())
          .isEqualTo(new AppendOutcome.NotRecorded("the log did not answer in time", false));
      assertThat(fates.append(node.log(), TestEntries.plain()))
          .isInstanceOf(AppendOutcome.Recorded.class);
    }
    assertThat(StoredLog.read(database).places()).hasSize(2).doesNotContainKey(queued.id());
    fates.areAllOf(database);
  }

  @Test
  void writes_what_waits_when_it_is_closed_and_nothing_afterwards() throws Exception {
    TestNode node = start(new LogSettings(1, 64, 0, Duration.ofSeconds(10)));
    List<Future<AppendOutcome>> before;
    try (LogDatabase.HeldTable _ = database.hold()) {
      before =
          IntStream.range(0, 10)
              .mapToObj(i -> fates.begin(node.log(), TestEntries.plain()))
              .toList();
      Thread.sleep(100);
    }
    node.close();
    for (Future<AppendOutcome> one : before) {
      assertThat(one.get()).isInstanceOf(AppendOutcome.Recorded.class);
    }
    assertThat(fates.append(node.log(), TestEntries.plain()))
        .isEqualTo(new AppendOutcome.NotRecorded("the log is closed", true));
    assertThat(node.log().trouble()).contains("the log is closed");
    fates.areAllOf(database);
  }

  @Test
  void leaves_nobody_waiting_who_comes_while_it_is_closed() throws Exception {
    for (int round = 0; round < 20; round++) {
      TestNode node = start(new LogSettings(8, 64, 0, Duration.ofSeconds(2)));
      long before = System.nanoTime();
      Fates.together(
          List.of(
              () -> appendUntilRefused(node),
              () -> appendUntilRefused(node),
              () -> appendUntilRefused(node),
              node.log()::close));
      assertThat(Duration.ofNanos(System.nanoTime() - before)).isLessThan(Duration.ofSeconds(10));
      node.close();
    }
    fates.areAllOf(database);
  }

  private void appendUntilRefused(TestNode node) {
    while (fates.append(node.log(), TestEntries.plain()) instanceof AppendOutcome.Recorded) {
      // goes on until the log is closed
    }
  }

  @Test
  void outlives_a_witness_that_fails_and_says_so_meanwhile() throws Exception {
    AtomicBoolean away = new AtomicBoolean();
    Witness witness =
        new Witness() {
          @Override
          public Words name() {
            return new Words("见证方", "a witness");
          }

          @Override
          public Optional<Checkpoint> newest() {
            if (away.get()) {
              throw new IllegalStateException("the witness is away");
            }
            return Optional.empty();
          }
        };
    try (TestNode node =
        TestNode.start(
            database.connector(),
            folder.resolve("remembered"),
            List.of(witness),
            TestNode.giveUp(SHORT))) {
      fates.append(node.log(), 4, 4);
      away.set(true);
      database.endOtherSessions();
      fates.append(node.log(), 4, 1);
      assertThat(fates.recorded()).isEqualTo(16);
      assertThat(node.log().trouble()).contains("the witness is away");
      away.set(false);
      Until.becomes("idle, it finds that all is well", () -> node.log().trouble().isEmpty());
      fates.append(node.log(), 4, 4);
    }
    assertThat(fates.recorded()).isEqualTo(32);
    fates.areAllOf(database);
  }

  @Test
  void tells_everybody_when_its_thread_ends_by_an_error() throws Exception {
    AtomicBoolean broken = new AtomicBoolean();
    Connector connector =
        () -> {
          if (broken.get()) {
            throw new StackOverflowError("a bug");
          }
          return database.connect();
        };
    try (TestNode node = TestNode.start(connector, folder.resolve("remembered"))) {
      fates.append(node.log(), 4, 4);
      broken.set(true);
      database.endOtherSessions();
      long before = System.nanoTime();
      fates.append(node.log(), 32, 1);
      assertThat(Duration.ofNanos(System.nanoTime() - before)).isLessThan(Duration.ofSeconds(5));
      assertThat(fates.recorded()).isEqualTo(16);
      assertThat(fates.append(node.log(), TestEntries.plain()))
          .isEqualTo(new AppendOutcome.NotRecorded("the log is closed", true));
    }
    fates.areAllOf(database);
  }

  @Test
  void remembers_a_checkpoint_before_anybody_is_told_of_it() throws Exception {
    Path file = folder.resolve("remembered");
    try (TestNode node = start()) {
      Fates.together(
          8,
          () -> {
            for (int i = 0; i < 40; i++) {
              AppendOutcome outcome = fates.append(node.log(), TestEntries.plain());
              assertThat(sizeIn(file)).isGreaterThan(((AppendOutcome.Recorded) outcome).index());
            }
          });
    }
  }

  /** While it is written, too: of two slots one is always whole. */
  private static long sizeIn(Path file) {
    try (RememberedCheckpoint remembered = RememberedCheckpoint.open(file, TestLog.verifier())) {
      return remembered.newest().orElseThrow().size();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Test
  void a_caller_that_is_interrupted_gets_its_answer_and_stays_interrupted() throws Exception {
    try (TestNode node = start()) {
      FutureTask<Boolean> recorded =
          new FutureTask<>(() ->
              fates.append(node.log(), TestEntries.plain()) instanceof AppendOutcome.Recorded
                  && Thread.currentThread().isInterrupted());
      try (LogDatabase.HeldTable _ = database.hold()) {
        Thread caller = Thread.ofVirtual().start(recorded);
        Until.becomes("the entry is being written", () -> database.waiting() == 1);
        caller.interrupt();
        Thread.sleep(50);
      }
      assertThat(recorded.get()).isTrue();
    }
    fates.areAllOf(database);
  }

  @Test
  void finishes_what_is_queued_when_its_own_thread_is_interrupted() throws Exception {
    try (TestNode node = start(new LogSettings(1, 64, 0, Duration.ofSeconds(10)))) {
      List<Future<AppendOutcome>> queued;
      try (LogDatabase.HeldTable _ = database.hold()) {
        queued =
            IntStream.range(0, 5)
                .mapToObj(i -> fates.begin(node.log(), TestEntries.plain()))
                .toList();
        Until.becomes("the first entry is being written", () -> database.waiting() == 1);
        Thread.sleep(50);
        writerThread().interrupt();
      }
      for (Future<AppendOutcome> one : queued) {
        assertThat(one.get()).isInstanceOf(AppendOutcome.Recorded.class);
      }
    }
    fates.areAllOf(database);
  }

  private static Thread writerThread() {
    return Thread.getAllStackTraces().keySet().stream()
        .filter(thread -> thread.getName().equals("log-writer"))
        .findAny()
        .orElseThrow();
  }
}
