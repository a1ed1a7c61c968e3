package org.mingjing.policy;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** In which order rules, fields and grants stand, or are asked for, never matters. */
@Tag("property")
class RuleOrderTest {

  private static final int CALLS = 1_000;

  /** What a decision says, but for the words and the order of what has none. */
  private record Said(String outcome, Map<String, List<Object>> fields, List<Set<?>> released) {

    static Said of(Decision decision) {
      Map<String, List<Object>> fields = new LinkedHashMap<>();
      decision.fields().forEach((name, verdict) -> fields.put(name, said(verdict)));
      return switch (decision) {
        case Permit permit ->
            new Said(
                "permit by " + permit.grant(),
                fields,
                List.of(
                    Set.copyOf(permit.released()),
                    Set.copyOf(permit.withheld()),
                    Set.copyOf(permit.obligations())));
        case Refusal refusal -> new Said(refusal.code().wireName(), fields, List.of());
      };
    }

    private static List<Object> said(FieldVerdict verdict) {
      return List.of(
          verdict.field(),
          verdict.permitted(),
          Set.copyOf(verdict.categories()),
          verdict.grant(),
          verdict.code(),
          Set.copyOf(verdict.legalBasis()));
    }
  }

  /** Where the categories of a field stand as they did, the verdicts are equal to the letter. */
  @Test
  void the_order_of_documents_rules_fields_and_grants_never_matters() {
    Property.holds(
        "order never matters",
        (world, random) -> {
          boolean inFields = random.nextBoolean();
          GeneratedWorld shuffled =
              inFields ? shuffled(world, random) : listsShuffled(world, random);
          Decision one = world.decide();
          Decision other = shuffled.decide();
          assertThat(Said.of(other)).isEqualTo(Said.of(one));
          assertThat(other.grantsDigest()).isEqualTo(one.grantsDigest());
          if (!inFields) {
            assertThat(other.fields()).isEqualTo(one.fields());
          }
        });
  }

  /** The digest of a policy is over lists as written; that of grants knows no order. */
  @Test
  void nor_does_the_order_in_which_documents_are_written() {
    LoadResult.Loaded shipped = TestPolicies.shipped();
    Map<String, byte[]> documents = shipped.policy().documents();
    Decider one = decider(shipped.policy(), shipped.grants());
    RandomCalls calls = new RandomCalls(shipped);
    for (int i = 0; i < Math.max(1, Property.WORLDS / 20_000); i++) {
      Random random = Property.random(i);
      Assembly assembly = new Assembly();
      documents.forEach((name, bytes) ->
          assembly.add(
              name,
              DocumentTrees.written(
                  DocumentTrees.shuffled(DocumentTrees.read(name, bytes), random))));
      LoadResult result = assembly.result();
      assertThat(result).isInstanceOf(LoadResult.Loaded.class);
      Policy policy = ((LoadResult.Loaded) result).policy();
      Decider other = decider(policy, shuffled(shipped.grants(), random));
      for (int call = 0; call < CALLS; call++) {
        Question question = calls.question(random);
        assertThat(Said.of(other.decide(question, TestQuestions.JUNE)))
            .as("-Dmingjing.seed=%d, %s", Property.seed(), question)
            .isEqualTo(Said.of(one.decide(question, TestQuestions.JUNE)));
      }
    }
  }

  private static Decider decider(Policy policy, List<Grant> grants) {
    return new Decider(policy, GrantSet.of(policy, grants));
  }

  private static GeneratedWorld shuffled(GeneratedWorld world, Random random) {
    PolicyParts parts = world.parts();
    Map<ResourceId, Resource> resources = new LinkedHashMap<>(parts.resources());
    resources.replaceAll((id, resource) ->
        Records.with(
            resource,
            "fields",
            resource.fields().stream()
                .map(field ->
                    Records.with(field, "categories", shuffled(field.categories(), random)))
                .toList()));
    return listsShuffled(world.with(Records.with(parts, "resources", resources)), random);
  }

  private static GeneratedWorld listsShuffled(GeneratedWorld world, Random random) {
    PolicyParts parts = world.parts();
    Map<ResourceId, Resource> resources = shuffled(parts.resources(), random);
    resources.replaceAll((id, old) -> Records.with(old, "fields", shuffled(old.fields(), random)));
    PolicyParts shuffled =
        new PolicyParts(
            Map.of(),
            Map.of(),
            shuffled(parts.purposes(), random),
            shuffled(parts.categories(), random),
            shuffled(parts.systems(), random),
            resources,
            parts.workingDays());
    return world
        .with(shuffled)
        .with(shuffled(world.grants(), random))
        .asking(
            Records.with(world.question(), "fields", shuffled(world.question().fields(), random)));
  }

  static <T> List<T> shuffled(List<T> list, Random random) {
    List<T> shuffled = new ArrayList<>(list);
    Collections.shuffle(shuffled, random);
    return shuffled;
  }

  private static <K, V> Map<K, V> shuffled(Map<K, V> map, Random random) {
    Map<K, V> shuffled = new LinkedHashMap<>();
    shuffled(List.copyOf(map.entrySet()), random)
        .forEach(entry -> shuffled.put(entry.getKey(), entry.getValue()));
    return shuffled;
  }
}
