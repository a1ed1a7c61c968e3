package org.mingjing.policy;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every category of the list, in every world. Each is given a resource of its own, a form of its
 * own and a grant that would do; then one thing at a time is taken away.
 */
class CategoryWorldsTest {

  private static final PurposeId PURPOSE = new PurposeId("some-purpose");
  private static final DepartmentId REQUESTER = new DepartmentId("MCA");
  private static final SystemId SYSTEM = new SystemId("mca-assistance");

  static List<Category> prohibited() {
    return TestPolicies.shipped().policy().categories().stream()
        .filter(Category::prohibited)
        .toList();
  }

  static List<Category> conditional() {
    return TestPolicies.shipped().policy().categories().stream()
        .filter(category -> !category.prohibited())
        .toList();
  }

  @ParameterizedTest
  @MethodSource("prohibited")
  void a_prohibited_category_is_refused_in_every_form_whatever_the_grant(Category category) {
    for (AnswerForm form : AnswerForm.values()) {
      TestWorld world = new TestWorld(category, form, PURPOSE);
      assertThat(world.code(world.grant())).contains(RefusalCode.PROHIBITED);
      assertThat(world.code()).contains(RefusalCode.PROHIBITED);
    }
  }

  @ParameterizedTest
  @MethodSource("conditional")
  void a_category_without_a_registered_purpose_denies(Category category) {
    Condition condition = category.condition().orElseThrow();
    for (AnswerForm form : condition.answers()) {
      TestWorld world = new TestWorld(category, form, PURPOSE);
      assertThat(world.code(world.grant())).contains(RefusalCode.CONDITION_NOT_MET);
    }
  }

  @ParameterizedTest
  @MethodSource("conditional")
  void a_form_that_is_not_listed_is_refused(Category category) {
    Condition condition = category.condition().orElseThrow();
    for (AnswerForm form : AnswerForm.values()) {
      if (!condition.answers().contains(form)) {
        TestWorld world = new TestWorld(opened(category), form, PURPOSE);
        assertThat(world.code(world.grant())).contains(RefusalCode.ANSWER_NOT_ALLOWED);
      }
    }
  }

  @ParameterizedTest
  @MethodSource("conditional")
  void each_world_is_refused_for_its_own_reason(Category listed) {
    Category category = opened(listed);
    for (AnswerForm form : category.condition().orElseThrow().answers()) {
      TestWorld world = new TestWorld(category, form, PURPOSE);
      Grant grant = world.grant();

      assertThat(world.code(grant)).as("a grant that would do").isEmpty();
      assertThat(world.code()).contains(RefusalCode.NO_GRANT);
      assertThat(world.code(world.with(grant, GrantState.SUSPENDED)))
          .contains(RefusalCode.GRANT_EXPIRED);
      assertThat(world.code(world.with(grant, GrantState.REVOKED)))
          .contains(RefusalCode.GRANT_EXPIRED);
      assertThat(world.code(world.until(grant, LocalDate.parse("2026-05-31"))))
          .contains(RefusalCode.GRANT_EXPIRED);
      assertThat(world.code(world.fields(grant, Set.of("id_number"))))
          .contains(RefusalCode.NO_GRANT);
      assertThat(world.code(world.answering(grant, otherThan(form))))
          .contains(RefusalCode.ANSWER_NOT_ALLOWED);
      assertThat(world.forPurpose(TestWorld.OTHER_PURPOSE).code(grant))
          .contains(RefusalCode.CONDITION_NOT_MET);
      assertThat(new TestWorld(without(category, REQUESTER), form, PURPOSE).code(grant))
          .contains(RefusalCode.CONDITION_NOT_MET);
      authorisation(category, world, grant);
      batch(category, form, world, grant);
    }
  }

  private static void authorisation(Category category, TestWorld world, Grant grant) {
    AuthorisationKind needed = category.condition().orElseThrow().authorisation();
    Optional<RefusalCode> expected =
        needed == AuthorisationKind.STATUTORY_DUTY
            ? Optional.empty()
            : Optional.of(RefusalCode.CONDITION_NOT_MET);
    assertThat(world.authorised(Optional.empty()).code(grant)).isEqualTo(expected);
    assertThat(
            world
                .authorised(
                    Optional.of(TestQuestions.authorisation(needed.wireName(), "2026-05-31")))
                .code(grant))
        .isEqualTo(expected);
  }

  private static void batch(Category category, AnswerForm form, TestWorld world, Grant grant) {
    boolean refused = !category.condition().orElseThrow().batch() && form != AnswerForm.AGGREGATE;
    assertThat(world.subjects(2).code(grant))
        .isEqualTo(refused ? Optional.of(RefusalCode.CONDITION_NOT_MET) : Optional.empty());
  }

  private static AnswerForm otherThan(AnswerForm form) {
    return form == AnswerForm.FULL ? AnswerForm.MASKED : AnswerForm.FULL;
  }

  /** The category with the test's purpose and requester admitted. */
  private static Category opened(Category category) {
    return TestWorld.with(category, new Recipients.Any(), Set.of(PURPOSE));
  }

  private static Category without(Category category, DepartmentId requester) {
    Set<DepartmentId> others = Set.of(new DepartmentId("NBS"));
    assertThat(others).doesNotContain(requester);
    return TestWorld.with(category, new Recipients.Named(others), Set.of(PURPOSE));
  }

  static DepartmentId requester() {
    return REQUESTER;
  }

  static SystemId system() {
    return SYSTEM;
  }
}
