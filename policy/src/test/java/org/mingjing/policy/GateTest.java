package org.mingjing.policy;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
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
        ResourceRules plain = ResourceCompiler.plain(rules.get().resource(), categories);
        Circumstances at = at(question, policy.numbering());
        for (String name : question.fields()) {
          List<?> quick = said(rules.get().asked(name, at));
          List<?> slow = said(plain.asked(name, at(question, Numbering.NONE)));
          assertThat(quick).as("%s of %s, seed %d", name, question, seed).isEqualTo(slow);
          if (rules.get().field(name).filter(one -> one.gate().passes(at)).isPresent()) {
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

  private static List<?> said(AskedField asked) {
    return asked.objections().stream().map(one -> List.of(one.code(), one.said().get())).toList();
  }

  @Test
  void bits_hold_what_is_meant_across_words() {
    Set<Integer> meant = Set.of(0, 63, 64, 127, 128);
    Bits bits = Bits.of(129, meant::contains);

    for (int number = -130; number < 300; number++) {
      assertThat(bits.has(number)).as("%d", number).isEqualTo(meant.contains(number));
    }
    assertThat(bits.has(Integer.MIN_VALUE)).isFalse();
    assertThat(Bits.NONE.has(0)).isFalse();
  }

  @Test
  void a_resource_without_its_key_refuses_every_call() {
    Policy policy = RandomPolicy.two(seeded()).getFirst().policy();
    Resource whole = policy.resources().iterator().next();
    Resource keyless =
        new Resource(
            whole.id(),
            whole.department(),
            whole.name(),
            whole.authoritative(),
            new Subject(SubjectType.PERSON, "nothing"),
            whole.source(),
            Set.of(AnswerForm.values()),
            whole.maxRecords(),
            List.of(open("name")),
            whole.aggregates());
    PolicyParts parts = policy.parts();
    SystemClient system = system();
    Policy damaged =
        new Policy(
            new PolicyParts(
                parts.departments(),
                parts.instruments(),
                parts.purposes(),
                parts.categories(),
                Map.of(system.id(), system),
                Map.of(keyless.id(), keyless)),
            Map.of());
    Decider decider = new Decider(damaged, GrantSet.of(damaged, List.of()));

    for (boolean partial : new boolean[] {false, true}) {
      for (List<String> fields : List.of(List.of("name"), List.of("name", "nothing"))) {
        Question question = about(keyless.id(), system, fields, parts, partial);
        assertThat(decider.decide(question, Instant.EPOCH)).isInstanceOf(Refusal.class);
      }
    }
  }

  private static Field open(String name) {
    return new Field(
        name,
        FieldType.STRING,
        List.of(),
        Optional.of(new Text("公开", "public")),
        Mask.NONE,
        Optional.empty(),
        Optional.empty(),
        Coding.NONE,
        true);
  }

  private static SystemClient system() {
    Requester requester = RandomPolicy.REQUESTERS.getFirst();
    return new SystemClient(
        requester.system(),
        requester.department(),
        new Text("系统", "system"),
        Set.of("call"),
        2,
        "extranet",
        List.of());
  }

  private static Question about(
      ResourceId resource,
      SystemClient system,
      List<String> fields,
      PolicyParts parts,
      boolean partial) {
    return new Question(
        system.id(),
        system.department(),
        system.assurance(),
        system.zone(),
        resource,
        fields,
        parts.purposes().keySet().iterator().next(),
        AnswerForm.FULL,
        partial,
        Optional.empty(),
        Optional.empty(),
        true,
        true,
        1,
        false,
        Asserted.NOTHING);
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

  /** Another order of the same documents gives other numbers. */
  @Test
  void grants_indexed_for_another_policy_decide_alike() {
    Random random = seeded();
    int permitted = 0;
    for (int i = 0; i < POLICIES; i++) {
      RandomPolicy world = RandomPolicy.two(random).getFirst();
      Policy policy = world.policy();
      GrantSet ofAnother = GrantSet.of(reversed(policy), world.grants());
      Decider own = new Decider(policy, GrantSet.of(policy, world.grants()));
      Decider other = new Decider(policy, ofAnother);
      for (int j = 0; j < QUESTIONS; j++) {
        Question question = question(random);
        Instant now = RandomPolicy.FIRST.plusDays(2).atStartOfDay(Grant.ZONE).toInstant();
        Decision expected = own.decide(question, now);
        Decision decided = other.decide(question, now);
        assertThat(decided.fields()).as("seed " + seed).isEqualTo(expected.fields());
        permitted += decided instanceof Permit ? 1 : 0;
      }
    }
    assertThat(permitted).isPositive();
  }

  private static Policy reversed(Policy policy) {
    PolicyParts parts = policy.parts();
    return new Policy(
        new PolicyParts(
            parts.departments(),
            parts.instruments(),
            reversed(parts.purposes()),
            parts.categories(),
            reversed(parts.systems()),
            reversed(parts.resources())),
        Map.of());
  }

  private static <K, V> Map<K, V> reversed(Map<K, V> map) {
    return new LinkedHashMap<>(map).reversed();
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
        RandomPolicy.FIELDS.subList(0, 1 + random.nextInt(RandomPolicy.FIELDS.size())),
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
