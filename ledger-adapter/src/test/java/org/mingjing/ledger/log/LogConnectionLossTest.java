package org.mingjing.ledger.log;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The connection breaks, at every point at which that makes a difference. */
class LogConnectionLossTest {
  @TempDir Path folder;
  private LogDatabase database;
  private CuttingProxy proxy;
  private final Fates fates = new Fates();

  @BeforeEach
  void prepare() throws Exception {
    database = LogDatabase.fresh();
    proxy = CuttingProxy.before(database.port());
  }

  @AfterEach
  void close() throws Exception {
    proxy.close();
  }

  private TestNode throughProxy(Duration giveUp) throws Exception {
    TestNode node =
        TestNode.start(
            database.connector(proxy),
            folder.resolve("proxied"),
            List.of(),
            TestNode.giveUp(giveUp));
    warmUp(node);
    return node;
  }

  /** Afterwards the next thing that this node sends is a batch. */
  private void warmUp(TestNode node) {
    fates.append(node.log(), TestEntries.plain());
    fates.append(node.log(), TestEntries.plain());
  }

  private TestNode direct() throws Exception {
    return TestNode.start(database.connector(), folder.resolve("direct"));
  }

  private static Duration seconds(int seconds) {
    return Duration.ofSeconds(seconds);
  }

  @Test
  void an_entry_whose_request_was_lost_on_the_way_is_recorded_over_a_new_connection()
      throws Exception {
    try (TestNode node = throughProxy(seconds(10))) {
      for (int bytes : new int[] {0, 1, 5, 100, 500}) {
        proxy.cutRequestAfter(bytes);
        assertThat(fates.append(node.log(), TestEntries.ending(UUID.randomUUID())))
            .isInstanceOf(AppendOutcome.Recorded.class);
        warmUp(node);
      }
    }
    assertThat(proxy.made()).isEqualTo(6);
    fates.areAllOf(database);
  }

  @Test
  void an_entry_whose_answer_was_lost_is_found_and_not_written_again() throws Exception {
    try (TestNode node = throughProxy(seconds(10))) {
      for (int bytes : new int[] {0, 1, 5, 30}) {
        long size = database.size();
        proxy.swallowAnswerAfter(bytes);
        Future<AppendOutcome> outcome =
            fates.begin(node.log(), TestEntries.ending(UUID.randomUUID()));
        Until.becomes("the commit has happened", () -> database.size() == size + 1);
        proxy.cut();
        assertThat(outcome.get()).isInstanceOf(AppendOutcome.Recorded.class);
        assertThat(database.size()).isEqualTo(size + 1);
        warmUp(node);
      }
    }
    assertThat(proxy.made()).isEqualTo(5);
    fates.areAllOf(database);
  }

  @Test
  void an_entry_whose_answer_was_lost_is_found_under_what_another_node_put_on_top()
      throws Exception {
    try (TestNode node = throughProxy(seconds(10));
        TestNode other = direct()) {
      long size = database.size();
      proxy.swallowAnswerAfter(0);
      Future<AppendOutcome> outcome = fates.begin(node.log(), TestEntries.plain());
      Until.becomes("the commit has happened", () -> database.size() == size + 1);
      fates.append(other.log(), 4, 10);
      proxy.cut();
      assertThat(((AppendOutcome.Recorded) outcome.get()).index()).isEqualTo(size);
      fates.append(node.log(), 4, 5);
    }
    assertThat(fates.recorded()).isEqualTo(2 + 1 + 40 + 20);
    fates.areAllOf(database);
  }

  @Test
  void an_entry_whose_statement_the_server_still_holds_is_recorded_once_when_it_goes_on()
      throws Exception {
    try (TestNode node = throughProxy(seconds(10))) {
      Future<AppendOutcome> outcome;
      try (LogDatabase.HeldTable _ = database.hold()) {
        outcome = fates.begin(node.log(), TestEntries.ending(UUID.randomUUID()));
        Until.becomes("the statement is held", () -> database.waiting() == 1);
        proxy.cut();
        Until.becomes("the statement is offered again", () -> database.waiting() == 2);
        assertThat(outcome.isDone()).isFalse();
      }
      assertThat(((AppendOutcome.Recorded) outcome.get()).index()).isEqualTo(2);
      fates.append(node.log(), 4, 5);
    }
    fates.areAllOf(database);
  }

