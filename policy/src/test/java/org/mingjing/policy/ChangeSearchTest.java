package org.mingjing.policy;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What a refusal says would permit the call does, and nothing less would. */
class ChangeSearchTest {
  private static final int CALLS = Integer.getInteger("mingjing.refusals", 20_000);
  private static final LocalDate JUNE = LocalDate.of(2026, 6, 1);

  private final LoadResult.Loaded shipped = TestPolicies.shipped();
  private final Policy policy = shipped.policy();
  private final List<SystemClient> systems = List.copyOf(policy.systems());
  private final List<Resource> resources = List.copyOf(policy.resources());
  private final List<Purpose> purposes = List.copyOf(policy.purposes());
  private final long seed = Long.getLong("mingjing.seed", new Random().nextLong());

  /** A question and the grants that it is asked under. */
  private record Situation(Question question, List<Grant> grants) {}

  @Test
  void all_changes_together_permit_and_one_less_does_not() {
    System.out.println("seed: -Dmingjing.seed=" + seed);
    Random random = new Random(seed);
    int helped = 0;
    int several = 0;
    for (int i = 0; i < CALLS; i++) {
      Situation asked = new Situation(question(random), grants(random));
      if (!(decide(asked) instanceof Refusal refusal)) {
        continue;
      }
      List<Change> changes = refusal.changes();
      assertThat(changes).as(asked.toString()).isNotEmpty();
      if (changes.stream().anyMatch(ChangeSearchTest::cannotBeMade)) {
        continue;
      }
      helped++;
      for (List<Change> one : everyReading(changes)) {
        assertThat(decide(made(asked, one)))
            .as("seed %d: %s, after %s", seed, asked.question(), one)
            .isInstanceOf(Permit.class);
      }
      if (changes.size() > 1) {
        several++;
        for (Change one : changes) {
          List<Change> fewer = changes.stream().filter(change -> !change.equals(one)).toList();
          assertThat(decide(made(asked, fewer)))
              .as("seed %d: %s needs not %s", seed, asked.question(), one)
              .isInstanceOf(Refusal.class);
        }
      }
    }
    assertThat(helped).as("refusals that something helps").isGreaterThan(CALLS / 20);
    assertThat(several).as("of them by several changes").isGreaterThan(CALLS / 50);
  }

  /** Where two changes are told, no single one of any kind would have done. */
  @Test
  void where_several_changes_are_told_no_single_one_would_do() {
    System.out.println("seed: -Dmingjing.seed=" + seed);
    Random random = new Random(seed);
    int tried = 0;
    for (int i = 0; i < CALLS / 10; i++) {
      Situation asked = new Situation(question(random), grants(random));
      if (decide(asked) instanceof Refusal refusal && refusal.changes().size() > 1) {
        tried++;
        for (Change single : everyChange(asked)) {
          assertThat(decide(made(asked, List.of(single))))
              .as("seed %d: %s by %s alone", seed, asked.question(), single)
              .isInstanceOf(Refusal.class);
        }
      }
    }
    assertThat(tried).isGreaterThan(CALLS / 500);
  }

  /** Where nothing is told that helps, no single change of any kind would. */
  @Test
  void where_only_another_call_would_do_no_single_change_permits_this_one() {
    System.out.println("seed: -Dmingjing.seed=" + seed);
    Random random = new Random(seed);
    int tried = 0;
    for (int i = 0; i < CALLS / 10; i++) {
      Situation asked = new Situation(question(random), grants(random));
      if (decide(asked) instanceof Refusal refusal
          && refusal.changes().getFirst() instanceof Change.AskElse) {
        tried++;
        for (Change single : everyChange(asked)) {
          assertThat(decide(made(asked, List.of(single))))
              .as("seed %d: %s by %s", seed, asked.question(), single)
              .isInstanceOf(Refusal.class);
        }
      }
    }
    assertThat(tried).isGreaterThan(CALLS / 500);
  }

  /** The changes with each purpose and each form that they offer. */
  private static List<List<Change>> everyReading(List<Change> changes) {
    List<PurposeId> purposes =
        changes.stream()
            .flatMap(
                one -> one instanceof Change.UsePurpose p ? p.purposes().stream() : Stream.of())
            .toList();
    List<AnswerForm> forms =
        changes.stream()
            .flatMap(one -> one instanceof Change.AskForm f ? f.forms().stream() : Stream.of())
            .toList();
    List<List<Change>> readings = new ArrayList<>();
    for (int p = 0; p < Math.max(1, purposes.size()); p++) {
      for (int f = 0; f < Math.max(1, forms.size()); f++) {
        List<PurposeId> purpose = purposes.isEmpty() ? List.of() : List.of(purposes.get(p));
        List<AnswerForm> form = forms.isEmpty() ? List.of() : List.of(forms.get(f));
        readings.add(changes.stream().map(one -> reading(one, purpose, form)).toList());
      }
    }
    return readings;
  }

  private static Change reading(Change change, List<PurposeId> purpose, List<AnswerForm> form) {
    return switch (change) {
      case Change.UsePurpose one -> new Change.UsePurpose(purpose);
      case Change.AskForm one -> new Change.AskForm(form);
      case Change.ObtainGrant one when !purpose.isEmpty() ->
          new Change.ObtainGrant(one.fields(), one.answer(), purpose);
      default -> change;
    };
  }

  private static boolean cannotBeMade(Change change) {
    return change instanceof Change.AskElse || change instanceof Change.MeetExpression;
  }

  private Decision decide(Situation situation) {
    return new Decider(policy, GrantSet.of(policy, situation.grants()))
        .decide(situation.question(), TestQuestions.JUNE);
  }

