package org.mingjing.policy;

import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.function.Function;

/** Makes small policies, in which each rule stands in the way of some calls but few of all. */
final class Generating {

  static final String KEY = "id";
  static final List<String> FIELDS = List.of(KEY, "name", "born", "tel", "home");
  static final CategoryCode NEW_ENTRY = new CategoryCode("MPS-90");
  static final List<PurposeId> PURPOSES =
      List.of(new PurposeId("aid"), new PurposeId("audit"), new PurposeId("tax"));

  private static final List<Requester> REQUESTERS =
      List.of(
          new Requester(new DepartmentId("MCA"), new SystemId("mca-one")),
          new Requester(new DepartmentId("MCA"), new SystemId("mca-two")),
          new Requester(new DepartmentId("MOE"), new SystemId("moe-one")));
  private static final List<ResourceId> RESOURCES =
      List.of(new ResourceId("a.register"), new ResourceId("b.register"));
  private static final List<Mask> MASKS = List.of(Mask.NAME, Mask.PHONE, Mask.NONE, Mask.WITHHELD);
  private static final List<AnswerForm> FORMS = List.of(AnswerForm.values());
  private static final DepartmentId PROVIDER = new DepartmentId("MPS");
  private static final Text NAME = new Text("某", "some");

  /** Midnight that begins the second of June 2026 in Shanghai. */
  private static final Instant MIDNIGHT = Instant.parse("2026-06-01T16:00:00Z");

  private final Random random;

  private Generating(Random random) {
    this.random = random;
  }

  static GeneratedWorld world(Random random) {
    return new Generating(random).world();
  }

  private GeneratedWorld world() {
    Instant now = now();
    LocalDate today = LocalDate.ofInstant(now, Grant.ZONE);
    List<Category> categories = new ArrayList<>();
    for (int i = 0; i < 5; i++) {
      categories.add(category(random, new CategoryCode("MPS-0" + i)));
    }
    List<CategoryCode> codes = categories.stream().map(Category::code).toList();
    Map<ResourceId, Resource> resources =
        by(RESOURCES.stream().map(id -> resource(id, codes)).toList(), Resource::id);
    PolicyParts parts =
        new PolicyParts(
            Map.of(),
            Map.of(),
            by(PURPOSES.stream().map(id -> new Purpose(id, NAME)).toList(), Purpose::id),
            by(categories, Category::code),
            by(REQUESTERS.stream().map(this::system).toList(), SystemClient::id),
            resources,
            calendar(today));
    Question question = question(parts, today);
    List<Grant> grants = new ArrayList<>();
    for (int i = random.nextInt(5); i > 0; i--) {
      grants.add(grant(i, question, today));
    }
    return new GeneratedWorld(parts, grants, question, now);
  }

  private Instant now() {
    return switch (random.nextInt(8)) {
      case 0 -> MIDNIGHT;
      case 1 -> MIDNIGHT.minusNanos(1);
      case 2 -> MIDNIGHT.plusSeconds(366L * 86_400); // a year without a calendar
      default -> MIDNIGHT.plusSeconds(random.nextInt(200_000) - 100_000);
    };
  }

  private WorkingDays calendar(LocalDate today) {
    CalendarYear.Holiday holiday =
        new CalendarYear.Holiday(NAME, today, today.plusDays(random.nextInt(2)));
    return new WorkingDays(
        Map.of(
            2026,
            new CalendarYear(
                2026, "some", one(4) ? List.of(holiday) : List.of(), Set.<LocalDate>of())));
  }

  private static <K, V> Map<K, V> by(List<V> all, Function<V, K> id) {
    Map<K, V> map = new LinkedHashMap<>();
    all.forEach(value -> map.put(id.apply(value), value));
    return map;
  }

  private boolean one(int in) {
    return random.nextInt(in) == 0;
  }

  private <T> T any(List<T> all) {
    return all.get(random.nextInt(all.size()));
  }

  private <T> Set<T> most(List<T> all, int oneLeftOutIn) {
    Set<T> most = new LinkedHashSet<>(all);
    most.removeIf(value -> one(oneLeftOutIn));
    return most;
  }

  private SystemClient system(Requester requester) {
    return new SystemClient(
        requester.system(),
        requester.department(),
        NAME,
        Set.of("call"),
        1 + random.nextInt(3),
        one(2) ? "extranet" : "intranet",
        List.of());
  }

  /** An entry of the list; one in ten is prohibited. */
  static Category category(Random random, CategoryCode code) {
    boolean prohibited = random.nextInt(10) == 0;
    return new Category(
        code,
        PROVIDER,
        NAME,
        Level.L3,
        prohibited ? Boundary.PROHIBITED : Boundary.CONDITIONAL,
        "text",
        prohibited ? Optional.empty() : Optional.of(new Generating(random).condition()),
        List.of(new Citation("法" + random.nextInt(2), Optional.empty(), List.of(6), "V")),
        prohibited ? BasisKind.EXPRESS_BAN : BasisKind.CONDITION,
        Confidence.UNSURE,
        NAME);
  }