  @Test
  void an_entry_whose_held_statement_is_ended_by_the_server_is_recorded_once() throws Exception {
    try (TestNode node = throughProxy(seconds(10))) {
      Future<AppendOutcome> outcome;
      try (LogDatabase.HeldTable _ = database.hold()) {
        outcome = fates.begin(node.log(), TestEntries.ending(UUID.randomUUID()));
        Until.becomes("the statement is held", () -> database.waiting() == 1);
        proxy.cut();
        Until.becomes("the statement is offered again", () -> database.waiting() == 2);
        database.endWaitingSession();
      }
      assertThat(((AppendOutcome.Recorded) outcome.get()).index()).isEqualTo(2);
      fates.append(node.log(), 4, 5);
    }
    fates.areAllOf(database);
  }

  @Test
  void a_caller_that_gave_up_on_a_held_statement_was_told_that_the_entry_may_still_appear()
      throws Exception {
    NewEntry doubtful = TestEntries.ending(UUID.randomUUID());
    try (TestNode node = throughProxy(Duration.ofMillis(600))) {
      try (LogDatabase.HeldTable _ = database.hold()) {
        Future<AppendOutcome> outcome = fates.begin(node.log(), doubtful);
        Until.becomes("the statement is held", () -> database.waiting() == 1);
        proxy.cut();
        assertThat(outcome.get())
            .isInstanceOfSatisfying(
                AppendOutcome.NotRecorded.class, failed -> assertThat(failed.certain()).isFalse());
      }
      Until.becomes("the held statement went on", () -> database.size() == 3);
      assertThat(fates.append(node.log(), TestEntries.plain()))
          .isInstanceOf(AppendOutcome.Recorded.class);
    }
    assertThat(StoredLog.read(database).places().get(doubtful.id())).containsExactly(2L);
    fates.areAllOf(database);
  }

  @Test
  void a_request_that_arrives_after_it_was_repeated_changes_nothing() throws Exception {
    try (TestNode node = throughProxy(seconds(10))) {
      CuttingProxy.Kept late = proxy.keepNextRequest();
      Future<AppendOutcome> outcome =
          fates.begin(node.log(), TestEntries.ending(UUID.randomUUID()));
      Until.becomes("the request is under way", late::isThere);
      late.hangUp();
      assertThat(outcome.get()).isInstanceOf(AppendOutcome.Recorded.class);
      late.deliver();
      assertThat(database.size()).isEqualTo(3);
      fates.append(node.log(), 4, 5);
    }
    fates.areAllOf(database);
  }

  @Test
  void a_request_that_arrives_after_another_node_took_its_place_changes_nothing() throws Exception {
    try (TestNode node = throughProxy(seconds(10));
        TestNode other = direct()) {
      CuttingProxy.Kept late = proxy.keepNextRequest();
      Future<AppendOutcome> outcome = fates.begin(node.log(), TestEntries.plain());
      Until.becomes("the request is under way", late::isThere);
      fates.append(other.log(), 1, 3);
      late.hangUp();
      assertThat(((AppendOutcome.Recorded) outcome.get()).index()).isEqualTo(5);
      late.deliver();
      assertThat(database.size()).isEqualTo(6);
      fates.append(node.log(), 4, 5);
    }
    fates.areAllOf(database);
  }