  private Question question(Random random) {
    SystemClient system = any(systems, random);
    Resource resource = any(resources, random);
    List<Field> fields = new ArrayList<>(resource.fields());
    List<String> names = new ArrayList<>();
    for (int i = random.nextInt(3); i >= 0; i--) {
      names.add(any(fields, random).name());
    }
    Optional<Authorisation> authorisation =
        random.nextInt(3) > 0
            ? Optional.empty()
            : Optional.of(
                TestQuestions.authorisation(
                    any(List.of(AuthorisationKind.values()), random).wireName(),
                    random.nextInt(4) == 0 ? "2026-05-31" : "2026-06-30"));
    Optional<GrantId> named =
        random.nextInt(8) > 0 ? Optional.empty() : Optional.of(any(shipped.grants(), random).id());
    return new Question(
        system.id(),
        system.department(),
        system.assurance(),
        system.zone(),
        resource.id(),
        names.stream().distinct().toList(),
        random.nextInt(3) == 0 ? any(purposes, random).id() : likely(system, resource, random),
        any(List.copyOf(resource.answers()), random),
        random.nextInt(5) == 0,
        named,
        authorisation,
        random.nextBoolean(),
        random.nextBoolean(),
        random.nextInt(6) == 0 ? 2 : 1,
        false,
        Asserted.NOTHING);
  }

  /** A purpose that a grant or a category of the resource lists. */
  private PurposeId likely(SystemClient system, Resource resource, Random random) {
    List<PurposeId> listed =
        Stream.concat(
                shipped.grants().stream()
                    .filter(grant -> grant.resource().equals(resource.id()))
                    .filter(grant -> grant.systems().contains(system.id()))
                    .map(Grant::purpose),
                resource.fields().stream()
                    .flatMap(field -> field.categories().stream())
                    .flatMap(code -> policy.category(code).orElseThrow().condition().stream())
                    .flatMap(condition -> condition.purposes().stream()))
            .toList();
    return listed.isEmpty() ? any(purposes, random).id() : any(listed, random);
  }

  /** The seed grants, some of them gone or suspended. */
  private List<Grant> grants(Random random) {
    return shipped.grants().stream()
        .filter(grant -> random.nextInt(4) > 0)
        .map(grant ->
            random.nextInt(6) == 0
                ? with(grant, grant.answers(), grant.until(), GrantState.SUSPENDED)
                : grant)
        .toList();
  }

  private static <T> T any(Collection<T> values, Random random) {
    return List.copyOf(values).get(random.nextInt(values.size()));
  }

  private Situation made(Situation asked, List<Change> changes) {
    Question question = asked.question();
    List<Grant> grants = new ArrayList<>(asked.grants());
    for (Change change : changes) {
      if (!(change instanceof Change.LeaveOut) || question.fields().size() > 1) {
        question = change.on(question);
      }
      switch (change) {
        case Change.ObtainGrant obtain -> grants.add(obtained(obtain, question));
        case Change.RenewGrant renew ->
            grants.replaceAll(grant ->
                grant.id().equals(renew.grant())
                    ? with(grant, grant.answers(), JUNE.plusDays(1), GrantState.ACTIVE)
                    : grant);
        case Change.AddForm add ->
            grants.replaceAll(grant ->
                grant.id().equals(add.grant())
                    ? with(grant, Set.of(add.answer()), grant.until(), grant.state())
                    : grant);
        default -> {
          // a change of the question alone
        }
      }
    }
    return new Situation(question, grants);
  }

  private static Grant obtained(Change.ObtainGrant obtain, Question question) {
    return new Grant(
        new GrantId("G-2026-9999"),
        question.requester(),
        Set.of(question.system()),
        question.resource(),
        obtain.fields(),
        obtain.purposes().getFirst(),
        Set.of(obtain.answer()),
        JUNE,
        JUNE,
        new Quota(1, 1),
        GrantState.ACTIVE);
  }

  private static Grant with(
      Grant grant, Set<AnswerForm> answers, LocalDate until, GrantState state) {
    return new Grant(
        grant.id(),
        grant.grantee(),
        grant.systems(),
        grant.resource(),
        grant.fields(),
        grant.purpose(),
        answers,
        grant.from().isAfter(JUNE) ? JUNE : grant.from(),
        until.isBefore(JUNE) ? JUNE : until,
        grant.quota(),
        state);
  }

  /** Every change of every kind, by the policy alone. */
  private List<Change> everyChange(Situation asked) {
    Question question = asked.question();
    Resource resource = policy.resource(question.resource()).orElseThrow();
    List<Change> changes = new ArrayList<>();
    question.fields().forEach(field -> changes.add(new Change.LeaveOut(field)));
    purposes.forEach(purpose -> changes.add(new Change.UsePurpose(List.of(purpose.id()))));
    for (AnswerForm form : AnswerForm.values()) {
      changes.add(new Change.AskForm(List.of(form)));
    }
    for (AuthorisationKind kind : AuthorisationKind.values()) {
      changes.add(new Change.Bring(kind, JUNE));
    }
    changes.addAll(
        List.of(
            new Change.OneSubject(),
            new Change.StateCase(),
            new Change.StateOfficer(),
            new Change.AssertResponse(),
            new Change.AssertIncident()));
    question.grant().ifPresent(grant -> changes.add(new Change.NameNoGrant(grant)));
    asked.grants().stream()
        .filter(grant -> grant.resource().equals(question.resource()))
        .forEach(grant -> {
          changes.add(new Change.RenewGrant(grant.id()));
          changes.add(new Change.AddForm(grant.id(), question.answer()));
        });
    Set<String> all =
        resource.fields().stream().map(Field::name).collect(java.util.stream.Collectors.toSet());
    changes.add(new Change.ObtainGrant(all, question.answer(), List.of(question.purpose())));
    return changes;
  }
}