  private Condition condition() {
    return new Condition(
        "text",
        one(4)
            ? new Recipients.Named(most(List.of(PROVIDER, new DepartmentId("MCA")), 4))
            : new Recipients.Any(),
        most(PURPOSES, 8),
        "text",
        RegistryForm.MASKED_RECORD,
        most(FORMS, 7),
        one(4) ? Set.of(any(FIELDS)) : Set.of(),
        "text",
        one(5) ? any(List.of(AuthorisationKind.values())) : AuthorisationKind.STATUTORY_DUTY,
        !one(4),
        random.nextInt(100),
        one(3) ? Optional.of(GeneratedWhen.any(random)) : Optional.empty(),
        Optional.empty());
  }

  private Resource resource(ResourceId id, List<CategoryCode> codes) {
    SubjectType type = one(2) ? SubjectType.PERSON : SubjectType.ORGANISATION;
    List<Field> fields = new ArrayList<>();
    for (String name : FIELDS.subList(0, 3 + random.nextInt(3))) {
      Set<CategoryCode> categories = new LinkedHashSet<>();
      for (int i = random.nextInt(name.equals(KEY) ? 2 : 4); i > 0; i--) {
        categories.add(any(codes));
      }
      fields.add(
          new Field(
              name,
              name.equals(KEY) ? type.keyType() : FieldType.STRING,
              List.copyOf(categories),
              Optional.empty(),
              any(MASKS),
              Optional.empty(),
              Optional.empty(),
              Coding.NONE,
              true));
    }
    return new Resource(
        id,
        PROVIDER,
        NAME,
        true,
        new Subject(type, KEY),
        Optional.of(new Source("jdbc", "some", Map.of("table", "some"))),
        most(FORMS, 10),
        1 + random.nextInt(50),
        fields,
        Aggregates.NONE);
  }

  /** Another call under the same rules, for the same purpose to the same resource as a rule. */
  static GeneratedWorld another(GeneratedWorld world, Random random) {
    Generating generating = new Generating(random);
    Question other = generating.question(world.parts(), world.today());
    Question one = world.question();
    Question same =
        Records.with(Records.with(other, "resource", one.resource()), "purpose", one.purpose());
    Question by =
        Optional.ofNullable(world.parts().systems().get(one.system())).map(same::by).orElse(other);
    return world.asking(random.nextInt(4) == 0 ? other : by);
  }

  /** By a registered system as a rule, for fields that the resource has. */
  private Question question(PolicyParts parts, LocalDate today) {
    Requester requester = any(REQUESTERS);
    List<String> fields = new ArrayList<>();
    for (int i = random.nextInt(4); i >= 0; i--) {
      fields.add(one(60) ? "unknown" : FIELDS.get(random.nextInt(one(3) ? 5 : 3)));
    }
    Question question =
        new Question(
            requester.system(),
            requester.department(),
            1,
            "extranet",
            one(60) ? new ResourceId("no.register") : any(RESOURCES),
            fields,
            one(60) ? new PurposeId("unknown") : any(PURPOSES),
            one(2) ? AnswerForm.MASKED : any(FORMS),
            one(4),
            one(12) ? Optional.of(new GrantId("G-2026-000" + random.nextInt(5))) : Optional.empty(),
            authorisation(today),
            one(2),
            one(2),
            one(3) ? random.nextInt(4) : 1,
            one(8),
            new Asserted(
                one(3) ? Optional.of(one(2) ? "none" : "R-1") : Optional.empty(),
                one(3) ? Optional.of("I-" + random.nextInt(2)) : Optional.empty()));
    SystemClient client =
        Optional.ofNullable(parts.systems().get(requester.system())).orElseThrow();
    return one(60) ? Records.with(question, "requester", PROVIDER) : question.by(client);
  }

  private Optional<Authorisation> authorisation(LocalDate today) {
    return one(2)
        ? Optional.empty()
        : Optional.of(
            new Authorisation(
                any(List.of(AuthorisationKind.values())),
                one(2) ? "REF-1" : "another",
                "sha256:00",
                today.plusDays(random.nextInt(4) - 1)));
  }

  /** One that fits the question, but for a little. */
  private Grant grant(int number, Question question, LocalDate today) {
    Set<String> fields = most(FIELDS, 6);
    if (!one(8)) {
      fields.add(KEY);
    }
    LocalDate from = today.minusDays(one(8) ? -1 : random.nextInt(3));
    LocalDate until = today.plusDays(one(8) ? -1 : random.nextInt(3));
    return new Grant(
        new GrantId("G-2026-000" + number),
        one(10) ? PROVIDER : question.requester(),
        one(10)
            ? Set.of(new SystemId("mca-two"))
            : Set.copyOf(List.of(question.system(), any(REQUESTERS).system())),
        one(10) ? any(RESOURCES) : question.resource(),
        fields,
        one(10) ? any(PURPOSES) : question.purpose(),
        one(8) ? most(FORMS, 2) : Set.copyOf(FORMS),
        from,
        until.isBefore(from) ? from : until,
        new Quota(1 + random.nextInt(3), 1),
        one(10) ? any(List.of(GrantState.values())) : GrantState.ACTIVE);
  }
}
