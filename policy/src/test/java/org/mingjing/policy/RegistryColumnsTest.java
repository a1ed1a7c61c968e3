package org.mingjing.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/**
 * Where each column of the registry bites: what it became is changed in a small folder, and a load
 * result, an outcome or an obligation changes with it.
 */
class RegistryColumnsTest {

  private static final List<String> FILES =
      List.of("negative-list.yaml", "departments.yaml", "instruments.yaml", "catalogue/mps.yaml");
  private static final List<String> PROBES =
      List.of("masked name", "masked name,workplace", "verify name", "verify fingerprint");
  private static final String CONDITIONAL =
      """
      boundary: conditional
        condition:
          text: carried
          recipients: [MCA]
          purposes: [assistance]
          purposesText: assistance
          form: masked-record
          answers: [masked, verify]
          withhold: []
          withholdText: none
          authorisation: statutory-duty
          batch: false
          retentionDays: 30
      """;
  private static final List<Bite> BITES =
      List.of(
          load("code", "- code: MPS-01", "- code: MPS-99", "unknown-category"),
          load("dept_code", "department: MPS", "department: MCA", "category-count"),
          load("name_zh", "{zh: 户籍, en: households}", "{en: a}", "missing-key"),
          load("name_en", "{zh: 户籍, en: households}", "{zh: 甲}", "missing-key"),
          load("level", "level: L3", "level: L9", "unknown-word"),
          outcome(
              "attribute",
              "boundary: prohibited\n  condition:\n    text: not carried\n",
              CONDITIONAL,
              "express_ban",
              "condition",
              "[MPS-02]}",
              "[MPS-02], mask: withheld}"),
          load("condition", "    text: shared on conditions\n", "", "missing-key"),
          load("legal_basis", "rank: law", "rank: other", "rank-too-low"),
          load("reason", "  reason: {zh: 亲属, en: relatives}\n", "", "missing-key"),
          load("basis_kind", "express_ban", "scope_exclusion", "scope-exclusion"),
          load("basis_confidence", "confidence: verified", "confidence: so", "unknown-word"),
          outcome("purposes", "purposes: [assistance]", "purposes: []"),
          outcome("recipients", "recipients: [MCA]", "recipients: [MPS]"),
          outcome("masked_fields", "withhold: [workplace]", "withhold: [name]"),
          outcome(
              "answer_form",
              "form: masked-record\n    answers: [masked, verify]",
              "form: verify-only\n    answers: [verify]"),
          outcome("authorisation", "authorisation: statutory-duty", "authorisation: separate"),
          outcome("batch", "batch: false", "batch: true"),
          new Bite(
              "retention_days",
              "obligation",
              "",
              List.of("retentionDays: 30", "retentionDays: 31")),
          load("departments.code", "code: MCA", "code: MOE", "unknown-department"),
          load("departments.name_zh", "{zh: 公安部, en: Public Security}", "{en: a}", "missing-key"),
          load("departments.name_en", "{zh: 公安部, en: Public Security}", "{zh: 甲}", "missing-key"),
          load("departments.kind_zh", "{zh: 部, en: department}", "{en: a}", "missing-key"),
          load("departments.categories", "categories: 3", "categories: 4", "category-count"));

  @TempDir private Path folder;

  /**
   * What a change of what the column became comes to.
   *
   * @param replacements pairs of old and new text, wherever they stand first in the folder
   */
  private record Bite(String column, String kind, String fault, List<String> replacements) {}

  private static Bite load(String column, String old, String now, String fault) {
    return new Bite(column, "load", fault, List.of(old, now));
  }

  private static Bite outcome(String column, String... replacements) {
    return new Bite(column, "outcome", "", List.of(replacements));
  }

  @TestFactory
  Stream<DynamicTest> every_column_bites() {
    return BITES.stream().map(bite -> dynamicTest(bite.column(), () -> check(bite)));
  }

  private void check(Bite bite) throws IOException {
    Path plain =
        TestPolicies.copy(
            TestPolicies.RESOURCES.resolve("small"), folder.resolve(bite.column() + "-plain"));
    Path changed =
        TestPolicies.copy(TestPolicies.RESOURCES.resolve("small"), folder.resolve(bite.column()));
    for (int i = 0; i < bite.replacements().size(); i += 2) {
      replace(changed, bite.replacements().get(i), bite.replacements().get(i + 1));
    }
    if (bite.kind().equals("load")) {
      assertThat(TestPolicies.faults(changed)).extracting(Fault::code).contains(bite.fault());
      return;
    }
    Map<String, Decision> before = probe(plain);
    Map<String, Decision> after = probe(changed);
    if (bite.kind().equals("outcome")) {
      assertThat(outcomes(after)).isNotEqualTo(outcomes(before));
    } else {
      assertThat(outcomes(after)).isEqualTo(outcomes(before));
      assertThat(obligations(after)).isNotEqualTo(obligations(before));
    }
  }

  private static void replace(Path world, String old, String now) throws IOException {
    for (String file : FILES) {
      Path path = world.resolve(file);
      String text = Files.readString(path);
      if (text.contains(old)) {
        int at = text.indexOf(old);
        Files.writeString(path, text.substring(0, at) + now + text.substring(at + old.length()));
        return;
      }
    }
    throw new AssertionError("nowhere: " + old);
  }

  /** The same questions about one subject and about two, with the grant that is there. */
  private static Map<String, Decision> probe(Path world) {
    LoadResult.Loaded loaded = TestPolicies.loaded(world);
    Decider decider = new Decider(loaded.policy(), GrantSet.of(loaded.policy(), loaded.grants()));
    Map<String, Decision> decisions = new LinkedHashMap<>();
    for (String probe : PROBES) {
      for (String subjects : List.of("1", "2")) {
        Question question =
            TestQuestions.shipped(loaded.policy())
                .with("ask", "mca-assistance mps.residents assistance " + probe)
                .with("subjects", subjects)
                .build();
        decisions.put(probe + " " + subjects, decider.decide(question, TestQuestions.JUNE));
      }
    }
    return decisions;
  }

  private static List<String> outcomes(Map<String, Decision> decisions) {
    return decisions.values().stream()
        .map(decision ->
            switch (decision) {
              case Permit permit -> "permit " + permit.released();
              case Refusal refusal -> refusal.code().wireName();
            })
        .toList();
  }

  private static List<List<Obligation>> obligations(Map<String, Decision> decisions) {
    return decisions.values().stream()
        .map(decision ->
            switch (decision) {
              case Permit permit -> permit.obligations();
              case Refusal refusal -> List.<Obligation>of();
            })
        .toList();
  }

  @Test
  void no_column_of_the_registry_is_left_out() throws IOException {
    Stream<String> columns =
        Stream.concat(
            Csv.read(Csv.NEGATIVE_LIST).getFirst().keySet().stream(),
            Csv.read(Csv.DEPARTMENTS).getFirst().keySet().stream()
                .map(column -> "departments." + column));

    assertThat(BITES.stream().map(Bite::column))
        .containsExactlyInAnyOrderElementsOf(columns.toList());
  }
}
