package org.mingjing.policy;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The shipped documents carry every column of the drafted registry. */
class RegistryTest {

  private final Policy policy = TestPolicies.shipped().policy();

  @Test
  void carries_every_column_of_every_department() throws IOException {
    List<Map<String, String>> rows = Csv.read(Csv.DEPARTMENTS);
    assertThat(rows).hasSize(28);
    assertThat(rows.getFirst().keySet())
        .containsExactlyInAnyOrder("code", "name_zh", "name_en", "kind_zh", "categories");
    assertThat(policy.departments().stream().map(RegistryTest::row).toList()).isEqualTo(rows);
  }

  private static Map<String, String> row(Department department) {
    return Map.of(
        "code", department.id().value(),
        "name_zh", department.name().zh(),
        "name_en", department.name().en(),
        "kind_zh", department.kind().zh(),
        "categories", String.valueOf(department.categories()));
  }

  @Test
  void carries_every_column_of_every_category() throws IOException {
    List<Map<String, String>> rows = Csv.read(Csv.NEGATIVE_LIST);
    assertThat(rows).hasSize(136);
    List<Map<String, String>> carried =
        policy.categories().stream().map(RegistryTest::row).toList();
    for (int i = 0; i < rows.size(); i++) {
      assertThat(carried.get(i))
          .as(rows.get(i).get("code"))
          .isEqualTo(sortedRecipients(rows.get(i)));
    }
  }

  private static Map<String, String> row(Category category) {
    Map<String, String> row = new HashMap<>();
    row.put("code", category.code().value());
    row.put("dept_code", category.department().value());
    row.put("name_zh", category.name().zh());
    row.put("name_en", category.name().en());
    row.put("level", category.level().wireName());
    row.put("attribute", category.boundary().wireName());
    row.put("condition", category.channel());
    row.put(
        "legal_basis",
        category.legalBasis().stream()
            .map(citation -> citation.cited() + "[" + citation.mark() + "]")
            .collect(Collectors.joining("；")));
    row.put("reason", category.reason().en());
    row.put("basis_kind", category.basisKind().wireName());
    row.put("basis_confidence", category.confidence().wireName());
    category
        .condition()
        .ifPresentOrElse(
            condition -> condition(row, condition),
            () -> {
              row.put("answer_form", "none");
              Set.of(
                      "purposes",
                      "recipients",
                      "masked_fields",
                      "authorisation",
                      "batch",
                      "retention_days")
                  .forEach(column -> row.put(column, ""));
            });
    return row;
  }

  private static void condition(Map<String, String> row, Condition condition) {
    row.put("purposes", condition.purposesText());
    row.put("masked_fields", condition.withholdText());
    row.put("answer_form", condition.form().wireName());
    row.put(
        "authorisation",
        condition.authorisation() == AuthorisationKind.STATUTORY_DUTY
            ? "none-statutory-duty"
            : condition.authorisation().wireName());
    row.put("batch", condition.batch() ? "yes" : "no");
    row.put("retention_days", String.valueOf(condition.retentionDays()));
    row.put(
        "recipients",
        switch (condition.recipients()) {
          case Recipients.Any any -> "ANY";
          case Recipients.Named named -> sorted(named.departments());
        });
  }

  private static String sorted(Set<DepartmentId> departments) {
    return departments.stream()
        .map(DepartmentId::value)
        .collect(Collectors.toCollection(TreeSet::new))
        .toString();
  }

  /** As the registry's English does, and no Latin letter among them: the terms are the law's. */
  @Test
  void every_reason_is_told_in_chinese_sentences_too() {
    assertThat(policy.categories())
        .hasSize(136)
        .allSatisfy(category ->
            assertThat(category.reason().zh())
                .as(category.code().value())
                .containsPattern("\\p{IsHan}{2}")
                .doesNotContainPattern("[A-Za-z]")
                .matches("[^。]+。"))
        .extracting(category -> category.reason().zh())
        .doesNotHaveDuplicates();
  }

  @Test
  void every_form_of_the_registry_lists_all_that_it_stands_for() {
    assertThat(policy.categories().stream().flatMap(c -> c.condition().stream()))
        .allSatisfy(
            condition -> assertThat(condition.answers()).isEqualTo(condition.form().answers()));
  }

  @Test
  void every_condition_permits_some_purpose() {
    assertThat(policy.categories().stream().filter(category -> !category.prohibited()))
        .hasSize(88)
        .allSatisfy(category ->
            assertThat(category.condition().orElseThrow().purposes())
                .as(category.code().value())
                .isNotEmpty());
  }

  @Test
  void every_purpose_serves_some_category_or_public_information() {
    Set<String> used =
        policy.categories().stream()
            .flatMap(category -> category.condition().stream())
            .flatMap(condition -> condition.purposes().stream())
            .map(PurposeId::value)
            .collect(Collectors.toCollection(TreeSet::new));
    assertThat(used).doesNotContain("catalogue-reference");
    used.add("catalogue-reference");
    assertThat(policy.purposes().stream().map(purpose -> purpose.id().value()))
        .containsExactlyInAnyOrderElementsOf(used);
  }

  /** MPS-08: the form lets nothing cross. MCA-05: the form answers below or above, no more. */
  @Test
  void every_remark_of_the_registry_is_a_when_or_unmechanised_or_served_by_the_form() {
    List<Category> remarked =
        policy.categories().stream().filter(c -> c.channel().contains("Note: ")).toList();
    assertThat(remarked).hasSize(16);
    assertThat(remarked)
        .filteredOn(category -> category.condition().orElseThrow().unmechanised().isEmpty())
        .filteredOn(category -> category.condition().orElseThrow().when().isEmpty())
        .extracting(category ->
            category.code() + " " + category.condition().orElseThrow().form().wireName())
        .containsExactly("MPS-08 in-place-view", "MCA-05 threshold");
  }

  /** Recipients are a set; the registry writes them with spaces. */
  private static Map<String, String> sortedRecipients(Map<String, String> row) {
    Map<String, String> sorted = new HashMap<>(row);
    sorted.computeIfPresent(
        "recipients",
        (column, cell) ->
            cell.isEmpty() || cell.equals("ANY")
                ? cell
                : new TreeSet<>(List.of(cell.split(" ", -1))).toString());
    return sorted;
  }
}
