package org.mingjing.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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
    assertThat(purpose.changes().getFirst().text().en()).contains("social-assistance");
    assertThat(grant.changes()).hasSize(1);
    assertThat(grant.changes().getFirst().text().zh()).contains("id_number, name, telephone");
    assertThat(banned.code()).isEqualTo(RefusalCode.PROHIBITED);
    assertThat(banned.changes())
        .extracting(change -> change.text().en())
        .containsExactly("ask for other fields: name, portrait_digest");
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

  /** DESIGN 6.5 and 6.7, in both orders: all must permit, and the strictest binds. */
  @Test
  void of_several_categories_of_a_field_all_must_permit_and_the_strictest_binds() {
    Condition generous = condition(Set.of(AnswerForm.MASKED, AnswerForm.VERIFY), 90, true);
    Condition strict = condition(Set.of(AnswerForm.MASKED), 7, false);

    for (List<Condition> order : List.of(List.of(generous, strict), List.of(strict, generous))) {
      assertThat(decided(order, AnswerForm.MASKED, 1))
          .isInstanceOfSatisfying(
              Permit.class,
              permit ->
                  assertThat(permit.obligations())
                      .contains(new Obligation.Retain(7))
                      .doesNotContain(new Obligation.Retain(90)));
      assertThat(decided(order, AnswerForm.VERIFY, 1))
          .isInstanceOfSatisfying(
              Refusal.class,
              refusal -> {
                assertThat(refusal.code()).isEqualTo(RefusalCode.ANSWER_NOT_ALLOWED);
                assertThat(refusal.alternatives()).containsExactly(AnswerForm.MASKED);
                assertThat(refusal.changes())
                    .extracting(change -> change.text().en())
                    .containsExactly("ask in one of these forms: masked");
              });
      assertThat(decided(order, AnswerForm.MASKED, 2))
          .isInstanceOfSatisfying(
              Refusal.class,
              refusal -> assertThat(refusal.code()).isEqualTo(RefusalCode.CONDITION_NOT_MET));
    }
  }

  private Condition condition(Set<AnswerForm> answers, int retention, boolean batch) {
    Condition model =
        policy.category(new CategoryCode("MPS-01")).orElseThrow().condition().orElseThrow();
    return new Condition(
        model.text(),
        new Recipients.Any(),
        Set.of(new PurposeId("some-purpose")),
        model.purposesText(),
        model.form(),
        answers,
        Set.of(),
        model.withholdText(),
        model.authorisation(),
        batch,
        retention,
        Optional.empty(),
        Optional.empty());
  }

  /** Asks for the value of the small world, whose fields are in a category for each condition. */
  private Decision decided(List<Condition> conditions, AnswerForm form, int subjects) {
    Category model = policy.category(new CategoryCode("MPS-01")).orElseThrow();
    TestWorld world = new TestWorld(model, form);
    PolicyParts parts = world.policy().parts();
    Map<CategoryCode, Category> categories = new LinkedHashMap<>();
    for (int i = 0; i < conditions.size(); i++) {
      CategoryCode code = new CategoryCode("MPS-9" + i);
      categories.put(code, withCondition(code, model, conditions.get(i)));
    }
    Resource old = parts.resources().values().iterator().next();
    List<Field> fields =
        old.fields().stream()
            .map(field -> classified(field, List.copyOf(categories.keySet())))
            .toList();
    Resource resource =
        new Resource(
            old.id(),
            old.department(),
            old.name(),
            true,
            old.subject(),
            old.source(),
            old.answers(),
            old.maxRecords(),
            fields,
            old.aggregates());
    Policy changed =
        new Policy(
            new PolicyParts(
                Map.of(),
                Map.of(),
                parts.purposes(),
                categories,
                parts.systems(),
                Map.of(resource.id(), resource)),
            Map.of());
    Grant whole = world.grant();
    Grant grant =
        new Grant(
            whole.id(),
            whole.grantee(),
            whole.systems(),
            whole.resource(),
            whole.fields(),
            whole.purpose(),
            Set.of(AnswerForm.values()),
            whole.from(),
            whole.until(),
            whole.quota(),
            whole.state());
    Question question =
        TestQuestions.shipped(changed)
            .with("ask", "mca-assistance some.register some-purpose " + form.wireName() + " value")
            .with("subjects", String.valueOf(subjects))
            .build();
    return new Decider(changed, GrantSet.of(changed, List.of(grant)))
        .decide(question, TestQuestions.JUNE);
  }

  private static Category withCondition(CategoryCode code, Category model, Condition condition) {
    return new Category(
        code,
        model.department(),
        model.name(),
        model.level(),
        model.boundary(),
        model.channel(),
        Optional.of(condition),
        model.legalBasis(),
        model.basisKind(),
        model.confidence(),
        model.reason());
  }

  private static Field classified(Field field, List<CategoryCode> categories) {
    return new Field(
        field.name(),
        field.type(),
        categories,
        field.openBasis(),
        field.mask(),
        field.maskReason(),
        field.column(),
        field.coding(),
        field.authoritative());
  }

  @Test
  void a_prohibited_field_is_told_with_why_it_is_listed_in_both_languages() {
    Refusal banned =
        refusal(
            TestQuestions.shipped(policy)
                .with("resource", "mps.identity-check")
                .with("fields", "fingerprint_template"));
    Text listed = policy.category(new CategoryCode("MPS-03")).orElseThrow().reason();

    assertThat(banned.reason().zh()).contains("任何授权都不能改变。" + listed.zh());
    assertThat(banned.reason().en()).contains("no grant changes that. " + listed.en());
  }

  @Test
  void a_refusal_marks_the_categories_that_need_legal_confirmation_and_no_other() {
    ResourceRules rules = policy.rules(new ResourceId("mps.resident-register")).orElseThrow();
    FieldRule any = rules.field(rules.keyField()).orElseThrow();
    assertThat(policy.categories())
        .filteredOn(Category::prohibited)
        .allSatisfy(category -> {
          Text reason = Objections.prohibited(any, category).said().get().reason();
          boolean marked = category.needsLegalConfirmation();
          assertThat(reason.zh().contains("；需要法律确认）")).isEqualTo(marked);
          assertThat(reason.en().contains("; needs legal confirmation)")).isEqualTo(marked);
        });
  }

  @Test
  void all_that_would_have_to_change_is_told_at_once() {
    Refusal several =
        refusal(
            TestQuestions.shipped(policy)
                .with("resource", "mps.identity-check")
                .with("answer", "verify")
                .with("purpose", "audit")
                .with("subjects", "2")
                .with("system", "samr-registration")
                .with("fields", "name,fingerprint_template"));

    assertThat(several.changes())
        .extracting(change -> change.text().en())
        .containsExactly(
            "leave out field fingerprint_template",
            "call for one of these purposes, if it is yours: real-name-authentication",
            "ask about one subject at a time",
            "bring the person's separate consent (kind: separate) that is still valid");
  }

  @Test
  void where_the_key_cannot_be_helped_another_resource_is_all_that_would_do() {
    Refusal stranger =
        refusal(TestQuestions.shipped(policy).with("system", "mof-subsidy").with("fields", "name"));

    assertThat(stranger.changes())
        .extracting(change -> change.text().en())
        .containsExactly("the subject key id_number governs the whole call; use another resource");
  }
}
