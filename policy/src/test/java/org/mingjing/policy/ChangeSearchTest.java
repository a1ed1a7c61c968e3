package org.mingjing.policy;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What a refusal says would permit the call does, and nothing less would. */
@Tag("property")
class ChangeSearchTest {
  private static final int CALLS = Integer.getInteger("mingjing.refusals", 4_000);

  @Test
  void what_a_refusal_says_permits_the_call_in_generated_worlds() {
    ChangesCheck check = new ChangesCheck();
    Property.holds(
        "the explanation's changes, made, permit",
        (world, random) ->
            check.check(
                new Situation(world.policy(), world.question(), world.grants(), world.now()),
                random.nextInt(10) == 0));
    if (Property.whole()) {
      check.cameAcrossEverySort();
    }
  }

  /** In a partial call it goes by itself: leaving out the other field would leave nothing. */
  @Test
  void a_field_that_its_condition_refuses_is_not_counted_as_what_is_left() {
    GeneratedWorld world = oneFieldWithoutGrantAndOneRefused();

    assertThat(((Refusal) world.decide()).changes())
        .containsExactly(
            new Change.NameNoGrant(new GrantId("G-2026-0001")),
            new Change.ObtainGrant(
                Set.of("value"), AnswerForm.MASKED, List.of(world.question().purpose())));
  }

  private static GeneratedWorld oneFieldWithoutGrantAndOneRefused() {
    PurposeId purpose = new PurposeId("some-purpose");
    Category model =
        TestPolicies.shipped().policy().category(new CategoryCode("MPS-01")).orElseThrow();
    Condition condition =
        Records.with(model.condition().orElseThrow(), "purposes", Set.of(purpose));
    Condition nobodys = Records.with(condition, "recipients", new Recipients.Named(Set.of()));
    Category granted = Records.with(model, "condition", Optional.of(condition));
    Category refused =
        Records.with(
            Records.with(model, "condition", Optional.of(nobodys)),
            "code",
            new CategoryCode("MPS-02"));
    Policy policy = new TestWorld(granted, AnswerForm.MASKED).policy();
    Resource resource = policy.resources().iterator().next();
    Field key = Records.with(resource.fields().getFirst(), "categories", List.of());
    Field value = resource.fields().getLast();
    Field other =
        Records.with(Records.with(value, "name", "other"), "categories", List.of(refused.code()));
    PolicyParts parts =
        new PolicyParts(
            Map.of(),
            Map.of(),
            policy.parts().purposes(),
            Map.of(granted.code(), granted, refused.code(), refused),
            policy.parts().systems(),
            Map.of(resource.id(), Records.with(resource, "fields", List.of(key, value, other))));
    Question question =
        TestQuestions.shipped(policy)
            .with("ask", "mca-assistance some.register some-purpose masked value,other")
            .with("partial", "true")
            .with("grant", "G-2026-0001")
            .build();
    return new GeneratedWorld(parts, List.of(), question, TestQuestions.JUNE);
  }

  /** A grant of the key alone leaves nothing where the key selects and is withheld. */
  @Test
  void a_withheld_key_is_not_counted_as_what_is_left() {
    GeneratedWorld world = withheldKeyWithGrant();

    assertThat(((Refusal) world.decide()).changes())
        .containsExactly(
            new Change.NameNoGrant(new GrantId("G-2026-0009")),
            new Change.ObtainGrant(
                Set.of("id_number", "value"),
                AnswerForm.MASKED,
                List.of(world.question().purpose())));
  }

  private static GeneratedWorld withheldKeyWithGrant() {
    PurposeId purpose = new PurposeId("some-purpose");
    Category model =
        TestPolicies.shipped().policy().category(new CategoryCode("MPS-01")).orElseThrow();
    Condition condition =
        Records.with(model.condition().orElseThrow(), "purposes", Set.of(purpose));
    Condition withholding = Records.with(condition, "withhold", Set.of("id_number"));
    Category category = Records.with(model, "condition", Optional.of(withholding));
    Policy policy = new TestWorld(category, AnswerForm.MASKED).policy();
    Question question =
        TestQuestions.shipped(policy)
            .with("ask", "mca-assistance some.register some-purpose masked id_number,value")
            .with("partial", "true")
            .with("grant", "G-2026-0009")
            .build();
    Grant ofTheKey =
        new Grant(
            new GrantId("G-2026-0001"),
            question.requester(),
            Set.of(question.system()),
            question.resource(),
            Set.of("id_number"),
            purpose,
            Set.of(AnswerForm.MASKED),
            LocalDate.of(2026, 1, 1),
            LocalDate.of(2026, 12, 31),
            new Quota(1, 1),
            GrantState.ACTIVE);
    return new GeneratedWorld(policy.parts(), List.of(ofTheKey), question, TestQuestions.JUNE);
  }

  @Test
  void what_a_refusal_says_permits_the_call_under_the_shipped_policy() {
    System.out.println("seed: -Dmingjing.seed=" + Property.seed());
    Random random = new Random(Property.seed());
    LoadResult.Loaded shipped = TestPolicies.shipped();
    RandomCalls calls = new RandomCalls(shipped);
    ChangesCheck check = new ChangesCheck();
    for (int i = 0; i < CALLS; i++) {
      Situation asked =
          new Situation(
              shipped.policy(), calls.question(random), calls.grants(random), TestQuestions.JUNE);
      try {
        check.check(asked, i % 10 == 0);
      } catch (AssertionError failed) {
        throw new AssertionError("seed " + Property.seed() + ", call " + i, failed);
      }
    }
    check.cameAcrossEverySort();
  }
}
