package org.mingjing.policy;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The catalogue, the systems and the seed grants that ship are wide enough to be of use. */
class ShippedCatalogueTest {
  private static final LocalDate JUNE = LocalDate.ofInstant(TestQuestions.JUNE, Grant.ZONE);

  private final LoadResult.Loaded shipped = TestPolicies.shipped();
  private final Policy policy = shipped.policy();

  @Test
  void many_departments_offer_resources_from_both_kinds_of_source() {
    Collection<Resource> resources = policy.resources();
    assertThat(resources).hasSizeGreaterThanOrEqualTo(20);
    assertThat(distinct(resources.stream(), Resource::department)).hasSizeGreaterThanOrEqualTo(10);

    Map<String, Long> kinds =
        resources.stream()
            .flatMap(resource -> resource.source().stream())
            .collect(Collectors.groupingBy(Source::type, Collectors.counting()));
    assertThat(kinds.keySet()).containsExactlyInAnyOrder("jdbc", "http");
    assertThat(kinds.get("jdbc")).isGreaterThanOrEqualTo(kinds.get("http"));
  }

  @Test
  void the_fields_touch_a_third_of_the_negative_list() {
    Set<CategoryCode> touched =
        distinct(
            policy.resources().stream()
                .flatMap(resource -> resource.fields().stream())
                .flatMap(field -> field.categories().stream()),
            Function.identity());
    assertThat(touched).hasSizeGreaterThanOrEqualTo(40);
    assertThat(touched)
        .extracting(code -> policy.category(code).orElseThrow().prohibited())
        .contains(true, false);
  }

  @Test
  void many_systems_of_many_departments_call() {
    List<SystemClient> callers =
        policy.systems().stream().filter(system -> system.scopes().contains("call")).toList();
    assertThat(callers).hasSizeGreaterThanOrEqualTo(12);
    assertThat(distinct(callers.stream(), SystemClient::department))
        .hasSizeGreaterThanOrEqualTo(10);
  }

  @Test
  void the_seed_grants_cover_two_dozen_relations() {
    record Relation(DepartmentId requester, ResourceId resource) {}
    assertThat(
            distinct(
                shipped.grants().stream(),
                grant -> new Relation(grant.grantee(), grant.resource())))
        .hasSizeGreaterThanOrEqualTo(24);
    assertThat(shipped.grants())
        .anyMatch(grant -> grant.quota().perDay() == 10)
        .anyMatch(grant -> grant.id().value().startsWith("G-2025"));
  }

  /** A grant that no category on its way lets through would be a promise that nobody keeps. */
  @Test
  void every_seed_grant_in_force_lets_its_calls_through_in_each_of_its_forms() {
    Decider decider = new Decider(policy, GrantSet.of(policy, shipped.grants()));
    List<Grant> inForce =
        shipped.grants().stream().filter(grant -> !grant.until().isBefore(JUNE)).toList();
    assertThat(inForce).hasSizeLessThan(shipped.grants().size());
    for (Grant grant : inForce) {
      for (AnswerForm answer : grant.answers()) {
        TestQuestions question = question(grant, answer);
        assertThat(decider.decide(question.build(), question.at()))
            .as("%s %s", grant.id(), answer)
            .isInstanceOf(Permit.class);
      }
    }
  }

  @Test
  void a_price_of_which_the_draft_allows_a_band_is_not_verified_even_under_a_grant_that_names_it() {
    Grant shippedGrant =
        shipped.grants().stream()
            .filter(one -> one.id().value().equals("G-2026-0117"))
            .findFirst()
            .orElseThrow();
    Grant grant =
        new Grant(
            shippedGrant.id(),
            shippedGrant.grantee(),
            shippedGrant.systems(),
            shippedGrant.resource(),
            Set.of("id_number", "signed_on", "price"),
            shippedGrant.purpose(),
            shippedGrant.answers(),
            shippedGrant.from(),
            shippedGrant.until(),
            shippedGrant.quota(),
            shippedGrant.state());
    Decider decider = new Decider(policy, GrantSet.of(policy, List.of(grant)));
    TestQuestions question = question(grant, AnswerForm.VERIFY);

    assertThat(decider.decide(question.with("fields", "signed_on").build(), question.at()))
        .isInstanceOf(Permit.class);
    Decision refused = decider.decide(question.with("fields", "price").build(), question.at());
    assertThat(refused).isInstanceOf(Refusal.class);
    assertThat(((Refusal) refused).code()).isEqualTo(RefusalCode.ANSWER_NOT_ALLOWED);
  }

  /** Whoever knows a number would otherwise learn without a grant whose it is. */
  @Test
  void no_number_of_a_person_leads_to_a_name_a_telephone_or_an_address_without_a_grant() {
    assertThat(
            policy.resources().stream()
                .filter(resource -> resource.subject().type() == SubjectType.PERSON)
                .flatMap(resource -> resource.fields().stream())
                .filter(Field::open)
                .map(Field::name))
        .isNotEmpty()
        .noneMatch(name -> name.matches(".*(name|telephone|phone|contact|address|mail|birth).*"));
  }

  private TestQuestions question(Grant grant, AnswerForm answer) {
    Resource resource = policy.resource(grant.resource()).orElseThrow();
    String fields =
        grant.fields().stream()
            .filter(field -> !field.equals(resource.subject().field()))
            .collect(Collectors.joining(","));
    TestQuestions question =
        TestQuestions.shipped(policy)
            .with("system", grant.systems().iterator().next().value())
            .with("resource", grant.resource().value())
            .with("purpose", grant.purpose().value())
            .with("answer", answer.wireName())
            .with("fields", fields)
            .with("grant", grant.id().value());
    resource.fields().stream()
        .filter(field -> grant.fields().contains(field.name()))
        .flatMap(field -> field.categories().stream())
        .flatMap(code -> policy.category(code).orElseThrow().condition().stream())
        .map(Condition::authorisation)
        .filter(kind -> kind != AuthorisationKind.STATUTORY_DUTY)
        .findFirst()
        .ifPresent(kind -> question.with("authorisation", kind.wireName() + " " + JUNE));
    return question;
  }

  private static <T, K> Set<K> distinct(Stream<T> values, Function<T, K> key) {
    return values.map(key).collect(Collectors.toSet());
  }
}
