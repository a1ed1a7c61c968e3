package org.mingjing.ledger.log;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An entry and its charges are written together or not at all, and never beyond a quota. */
class LogQuotaTest {
  private static final Charge TEN = new Charge("ten", 10);
  private static final Charge PLENTY = new Charge("plenty", 1_000_000);

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

  private TestNode node(String name) throws Exception {
    return TestNode.start(database.connector(), folder.resolve(name));
  }

  private TestNode throughProxy() throws Exception {
    TestNode node = TestNode.start(database.connector(proxy), folder.resolve("proxied"));
    fates.append(node.log(), TestEntries.plain());
    fates.append(node.log(), TestEntries.plain());
    return node;
  }

  private long used(String key) throws SQLException {
    return database.number(
        "select coalesce(sum(used), 0) from quota_use where key = '%s' and day = %s"
            .formatted(key, TODAY));
  }

  private static final String TODAY = "(now() at time zone 'Asia/Shanghai')::date";

  private void use(String key, long used, String day) throws SQLException {
    database.execute(
        "insert into quota_use (day, key, used, most) values (%s, '%s', %d, 1000000)"
            .formatted(day, key, used));
  }

  private static boolean isUsedUp(AppendOutcome outcome) {
    return outcome instanceof AppendOutcome.QuotaUsedUp;
  }

  @Test
  void counts_each_entry_once_under_each_of_its_keys() throws Exception {
    try (TestNode node = node("one")) {
      Fates.together(
          16, () -> fates.append(node.log(), TestEntries.charged(PLENTY, new Charge("other", 99))));
      fates.append(node.log(), TestEntries.plain());
    }
    assertThat(fates.recorded()).isEqualTo(17);
    assertThat(used("plenty")).isEqualTo(16);
    assertThat(used("other")).isEqualTo(16);
    fates.areAllOf(database);
  }

  @Test
  void of_many_callers_on_two_nodes_exactly_as_many_are_written_as_the_quota_allows()
      throws Exception {
    for (int round = 0; round < 5; round++) {
      Charge quota = new Charge("round-" + round, 10);
      ConcurrentLinkedQueue<AppendOutcome> outcomes = new ConcurrentLinkedQueue<>();
      try (TestNode one = node("one");
          TestNode two = node("two")) {
        List<Runnable> callers = new ArrayList<>();
        for (int i = 0; i < 32; i++) {
          LogWriter log = i % 2 == 0 ? one.log() : two.log();
          callers.add(() -> outcomes.add(fates.append(log, TestEntries.charged(quota, PLENTY))));
          callers.add(() -> fates.append(log, TestEntries.plain()));
        }
        Fates.together(callers);
      }
      assertThat(outcomes.stream().filter(AppendOutcome.Recorded.class::isInstance)).hasSize(10);
      assertThat(outcomes.stream().filter(LogQuotaTest::isUsedUp)).hasSize(22);
      assertThat(used(quota.key())).isEqualTo(10);
      assertThat(used("plenty")).isEqualTo(10L * (round + 1));
    }
    fates.areAllOf(database);
  }

  @Test
  void a_used_up_quota_says_which_and_until_when() throws Exception {
    use("ten", 10, TODAY);
    try (TestNode node = node("one")) {
      assertThat(fates.append(node.log(), TestEntries.charged(PLENTY, TEN)))
          .isInstanceOfSatisfying(
              AppendOutcome.QuotaUsedUp.class,
              refused -> {
                assertThat(refused.charge()).isEqualTo(TEN);
                assertThat(refused.day()).hasToString(text("select " + TODAY));
                assertThat(refused.resetsIn()).isPositive().isLessThan(Duration.ofHours(24));
              });
    }
    assertThat(used("plenty")).isZero();
  }

