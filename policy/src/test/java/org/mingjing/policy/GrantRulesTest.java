package org.mingjing.policy;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class GrantRulesTest {

  private final LoadResult.Loaded loaded = TestPolicies.shipped();
  private final Policy policy = loaded.policy();

  @Test
  void every_seed_grant_may_be_given() {
    assertThat(loaded.grants())
        .allSatisfy(grant -> assertThat(GrantRules.check(policy, grant)).isEmpty());
  }

  @Test
  void two_whole_years_may_be_given_and_a_day_more_may_not() {
    assertThat(codes("mps.identity-check", Set.of("name"), "2028-05-31")).isEmpty();
    assertThat(codes("mps.identity-check", Set.of("name"), "2028-06-01"))
        .containsExactly("grant-too-long");
  }

  @Test
  void every_broken_rule_is_named_at_once() {
    assertThat(codes("mps.identity-check", Set.of("fingerprint_template"), "2030-01-01"))
        .containsExactly("grant-prohibited", "grant-too-long");
    assertThat(codes("mps.nowhere", Set.of("name"), "2026-12-31"))
        .containsExactly("unknown-resource");
  }

  private List<String> codes(String resource, Set<String> fields, String until) {
    Grant grant =
        new Grant(
            new GrantId("G-2026-0099"),
            new DepartmentId("SAMR"),
            Set.of(new SystemId("samr-registration")),
            new ResourceId(resource),
            fields,
            new PurposeId("real-name-authentication"),
            Set.of(AnswerForm.VERIFY),
            LocalDate.parse("2026-06-01"),
            LocalDate.parse(until),
            new Quota(1, 1),
            GrantState.ACTIVE);
    return GrantRules.check(policy, grant).stream().map(GrantRules.Breach::code).toList();
  }
}
