package org.mingjing.policy;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PolicyTestsTest {

  private static final Path SMALL = TestPolicies.RESOURCES.resolve("small");
  private static final String TESTS = "tests/mps.yaml";

  @TempDir private Path folder;

  private static TestReport run(Path world) {
    LoadResult.Loaded loaded = TestPolicies.loaded(world);
    return PolicyTests.run(loaded.policy(), loaded.grants());
  }

  private TestReport with(String file, String before, String after) throws IOException {
    Path world = TestPolicies.copy(SMALL, folder.resolve("world"));
    Path document = world.resolve(file);
    String text = Files.readString(document);
    assertThat(text).contains(before);
    Files.writeString(document, text.replace(before, after));
    return run(world);
  }

  private TestReport alone(String cases) throws IOException {
    Path world = TestPolicies.copy(SMALL, folder.resolve("alone"));
    Files.writeString(world.resolve(TESTS), cases);
    return run(world);
  }

  @Test
  void the_small_policy_is_good() {
    TestReport report = run(SMALL);

    assertThat(report.good()).isTrue();
    assertThat(report.failed()).isEmpty();
    assertThat(report.results()).hasSize(7);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          permit, rules: [condition:MPS-01, condition.withhold], withheld: [workplace] | deny, code: no-grant | outcome | deny | permit
          code: answer-not-allowed                           | code: prohibited                             | code        | prohibited           | answer-not-allowed
          rules: [prohibited:MPS-02]                         | rules: [prohibited:MPS-03]                   | rules       | prohibited:MPS-03    | prohibited:MPS-02
          rules: [prohibited:MPS-02]                         | rules: []                                    | rules       | –                    | prohibited:MPS-02
          withheld: [workplace]                              | withheld: []                                 | withheld    | –                    | workplace
          withheld: []                                       | withheld: [name]                             | withheld    | name                 | –
          obligations: [mask name name, limit 1, retain 30   | obligations: [mask name name, limit 1, retain 31 | obligations | limit 1, mask name name, no-onward-use, retain 31 | limit 1, mask name name, no-onward-use, retain 30
          obligations: [mask name name, limit 1, retain 30, no-onward-use] | obligations: []                | obligations | –                    | limit 1, mask name name, no-onward-use, retain 30
          """)
  void what_is_not_as_expected_is_told_beside_what_came(
      String before, String after, String what, String expected, String got) throws IOException {
    TestReport report = with(TESTS, before, after);

    assertThat(report.failed()).hasSize(1);
    assertThat(report.failed().getFirst().differences())
        .contains(new TestReport.Difference(what, expected, got));
    assertThat(report.good()).isFalse();
  }

  @Test
  void a_stricter_policy_fails_the_cases_that_it_refuses_and_tells_why() throws IOException {
    TestReport report =
        with("negative-list.yaml", "answers: [masked, verify]", "answers: [verify]");

    assertThat(report.failed().stream().map(one -> one.tested().id()))
        .containsExactly("masked-names", "workplaces", "own-use", "bulk", "fingerprints");
    TestReport.Result first = report.failed().getFirst();
    assertThat(first.tested().file()).isEqualTo(TESTS);
    assertThat(first.tested().line()).isEqualTo(1);
    assertThat(first.reason().zh()).contains("不允许答复方式");
    assertThat(first.reason().en()).contains("not in form masked");
    assertThat(first.differences().getFirst())
        .isEqualTo(new TestReport.Difference("outcome", "permit", "deny"));
  }

  @Test
  void a_more_open_policy_fails_the_cases_that_it_permits() throws IOException {
    TestReport report = with("negative-list.yaml", "batch: false", "batch: true");

    assertThat(report.failed().stream().map(one -> one.tested().id())).containsExactly("bulk");
    assertThat(report.failed().getFirst().differences())
        .contains(
            new TestReport.Difference("outcome", "deny", "permit"),
            new TestReport.Difference("code", "condition-not-met", "–"));
  }

  private static final String ONE =
      """
      - id: one
        name: {zh: 一, en: one}
        request: {system: mca-assistance, resource: mps.residents, purpose: assistance, answer: masked, fields: [name], at: %s}
        grants: %s
        expect: {outcome: %s}
      """;

  private static final String OWN =
      "{id: G-2026-0009, grantee: {department: MCA, systems: [mca-assistance]}, resource:"
          + " mps.residents, fields: [id_number, name], purpose: assistance, answers: [masked],"
          + " from: 2027-01-01, until: 2027-01-01, quota: {perDay: 1, perSubjectPerDay: 1}}";

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          2026-12-31            | [G-2026-0001] | permit
          2027-01-01            | [G-2026-0001] | deny, code: grant-expired
          2026-12-31T23:59      | [G-2026-0001] | permit
          2027-01-01T00:00      | [G-2026-0001] | deny, code: grant-expired
          2026-12-31            | []            | deny, code: no-grant
          2026-12-31            | [OWN]         | deny, code: grant-expired
          2027-01-01            | [OWN]         | permit
          2027-01-01T23:59      | [OWN]         | permit
          2027-01-01            | [G-2026-0001, OWN] | permit
          2027-01-02            | [G-2026-0001, OWN] | deny, code: grant-expired
          """)
  void a_case_stands_on_the_grants_that_it_names_at_its_time(
      String at, String grants, String outcome) throws IOException {
    TestReport report = alone(ONE.formatted(at, grants.replace("OWN", OWN), outcome));

    assertThat(report.failed()).isEmpty();
    assertThat(report.results()).hasSize(1);
  }

  @Test
  void a_day_stands_for_its_noon_in_shanghai() throws IOException {
    TestReport report = alone(ONE.formatted("2026-12-31", "[]", "deny, code: no-grant"));

    assertThat(report.results().getFirst().tested().request().at())
        .isEqualTo(Instant.parse("2026-12-31T04:00:00Z"));
  }

  @Test
  void a_case_on_a_seed_grant_that_is_gone_fails_and_says_so() throws IOException {
    LoadResult.Loaded loaded = TestPolicies.loaded(SMALL);
    Path world = TestPolicies.copy(SMALL, folder.resolve("gone"));
    Files.writeString(
        world.resolve(TESTS), ONE.formatted("2026-12-31", "[G-2026-0001]", "deny, code: no-grant"));
    Policy policy = TestPolicies.loaded(world).policy();

    assertThat(PolicyTests.run(policy, List.of()).failed().getFirst().differences())
        .containsExactly(new TestReport.Difference("grants", "G-2026-0001", "–"));
    assertThat(PolicyTests.run(policy, loaded.grants()).failed().getFirst().differences())
        .contains(new TestReport.Difference("outcome", "deny", "permit"));
  }

  @Test
  void an_imagined_resource_has_a_grant_that_would_do_unless_the_case_says_none()
      throws IOException {
    String asks =
        """
        - id: one
          name: {zh: 一, en: one}
          request: {category: MPS-01, department: MCA, purpose: assistance, answer: verify, at: 2026-06-01}
          expect: {outcome: permit, obligations: [limit 1, retain 30, no-onward-use]}
        - id: none
          name: {zh: 没有授权, en: no grant}
          request: {category: MPS-01, department: MCA, purpose: assistance, answer: verify, at: 2026-06-01}
          grants: []
          expect: {outcome: deny, code: no-grant, rules: [grant]}
        """;

    assertThat(alone(asks).failed()).isEmpty();
  }

  @Test
  void what_a_condition_may_look_at_can_be_written_in_a_case() throws IOException {
    Path world = TestPolicies.copy(SMALL, folder.resolve("when"));
    Path list = world.resolve("negative-list.yaml");
    Files.writeString(
        list,
        Files.readString(list)
            .replace(
                "    batch: false\n",
                "    batch: false\n"
                    + "    when: 'call.subjectType == \"organisation\" && call.assurance == 3 &&"
                    + " call.zone == \"extranet\" && call.caseStated && call.officerStated &&"
                    + " call.partial && call.subjects == 0 && asserted.response == \"R\" &&"
                    + " asserted.incident == \"I\" && authorisation.kind == \"written\" &&"
                    + " authorisation.reference == \"No. 7\" && time.hour == 8 && !call.job &&"
                    + " caller.department == \"MCA\"'\n    relies: asserted\n"));
    Files.writeString(
        world.resolve(TESTS),
        """
        - id: all-of-it
          name: {zh: 全部, en: all of it}
          request:
            category: MPS-01
            subject: organisation
            department: MCA
            assurance: 3
            zone: extranet
            purpose: assistance
            answer: verify
            at: 2026-06-01T08:30
            partial: true
            officerStated: true
            caseStated: true
            subjects: 0
            job: false
            authorisation: {kind: written, until: 2026-06-01, reference: No. 7}
            asserted: {response: R, incident: I}
          expect: {outcome: permit}
        """);

    assertThat(run(world).failed()).isEmpty();
  }

  @Test
  void kept_documents_bring_the_same_cases_and_these_come_out_the_same() {
    LoadResult.Loaded shipped = TestPolicies.shipped();
    Policy again = Policy.ofDocuments(shipped.policy().documents());

    assertThat(again).isEqualTo(shipped.policy());
    assertThat(again.cases())
        .usingRecursiveFieldByFieldElementComparatorIgnoringFields("line")
        .isEqualTo(shipped.policy().cases());
    assertThat(PolicyTests.run(again, shipped.grants()).good()).isTrue();
  }

  @Test
  void a_policy_without_tests_loads_and_is_not_good() throws IOException {
    Path world = TestPolicies.copy(SMALL, folder.resolve("none"));
    Files.delete(world.resolve(TESTS));
    TestReport report = run(world);

    assertThat(report.results()).isEmpty();
    assertThat(report.good()).isFalse();
    assertThat(report.coverage().uncovered()).isEqualTo(report.coverage().items());
  }

  @Test
  void a_case_keeps_what_the_policy_knows_of_its_system() throws IOException {
    Question question = run(SMALL).results().getFirst().tested().request().question();

    assertThat(question.requester()).isEqualTo(new DepartmentId("MCA"));
    assertThat(question.assurance()).isEqualTo(2);
    assertThat(question.zone()).isEqualTo("extranet");
    assertThat(question.grant()).isEqualTo(Optional.empty());
  }
}
