package org.mingjing.exchange;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mingjing.exchange.TestCalls.MCA;
import static org.mingjing.exchange.TestCalls.OPERATOR;
import static org.mingjing.exchange.TestCalls.PEP;
import static org.mingjing.exchange.TestCalls.SAMR;
import static org.mingjing.exchange.TestCalls.call;
import static org.mingjing.exchange.TestCalls.fields;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.LocalDate;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.mingjing.exchange.cli.CommandRun;
import org.mingjing.exchange.evidence.EntryKind;
import org.mingjing.exchange.evidence.Evidence;
import org.mingjing.exchange.operations.DemoNode;
import org.mingjing.policy.Grant;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** {@code policy impact} on a log of real calls. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ImpactIT {
  private static final String PERSON = "11010519491231002X";

  /** So that some tiles are full and one is not. */
  private static final int UNDECIDED = 700;

  private Path folder;
  private Path home;
  private DemoNode node;
  private Installation installation;

  @BeforeAll
  void start() throws IOException {
    System.setProperty(Surroundings.DEMO_CLASS_PATH, Surroundings.departmentsClassPath());
    folder = Surroundings.fresh("impact");
    home = Surroundings.homeWithOwnConfig(folder.resolve("home"));
    node =
        DemoNode.start(
            new DemoNode.Plan(
                home,
                folder.resolve("data"),
                0,
                Surroundings.POPULATION,
                ExchangeApplication.class),
            new SecureRandom());
    installation = new Installation(folder.resolve("data"));
    calls();
    record();
  }

  @AfterAll
  void stop() {
    node.close();
  }

  /**
   * Three masked, two of another resource, one partial, one verified, two open, three refused; and
   * an enforcement point asks.
   */
  private void calls() {
    CallingSystem assistance = CallingSystem.of(installation, MCA);
    for (int i = 0; i < 3; i++) {
      answered(assistance, TestCalls.resident(PERSON), 200);
    }
    answered(assistance, TestCalls.vehicle(PERSON), 200);
    answered(assistance, TestCalls.vehicle(PERSON), 200);
    answered(assistance, telephone().put("partial", true), 200);
    answered(assistance, TestCalls.verify(PERSON, Map.of("name", "张三")), 200);
    String organisation = TestCalls.organisation(3).uscc();
    answered(assistance, TestCalls.enterprise(organisation), 200);
    answered(assistance, TestCalls.enterprise(organisation), 200);
    answered(assistance, telephone(), 403);
    answered(CallingSystem.of(installation, SAMR), TestCalls.fingerprint(PERSON), 403);
    answered(assistance, fields(TestCalls.resident(PERSON), "nickname"), 422);
    JsonNode evaluation =
        TestEvaluations.refused(TestEvaluations.of(MCA, TestCalls.resident(PERSON)));
    Reply given = CallingSystem.of(installation, PEP).post(TestEvaluations.ONE, evaluation);
    assertThat(given.status()).as(given.toString()).isEqualTo(200);
  }

  private static ObjectNode telephone() {
    return fields(
        call("mps.resident-register", "social-assistance", "person", PERSON, "masked"),
        "name",
        "birth_date",
        "telephone");
  }

  private static void answered(CallingSystem system, JsonNode call, int status) {
    Reply reply = system.call(call);
    assertThat(reply.status()).as(reply.toString()).isEqualTo(status);
  }

  /** What another version of the exchange might have left. */
  private void record() {
    Evidence evidence = node.application().getBean(Evidence.class);
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int i = 0; i < UNDECIDED; i++) {
        threads.execute(() ->
            evidence.record(EntryKind.CALL_REFUSED, bytes("{\"outcome\":\"unknown-field\"}")));
      }
    }
    evidence.record(
        EntryKind.CALL_CLOSED, bytes("{\"decision\":{},\"inputs\":{\"zzz\":1},\"outcome\":\"a\"}"));
    evidence.record(EntryKind.CALL_CLOSED, bytes("{\"decision\":{},\"inputs\":{\"answer\":\"ma"));
  }

  private static byte[] bytes(String json) {
    return json.getBytes(StandardCharsets.UTF_8);
  }

  private static final Map<String, Long> NOT_REPLAYED =
      Map.of("not-decided", UNDECIDED + 1L, "unreadable", 2L);

  private static Map<String, Long> with(Object... more) {
    Map<String, Long> counts = new TreeMap<>(NOT_REPLAYED);
    for (int i = 0; i < more.length; i += 2) {
      counts.merge((String) more[i], ((Number) more[i + 1]).longValue(), Long::sum);
    }
    return counts;
  }

  private CommandRun.Ended impact(Path draft, String... more) {
    return CommandRun.ended(
        Stream.concat(
                Stream.of(
                    "policy", "impact", draft.toString(), "--data", installation.data().toString()),
                Stream.of(more))
            .toArray(String[]::new));
  }

  private JsonNode report(Path draft, String... more) {
    CommandRun.Ended ended =
        impact(
            draft,
            Stream.concat(Stream.of(more), Stream.of("--output", "json")).toArray(String[]::new));
    assertThat(ended.code()).as(ended.out()).isZero();
    return JsonMapper.shared().readTree(ended.out());
  }

  private static Map<String, Long> counts(JsonNode report) {
    Map<String, Long> counts = new TreeMap<>();
    for (String kind : new String[] {"changes", "unknown"}) {
      report
          .path(kind)
          .properties()
          .forEach(part -> counts.put(part.getKey(), part.getValue().path("calls").asLong()));
    }
    return counts;
  }

  private Path draft(String name) {
    return Surroundings.homeWithOwnConfig(folder.resolve(name)).resolve("config/policy");
  }

  private static void replace(Path file, String before, String after) throws IOException {
    String text = Files.readString(file);
    assertThat(text).contains(before);
    int at = text.indexOf(before);
    Files.writeString(file, text.substring(0, at) + after + text.substring(at + before.length()));
  }

  @Test
  void the_live_policy_itself_changes_nothing_and_every_decision_is_reproduced() {
    JsonNode report = report(draft("same"));

    assertThat(counts(report)).isEqualTo(with("unchanged", 12));
    assertThat(report.path("recorded").path("reproduced").asLong()).isEqualTo(12);
    assertThat(report.path("recorded").path("notReproduced").path("calls").asLong(-1)).isZero();
    assertThat(report.path("recorded").path("since").propertyNames()).containsExactly("unchanged");
    assertThat(report.path("draft").path("policy")).isEqualTo(report.path("live").path("policy"));
    assertThat(report.path("draft").path("grantsFrom").asString("")).isEqualTo("live");
    assertThat(report.path("calls").asLong()).isEqualTo(12 + UNDECIDED + 3);
    assertThat(report.path("entries").asLong()).isGreaterThan(report.path("calls").asLong() + 9);
  }

  @Test
  void a_draft_with_several_changes_shows_each_where_it_falls() throws Exception {
    Path draft = draft("several");
    replace(draft.resolve("catalogue/mps.yaml"), "mask: date-year", "mask: withheld");
    replace(
        draft.resolve("catalogue/samr.yaml"),
        "    - {name: registered_capital,",
        "    - {name: capital,");
    Path list = draft.resolve("negative-list.yaml");
    int at = Files.readString(list).indexOf("- code: MPS-10");
    String vehicles = Files.readString(list).substring(at);
    String purposes = vehicles.substring(vehicles.indexOf("    purposes: ["));
    purposes = purposes.substring(0, purposes.indexOf('\n'));
    assertThat(purposes).contains("social-assistance, ");
    replace(list, purposes, purposes.replace("social-assistance, ", ""));

    JsonNode report = report(draft);

    assertThat(counts(report))
        .isEqualTo(
            with("masked-differently", 4, "newly-refused", 2, "unknown-field", 2, "unchanged", 4));
    JsonNode refused = report.path("changes").path("newly-refused");
    assertThat(refused.path("groups").toString())
        .isEqualTo(
            "[{\"resource\":\"mps.vehicle-register\",\"purpose\":\"social-assistance\","
                + "\"system\":\"mca-assistance\",\"calls\":2}]");
    JsonNode example = refused.path("examples").path(0);
    assertThat(example.path("callId").asString("")).hasSize(36);
    assertThat(example.path("inputs").path("resource").asString(""))
        .isEqualTo("mps.vehicle-register");
    assertThat(example.path("inputs").path("at").asString("")).endsWith("Z");
    assertThat(example.path("before").path("grant").asString("")).isEqualTo("G-2026-0002");
    assertThat(example.path("after").path("code").asString("")).isEqualTo("condition-not-met");
    assertThat(report.path("unknown").path("unknown-field").path("permittedNow").asLong())
        .isEqualTo(2);
    assertThat(report.path("changes").path("masked-differently").path("examples")).hasSize(3);
    assertThat(report.toString())
        .as("neither case nor officer nor tag")
        .doesNotContain("MCA-2026-0001", "mca-0071", "\"tag\"", "\"case\"", "\"officer\"");
  }

  @Test
  void grants_of_the_draft_count_only_where_they_are_asked_for() throws Exception {
    Path draft = draft("grants");
    replace(
        draft.resolve("grants.yaml"), "birth_date, address]", "birth_date, address, telephone]");

    assertThat(counts(report(draft))).isEqualTo(with("unchanged", 12));
    JsonNode report = report(draft, "--grants", "draft");

    assertThat(counts(report))
        .isEqualTo(with("newly-permitted", 1, "masked-differently", 1, "unchanged", 10));
    assertThat(report.path("draft").path("grantsFrom").asString("")).isEqualTo("draft");
    assertThat(report.path("draft").path("grants"))
        .isNotEqualTo(report.path("live").path("grants"));
  }

  @Test
  void only_the_days_of_the_window_are_replayed() {
    LocalDate today = LocalDate.now(Grant.ZONE);
    Path draft = draft("window");

    assertThat(
            counts(
                report(
                    draft,
                    "--from",
                    today.plusDays(2).toString(),
                    "--until",
                    today.plusDays(3).toString())))
        .isEmpty();
    assertThat(counts(report(draft, "--until", today.minusDays(2).toString()))).isEmpty();
    assertThat(counts(report(draft, "--from", today.minusDays(1).toString())))
        .isEqualTo(with("unchanged", 12));
  }

  @Test
  void the_table_tells_counts_and_window_in_both_languages() throws Exception {
    Path draft = draft("table");
    replace(draft.resolve("catalogue/mps.yaml"), "mask: date-year", "mask: withheld");

    CommandRun.Ended ended = impact(draft, "--examples", "1");

    assertThat(ended.code()).isZero();
    assertThat(ended.out())
        .contains("期间 / window", "(Asia/Shanghai)", "生效的 / those in force")
        .containsPattern("masked-differently +4 +脱敏、.* / masked, withheld or limited differently")
        .containsPattern("unchanged +8 +不变 / unchanged")
        .containsPattern("not-decided +701 ")
        .contains("mask birth_date date-year", "mask birth_date withheld", "草案");
  }

  @Test
  void a_row_that_was_changed_is_an_alarm_and_one_that_was_erased_is_counted() throws Exception {
    Path draft = draft("tampered");
    String some = "(select index from entry where kind = 2 and turn = 1 order by index limit 1)";
    String other =
        "(select index from entry where kind = 2 and turn = 1 order by index offset 1 limit 1)";
    String late = "(select max(index) from entry where kind = 3)";
    execute(
        "create table kept as select * from entry where index in ("
            + some
            + ", "
            + other
            + ", "
            + late
            + ")");
    try {
      execute(
          "update entry set body = convert_to(replace(convert_from(body, 'UTF8'), '\"masked\"', '\"verify\"'), 'UTF8') where index = "
              + some);
      execute("update entry set body = body || ' '::bytea where index = " + late);
      execute(
          "update entry set salt = null, body = null, kind = 20, at = at + interval '70 years' where index = "
              + other);

      CommandRun.Ended ended = impact(draft, "--output", "json");

      assertThat(ended.code()).isEqualTo(1);
      assertThat(JsonMapper.shared().readTree(ended.out()).path("alarm").asBoolean()).isTrue();
      Map<String, Long> expected =
          with("unchanged", 10, "altered", 2, "erased", 1, "not-decided", -1);
      assertThat(counts(JsonMapper.shared().readTree(ended.out()))).isEqualTo(expected);
    } finally {
      execute(
          "update entry e set body = k.body, salt = k.salt, kind = k.kind, at = k.at from kept k where e.index = k.index");
      execute("drop table kept");
    }
  }

  @Test
  void a_call_cannot_be_hidden_by_what_a_column_says() throws Exception {
    String two =
        "where kind = 2 and turn = 1 and at = (select max(at) from entry where kind = 2 and turn = 1)";
    execute("create table kept as select * from entry " + two);
    try {
      execute(
          "update entry e set kind = 20, at = e.at - interval '1 year' from kept k where e.index = k.index");

      assertThat(counts(report(draft("hidden")))).isEqualTo(with("unchanged", 12));
    } finally {
      execute("update entry e set kind = k.kind, at = k.at from kept k where e.index = k.index");
      execute("drop table kept");
    }
  }

  /** And last, since what is live is another policy for a while. */
  @Test
  void what_was_decided_under_an_earlier_policy_is_reproduced_by_that() throws Exception {
    CallingSystem operator = CallingSystem.of(installation, OPERATOR);
    Path catalogue = home.resolve("config/policy/catalogue/mps.yaml");
    Path before = draft("before");
    replace(catalogue, "mask: date-year", "mask: withheld");
    assertThat(operator.post("/api/v1/policy/reload", new byte[0]).status()).isEqualTo(200);
    try {
      JsonNode report = report(before);

      assertThat(counts(report)).isEqualTo(with("masked-differently", 4, "unchanged", 8));
      assertThat(report.path("recorded").path("reproduced").asLong()).isEqualTo(12);
      assertThat(
              report
                  .path("recorded")
                  .path("since")
                  .path("masked-differently")
                  .path("calls")
                  .asLong())
          .isEqualTo(4);
    } finally {
      replace(
          catalogue,
          "mask: withheld}\n    - {name: address",
          "mask: date-year}\n    - {name: address");
      assertThat(operator.post("/api/v1/policy/reload", new byte[0]).status()).isEqualTo(200);
    }
  }

  @Test
  void what_cannot_be_done_is_told_by_the_exit_code() throws IOException {
    assertThat(impact(draft("dates"), "--from", "2026-02-02", "--until", "2026-02-01").code())
        .isEqualTo(2);
    assertThat(impact(draft("dates2"), "--from", "yesterday").code()).isEqualTo(2);
    assertThat(impact(folder.resolve("nowhere")).code()).isEqualTo(2);
    assertThat(
            CommandRun.of(
                "policy",
                "impact",
                draft("empty").toString(),
                "--data",
                folder.resolve("none").toString()))
        .isEqualTo(3);
    Path broken = draft("broken");
    Files.writeString(broken.resolve("purposes.yaml"), "- {code: x}\n");
    assertThat(impact(broken).code()).isEqualTo(1);
  }

  private void execute(String sql) throws SQLException {
    try (Connection connection = installation.superuser();
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }
}