  @Test
  void a_request_that_arrives_after_its_caller_gave_up_appears_at_most_once() throws Exception {
    NewEntry doubtful = TestEntries.plain();
    try (TestNode node = throughProxy(Duration.ofMillis(600))) {
      CuttingProxy.Kept late = proxy.keepNextRequest();
      Future<AppendOutcome> outcome = fates.begin(node.log(), doubtful);
      Until.becomes("the request is under way", late::isThere);
      assertThat(outcome.get())
          .isInstanceOfSatisfying(
              AppendOutcome.NotRecorded.class, failed -> assertThat(failed.certain()).isFalse());
      late.hangUp();
      Until.becomes("the node gave up, too", () -> node.log().trouble().isPresent());
      late.deliver();
      assertThat(StoredLog.read(database).places().get(doubtful.id())).containsExactly(2L);
      fates.append(node.log(), 4, 5);
    }
    fates.areAllOf(database);
  }

  /** Tries every moment between the statements of the recovery, with and without another node. */
  @Test
  void a_request_may_arrive_at_any_moment_of_the_recovery() throws Exception {
    WatchedConnector connector = new WatchedConnector(database.connector(proxy));
    try (TestNode node = TestNode.start(connector, folder.resolve("proxied"));
        TestNode other = direct()) {
      for (int moment = 0; moment < 14; moment++) {
        for (int others = 0; others < 4; others++) {
          warmUp(node);
          CuttingProxy.Kept late = proxy.keepNextRequest();
          Future<AppendOutcome> outcome = fates.begin(node.log(), TestEntries.plain());
          Until.becomes("the request is under way", late::isThere);
          AtomicInteger statements = new AtomicInteger(moment);
          int before = others & 1;
          int after = others >> 1;
          connector.beforeStatement(sql -> {
            if (statements.getAndDecrement() == 0) {
              write(other, before);
              deliver(late);
              write(other, after);
            }
          });
          late.hangUp();
          assertThat(outcome.get()).isInstanceOf(AppendOutcome.Recorded.class);
          connector.beforeStatement(sql -> {});
          if (statements.get() >= 0) {
            deliver(late); // the recovery had fewer statements
          }
        }
      }
    }
    fates.areAllOf(database);
  }

  /** A node that was too late writes in a transaction, so that its commit travels alone. */
  @Test
  void a_commit_that_was_lost_or_arrives_late_is_no_second_one() throws Exception {
    WatchedConnector connector = new WatchedConnector(database.connector(proxy));
    try (TestNode node = TestNode.start(connector, folder.resolve("proxied"));
        TestNode other = direct()) {
      for (boolean arrives : new boolean[] {true, false}) {
        warmUp(node);
        AtomicBoolean fenced = new AtomicBoolean();
        CompletableFuture<CuttingProxy.Kept> kept = new CompletableFuture<>();
        connector.beforeStatement(sql -> {
          if (sql.contains("insert into entry") && fenced.compareAndSet(false, true)) {
            write(other, 1);
          }
          if (sql.equals("commit") && !kept.isDone()) {
            kept.complete(proxy.keepNextRequest());
          }
        });
        Future<AppendOutcome> outcome = fates.begin(node.log(), TestEntries.plain());
        CuttingProxy.Kept commit = kept.get();
        Until.becomes("the commit is under way", commit::isThere);
        long size = database.size();
        commit.hangUp();
        if (arrives) {
          Until.becomes("the entry is offered again", () -> database.waiting() == 1);
          commit.deliver();
        }
        assertThat(((AppendOutcome.Recorded) outcome.get()).index()).isEqualTo(size);
      }
    }
    fates.areAllOf(database);
  }

  private void write(TestNode node, int entries) {
    for (int i = 0; i < entries; i++) {
      fates.append(node.log(), TestEntries.plain());
    }
  }

