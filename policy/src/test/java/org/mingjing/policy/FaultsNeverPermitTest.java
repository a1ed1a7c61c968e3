package org.mingjing.policy;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Whatever fails or is missing while deciding permits nothing. */
@Tag("property")
class FaultsNeverPermitTest {

  /** What each evaluates to for a call that brings everything: an error, or something odd. */
  private static final List<Expression.Evaluation> FAILING = FailingExpressions.all();

  /** Each would hold if what it names besides were there, or were not looked for. */
  private static final List<Expression> TRUE_IF_ONLY_EVALUATED =
      Stream.of(
              "call.subjects < 900 || authorisation.reference == 'REF-1'",
              "time.workingDay || call.subjects < 900",
              "asserted.response == 'R-1' || call.subjects < 900",
              "call.subjects > 900 ? asserted.incident == 'I-1' : call.subjects < 900",
              "!(call.subjects > 900 && asserted.incident == 'I-1')")
          .map(FaultsNeverPermitTest::compiled)
          .toList();

  @Test
  void an_expression_that_fails_to_evaluate_never_permits() {
    int[] taken = {0};
    Property.holds(
        "an expression that fails never permits",
        Property.WORLDS / 2,
        (world, random) -> {
          Expression.Evaluation failing = FAILING.get(random.nextInt(FAILING.size()));
          Set<Attribute> named = Set.of(Attribute.SUBJECTS);
          taken[0] +=
              neverPermits(world, new Expression("fails", named, List.of(), failing), random);
        });
    assertThat(taken[0] > 0 || !Property.whole()).as("some call was permitted before").isTrue();
  }

  @Test
  void an_expression_that_throws_leaves_no_decision() {
    int[] taken = {0};
    Property.holds(
        "an expression that throws leaves no decision",
        Property.WORLDS / 10,
        (world, random) -> {
          Expression throwing =
              new Expression(
                  "throws",
                  Set.of(Attribute.SUBJECTS),
                  List.of(),
                  at -> {
                    throw new IllegalStateException("thrown");
                  });
          GeneratedWorld broken = with(world, throwing, random);
          try {
            nothingLeaves(broken, broken.decide(), throwing);
          } catch (IllegalStateException thrown) {
            assertThat(thrown).hasMessage("thrown");
            taken[0] += world.decide() instanceof Permit ? 1 : 0;
          }
        });
    assertThat(taken[0] > 0 || !Property.whole()).as("some call was permitted before").isTrue();
  }

  @Test
  void what_can_fail_does_not_compile_as_a_condition() {
    assertThat(FailingExpressions.TEXTS)
        .allSatisfy(text -> {
          Faults faults = new Faults();
          assertThat(Expressions.compile(text, Position.startOf("list.yaml"), faults)).isEmpty();
          assertThat(faults.none()).isFalse();
        });
  }

  @Test
  void an_attribute_that_is_missing_never_permits() {
    int[] taken = {0};
    Property.holds(
        "a missing attribute never permits",
        Property.WORLDS / 2,
        (world, random) -> {
          Question bare =
              Records.with(
                  Records.with(world.question(), "authorisation", Optional.empty()),
                  "asserted",
                  Asserted.NOTHING);
          GeneratedWorld without = Stricter.CALENDAR.of(world.asking(bare), random);
          Expression when = Edits.any(TRUE_IF_ONLY_EVALUATED, random);
          taken[0] += neverPermits(without, when, random);
        });
    assertThat(taken[0] > 0 || !Property.whole()).as("some call was permitted before").isTrue();
  }

  private static Expression compiled(String text) {
    return Expressions.compile(text, Position.startOf("list.yaml"), new Faults()).orElseThrow();
  }

  private static GeneratedWorld with(GeneratedWorld world, Expression when, Random random) {
    return Edits.condition(world, random, "when", old -> Optional.of(when));
  }

  /**
   * With the expression in place of a category's own nothing of the category leaves, and nothing
   * more of others.
   *
   * @return 1 if a field was permitted before and is not now
   */
  private static int neverPermits(GeneratedWorld world, Expression when, Random random) {
    GeneratedWorld broken = with(world, when, random);
    nothingLeaves(broken, broken.decide(), when);
    return MonotonyTest.permitsNoMore(world, broken) ? 1 : 0;
  }

  /** Nothing that is in a category with this expression, and nothing that such a key selects. */
  private static void nothingLeaves(GeneratedWorld world, Decision decision, Expression when) {
    if (decision instanceof Permit permit) {
      List<String> concerned = new ArrayList<>(permit.released());
      concerned.add(Generating.KEY);
      assertThat(concerned)
          .noneMatch(field ->
              world.categories(field).stream()
                  .flatMap(category -> category.condition().stream())
                  .anyMatch(condition -> condition.when().filter(when::equals).isPresent()));
    }
  }
}
