package org.mingjing.policy;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The cases that ship: every one passes, and no rule of any of the 136 categories is untested. */
class ShippedCasesTest {

  private static final LoadResult.Loaded SHIPPED = TestPolicies.shipped();
  private static final TestReport REPORT = PolicyTests.run(SHIPPED.policy(), SHIPPED.grants());

  @Test
  void every_case_passes() {
    assertThat(REPORT.failed())
        .extracting(result -> result.tested().id() + " " + result.differences())
        .isEmpty();
    assertThat(REPORT.results()).hasSizeGreaterThan(500);
  }

  @Test
  void no_rule_of_any_category_is_untested() {
    assertThat(REPORT.coverage().uncovered()).isEmpty();
    assertThat(REPORT.good()).isTrue();
    assertThat(REPORT.coverage().items().stream().map(Coverage.Item::category).distinct())
        .hasSize(136);
  }

  @Test
  void each_department_has_a_file_with_the_cases_of_its_categories() {
    Map<String, Set<String>> departments =
        SHIPPED.policy().cases().stream()
            .filter(one -> one.request().imagined().isPresent())
            .collect(
                Collectors.groupingBy(
                    PolicyCase::file,
                    Collectors.mapping(
                        one -> one.id().split("-", 2)[0].toLowerCase(Locale.ROOT),
                        Collectors.toSet())));

    assertThat(departments).hasSize(28);
    departments.forEach((file, codes) ->
        assertThat(List.copyOf(codes)).containsExactly(file.replaceAll("tests/|\\.yaml", "")));
  }
}
