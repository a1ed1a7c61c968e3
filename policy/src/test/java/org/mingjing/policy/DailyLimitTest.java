package org.mingjing.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.LocalDate;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** What a permitted call counts against, and how it is refused once that is used up. */
class DailyLimitTest {
  private static final OpenLimits OPEN = new OpenLimits(1000, 7);
  private static final LocalDate DAY = LocalDate.parse("2026-12-31");
  private static final GrantId GRANT = new GrantId("G-2026-0001");
  private static final SystemId SYSTEM = new SystemId("mca-assistance");
  private static final DepartmentId DEPARTMENT = new DepartmentId("MCA");
  private static final DailyLimit OF_GRANT = new DailyLimit.OfGrant(GRANT, 100_000);
  private static final DailyLimit OF_GRANT_PER_SUBJECT =
      new DailyLimit.OfGrantPerSubject(GRANT, 1000);
  private static final DailyLimit OPEN_OF_SYSTEM = new DailyLimit.OpenOfSystem(SYSTEM, 1000);
  private static final DailyLimit OPEN_PER_SUBJECT = new DailyLimit.OpenPerSubject(DEPARTMENT, 7);

  private final LoadResult.Loaded loaded = TestPolicies.shipped();
  private final Policy policy = loaded.policy();
  private final Decider decider = new Decider(policy, GrantSet.of(policy, loaded.grants()));

  private Permit permit(TestQuestions question) {
    return (Permit) decider.decide(question.build(), TestQuestions.JUNE);
  }

  private Permit conditional() {
    return permit(TestQuestions.shipped(policy).with("fields", "name,birth_date"));
  }

  private Permit open() {
    return permit(
        TestQuestions.shipped(policy)
            .with(
                "ask",
                "mca-assistance samr.enterprise-register catalogue-reference full name,status"));
  }

  private Permit both() {
    return permit(TestQuestions.shipped(policy).with("fields", "name,district_code"));
  }

  private static FieldVerdict verdict(Refusal refusal, String field) {
    return Objects.requireNonNull(refusal.fields().get(field));
  }

  @Test
  void a_call_that_relies_on_a_grant_counts_against_its_quotas() {
    assertThat(conditional().limits(OPEN)).containsExactly(OF_GRANT, OF_GRANT_PER_SUBJECT);
  }

  @Test
  void a_call_for_open_fields_counts_against_the_limits_on_those() {
    assertThat(open().limits(OPEN)).containsExactly(OPEN_OF_SYSTEM, OPEN_PER_SUBJECT);
  }

  @Test
  void a_call_for_both_counts_against_both() {
    assertThat(both().limits(OPEN))
        .containsExactly(OF_GRANT, OF_GRANT_PER_SUBJECT, OPEN_OF_SYSTEM, OPEN_PER_SUBJECT);
  }

  /** A field that a partial answer withholds is not open, whatever else it is. */
  @Test
  void a_field_that_is_refused_counts_against_nothing() {
    Permit partial =
        permit(
            TestQuestions.shipped(policy).with("fields", "name,telephone").with("partial", "true"));

    assertThat(partial.withheld()).containsExactly("telephone");
    assertThat(partial.limits(OPEN)).containsExactly(OF_GRANT, OF_GRANT_PER_SUBJECT);
  }

