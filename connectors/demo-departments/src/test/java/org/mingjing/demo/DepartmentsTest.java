package org.mingjing.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class DepartmentsTest {
  private static final Population POPULATION = new Population(3_000, 300);
  private static final Set<String> PERSONS = numbers();

  static Stream<Table> tables() {
    return Departments.ALL.stream().flatMap(department -> department.tables().stream());
  }

  private static Set<String> numbers() {
    Set<String> numbers = new HashSet<>();
    for (long i = 0; i < POPULATION.persons(); i++) {
      numbers.add(SyntheticPeople.person(i).idNumber());
    }
    POPULATION.children().forEach(child -> numbers.add(child.idNumber()));
    return numbers;
  }

  @Test
  void no_two_departments_share_a_name_and_no_two_registers_a_path() {
    assertThat(Departments.ALL).extracting(DepartmentDatabase::name).doesNotHaveDuplicates();
    assertThat(tables().flatMap(table -> table.path().stream())).doesNotHaveDuplicates();
  }

  @ParameterizedTest
  @MethodSource("tables")
  void a_row_has_a_value_for_every_column_and_none_that_copy_would_have_to_escape(Table table) {
    List<Object[]> rows = rows(table);
    assertThat(rows).as(table.name()).isNotEmpty();
    for (Object[] row : rows) {
      assertThat(row).hasSameSizeAs(table.types().keySet());
      assertThat(row)
          .allMatch(value ->
              value.equals(Table.NULL) || !value.toString().matches("(?s).*[\\t\\n\\\\].*"));
    }
  }

  @ParameterizedTest
  @MethodSource("tables")
  void everybody_in_a_register_exists_and_stands_there_once_unless_it_says_otherwise(Table table) {
    List<String> keys = rows(table).stream().map(row -> (String) row[0]).toList();
    if (table.unique()) {
      assertThat(keys).as(table.name()).doesNotHaveDuplicates();
    }
    if (table.key().equals("id_number")) {
      assertThat(PERSONS).as(table.name()).containsAll(keys);
    }
  }

  @Test
  void a_home_has_one_unit_number_in_title_contract_and_loan() {
    Map<String, String> titles = column("real_estate_title", "unit_number");
    assertThat(titles).containsAllEntriesOf(column("housing_contract", "unit_number"));
    assertThat(titles).containsAllEntriesOf(column("mortgage_loan", "collateral_unit"));
  }

  @Test
  void who_claims_a_deduction_has_the_loan_or_the_child_claimed_for() {
    Map<String, String> loans = column("mortgage_loan", "loan_number");
    Set<String> evidence = new HashSet<>(loans.values());
    POPULATION.children().forEach(child -> evidence.add(child.idNumber()));
    assertThat(column("deduction_claim", "claim_evidence").values())
        .isNotEmpty()
        .allMatch(evidence::contains);
  }

  @Test
  void illness_and_account_are_the_same_in_every_register_of_assistance() {
    Map<String, String> illness = column("assistance_recipient", "illness");
    assertThat(column("medical_assistance", "disease")).isEqualTo(illness);
    assertThat(illness).containsAllEntriesOf(column("poverty_monitoring", "illness"));
    assertThat(column("medical_assistance", "bank_card"))
        .isEqualTo(column("assistance_recipient", "bank_account"));
  }

  @Test
  void a_pension_goes_to_veterans_and_a_school_has_children_of_its_stage() {
    assertThat(column("veteran", "veteran").keySet())
        .containsAll(column("disability_pension", "disability_grade").keySet());
    Map<String, String> stages = column("student", "stage");
    POPULATION
        .children()
        .filter(child -> child.age() >= 6)
        .forEach(child ->
            assertThat(stages.get(child.idNumber()))
                .isEqualTo(child.age() < 12 ? "小学" : child.age() < 15 ? "初中" : "高中"));
  }

  private static List<Object[]> rows(Table table) {
    return new ArrayList<>(table.rows().of(POPULATION).toList());
  }

  /** The values of a column by the key of their row. */
  private static Map<String, String> column(String name, String column) {
    Table table = tables().filter(one -> one.name().equals(name)).findFirst().orElseThrow();
    int index = List.copyOf(table.types().keySet()).indexOf(column);
    Map<String, String> values = new HashMap<>();
    rows(table).forEach(row -> values.put((String) row[0], row[index].toString()));
    return values;
  }
}
