package org.mingjing.exchange;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mingjing.exchange.TestCalls.MCA;
import static org.mingjing.exchange.TestCalls.MPS;
import static org.mingjing.exchange.TestCalls.SAMR;
import static org.mingjing.exchange.TestCalls.call;
import static org.mingjing.exchange.TestCalls.fields;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.mingjing.exchange.evidence.OldQuotaUse;
import org.mingjing.exchange.operations.DemoNode;
import org.mingjing.exchange.operations.SecondNode;
import org.mingjing.ledger.log.Charge;
import org.mingjing.ledger.verify.Verdict;
import org.mingjing.policy.Grant;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Calls are counted where they are opened, exactly, on all nodes together. Two nodes, with small
 * quotas; each test uses up another.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class QuotaIT {
  private static final Map<String, String> SETTINGS =
      Map.of(
          "mingjing.open-limits.per-system-per-day", "8",
          "mingjing.open-limits.per-subject-per-day", "3",
          "mingjing.probe-limits.per-subject-per-day", "3",
          "mingjing.probe-limits.per-officer-per-day", "5");
  private static final String CONDITIONS = "samr.enterprise-conditions";

  /** A second resource with open fields about organisations, from the same service. */
  private static final String SECOND_RESOURCE =
      """

      - id: samr.enterprise-conditions
        department: SAMR
        name: {zh: 企业状态, en: Conditions of enterprises}
        authoritative: false
        subject: {type: organisation, field: uscc}
        source: {type: http, connection: samr-http, path: /samr/enterprises}
        answers: [full]
        maxRecords: 1
        fields:
          - {name: uscc, type: organisation-id, categories: open, openBasis: {zh: 企业信息公示暂行条例, en: Interim Regulation on Enterprise Information Disclosure}}
          - {name: status, type: string, categories: open, openBasis: {zh: 企业信息公示暂行条例, en: Interim Regulation on Enterprise Information Disclosure}}
      """;

  private DemoNode first;
  private SecondNode second;
  private Installation installation;

  @BeforeAll
  void start() throws IOException {
    System.setProperty(Surroundings.DEMO_CLASS_PATH, Surroundings.departmentsClassPath());
    SETTINGS.forEach(System::setProperty);
    Path folder = Surroundings.fresh("quota");
    Path home = Surroundings.homeWithOwnConfig(folder.resolve("home"));
    quota(home, "G-2026-0001", "{perDay: 100000, perSubjectPerDay: 3}");
    quota(home, "G-2026-0002", "{perDay: 10, perSubjectPerDay: 1000}");
    quota(home, "G-2026-0004", "{perDay: 2, perSubjectPerDay: 2}");
    Path samr = home.resolve("config/policy/catalogue/samr.yaml");
    Files.writeString(samr, Files.readString(samr) + SECOND_RESOURCE);
    first =
        DemoNode.start(
            new DemoNode.Plan(
                home,
                folder.resolve("data"),
                0,
                Surroundings.POPULATION,
                ExchangeApplication.class),
            new SecureRandom());
    second = SecondNode.beside(first, home, ExchangeApplication.class, Map.of());
    installation = new Installation(folder.resolve("data"));
  }

  private static void quota(Path home, String grant, String quota) throws IOException {
    Path file = home.resolve("config/policy/grants.yaml");
    String before = Files.readString(file);
    String after =
        before.replaceFirst("(?s)(- id: " + grant + ".*?quota: )\\{[^}]*\\}", "$1" + quota);
    assertThat(after).isNotEqualTo(before);
    Files.writeString(file, after);
  }

  @AfterAll
  void stop() {
    SETTINGS.keySet().forEach(System::clearProperty);
    second.close();
    first.close();
  }

  private CallingSystem system(String id) {
    return CallingSystem.of(installation, id);
  }

  private static String person(int index) {
    return TestCalls.person(index).idNumber();
  }

  private static String organisation(int index) {
    return TestCalls.organisation(index).uscc();
  }

  private static ObjectNode conditions(String organisation) {
    return fields(
        call(CONDITIONS, "catalogue-reference", "organisation", organisation, "full"), "status");
  }

  private static void assertAnswered(Reply reply) {
    assertThat(reply.status()).as(reply.toString()).isEqualTo(200);
  }

  private static void assertOverQuota(Reply reply, String reason) {
    assertThat(reply.code()).as(reply.toString()).isEqualTo("quota-exceeded");
    assertThat(reply.status()).isEqualTo(429);
    assertThat(reply.body().path("details").path("en").asString("")).contains(reason);
  }

  /** What the database has counted today. */
  private Map<String, Long> used() throws SQLException {
    Map<String, Long> used = new TreeMap<>();
    try (Connection connection = installation.superuser();
        PreparedStatement query =
            connection.prepareStatement(
                "select key, used from quota_use where day = (now() at time zone 'Asia/Shanghai')::date");
        ResultSet rows = query.executeQuery()) {
      while (rows.next()) {
        used.put(rows.getString(1), rows.getLong(2));
      }
    }
    return used;
  }

  private static Map<String, Long> added(Map<String, Long> before, Map<String, Long> after) {
    Map<String, Long> added = new TreeMap<>();
    after.forEach((key, use) -> {
      if (use > before.getOrDefault(key, 0L)) {
        added.put(
            key.replaceFirst("[A-Za-z0-9_-]{22}$", "subject"), use - before.getOrDefault(key, 0L));
      }
    });
    return added;
  }

  @Test
  void of_32_callers_on_two_nodes_exactly_ten_are_answered_by_a_quota_of_ten() throws Exception {
    CallingSystem atFirst = system(MCA);
    CallingSystem atSecond = atFirst.at(second.url());
    List<Reply> replies = new ArrayList<>();
    try (ExecutorService callers = Executors.newFixedThreadPool(32)) {
      List<Future<Reply>> calls =
          IntStream.range(0, 32)
              .mapToObj(i ->
                  callers.submit(
                      () -> (i % 2 == 0 ? atFirst : atSecond).call(TestCalls.vehicle(person(i)))))
              .toList();
      for (Future<Reply> call : calls) {
        replies.add(call.get());
      }
    }

    assertThat(replies.stream().filter(reply -> reply.status() == 200)).hasSize(10);
    assertThat(replies.stream().filter(reply -> reply.status() != 200))
        .hasSize(22)
        .allSatisfy(reply -> assertOverQuota(reply, "under grant G-2026-0002, 10 a day"));
    assertThat(used()).containsEntry("grant/G-2026-0002", 10L);
    long opened =
        StoredEntry.from(installation, 0).stream()
            .filter(entry -> entry.kind() == StoredEntry.OPENED)
            .filter(
                entry -> entry.json().path("body").path("grant").asString("").equals("G-2026-0002"))
            .count();
    assertThat(opened).isEqualTo(10);
    assertThat(installation.fsck().findings()).isEmpty();
  }

  @Test
  void a_call_over_quota_is_not_opened_and_is_told_why_until_when_and_with_a_receipt()
      throws SQLException {
    CallingSystem mca = system(MCA);
    for (int i = 0; i < 3; i++) {
      assertAnswered(mca.call(TestCalls.resident(person(100))));
    }
    long before = StoredEntry.count(installation);
    Map<String, Long> usedBefore = used();

    Reply reply = mca.at(second.url()).call(TestCalls.resident(person(100)));

    assertOverQuota(reply, "the calls about one subject under grant G-2026-0001, 3 a day");
    assertThat(reply.headers().firstValue("Content-Type")).contains("application/problem+json");
    ZonedDateTime now = ZonedDateTime.now(Grant.ZONE);
    LocalDate next = now.toLocalDate().plusDays(1);
    long left = Duration.between(now, next.atStartOfDay(Grant.ZONE)).toSeconds();
    assertThat(reply.headers().firstValueAsLong("Retry-After").orElse(-1))
        .isBetween(left - 1, left + 30);
    JsonNode decision = reply.body().path("decision");
    assertThat(decision.path("code").asString("")).isEqualTo("quota-exceeded");
    assertThat(decision.path("effect").asString("")).isEqualTo("deny");
    assertThat(decision.path("fields").path("name").path("rule").asString(""))
        .isEqualTo("grant.quota.perSubjectPerDay:G-2026-0001");
    String change = reply.body().path("changes").path(0).path("zh").asString("");
    assertThat(change).contains("等到北京时间 " + next + " 00:00", "G-2026-0001");
    List<StoredEntry> entries = StoredEntry.from(installation, before);
    assertThat(entries).extracting(StoredEntry::kind).containsExactly(StoredEntry.REFUSED);
    assertThat(entries.getFirst().outcome()).isEqualTo("quota-exceeded");
    assertThat(reply.entry()).isEqualTo(entries.getFirst().json());
    assertThat(reply.verdict(installation.logKey())).isInstanceOf(Verdict.Verified.class);
    assertThat(reply.body().has("records")).isFalse();
    assertThat(used()).isEqualTo(usedBefore);
    assertAnswered(mca.call(TestCalls.resident(person(101))));
  }

  private static ObjectNode claim(int person, String officer) {
    ObjectNode call =
        call(
            "mohrss.benefit-payments",
            "duplicate-benefit-check",
            "person",
            person(person),
            "threshold");
    call.put("officer", officer).putObject("claims").put("benefit_amount", "subsistence-margin");
    return call;
  }

  @Test
  void a_department_can_claim_of_one_person_only_so_often_whoever_its_officers_are()
      throws SQLException {
    CallingSystem mca = system(MCA);
    for (String officer : List.of("zhao", "qian", "sun")) {
      assertAnswered(mca.call(claim(301, officer)));
    }
    Map<String, Long> before = used();

    Reply reply = mca.at(second.url()).call(claim(301, "li"));

    assertOverQuota(reply, "what MCA claims about one subject (verify, threshold), 3 a day");
    assertThat(reply.toString()).contains("probe-limits.per-subject-per-day");
    assertThat(used()).isEqualTo(before);
    assertAnswered(mca.call(claim(302, "li")));
  }

  @Test
  void an_officer_can_claim_only_so_often_whoever_it_is_about() {
    CallingSystem mca = system(MCA);
    for (int i = 0; i < 5; i++) {
      assertAnswered(mca.call(claim(310 + i, "zhou")));
    }

    assertOverQuota(
        mca.at(second.url()).call(claim(315, "zhou")),
        "what one officer of system mca-assistance claims (verify, threshold), 5 a day");
    assertAnswered(mca.call(claim(315, "wu")));
  }

  @Test
  void a_decision_that_is_given_counts_as_a_call_and_over_quota_it_is_no() throws Exception {
    CallingSystem pep = system(TestCalls.PEP);
    ObjectNode asked = TestEvaluations.of(MCA, TestCalls.resident(person(150)));
    ObjectNode unlearned = asked.deepCopy();
    unlearned.withObject("context").remove("custom_obligations");
    Map<String, Long> before = used();

    pep.post(TestEvaluations.ONE, unlearned);
    pep.post(TestEvaluations.ONE, TestEvaluations.refused(asked));
    ObjectNode foreign = asked.deepCopy();
    foreign.putObject("action").put("name", "can_read");
    pep.post(TestEvaluations.ONE, foreign);
    assertThat(added(before, used())).isEmpty();
    assertThat(pep.post(TestEvaluations.ONE, asked).body().path("decision").asBoolean()).isTrue();
    assertAnswered(system(MCA).call(TestCalls.resident(person(150))));
    Reply several =
        pep.at(second.url())
            .post(
                TestEvaluations.SEVERAL,
                TestEvaluations.batch("execute_all", List.of(asked, asked)));

    assertThat(TestEvaluations.decisions(several)).containsExactly(true, false);
    assertThat(added(before, used()))
        .containsExactlyInAnyOrderEntriesOf(
            Map.of("grant/G-2026-0001", 3L, "grant/G-2026-0001/subject", 3L));
    JsonNode over = several.body().path("evaluations").path(1).path("context");
    assertThat(over.path("code").asString("")).isEqualTo("quota-exceeded");
    assertThat(over.path("reason").path("en").asString("")).contains("3 a day");
    assertThat(over.path("retry_after").asLong(0)).isBetween(1L, 86_401L);
    assertThat(over.path("receipt").path("entry").path("body").path("outcome").asString(""))
        .isEqualTo("quota-exceeded");
    assertOverQuota(system(MCA).call(TestCalls.resident(person(150))), "3 a day");
    assertThat(installation.fsck().findings()).isEmpty();
  }

  @Test
  void open_fields_of_all_resources_count_together_for_a_subject() {
    CallingSystem mps = system(MPS);
    assertAnswered(mps.call(TestCalls.enterprise(organisation(1))));
    assertAnswered(mps.at(second.url()).call(conditions(organisation(1))));
    assertAnswered(mps.call(TestCalls.enterprise(organisation(1))));

    String reason = "the calls of MPS about one subject for open fields of all resources, 3 a day";
    assertOverQuota(mps.call(TestCalls.enterprise(organisation(1))), reason);
    assertOverQuota(mps.call(conditions(organisation(1))), reason);
    assertAnswered(mps.call(conditions(organisation(2))));
    assertAnswered(system(SAMR).call(conditions(organisation(1))));
  }

  @Test
  void open_fields_of_all_resources_count_together_for_a_system() {
    CallingSystem mof = system(TestCalls.MOF);
    for (int i = 0; i < 8; i++) {
      String organisation = organisation(10 + i);
      assertAnswered(
          mof.call(i % 2 == 0 ? conditions(organisation) : TestCalls.enterprise(organisation)));
    }

    String reason = "the calls of system mof-subsidy for open fields of all resources, 8 a day";
    assertOverQuota(mof.call(conditions(organisation(20))), reason);
    assertOverQuota(mof.at(second.url()).call(TestCalls.enterprise(organisation(20))), reason);
    assertAnswered(system(SAMR).call(conditions(organisation(20))));
  }

  @Test
  void open_fields_asked_with_conditional_ones_are_charged_to_both_and_refused_calls_to_nothing()
      throws SQLException {
    CallingSystem mca = system(MCA);
    Map<String, Long> before = used();
    assertThat(mca.call(TestCalls.fingerprint(person(200))).code()).isEqualTo("prohibited");
    ObjectNode unknown = fields(TestCalls.resident(person(200)), "name", "shoe_size");
    assertThat(mca.call(unknown).code()).isEqualTo("unknown-field");
    assertThat(used()).isEqualTo(before);

    assertAnswered(mca.call(fields(TestCalls.resident(person(200)), "name", "district_code")));

    assertThat(added(before, used()))
        .containsExactlyInAnyOrderEntriesOf(
            Map.of(
                "grant/G-2026-0001", 1L,
                "grant/G-2026-0001/subject", 1L,
                "open/system/mca-assistance", 1L,
                "open/department/MCA/subject", 1L));
    assertThat(used().keySet()).noneMatch(key -> key.contains(person(200)));
  }

  @Test
  void a_call_whose_source_failed_was_opened_and_stays_charged() {
    CallingSystem samr = system(SAMR);
    fault("error");
    try {
      for (int i = 0; i < 2; i++) {
        assertThat(samr.call(identity(300 + i)).code()).startsWith("source-");
      }
    } finally {
      fault("none");
    }

    assertOverQuota(samr.call(identity(302)), "under grant G-2026-0004, 2 a day");
  }

  private static ObjectNode identity(int index) {
    ObjectNode call =
        call("mps.identity-check", "real-name-authentication", "person", person(index), "verify");
    call.putObject("claims").put("name", "张三");
    call.putObject("authorisation")
        .put("kind", "separate")
        .put("reference", "C-77")
        .put("digest", "sha256:00")
        .put("until", "2099-12-31");
    return call;
  }

  private void fault(String mode) {
    String url = first.departments().ready().path("http").asString("");
    String body = "{\"department\":\"mps\",\"mode\":\"%s\",\"millis\":0}".formatted(mode);
    Reply reply = CallingSystem.at(url).post("/_fault", body.getBytes(StandardCharsets.UTF_8));
    assertThat(reply.status() / 100).isEqualTo(2);
  }

  @Test
  void the_use_of_days_before_yesterday_is_forgotten_and_nothing_else() throws SQLException {
    String today = "(now() at time zone 'Asia/Shanghai')::date";
    try (Connection connection = installation.superuser();
        Statement statement = connection.createStatement()) {
      statement.execute(
          "insert into quota_use (day, key, used, most) select %s - n, 'old', 1, 1 from generate_series(0, 4) n"
              .formatted(today));
      new OldQuotaUse(second.part(javax.sql.DataSource.class)).forget();
      try (ResultSet rows =
          statement.executeQuery(
              "select count(*), max(%s - day) from quota_use where key = 'old'".formatted(today))) {
        rows.next();
        assertThat(rows.getInt(1)).isEqualTo(2);
        assertThat(rows.getInt(2)).isEqualTo(1);
      }
    }
  }

  @Test
  void grants_and_quotas_go_by_the_same_calendar() {
    assertThat(Charge.ZONE).isEqualTo(Grant.ZONE);
  }
}
