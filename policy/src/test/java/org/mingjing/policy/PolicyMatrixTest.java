package org.mingjing.policy;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class PolicyMatrixTest {

  private static final LocalDate JUNE = LocalDate.parse("2026-06-01");

  private final LoadResult.Loaded shipped = TestPolicies.shipped();

  @Test
  void a_department_has_what_conditions_catalogue_and_grants_give_it() {
    LoadResult.Loaded small = TestPolicies.loaded(TestPolicies.RESOURCES.resolve("small"));

    assertThat(reach(small, small.grants(), "MPS-01", "MCA")).isEqualTo(PolicyMatrix.Reach.GRANTED);
    assertThat(reach(small, List.of(), "MPS-01", "MCA")).isEqualTo(PolicyMatrix.Reach.WITH_GRANT);
    assertThat(reach(small, small.grants(), "MPS-01", "MPS")).isEqualTo(PolicyMatrix.Reach.NO);
    assertThat(reach(small, small.grants(), "MPS-02", "MCA"))
        .isEqualTo(PolicyMatrix.Reach.PROHIBITED);
  }

  /** Where the decider permits a call that rests on a grant, the matrix shows a grant. */
  @Test
  void whatever_a_shipped_grant_lets_the_decider_permit_is_marked_as_granted() {
    PolicyMatrix matrix = PolicyMatrix.of(shipped.policy(), shipped.grants(), JUNE);
    Decider decider =
        new Decider(shipped.policy(), GrantSet.of(shipped.policy(), shipped.grants()));
    int permitted = 0;
    for (Grant grant : shipped.grants()) {
      for (String field : grant.fields()) {
        for (AnswerForm form : grant.answers()) {
          Decision decision = decider.decide(question(grant, field, form), TestQuestions.JUNE);
          if (decision instanceof Permit permit) {
            permitted++;
            for (CategoryCode code :
                Optional.ofNullable(permit.fields().get(field)).orElseThrow().categories()) {
              assertThat(matrix.share(code, grant.grantee()).reach())
                  .as(grant.id() + " " + field)
                  .isEqualTo(PolicyMatrix.Reach.GRANTED);
              assertThat(matrix.share(code, grant.grantee()).forms()).contains(form);
            }
          }
        }
      }
    }
    assertThat(permitted).isGreaterThan(100);
  }

  private static PolicyMatrix.Reach reach(
      LoadResult.Loaded loaded, List<Grant> grants, String code, String department) {
    return PolicyMatrix.of(loaded.policy(), grants, JUNE)
        .share(new CategoryCode(code), new DepartmentId(department))
        .reach();
  }

  private Question question(Grant grant, String field, AnswerForm form) {
    SystemClient system = shipped.policy().system(grant.systems().iterator().next()).orElseThrow();
    return new Question(
            system.id(),
            system.department(),
            2,
            "",
            grant.resource(),
            List.of(field),
            grant.purpose(),
            form,
            false,
            Optional.empty(),
            Optional.empty(),
            true,
            true,
            1,
            false,
            Asserted.NOTHING)
        .by(system);
  }
}