  private static void deliver(CuttingProxy.Kept late) {
    try {
      late.deliver();
    } catch (IOException | InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void an_entry_in_doubt_when_the_log_refuses_to_go_on_is_told_as_such() throws Exception {
    for (boolean written : new boolean[] {true, false}) {
      WatchedConnector connector = new WatchedConnector(database.connector(proxy));
      try (TestNode node = TestNode.start(connector, folder.resolve("proxied"))) {
        warmUp(node);
        long size = database.size();
        if (written) {
          proxy.swallowAnswerAfter(0);
        } else {
          proxy.cutRequestAfter(0);
        }
        connector.breaks();
        Future<AppendOutcome> outcome = fates.begin(node.log(), TestEntries.plain());
        if (written) {
          Until.becomes("the commit has happened", () -> database.size() == size + 1);
          proxy.cut();
        }
        assertThat(outcome.get())
            .isEqualTo(new AppendOutcome.NotRecorded("the connector is away", false));
        assertThat(database.size()).isEqualTo(written ? size + 1 : size);
        assertThat(fates.append(node.log(), TestEntries.plain()))
            .isEqualTo(new AppendOutcome.NotRecorded("the connector is away", true));
      }
    }
    fates.areAllOf(database);
  }

  @Test
  void a_turn_lost_while_the_connection_was_away_is_lost_and_the_rest_of_the_batch_is_not()
      throws Exception {
    UUID call = UUID.randomUUID();
    try (TestNode node = throughProxy(seconds(10));
        TestNode other = direct()) {
      List<Future<AppendOutcome>> batch = new ArrayList<>();
      CuttingProxy.Kept late = proxy.keepNextRequest();
      batch.add(fates.begin(node.log(), TestEntries.plain()));
      Until.becomes("the first batch is under way", late::isThere);
      batch.add(fates.begin(node.log(), TestEntries.plain()));
      Future<AppendOutcome> loser = fates.begin(node.log(), TestEntries.ending(call));
      batch.add(fates.begin(node.log(), TestEntries.plain()));
      fates.append(other.log(), TestEntries.ending(call));
      late.hangUp();
      assertThat(loser.get()).isEqualTo(new AppendOutcome.TurnTaken(new Turn(call, Turn.ENDING)));
      for (Future<AppendOutcome> one : batch) {
        assertThat(one.get()).isInstanceOf(AppendOutcome.Recorded.class);
      }
      late.deliver();
    }
    fates.areAllOf(database);
  }

  @Test
  void certainly_not_recorded_is_said_only_when_nothing_was_sent() throws Exception {
    try (TestNode node = throughProxy(Duration.ofMillis(600))) {
      proxy.close();
      assertThat(fates.append(node.log(), TestEntries.plain()))
          .isInstanceOfSatisfying(
              AppendOutcome.NotRecorded.class, failed -> assertThat(failed.certain()).isFalse());
      Thread.sleep(700);
      assertThat(fates.append(node.log(), TestEntries.plain()))
          .isInstanceOfSatisfying(
              AppendOutcome.NotRecorded.class, failed -> assertThat(failed.certain()).isTrue());
      assertThat(node.log().trouble()).isPresent();
    }
    fates.areAllOf(database);
  }

  @Test
  void says_the_truth_however_often_and_wherever_connections_break() throws Exception {
    long seed = System.nanoTime();
    System.out.println("connection loss, seed " + seed);
    Random random = new Random(seed);
    try (TestNode node = throughProxy(Duration.ofSeconds(2));
        TestNode second =
            TestNode.start(
                database.connector(proxy),
                folder.resolve("second"),
                List.of(),
                TestNode.giveUp(Duration.ofSeconds(2)))) {
      proxy.carryAtMost(() -> 1 + random.nextInt(40_000));
      proxy.cut();
      List<Runnable> callers = new ArrayList<>();
      for (int i = 0; i < 16; i++) {
        LogWriter log = i % 2 == 0 ? node.log() : second.log();
        callers.add(() -> appendFor(seconds(4), log));
      }
      Fates.together(callers);
      proxy.carryAtMost(() -> Integer.MAX_VALUE);
      proxy.cut();
      Thread.sleep(200);
      fates.append(node.log(), 2, 2);
      fates.append(second.log(), 2, 2);
    }
    assertThat(proxy.made()).isGreaterThan(30);
    assertThat(fates.recorded()).isGreaterThan(100);
    fates.areAllOf(database);
  }

  private void appendFor(Duration time, LogWriter log) {
    long end = System.nanoTime() + time.toNanos();
    while (System.nanoTime() - end < 0) {
      fates.append(log, TestEntries.ending(UUID.randomUUID()));
    }
  }
}