  @Test
  void a_used_up_limit_refuses_the_fields_that_it_falls_on_and_says_what_would_change_it() {
    Permit permit = both();

    Refusal refusal = permit.exceeding(OF_GRANT_PER_SUBJECT, DAY);

    assertThat(refusal.code()).isEqualTo(RefusalCode.QUOTA_EXCEEDED);
    assertThat(refusal.question()).isEqualTo(permit.question());
    assertThat(refusal.policyDigest()).isEqualTo(permit.policyDigest());
    assertThat(refusal.grantsDigest()).isEqualTo(permit.grantsDigest());
    assertThat(refusal.reason().en())
        .isEqualTo(
            "the calls about one subject under grant G-2026-0001, 1000 a day, are used up for"
                + " 2026-12-31; counting starts anew at 2027-01-01 00:00 Asia/Shanghai");
    assertThat(refusal.reason().zh())
        .contains("授权 G-2026-0001 对同一对象的调用每日 1000 次，已用完", "北京时间 2027-01-01 00:00");
    assertThat(refusal.changes()).hasSize(1);
    assertThat(refusal.changes().getFirst().text().en())
        .contains("wait until 2027-01-01 00:00", "raise perSubjectPerDay in grant G-2026-0001");
    assertThat(refusal.alternatives()).isEmpty();
    assertThat(verdict(refusal, "name").rule())
        .isEqualTo("grant.quota.perSubjectPerDay:G-2026-0001");
    assertThat(verdict(refusal, "name").code()).contains(RefusalCode.QUOTA_EXCEEDED);
    assertThat(verdict(refusal, "id_number").permitted()).isFalse();
    assertThat(verdict(refusal, "district_code").permitted()).isTrue();
  }

  @Test
  void each_limit_has_its_own_reason_and_rule() {
    List<DailyLimit> limits = both().limits(OPEN);

    List<Refusal> refusals = limits.stream().map(limit -> both().exceeding(limit, DAY)).toList();

    assertThat(refusals).extracting(refusal -> refusal.reason().en()).doesNotHaveDuplicates();
    assertThat(refusals).extracting(refusal -> refusal.reason().zh()).doesNotHaveDuplicates();
    assertThat(refusals)
        .extracting(refusal -> refusal.changes().getFirst().text())
        .doesNotHaveDuplicates();
    for (int i = 0; i < refusals.size(); i++) {
      boolean ofGrant = i < 2;
      assertThat(verdict(refusals.get(i), "name").permitted()).isEqualTo(!ofGrant);
      assertThat(verdict(refusals.get(i), "district_code").permitted()).isEqualTo(ofGrant);
    }
    Refusal open = refusals.get(3);
    assertThat(verdict(open, "district_code").rule()).isEqualTo("open-limits.per-subject-per-day");
    assertThat(open.changes().getFirst().text().en()).contains("per-subject-per-day");
  }

  @Test
  void what_is_claimed_counts_for_subject_and_officer_and_nothing_else_does() {
    ProbeLimits probes = new ProbeLimits(5, 9);
    Permit verifying =
        permit(
            TestQuestions.shipped(policy)
                .with("ask", "mca-assistance mps.resident-register social-assistance verify name"));

    assertThat(verifying.probes(probes))
        .containsExactly(
            new DailyLimit.ProbesPerSubject(DEPARTMENT, 5),
            new DailyLimit.ProbesPerOfficer(SYSTEM, 9));
    assertThat(conditional().probes(probes)).isEmpty();
    assertThat(open().probes(probes)).isEmpty();
    List<Refusal> refusals =
        verifying.probes(probes).stream().map(limit -> verifying.exceeding(limit, DAY)).toList();
    assertThat(refusals)
        .allSatisfy(refusal -> assertThat(verdict(refusal, "name").permitted()).isFalse());
    assertThat(refusals)
        .extracting(refusal -> verdict(refusal, "name").rule())
        .containsExactly("probe-limits.per-subject-per-day", "probe-limits.per-officer-per-day");
    assertThat(refusals)
        .extracting(refusal -> refusal.changes().getFirst().text())
        .doesNotHaveDuplicates();
  }

  @Test
  void a_limit_on_probes_allows_at_least_one_call() {
    assertThatIllegalArgumentException().isThrownBy(() -> new ProbeLimits(0, 1));
    assertThatIllegalArgumentException().isThrownBy(() -> new ProbeLimits(1, 0));
  }

  @Test
  void a_limit_on_open_fields_allows_at_least_one_call() {
    assertThatIllegalArgumentException().isThrownBy(() -> new OpenLimits(0, 1));
    assertThatIllegalArgumentException().isThrownBy(() -> new OpenLimits(1, 0));
  }
}
