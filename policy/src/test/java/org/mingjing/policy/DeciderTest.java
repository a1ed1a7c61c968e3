package org.mingjing.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class DeciderTest {

  private final LoadResult.Loaded loaded = TestPolicies.shipped();
  private final Policy policy = loaded.policy();
  private final Decider decider = new Decider(policy, GrantSet.of(policy, loaded.grants()));

  @Test
  void names_policy_grants_and_version() {
    Decision decision = decider.decide(TestQuestions.shipped(policy).build(), TestQuestions.JUNE);

    assertThat(decision.policyDigest()).isEqualTo(policy.digest());
    assertThat(decision.grantsDigest()).isEqualTo(GrantSet.of(policy, loaded.grants()).digest());
    assertThat(decision.version()).isEqualTo(policy.version());
  }

  @Test
  void says_of_each_field_its_categories_its_grant_and_its_legal_basis_in_the_order_asked() {
    Decision decision =
        decider.decide(
            TestQuestions.shipped(policy).with("fields", "name,birth_date").build(),
            TestQuestions.JUNE);

    assertThat(decision.fields().keySet()).containsExactly("name", "birth_date", "id_number");
    FieldVerdict verdict = List.copyOf(decision.fields().values()).getFirst();
    assertThat(verdict.categories()).containsExactly(new CategoryCode("MPS-01"));
    assertThat(verdict.grant()).contains(new GrantId("G-2026-0001"));
    assertThat(verdict.legalBasis()).containsExactly("《户口登记条例》", "《居民身份证法》第6条", "《个人信息保护法》第34条");
  }

  @Test
  void a_decision_cannot_be_changed_afterwards() {
    Permit permit =
        (Permit) decider.decide(TestQuestions.shipped(policy).build(), TestQuestions.JUNE);

    assertThatThrownBy(() -> permit.fields().clear())
        .isInstanceOf(UnsupportedOperationException.class);
    assertThatThrownBy(() -> permit.released().clear())
        .isInstanceOf(UnsupportedOperationException.class);
    assertThatThrownBy(() -> permit.obligations().clear())
        .isInstanceOf(UnsupportedOperationException.class);
  }

  @Test
  void the_smallest_change_that_would_permit_is_told() {
    Refusal purpose = refusal(TestQuestions.shipped(policy).with("purpose", "audit"));
    Refusal grant = refusal(TestQuestions.shipped(policy).with("fields", "name,telephone"));
    Refusal banned =
        refusal(
            TestQuestions.shipped(policy)
                .with("resource", "mps.identity-check")
                .with("answer", "verify")
                .with("purpose", "real-name-authentication")
                .with("fields", "fingerprint_template"));

    assertThat(purpose.changes()).hasSize(1);
    assertThat(purpose.changes().getFirst().en()).contains("social-assistance");
    assertThat(grant.changes()).hasSize(1);
    assertThat(grant.changes().getFirst().zh()).contains("id_number, name, telephone");
    assertThat(banned.code()).isEqualTo(RefusalCode.PROHIBITED);
    assertThat(banned.changes())
        .contains(new Text("去掉字段 fingerprint_template", "leave out field fingerprint_template"));
  }

  @Test
  void an_obligation_is_ours_to_fulfil_or_the_recipients() {
    assertThat(new Obligation.MaskField("a", Mask.NAME).enforced()).isTrue();
    assertThat(new Obligation.WithholdField("a").enforced()).isTrue();
    assertThat(new Obligation.LimitRecords(1).enforced()).isTrue();
    assertThat(new Obligation.Retain(1).enforced()).isFalse();
    assertThat(new Obligation.NoOnwardUse().enforced()).isFalse();
  }

  @Test
  void a_policy_with_an_unlisted_category_cannot_be_made() {
    Category category = policy.category(new CategoryCode("MPS-01")).orElseThrow();
    PolicyParts sound = new TestWorld(category, AnswerForm.MASKED).policy().parts();
    PolicyParts broken =
        new PolicyParts(
            Map.of(), Map.of(), sound.purposes(), Map.of(), sound.systems(), sound.resources());

    assertThatThrownBy(() -> new Policy(broken, Map.of()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("MPS-01");
  }

  @Test
  void the_retention_of_the_category_is_imposed() {
    Permit vehicles =
        (Permit)
            decider.decide(
                TestQuestions.shipped(policy)
                    .with("resource", "mps.vehicle-register")
                    .with("fields", "plate")
                    .build(),
                TestQuestions.JUNE);

    assertThat(Set.copyOf(vehicles.obligations())).contains(new Obligation.Retain(90));
  }

  private Refusal refusal(TestQuestions question) {
    return (Refusal) decider.decide(question.build(), TestQuestions.JUNE);
  }
}
