package org.mingjing.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/**
 * Every policy that was ever put here is loaded again from what was kept of it, and decides as it
 * did then, to the letter. Red: what a past decision came to can no longer be shown. The README
 * tells what to do then.
 */
class GoldenDecisionsTest {

  private static final Path FEATURES = TestPolicies.RESOURCES.resolve("features");
  private static final int TOLD = 3;

  @TempDir private Path folder;

  @TestFactory
  Stream<DynamicTest> a_past_policy_decides_as_it_did() {
    List<GoldenSet> sets = GoldenSet.all();
    assertThat(sets).hasSizeGreaterThan(1);
    return sets.stream().map(set -> dynamicTest(set.toString(), () -> decidesAsItDid(set)));
  }

  private static void decidesAsItDid(GoldenSet set) {
    assertThat(set.found()).isEqualTo(set.facts());
    Policy policy = set.policy();
    List<Grant> grants = set.grants();
    List<String> otherwise = new ArrayList<>();
    for (String line : set.lines()) {
      GoldenInput input = GoldenSet.input(line);
      String now = GoldenSet.line(input, input.decide(policy, grants));
      if (!now.equals(line) && otherwise.size() < TOLD) {
        otherwise.add("then: " + line + "\nnow:  " + now);
      }
    }
    assertThat(otherwise).isEmpty();
  }

  @Test
  void every_refusal_code_and_every_category_that_ships_is_among_them() {
    Set<String> codes = new LinkedHashSet<>();
    Set<CategoryCode> decided = new LinkedHashSet<>();
    for (GoldenSet set : GoldenSet.all()) {
      for (String line : set.lines()) {
        Arrays.stream(RefusalCode.values())
            .map(RefusalCode::wireName)
            .filter(code -> line.contains("\"code\":\"" + code + "\",\"effect\""))
            .forEach(codes::add);
        GoldenSet.input(line).imagined().ifPresent(one -> decided.add(one.category()));
      }
    }

    assertThat(codes)
        .containsExactlyInAnyOrderElementsOf(
            Arrays.stream(RefusalCode.values()).map(RefusalCode::wireName).toList());
    assertThat(decided)
        .containsAll(
            TestPolicies.shipped().policy().categories().stream().map(Category::code).toList());
  }

  /** So that the small policy is worth keeping: nothing that documents can say is left out. */
  @Test
  void the_small_policy_uses_every_word_of_the_documents() {
    LoadResult.Loaded loaded = TestPolicies.loaded(FEATURES);
    Policy policy = loaded.policy();
    List<Condition> conditions =
        policy.categories().stream().flatMap(one -> one.condition().stream()).toList();
    List<Field> fields = policy.resources().stream().flatMap(one -> one.fields().stream()).toList();

    every(AuthorisationKind.class, conditions.stream().map(Condition::authorisation));
    every(RegistryForm.class, conditions.stream().map(Condition::form));
    every(BasisKind.class, policy.categories().stream().map(Category::basisKind));
    every(Level.class, policy.categories().stream().map(Category::level));
    every(Confidence.class, policy.categories().stream().map(Category::confidence));
    every(InstrumentRank.class, policy.instruments().stream().map(Instrument::rank));
    every(FieldType.class, fields.stream().map(Field::type));
    every(SubjectType.class, policy.resources().stream().map(one -> one.subject().type()));
    every(GrantState.class, loaded.grants().stream().map(Grant::state));
    assertThat(fields.stream().map(field -> field.mask().name()).collect(Collectors.toSet()))
        .isEqualTo(Mask.all().keySet());
    String expressions =
        conditions.stream()
            .flatMap(one -> one.when().stream())
            .map(Expression::text)
            .collect(Collectors.joining("\n"));
    assertThat(Attribute.names()).allMatch(expressions::contains);
  }

  private static <E extends Enum<E>> void every(Class<E> words, Stream<E> used) {
    assertThat(used.collect(Collectors.toSet())).isEqualTo(EnumSet.allOf(words));
  }

  @Test
  void what_is_added_is_found_again_and_never_written_anew() throws IOException {
    LoadResult.Loaded small = TestPolicies.loaded(TestPolicies.RESOURCES.resolve("small"));

    GoldenSet added = GoldenSet.add(folder, "small", small);

    assertThat(added.found()).isEqualTo(added.facts());
    assertThat(added.policy()).isEqualTo(small.policy());
    assertThat(added.grants()).isEqualTo(small.grants());
    assertThat(added.lines()).hasSizeGreaterThan(100).doesNotHaveDuplicates();
    assertThatThrownBy(() -> GoldenSet.add(folder, "small", small))
        .isInstanceOf(FileAlreadyExistsException.class);
  }
}