  private String text(String sql) {
    try {
      return database.text(sql);
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void a_batch_with_a_used_up_quota_loses_nothing_else() throws Exception {
    use("ten", 9, TODAY);
    try (TestNode node = node("one")) {
      List<Future<AppendOutcome>> others = new ArrayList<>();
      List<Future<AppendOutcome>> charged = new ArrayList<>();
      try (LogDatabase.HeldTable _ = database.hold()) {
        others.add(fates.begin(node.log(), TestEntries.plain()));
        Until.becomes("the first batch is being written", () -> database.waiting() == 1);
        for (int i = 0; i < 5; i++) {
          others.add(fates.begin(node.log(), TestEntries.charged(PLENTY)));
          charged.add(fates.begin(node.log(), TestEntries.charged(TEN, PLENTY)));
          others.add(fates.begin(node.log(), TestEntries.ending(UUID.randomUUID())));
        }
        Thread.sleep(100);
      }
      for (Future<AppendOutcome> other : others) {
        assertThat(other.get()).isInstanceOf(AppendOutcome.Recorded.class);
      }
      long recorded = 0;
      for (Future<AppendOutcome> one : charged) {
        recorded += one.get() instanceof AppendOutcome.Recorded ? 1 : 0;
      }
      assertThat(recorded).isEqualTo(1);
    }
    assertThat(used("ten")).isEqualTo(10);
    assertThat(used("plenty")).isEqualTo(6);
    assertThat(database.heads()).as("the batch, split in two at most").isLessThanOrEqualTo(3);
    fates.areAllOf(database);
  }

  @Test
  void what_is_not_written_for_another_reason_leaves_its_place_to_the_next() throws Exception {
    Charge single = new Charge("single", 1);
    UUID taken = UUID.randomUUID();
    try (TestNode node = node("one")) {
      fates.append(node.log(), TestEntries.opening(taken));
      Future<AppendOutcome> first;
      Future<AppendOutcome> loser;
      Future<AppendOutcome> next;
      try (LogDatabase.HeldTable _ = database.hold()) {
        first = fates.begin(node.log(), TestEntries.plain());
        Until.becomes("the first batch is being written", () -> database.waiting() == 1);
        loser = fates.begin(node.log(), TestEntries.charged(taken, single));
        Thread.sleep(100);
        next = fates.begin(node.log(), TestEntries.charged(single));
        Thread.sleep(100);
      }
      assertThat(first.get()).isInstanceOf(AppendOutcome.Recorded.class);
      assertThat(loser.get()).isInstanceOf(AppendOutcome.TurnTaken.class);
      assertThat(next.get()).isInstanceOf(AppendOutcome.Recorded.class);
    }
    assertThat(used("single")).isEqualTo(1);
    fates.areAllOf(database);
  }

  @Test
  void who_goes_on_against_a_used_up_quota_costs_the_others_no_statement() throws Exception {
    use("ten", 10, TODAY);
    WatchedConnector connector = new WatchedConnector(database.connector());
    AtomicInteger statements = new AtomicInteger();
    try (TestNode node = TestNode.start(connector, folder.resolve("one"))) {
      fates.append(node.log(), TestEntries.charged(TEN));
      connector.beforeStatement(sql -> statements.incrementAndGet());
      for (int i = 0; i < 20; i++) {
        assertThat(isUsedUp(fates.append(node.log(), TestEntries.charged(TEN)))).isTrue();
      }
      assertThat(statements).hasValue(0);
    }
    fates.areAllOf(database);
  }

  @Test
  void yesterdays_use_is_not_todays_and_a_smaller_quota_counts_at_once() throws Exception {
    use("ten", 10, TODAY + " - 1");
    use("other", 50, TODAY);
    try (TestNode node = node("one")) {
      assertThat(fates.append(node.log(), TestEntries.charged(TEN)))
          .isInstanceOf(AppendOutcome.Recorded.class);
      assertThat(isUsedUp(fates.append(node.log(), TestEntries.charged(new Charge("other", 20)))))
          .isTrue();
      assertThat(fates.append(node.log(), TestEntries.charged(new Charge("other", 51))))
          .isInstanceOf(AppendOutcome.Recorded.class);
    }
    assertThat(used("ten")).isEqualTo(1);
    fates.areAllOf(database);
  }

  @Test
  void a_commit_whose_answer_or_request_was_lost_is_counted_once() throws Exception {
    try (TestNode node = throughProxy()) {
      long size = database.size();
      proxy.swallowAnswerAfter(0);
      Future<AppendOutcome> unheard = fates.begin(node.log(), TestEntries.charged(TEN));
      Until.becomes("the commit has happened", () -> database.size() == size + 1);
      proxy.cut();
      assertThat(unheard.get()).isInstanceOf(AppendOutcome.Recorded.class);
      assertThat(used("ten")).isEqualTo(1);
      fates.append(node.log(), TestEntries.plain());
      proxy.cutRequestAfter(100);
      assertThat(fates.append(node.log(), TestEntries.charged(TEN)))
          .isInstanceOf(AppendOutcome.Recorded.class);
    }
    assertThat(used("ten")).isEqualTo(2);
    fates.areAllOf(database);
  }

  @Test
  void a_request_that_arrives_after_it_was_repeated_is_not_counted_again() throws Exception {
    try (TestNode node = throughProxy()) {
      CuttingProxy.Kept late = proxy.keepNextRequest();
      Future<AppendOutcome> outcome = fates.begin(node.log(), TestEntries.charged(TEN));
      Until.becomes("the request is under way", late::isThere);
      late.hangUp();
      assertThat(outcome.get()).isInstanceOf(AppendOutcome.Recorded.class);
      late.deliver();
    }
    assertThat(used("ten")).isEqualTo(1);
    fates.areAllOf(database);
  }

  /** What the first attempt could not do for want of quota, it cannot do later either. */
  @Test
  void a_request_that_arrives_after_its_quota_was_used_up_changes_nothing() throws Exception {
    WatchedConnector connector = new WatchedConnector(database.connector(proxy));
    try (TestNode node = TestNode.start(connector, folder.resolve("proxied"))) {
      fates.append(node.log(), TestEntries.plain());
      fates.append(node.log(), TestEntries.plain());
      CuttingProxy.Kept late = proxy.keepNextRequest();
      List<Future<AppendOutcome>> batch = new ArrayList<>();
      batch.add(fates.begin(node.log(), TestEntries.plain()));
      Until.becomes("the first batch is under way", late::isThere);
      batch.add(fates.begin(node.log(), TestEntries.plain()));
      Future<AppendOutcome> charged = fates.begin(node.log(), TestEntries.charged(TEN, PLENTY));
      use("ten", 10, TODAY);
      late.hangUp();
      assertThat(isUsedUp(charged.get())).isTrue();
      for (Future<AppendOutcome> one : batch) {
        assertThat(one.get()).isInstanceOf(AppendOutcome.Recorded.class);
      }
      late.deliver();
    }
    assertThat(used("ten")).isEqualTo(10);
    assertThat(used("plenty")).isZero();
    fates.areAllOf(database);
  }

  @Test
  void an_attempt_in_doubt_that_a_quota_refuses_is_void_when_it_arrives_late() throws Exception {
    try (TestNode node = throughProxy()) {
      CuttingProxy.Kept late = proxy.keepNextRequest();
      Future<AppendOutcome> charged = fates.begin(node.log(), TestEntries.charged(TEN, PLENTY));
      Until.becomes("the request is under way", late::isThere);
      use("ten", 10, TODAY);
      late.hangUp();
      assertThat(isUsedUp(charged.get())).isTrue();
      late.deliver();
      assertThat(database.size()).isEqualTo(2);
      fates.append(node.log(), TestEntries.plain());
    }
    assertThat(used("plenty")).isZero();
    fates.areAllOf(database);
  }

  @Test
  void a_node_that_was_too_late_is_charged_once_and_gives_its_turn_back() throws Exception {
    WatchedConnector connector = new WatchedConnector(database.connector());
    try (TestNode other = node("other");
        TestNode node = TestNode.start(connector, folder.resolve("one"))) {
      for (boolean usedUp : new boolean[] {false, true}) {
        AtomicBoolean once = new AtomicBoolean();
        AtomicBoolean reserved = new AtomicBoolean();
        connector.beforeStatement(sql -> {
          if (sql.contains("insert into entry") && once.compareAndSet(false, true)) {
            fates.append(other.log(), TestEntries.plain());
          } else if (sql.contains("insert into entry") && usedUp && !reserved.getAndSet(true)) {
            useUp();
          }
        });
        AppendOutcome outcome = fates.append(node.log(), TestEntries.charged(TEN));
        assertThat(isUsedUp(outcome)).isEqualTo(usedUp);
        assertThat(used("ten")).isEqualTo(usedUp ? 10 : 1);
        connector.beforeStatement(sql -> {});
        assertThat(fates.append(other.log(), TestEntries.plain()))
            .isInstanceOf(AppendOutcome.Recorded.class);
      }
    }
    fates.areAllOf(database);
  }

  private void useUp() {
    try {
      database.execute("update quota_use set used = 10 where key = 'ten'");
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }
}
