package org.mingjing.exchange;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mingjing.exchange.TestCalls.MCA;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.mingjing.exchange.call.LateApplication;
import org.mingjing.exchange.operations.DemoNode;
import org.mingjing.exchange.operations.Fsck;
import org.mingjing.exchange.operations.Outside;
import org.mingjing.exchange.operations.SecondNode;
import org.mingjing.ledger.checkpoint.NoteVerifier;
import org.mingjing.ledger.embedded.LedgerView;
import org.mingjing.ledger.log.RememberedCheckpoint;

/** Two nodes on one database: one log, and one ending for each call. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class TwoNodesIT {
  private static final int CLIENTS = 8;
  private static final Map<String, String> SETTINGS =
      Map.of(
          "mingjing.call-deadline", "1200ms",
          "mingjing.source-timeout", "1100ms",
          "mingjing.sweep-every", "100ms");

  private DemoNode first;
  private SecondNode second;
  private Installation installation;
  private CallingSystem atFirst;
  private CallingSystem atSecond;

  @BeforeAll
  void start() throws IOException {
    System.setProperty(Surroundings.DEMO_CLASS_PATH, Surroundings.departmentsClassPath());
    SETTINGS.forEach(System::setProperty);
    Path data = Surroundings.fresh("two-nodes");
    first =
        DemoNode.start(
            new DemoNode.Plan(
                Surroundings.home(), data, 0, Surroundings.POPULATION, LateApplication.class),
            new SecureRandom());
    second = SecondNode.beside(first, Surroundings.home(), LateApplication.class, Map.of());
    installation = new Installation(data);
    atFirst = CallingSystem.of(installation, MCA);
    atSecond = atFirst.at(second.url());
  }

  @AfterAll
  void stop() {
    SETTINGS.keySet().forEach(System::clearProperty);
    second.close();
    first.close();
  }

  /** Whoever moves the mark beyond the log would leave opened calls without an ending for ever. */
  @Test
  void a_mark_beyond_the_log_does_not_blind_the_sweeper() throws Exception {
    try (Connection connection = installation.superuser();
        Statement statement = connection.createStatement()) {
      statement.execute("update sweep_mark set upto = 9000000000000");
      long upto = Long.MAX_VALUE;
      for (int i = 0; i < 300 && upto > StoredEntry.count(installation); i++) {
        Thread.sleep(100);
        try (ResultSet mark = statement.executeQuery("select upto from sweep_mark")) {
          mark.next();
          upto = mark.getLong(1);
        }
      }
      assertThat(upto).isLessThanOrEqualTo(StoredEntry.count(installation));
    }
  }

  @Test
  void two_nodes_write_one_log_without_forks() throws Exception {
    Accounts accounts = new Accounts(installation);
    Load one = Load.start(CLIENTS, atFirst, Load::mixed, 1);
    Load other = Load.start(CLIENTS, atSecond, Load::mixed, 2);
    Thread.sleep(4000);
    accounts.add(one.stop());
    accounts.add(other.stop());

    accounts.awaitNoOpenCall(Duration.ofSeconds(30));
    accounts.balance();
    assertThat(one.size()).isPositive();
    assertThat(other.size()).isPositive();
    assertThat(nodesInTheLog()).containsExactlyInAnyOrder("node-1", "node-2");
    assertThat(fsckWithBothMemories().findings()).isEmpty();
  }

  private Set<String> nodesInTheLog() throws SQLException {
    return StoredEntry.from(installation, 0).stream()
        .map(entry -> entry.json().path("node").asString(""))
        .collect(Collectors.toSet());
  }

  private Fsck.Report fsckWithBothMemories() throws IOException, SQLException {
    NoteVerifier log = NoteVerifier.parse(installation.logKey());
    Path data = installation.data();
    Optional<LedgerView> ledger =
        LedgerView.open(data.resolve("ledger"), log, log.name() + "/ledger");
    try (LedgerView view = ledger.orElseThrow();
        Connection connection = installation.application();
        RememberedCheckpoint mine =
            RememberedCheckpoint.open(data.resolve("remembered-checkpoint"), log);
        RememberedCheckpoint others =
            RememberedCheckpoint.open(data.resolve("remembered-2"), log)) {
      assertThat(mine.newest()).isPresent();
      assertThat(others.newest()).isPresent();
      return Fsck.check(
          connection,
          log,
          Outside.ofNode(
              Optional.of(view), List.of(mine, others), Optional.of(data.resolve("log"))));
    }
  }

  @Test
  void a_call_about_at_its_deadline_is_either_answered_or_interrupted() throws Exception {
    lateness(Duration.ofMillis(250));
    fault("slow", 600);
    List<Reply> replies = new ArrayList<>();
    try (ExecutorService clients = Executors.newFixedThreadPool(32)) {
      List<Future<Reply>> calls = new ArrayList<>();
      for (int i = 0; i < 320; i++) {
        CallingSystem node = i % 2 == 0 ? atFirst : atSecond;
        String person = TestCalls.person(i).idNumber();
        calls.add(clients.submit(() -> node.call(TestCalls.vehicle(person))));
      }
      for (Future<Reply> call : calls) {
        replies.add(call.get());
      }
    } finally {
      fault("none", 0);
      lateness(Duration.ZERO);
    }

    new Accounts(installation).awaitNoOpenCall(Duration.ofSeconds(30));
    Map<String, Integer> told = compare(replies);
    System.out.println("TwoNodesIT: " + told);
    assertThat(told.getOrDefault("answered", 0)).isGreaterThan(20);
    assertThat(told.getOrDefault("interrupted", 0)).isGreaterThan(20);
    new Accounts(installation).balance();
  }

  /** Each call has one ending in the log, which is what its caller was told. */
  private Map<String, Integer> compare(List<Reply> replies) throws SQLException {
    Map<String, List<String>> endings =
        StoredEntry.from(installation, 0).stream()
            .filter(entry -> entry.call().isPresent() && !entry.outcome().isEmpty())
            .collect(
                Collectors.groupingBy(
                    entry -> entry.call().orElseThrow().toString(),
                    Collectors.mapping(StoredEntry::outcome, Collectors.toList())));
    Set<String> ids = new HashSet<>();
    Map<String, Integer> told = new TreeMap<>();
    for (Reply reply : replies) {
      String said = reply.status() == 200 ? "answered" : reply.code();
      assertThat(ids.add(reply.callId())).as("call ids are distinct").isTrue();
      assertThat(endings.get(reply.callId())).as(reply.toString()).containsExactly(said);
      told.merge(said, 1, Integer::sum);
    }
    return told;
  }

  private void lateness(Duration most) {
    first.application().getBean(LateApplication.Lateness.class).set(most);
    second.part(LateApplication.Lateness.class).set(most);
  }

  private void fault(String mode, int millis) {
    String url = first.departments().ready().path("http").asString("");
    String body = "{\"department\":\"mps\",\"mode\":\"%s\",\"millis\":%d}".formatted(mode, millis);
    Reply reply = CallingSystem.at(url).post("/_fault", body.getBytes(StandardCharsets.UTF_8));
    assertThat(reply.status() / 100).isEqualTo(2);
  }
}
