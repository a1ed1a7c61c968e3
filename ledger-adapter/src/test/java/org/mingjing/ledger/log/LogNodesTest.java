package org.mingjing.ledger.log;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Future;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Several nodes, each with its own memory, and one database. */
class LogNodesTest {
  @TempDir Path folder;
  private LogDatabase database;
  private final Fates fates = new Fates();

  @BeforeEach
  void prepare() throws SQLException {
    database = LogDatabase.fresh();
  }

  private TestNode node(String name) throws Exception {
    return TestNode.start(database.connector(), folder.resolve(name));
  }

  @Test
  void two_nodes_write_one_chain_that_holds_everything_once() throws Exception {
    try (TestNode one = node("one");
        TestNode two = node("two")) {
      List<Runnable> callers = new ArrayList<>();
      for (int i = 0; i < 32; i++) {
        LogWriter log = i % 2 == 0 ? one.log() : two.log();
        callers.add(() -> {
          for (int n = 0; n < 25; n++) {
            fates.append(log, TestEntries.plain());
          }
        });
      }
      Fates.together(callers);
    }
    assertThat(fates.recorded()).isEqualTo(32 * 25);
    fates.areAllOf(database);
  }

  @Test
  void of_nodes_that_race_for_a_turn_exactly_one_gets_it() throws Exception {
    int races = 300;
    ConcurrentLinkedQueue<AppendOutcome> outcomes = new ConcurrentLinkedQueue<>();
    try (TestNode one = node("one");
        TestNode two = node("two");
        TestNode three = node("three")) {
      List<UUID> calls = new ArrayList<>();
      for (int race = 0; race < races; race++) {
        calls.add(UUID.randomUUID());
      }
      List<Runnable> callers = new ArrayList<>();
      for (TestNode node : List.of(one, two, three)) {
        for (int part = 0; part < 6; part++) {
          List<UUID> own = calls.subList(part * races / 6, (part + 1) * races / 6);
          callers.add(() ->
              own.forEach(
                  call -> outcomes.add(fates.append(node.log(), TestEntries.ending(call)))));
          callers.add(() -> own.forEach(call -> fates.append(node.log(), TestEntries.plain())));
        }
      }
      Fates.together(callers);
    }
    assertThat(outcomes).hasSize(3 * races);
    assertThat(outcomes.stream().filter(AppendOutcome.Recorded.class::isInstance)).hasSize(races);
    assertThat(outcomes.stream().filter(AppendOutcome.TurnTaken.class::isInstance))
        .hasSize(2 * races);
    fates.areAllOf(database);
    assertThat(database.number("select count(distinct (turn_of, turn)) from entry where turn = 1"))
        .isEqualTo(races);
  }

  /** The other one writes before each of its statements, as long as it is let. */
  @Test
  void a_node_that_was_too_late_is_not_too_late_for_ever() throws Exception {
    WatchedConnector connector = new WatchedConnector(database.connector());
    List<Future<AppendOutcome>> others = new ArrayList<>();
    try (TestNode busy = node("busy");
        TestNode late = TestNode.start(connector, folder.resolve("late"))) {
      connector.beforeStatement(sql -> others.add(writeUnlessHeldUp(busy)));
      assertThat(fates.append(late.log(), TestEntries.plain()))
          .isInstanceOf(AppendOutcome.Recorded.class);
      connector.beforeStatement(sql -> {});
      for (Future<AppendOutcome> other : others) {
        assertThat(other.get()).isInstanceOf(AppendOutcome.Recorded.class);
      }
    }
    fates.areAllOf(database);
  }

