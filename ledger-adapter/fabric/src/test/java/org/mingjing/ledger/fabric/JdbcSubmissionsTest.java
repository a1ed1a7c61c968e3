package org.mingjing.ledger.fabric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.mingjing.ledger.Anchored;
import org.mingjing.ledger.Batch;
import org.mingjing.ledger.BatchKey;
import org.mingjing.ledger.LedgerUnavailable;
import org.mingjing.ledger.TestLog;
import org.mingjing.ledger.log.Connector;

/** On a real PostgreSQL, as the role that the application has. */
class JdbcSubmissionsTest {
  private static EmbeddedPostgres postgres;

  @BeforeAll
  static void start() throws IOException, SQLException {
    postgres = EmbeddedPostgres.builder().setServerConfig("listen_addresses", "127.0.0.1").start();
    execute("create role application login");
    execute(migration().replace("${application}", "application"));
  }

  @AfterAll
  static void stop() throws IOException {
    postgres.close();
  }

  private static String migration() throws IOException {
    String name = "/db/migration/V5_1__ledger_submission.sql";
    try (InputStream script = JdbcSubmissions.class.getResourceAsStream(name)) {
      return new String(
          Objects.requireNonNull(script, name).readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  private static Connection connect(String user) throws SQLException {
    return DriverManager.getConnection(
        "jdbc:postgresql://127.0.0.1:" + postgres.getPort() + "/postgres", user, "");
  }

  private static void execute(String sql) throws SQLException {
    try (Connection connection = connect("postgres");
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  private static Connector application() {
    return () -> connect("application");
  }

  private static Submission submission(long first, long size, String transaction) {
    return new Submission(
        new BatchKey(TestLog.ORIGIN, first), size, TestLog.checkpoint((int) size), transaction);
  }

  @Test
  void what_was_stored_is_found_after_a_restart_until_it_is_forgotten() {
    Submission first = submission(0, 3, "aa");
    Submission second = submission(3, 7, "bb");
    try (var submissions = new JdbcSubmissions(application())) {
      submissions.store(first);
      submissions.store(second);
    }
    try (var submissions = new JdbcSubmissions(application())) {
      assertThat(submissions.find(first.key())).contains(first);
      assertThat(submissions.find(second.key())).contains(second);
      assertThat(submissions.find(new BatchKey("another", 0))).isEmpty();
      submissions.forget(first.key());
      submissions.forget(first.key());
      assertThat(submissions.find(first.key())).isEmpty();
      assertThat(submissions.find(second.key())).contains(second);
    }
  }

  @Test
  void the_newest_under_a_key_counts() {
    try (var submissions = new JdbcSubmissions(application())) {
      submissions.store(submission(100, 103, "aa"));
      Submission newest = submission(100, 105, "bb");
      submissions.store(newest);
      assertThat(submissions.find(newest.key())).contains(newest);
    }
  }

  @Test
  void a_connection_that_is_lost_is_made_anew() throws SQLException {
    List<Connection> made = new ArrayList<>();
    Connector connector =
        () -> {
          made.add(connect("application"));
          return made.getLast();
        };
    try (var submissions = new JdbcSubmissions(connector)) {
      Submission submission = submission(200, 203, "aa");
      submissions.store(submission);
      made.getLast().close();
      assertThat(submissions.find(submission.key())).contains(submission);
    }
  }

  @Test
  void a_database_that_is_away_is_an_unavailable_ledger() {
    Connector away =
        () -> {
          throw new SQLException("away");
        };
    try (var submissions = new JdbcSubmissions(away)) {
      assertThatThrownBy(() -> submissions.find(new BatchKey(TestLog.ORIGIN, 0)))
          .isInstanceOf(LedgerUnavailable.class);
    }
  }

  @Test
  void event_marks_are_kept_for_each_contract() {
    try (TestNetwork network = new TestNetwork();
        var marks = new JdbcEventMarks(application(), network.settings())) {
      assertThat(marks.load()).isEmpty();
      marks.store(new EventMarks.Mark(7, "aa"));
      marks.store(new EventMarks.Mark(9, "bb"));
      assertThat(marks.load()).contains(new EventMarks.Mark(9, "bb"));
      try (var again = new JdbcEventMarks(application(), network.settings())) {
        assertThat(again.load()).contains(new EventMarks.Mark(9, "bb"));
      }
    }
  }

  @Test
  void a_batch_whose_client_ended_is_settled_by_the_next_one() {
    Batch batch = TestLog.batch(0, 3);
    try (TestNetwork network = new TestNetwork();
        var submissions = new JdbcSubmissions(application())) {
      network.faults.arm(Fault.STATUS_ANSWER_LOST);
      try (FabricLedger ledger = network.ledger(submissions)) {
        assertThat(ledger.append(batch)).isNotInstanceOf(Anchored.class);
      }
      assertThat(submissions.find(batch.key()))
          .map(Submission::transaction)
          .contains(network.channel.blocks().getFirst().transaction());
      try (FabricLedger ledger = network.ledger(submissions)) {
        assertThat(ledger.append(batch)).isInstanceOf(Anchored.class);
      }
      assertThat(network.channel.blocks()).hasSize(1);
      assertThat(submissions.find(batch.key())).isEmpty();
    }
  }
}
