package org.mingjing.policy;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** What is folded into bits and tables says what the categories and the grants say one by one. */
class GateTest {

  private static final int POLICIES = 300;
  private static final int QUESTIONS = 100;

  private final long seed = Long.getLong("mingjing.seed", new Random().nextLong());

  @Test
  void a_field_is_judged_by_its_gate_as_category_by_category() {
    Random random = seeded();
    int passed = 0;
    int stopped = 0;
    for (int i = 0; i < POLICIES; i++) {
      Policy policy = RandomPolicy.two(random).getFirst().policy();
      Map<CategoryCode, Category> categories =
          policy.categories().stream()
              .collect(Collectors.toMap(Category::code, Function.identity()));
      for (int j = 0; j < QUESTIONS; j++) {
        Question question = question(random);
        Optional<ResourceRules> rules = policy.rules(question.resource());
        if (rules.isEmpty() || policy.system(question.system()).isEmpty()) {
          continue;
        }
        ResourceRules plain = Compiler.plain(rules.get().resource(), categories);
        Circumstances at = at(question, policy.numbering());
        for (String name : question.fields()) {
          List<Objection> quick = rules.get().asked(name, at).objections();
          List<Objection> slow = plain.asked(name, at(question, Numbering.NONE)).objections();
          assertThat(quick).as("%s of %s, seed %d", name, question, seed).isEqualTo(slow);
          if (slow.isEmpty()) {
            passed++;
          } else {
            stopped++;
          }
        }
      }
    }
    assertThat(passed).isGreaterThan(POLICIES);
    assertThat(stopped).isGreaterThan(POLICIES);
  }

  @Test
  void the_table_of_grants_holds_those_of_system_resource_and_purpose_by_id() {
    Random random = seeded();
    int found = 0;
    for (int i = 0; i < POLICIES; i++) {
      RandomPolicy world = RandomPolicy.two(random).getLast();
      Policy policy = world.policy();
      GrantIndex index = GrantSet.of(policy, world.grants()).index();
      for (Requester requester : RandomPolicy.REQUESTERS) {
        for (PurposeId purpose : RandomPolicy.PURPOSES) {
          for (ResourceId resource : RandomPolicy.RESOURCES) {
            List<Grant> expected =
                world.grants().stream()
                    .filter(grant -> usable(policy, grant, requester.system()))
                    .filter(grant -> grant.purpose().equals(purpose))
                    .filter(grant -> grant.resource().equals(resource))
                    .sorted(Comparator.comparing(Grant::id))
                    .toList();
            assertThat(index.candidates(requester.system(), resource, purpose))
                .as("seed " + seed)
                .extracting(DatedGrant::grant)
                .isEqualTo(expected);
            found += expected.size();
          }
        }
      }
    }
    assertThat(found).isGreaterThan(POLICIES);
  }

  private static boolean usable(Policy policy, Grant grant, SystemId system) {
    return grant.systems().contains(system)
        && policy.purpose(grant.purpose()).isPresent()
        && policy.resource(grant.resource()).isPresent()
        && policy
            .system(system)
            .filter(client -> client.department().equals(grant.grantee()))
            .isPresent();
  }

  @Test
  void a_grant_set_of_another_policy_is_indexed_anew() {
    RandomPolicy world = RandomPolicy.two(seeded()).getFirst();
    Policy other = new Policy(world.policy().parts(), Map.of());
    GrantSet grants = GrantSet.of(world.policy(), world.grants());

    assertThat(grants.under(world.policy())).isSameAs(grants);
    assertThat(grants.under(other)).isNotSameAs(grants);
    assertThat(grants.under(other).index().isFor(other)).isTrue();
    assertThat(grants.under(other).digest()).isEqualTo(grants.digest());
  }

  private static Circumstances at(Question question, Numbering numbering) {
    return new Circumstances(
        question,
        SubjectType.PERSON,
        RandomPolicy.FIRST.atStartOfDay(Grant.ZONE).toInstant(),
        WorkingDays.UNKNOWN,
        numbering);
  }

  private static Question question(Random random) {
    Requester requester = any(random, RandomPolicy.REQUESTERS);
    return new Question(
        requester.system(),
        requester.department(),
        2,
        "extranet",
        any(random, RandomPolicy.RESOURCES),
        RandomPolicy.FIELDS,
        any(random, RandomPolicy.PURPOSES),
        any(random, List.of(AnswerForm.values())),
        false,
        Optional.empty(),
        authorisation(random),
        random.nextBoolean(),
        random.nextBoolean(),
        1 + random.nextInt(2),
        random.nextInt(4) == 0,
        Asserted.NOTHING);
  }

  private static Optional<Authorisation> authorisation(Random random) {
    LocalDate until = RandomPolicy.FIRST.plusDays(random.nextInt(3) - 1);
    return random.nextBoolean()
        ? Optional.empty()
        : Optional.of(
            new Authorisation(
                any(random, List.of(AuthorisationKind.SEPARATE, AuthorisationKind.WRITTEN)),
                "2026-1",
                "sha256:00",
                until));
  }

  private static <T> T any(Random random, List<T> all) {
    return all.get(random.nextInt(all.size()));
  }

  private Random seeded() {
    System.out.println("seed: -Dmingjing.seed=" + seed);
    return new Random(seed);
  }
}