  private Future<AppendOutcome> writeUnlessHeldUp(TestNode node) {
    Future<AppendOutcome> written = fates.begin(node.log(), TestEntries.plain());
    try {
      Until.becomes("it wrote or waits", () -> written.isDone() || database.waiting() > 0);
      return written;
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void follows_another_node_over_more_entries_than_it_takes_one_by_one() throws Exception {
    try (TestNode idle = node("idle");
        TestNode busy = node("busy")) {
      fates.append(idle.log(), TestEntries.plain());
      fates.append(busy.log(), 256, 20);
      fates.append(idle.log(), 4, 10);
      assertThat(idle.remembered().newest().orElseThrow().size()).isGreaterThan(5120);
    }
    assertThat(fates.recorded()).isEqualTo(1 + 5120 + 40);
    fates.areAllOf(database);
  }

  @Test
  void a_node_that_stops_in_the_midst_of_its_turn_does_not_stop_the_others() throws Exception {
    try (TestNode node = node("one");
        Connection stopped = database.connect()) {
      fates.append(node.log(), 4, 4);
      JdbcLogStore store = new JdbcLogStore(stopped);
      store.beginSession();
      store.reserve();
      Future<AppendOutcome> waiting = fates.begin(node.log(), TestEntries.plain());
      Until.becomes("the node waits for its turn", () -> database.waiting() == 1);
      assertThat(waiting.get()).isInstanceOf(AppendOutcome.Recorded.class);
    }
    fates.areAllOf(database);
  }

  @Test
  void a_head_of_another_node_that_does_not_follow_is_refused_and_nothing_is_built_on_it()
      throws Exception {
    try (TestNode node = node("one");
        Connection other = database.connect();
        Statement statement = other.createStatement()) {
      fates.append(node.log(), 4, 4);
      long size = database.size();
      statement.execute(
          """
          insert into log_head (size, predecessor, frontier, checkpoint)
          select size + 3, size, frontier, checkpoint from log_head order by size desc limit 1
          """);
      assertThat(fates.append(node.log(), TestEntries.plain()))
          .isInstanceOf(AppendOutcome.NotRecorded.class);
      assertThat(node.log().trouble().orElseThrow()).contains("are in the database");
      assertThat(database.size()).isEqualTo(size + 3);
      statement.execute("delete from log_head where size = " + (size + 3));
      assertThat(fates.append(node.log(), TestEntries.plain()))
          .isInstanceOf(AppendOutcome.Recorded.class);
    }
    fates.areAllOf(database);
  }

  @Test
  void a_head_of_another_node_over_other_entries_than_were_signed_is_refused() throws Exception {
    try (TestNode node = node("one")) {
      fates.append(node.log(), 4, 4);
      database.execute(
          """
          with last as (select * from log_head order by size desc limit 1),
          head as (
            insert into log_head (size, predecessor, frontier, checkpoint)
            select size + 1, size, frontier, checkpoint from last)
          insert into entry (index, id, kind, at, commitment)
          select size, gen_random_uuid(), 1, now(), sha256('x') from last
          """);
      long heads = database.heads();
      assertThat(fates.append(node.log(), TestEntries.plain()))
          .isInstanceOf(AppendOutcome.NotRecorded.class);
      assertThat(node.log().trouble().orElseThrow())
          .contains("is not the root of the entries and tiles");
      assertThat(database.heads()).isEqualTo(heads);
    }
  }

  @Test
  void does_not_depend_on_the_isolation_that_the_database_is_set_to() throws Exception {
    database.execute(
        "alter database %s set default_transaction_isolation = 'serializable'"
            .formatted(database.name()));
    WatchedConnector connector = new WatchedConnector(database.connector());
    try (TestNode one = TestNode.start(connector, folder.resolve("one"));
        TestNode two = TestNode.start(connector, folder.resolve("two"))) {
      Fates.together(
          List.of(
              () -> appendOneByOne(one),
              () -> appendOneByOne(two),
              () -> appendOneByOne(one),
              () -> appendOneByOne(two)));
    }
    assertThat(fates.recorded()).isEqualTo(200);
    assertThat(connector.made()).as("connections, of which none was given up").isEqualTo(2);
    fates.areAllOf(database);
  }

  private void appendOneByOne(TestNode node) {
    for (int i = 0; i < 50; i++) {
      fates.append(node.log(), TestEntries.plain());
    }
  }
}
