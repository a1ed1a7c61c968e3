package org.mingjing.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.LocalDate;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class GrantSetTest {

  private final LoadResult.Loaded loaded = TestPolicies.shipped();
  private final Policy policy = loaded.policy();

  @Test
  void the_digest_does_not_depend_on_the_order_of_the_grants() {
    assertThat(GrantSet.of(policy, loaded.grants().reversed()).digest())
        .isEqualTo(GrantSet.of(policy, loaded.grants()).digest())
        .matches("sha256:[0-9a-f]{64}");
  }

  @Test
  void the_digest_of_no_grants_is_that_of_an_empty_list() {
    // sha256 of the two characters []
    assertThat(GrantSet.of(policy, List.of()).digest())
        .isEqualTo("sha256:4f53cda18c2baa0c0354bb5f9a3ecbe5ed12ab4d8e11ba873c2f11161202b945");
  }

  /** The writer sorts by itself; a general canonicaliser must find nothing left to do. */
  @Test
  void a_grant_is_written_in_canonical_form() {
    List<Grant> odd = List.of(grant("G \"\\\b\t\n\f\r\u0001/é𠮷", GrantState.ACTIVE, "name"));

    assertThat(Stream.concat(loaded.grants().stream(), odd.stream()))
        .allSatisfy(grant -> {
          String json = CanonicalJson.text(GrantDocuments.canonical(grant));
          assertThat(CanonicalJson.text(CanonicalJson.canonical(json))).isEqualTo(json);
        });
  }

  @Test
  void any_change_of_a_grant_changes_the_digest() {
    Grant grant = grant("G-2026-0001", GrantState.ACTIVE, "name");
    String digest = GrantSet.of(policy, List.of(grant)).digest();

    assertThat(digest)
        .isNotEqualTo(
            GrantSet.of(policy, List.of(grant("G-2026-0001", GrantState.SUSPENDED, "name")))
                .digest())
        .isNotEqualTo(
            GrantSet.of(policy, List.of(grant("G-2026-0001", GrantState.ACTIVE, "sex"))).digest());
  }

  @Test
  void two_grants_with_one_id_are_refused() {
    Grant grant = grant("G-2026-0001", GrantState.ACTIVE, "name");

    assertThatThrownBy(() -> GrantSet.of(policy, List.of(grant, grant)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("G-2026-0001");
  }

  @Test
  void the_lowest_id_that_covers_all_is_relied_on() {
    assertThat(
            reliedOn(
                grant("G-2026-0009", GrantState.ACTIVE, "name"),
                grant("G-2026-0003", GrantState.ACTIVE, "name"),
                grant("G-2026-0002", GrantState.SUSPENDED, "name"),
                grant("G-2026-0001", GrantState.ACTIVE, "sex")))
        .isEqualTo("G-2026-0003");
  }

  @Test
  void two_grants_together_do_not_cover_a_call() {
    GrantSet grants =
        GrantSet.of(
            policy,
            List.of(
                grant("G-2026-0001", GrantState.ACTIVE, "name"),
                grant("G-2026-0002", GrantState.ACTIVE, "sex")));
    Question question = TestQuestions.shipped(policy).with("fields", "name,sex").build();

    Decision decision = new Decider(policy, grants).decide(question, TestQuestions.JUNE);

    assertThat(decision).isInstanceOf(Refusal.class);
    assertThat(((Refusal) decision).code()).isEqualTo(RefusalCode.NO_GRANT);
  }

  /** The larger one alone would refuse the call as a whole, since the key governs it. */
  @Test
  void a_partial_call_relies_on_the_grant_of_the_key_though_another_covers_more() {
    Grant more =
        Records.with(
            grant("G-2026-0001", GrantState.ACTIVE, "name"),
            "fields",
            Set.of("name", "sex", "address"));
    Grant ofKey = grant("G-2026-0002", GrantState.ACTIVE, "name");
    Question question =
        TestQuestions.shipped(policy)
            .with("fields", "name,sex,address")
            .with("partial", "true")
            .build();

    Decision decision =
        new Decider(policy, GrantSet.of(policy, List.of(more, ofKey)))
            .decide(question, TestQuestions.JUNE);

    assertThat(decision)
        .isInstanceOfSatisfying(
            Permit.class,
            permit -> {
              assertThat(permit.grant()).contains(ofKey.id());
              assertThat(permit.released()).containsExactly("name");
              assertThat(permit.withheld()).containsExactly("sex", "address");
              assertThat(permit.question()).isEqualTo(question);
              assertThat(permit.at()).isEqualTo(TestQuestions.JUNE);
            });
  }

  @Test
  void the_reason_tells_suspended_from_revoked() {
    assertThat(reason(GrantState.SUSPENDED).zh()).contains("已暂停");
    assertThat(reason(GrantState.REVOKED).zh()).contains("已撤销");
  }

  @Test
  void a_suspended_grant_beside_an_active_one_in_another_form_is_told_as_the_form() {
    Grant suspended = grant("G-2026-0001", GrantState.SUSPENDED, "name");
    Grant verifying =
        new Grant(
            new GrantId("G-2026-0002"),
            suspended.grantee(),
            suspended.systems(),
            suspended.resource(),
            suspended.fields(),
            suspended.purpose(),
            Set.of(AnswerForm.VERIFY),
            suspended.from(),
            suspended.until(),
            suspended.quota(),
            GrantState.ACTIVE);
    GrantSet grants = GrantSet.of(policy, List.of(suspended, verifying));

    Refusal refusal =
        (Refusal)
            new Decider(policy, grants)
                .decide(TestQuestions.shipped(policy).build(), TestQuestions.JUNE);

    assertThat(refusal.code()).isEqualTo(RefusalCode.ANSWER_NOT_ALLOWED);
    assertThat(refusal.alternatives()).containsExactly(AnswerForm.VERIFY);
  }

  /** Reinstated, it would not cover the call either. */
  @Test
  void a_suspended_grant_of_another_form_is_told_as_no_grant() {
    Grant suspended =
        Records.with(
            grant("G-2026-0001", GrantState.SUSPENDED, "name"),
            "answers",
            Set.of(AnswerForm.VERIFY));
    GrantSet grants = GrantSet.of(policy, List.of(suspended));

    Decision decision =
        new Decider(policy, grants)
            .decide(TestQuestions.shipped(policy).build(), TestQuestions.JUNE);

    assertThat(decision)
        .isInstanceOfSatisfying(
            Refusal.class, refusal -> assertThat(refusal.code()).isEqualTo(RefusalCode.NO_GRANT));
  }

  private Text reason(GrantState state) {
    GrantSet grants = GrantSet.of(policy, List.of(grant("G-2026-0001", state, "name")));
    Refusal refusal =
        (Refusal)
            new Decider(policy, grants)
                .decide(TestQuestions.shipped(policy).build(), TestQuestions.JUNE);
    assertThat(refusal.code()).isEqualTo(RefusalCode.GRANT_EXPIRED);
    return refusal.reason();
  }

  private String reliedOn(Grant... grants) {
    Decision decision =
        new Decider(policy, GrantSet.of(policy, List.of(grants)))
            .decide(TestQuestions.shipped(policy).build(), TestQuestions.JUNE);
    return ((Permit) decision).grant().orElseThrow().value();
  }

  private static Grant grant(String id, GrantState state, String field) {
    return new Grant(
        new GrantId(id),
        new DepartmentId("MCA"),
        Set.of(new SystemId("mca-assistance")),
        new ResourceId("mps.resident-register"),
        Set.of("id_number", field),
        new PurposeId("social-assistance"),
        Set.of(AnswerForm.MASKED),
        LocalDate.parse("2026-01-01"),
        LocalDate.parse("2026-12-31"),
        new Quota(10, 5),
        state);
  }
}
