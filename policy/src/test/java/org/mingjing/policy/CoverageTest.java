package org.mingjing.policy;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CoverageTest {

  private static final Path SMALL = TestPolicies.RESOURCES.resolve("small");
  private static final String LIST = "negative-list.yaml";
  private static final String TESTS = "tests/mps.yaml";

  @TempDir private Path folder;

  private Coverage with(String file, String before, String after) throws IOException {
    Path world = TestPolicies.copy(SMALL, folder.resolve("world"));
    Path document = world.resolve(file);
    String text = Files.readString(document);
    assertThat(text).contains(before);
    Files.writeString(document, text.replace(before, after));
    LoadResult.Loaded loaded = TestPolicies.loaded(world);
    return PolicyTests.run(loaded.policy(), loaded.grants()).coverage();
  }

  private static List<String> rules(List<Coverage.Item> items) {
    return items.stream().map(Coverage.Item::rule).toList();
  }

  @Test
  void every_rule_that_a_decision_can_come_of_is_listed_by_category() throws IOException {
    Coverage coverage = with(LIST, "en: secret}", "en: secrets}");

    assertThat(rules(coverage.items()))
        .containsExactly(
            "condition.answers:MPS-01",
            "condition:MPS-01",
            "condition.recipients:MPS-01",
            "condition.batch:MPS-01",
            "condition.withhold:MPS-01",
            "prohibited:MPS-02",
            "prohibited:MPS-03");
    assertThat(coverage.uncovered()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          rules: [condition.answers:MPS-01]                    | rules: [condition.answers:MPS-01, open] | condition.answers:MPS-01
          code: answer-not-allowed, rules: [condition.answers:MPS-01] | code: answer-not-allowed        | condition.answers:MPS-01
          rules: [condition.recipients:MPS-01]                 | rules: [condition.batch:MPS-01]        | condition.recipients:MPS-01
          answer: masked, at: 2026-06-01, job: true            | answer: full, at: 2026-06-01, job: true | condition.batch:MPS-01
          fields: [value, workplace]                           | fields: [value]                        | condition.withhold:MPS-01
          code: prohibited, rules: [prohibited:MPS-02]         | code: prohibited                       | prohibited:MPS-02
          code: prohibited, rules: [prohibited:MPS-03]         | code: prohibited                       | prohibited:MPS-03
          """)
  void what_no_case_that_passes_names_is_told(String before, String after, String rule)
      throws IOException {
    assertThat(rules(with(TESTS, before, after).uncovered())).containsExactly(rule);
  }

  @Test
  void what_is_permitted_has_to_be_tested_too() throws IOException {
    Coverage coverage = with(TESTS, "rules: [condition:MPS-01", "rules: [open");

    assertThat(rules(coverage.uncovered()))
        .containsExactly("condition:MPS-01", "condition.withhold:MPS-01");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          purposes: [assistance]          | purposes: []                           | condition.purposes
          authorisation: statutory-duty   | authorisation: written                 | condition.authorisation
          batch: false                    | {batch: false, when: call.caseStated}  | condition.when
          """)
  void a_condition_that_asks_for_more_has_more_to_be_tested(
      String before, String after, String rule) throws IOException {
    String written = after.replaceAll("[{}]", "").replace(", when", "\n    when");

    assertThat(rules(with(LIST, before, written).uncovered())).contains(rule + ":MPS-01");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          recipients: [MCA]           | recipients: ANY      | condition.recipients
          recipients: [MCA]           | recipients: [MCA, MPS] | condition.recipients
          purposes: [assistance]      | purposes: []         | condition
          batch: false                | batch: true          | condition.batch
          withhold: [workplace]       | withhold: []         | condition.withhold
          """)
  void what_no_decision_can_come_of_has_not_to_be_tested(String before, String after, String rule)
      throws IOException {
    assertThat(rules(with(LIST, before, after).items())).doesNotContain(rule + ":MPS-01");
  }

  /** Whatever else is wrong, the form is named first. */
  @Test
  void a_category_that_answers_in_no_form_gives_one_rule_alone() throws IOException {
    Coverage coverage = with(LIST, "answers: [masked, verify]", "answers: []");

    assertThat(rules(coverage.items()))
        .containsExactly("condition.answers:MPS-01", "prohibited:MPS-02", "prohibited:MPS-03");
  }

  @Test
  void counts_are_never_in_bulk() throws IOException {
    Coverage coverage =
        with(
            LIST,
            "form: masked-record\n    answers: [masked, verify]",
            "form: aggregate-only\n    answers: [aggregate]");

    assertThat(rules(coverage.items()))
        .doesNotContain("condition.batch:MPS-01")
        .contains("condition:MPS-01");
  }
}
