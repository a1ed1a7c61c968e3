package org.mingjing.policy;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/** A small policy with grants, of which every question can be asked. */
record RandomPolicy(Policy policy, List<Grant> grants) {

  static final LocalDate FIRST = LocalDate.parse("2026-03-01");
  static final int DAYS = 4;
  static final List<Requester> REQUESTERS =
      List.of(
          requester("MCA", "one"),
          requester("MCA", "two"),
          requester("MPS", "one"),
          requester("MPS", "three"));
  static final List<PurposeId> PURPOSES =
      List.of(new PurposeId("aid"), new PurposeId("audit"), new PurposeId("tax"));
  static final List<ResourceId> RESOURCES =
      List.of(new ResourceId("a.register"), new ResourceId("b.register"));
  static final List<String> FIELDS = List.of("id", "name", "born", "tel");
  static final List<AnswerForm> FORMS =
      List.of(AnswerForm.VERIFY, AnswerForm.MASKED, AnswerForm.AGGREGATE);

  private static final Text NAME = new Text("某", "some");
  private static final List<String> WHENS = List.of("call.caseStated", "call.officerStated");

  /** Two that differ in a few things, or in all. */
  static List<RandomPolicy> two(Random random) {
    Parts parts = Parts.of(random);
    Parts other = random.nextInt(8) == 0 ? Parts.of(random) : parts.changed(random);
    return List.of(parts.build(), other.build());
  }

  /** Two whose grants, and perhaps more, differ in which fields they join. */
  static List<RandomPolicy> twoThatSplit(Random random) {
    Parts parts = Parts.of(random);
    Parts other = random.nextInt(3) == 0 ? parts.changed(random) : parts;
    List<Grant> split = new ArrayList<>();
    other.grants().forEach(grant -> split.addAll(split(grant, random)));
    Parts after =
        new Parts(other.categories(), other.purposes(), other.systems(), other.resources(), split);
    List<RandomPolicy> two = new ArrayList<>(List.of(parts.build(), after.build()));
    Collections.shuffle(two, random);
    return two;
  }

  private record Parts(
      List<Category> categories,
      List<Purpose> purposes,
      List<SystemClient> systems,
      List<Resource> resources,
      List<Grant> grants) {

    static Parts of(Random random) {
      List<Category> categories = new ArrayList<>();
      for (int i = 0; i < 3; i++) {
        categories.add(category(random, i));
      }
      List<Resource> resources = new ArrayList<>();
      for (ResourceId id : RESOURCES) {
        resources.add(resource(random, id));
      }
      List<Grant> grants = new ArrayList<>();
      for (int i = 2 + random.nextInt(5); i > 0; i--) {
        grants.add(grant(random, i));
      }
      List<Purpose> purposes = PURPOSES.stream().map(id -> new Purpose(id, NAME)).toList();
      return new Parts(
          categories, purposes.subList(0, 2), randomSystems(random), resources, grants);
    }

    Parts changed(Random random) {
      List<Category> list = new ArrayList<>(categories);
      List<Purpose> registered = purposes;
      List<SystemClient> clients = systems;
      List<Resource> catalogue = new ArrayList<>(resources);
      List<Grant> given = new ArrayList<>(grants);
      for (int i = random.nextInt(3); i >= 0; i--) {
        switch (random.nextInt(8)) {
          case 0 -> {
            int at = random.nextInt(list.size());
            list.set(at, category(random, at));
          }
          case 1 -> list.replaceAll(category -> withOtherTerms(category, random));
          case 2 ->
              registered =
                  List.of(new Purpose(PURPOSES.get(1), NAME), new Purpose(PURPOSES.get(2), NAME));
          case 3 -> clients = randomSystems(random);
          case 4 -> catalogue.set(0, resource(random, RESOURCES.getFirst()));
          case 5 -> {
            if (catalogue.size() > 1) {
              catalogue.removeLast();
            }
          }
          default -> {
            if (!given.isEmpty() && random.nextInt(3) > 0) {
              split(given.remove(random.nextInt(given.size())), random).forEach(given::add);
            } else if (random.nextBoolean() && !given.isEmpty()) {
              given.remove(random.nextInt(given.size()));
            } else {
              given.add(grant(random, 10 + i));
            }
          }
        }
      }
      return new Parts(list, registered, clients, catalogue, given);
    }

    RandomPolicy build() {
      return new RandomPolicy(
          new Policy(
              new PolicyParts(
                  Map.of(),
                  Map.of(),
                  by(purposes, Purpose::id),
                  by(categories, Category::code),
                  by(systems, SystemClient::id),
                  by(resources, Resource::id)),
              Map.of()),
          grants);
    }
  }

  private static <K, V> Map<K, V> by(List<V> all, Function<V, K> id) {
    return all.stream()
        .collect(Collectors.toMap(id, one -> one, (one, other) -> one, LinkedHashMap::new));
  }

  private static Requester requester(String department, String system) {
    return new Requester(new DepartmentId(department), new SystemId(system));
  }

  private static <T> Set<T> some(Random random, List<T> all, int oneIn) {
    Set<T> some = new LinkedHashSet<>(all);
    some.removeIf(one -> random.nextInt(oneIn) == 0);
    return some;
  }

  private static List<SystemClient> randomSystems(Random random) {
    return some(random, REQUESTERS, 4).stream()
        .map(one ->
            new SystemClient(
                one.system(), one.department(), NAME, Set.of("call"), 2, "extranet", List.of()))
        .toList();
  }

  private static CategoryCode code(int number) {
    return new CategoryCode("MPS-0" + number);
  }

  private static Category category(Random random, int number) {
    boolean prohibited = random.nextInt(10) == 0;
    return new Category(
        code(number),
        new DepartmentId("MPS"),
        NAME,
        Level.L3,
        prohibited ? Boundary.PROHIBITED : Boundary.CONDITIONAL,
        "text",
        prohibited ? Optional.empty() : Optional.of(condition(random)),
        List.of(),
        prohibited ? BasisKind.EXPRESS_BAN : BasisKind.CONDITION,
        Confidence.UNSURE,
        NAME);
  }

  /** Another retention or expression, and nothing else. */
  private static Category withOtherTerms(Category category, Random random) {
    boolean days = random.nextBoolean();
    return new Category(
        category.code(),
        category.department(),
        category.name(),
        category.level(),
        category.boundary(),
        category.channel(),
        category
            .condition()
            .map(old ->
                new Condition(
                    old.text(),
                    old.recipients(),
                    old.purposes(),
                    old.purposesText(),
                    old.form(),
                    old.answers(),
                    old.withhold(),
                    old.withholdText(),
                    old.authorisation(),
                    old.batch(),
                    days ? old.retentionDays() + 1 : old.retentionDays(),
                    days ? old.when() : Optional.of(when(random)),
                    old.unmechanised())),
        category.legalBasis(),
        category.basisKind(),
        category.confidence(),
        category.reason());
  }

  private static Condition condition(Random random) {
    Set<DepartmentId> departments =
        random.nextBoolean() ? Set.of(new DepartmentId("MCA")) : Set.of(new DepartmentId("MPS"));
    return new Condition(
        "text",
        random.nextInt(3) > 0 ? new Recipients.Any() : new Recipients.Named(departments),
        some(random, PURPOSES, 5),
        "text",
        RegistryForm.MASKED_RECORD,
        some(random, FORMS, 5),
        random.nextInt(3) == 0 ? Set.of(FIELDS.get(random.nextInt(4))) : Set.of(),
        "text",
        List.of(
                AuthorisationKind.STATUTORY_DUTY,
                AuthorisationKind.STATUTORY_DUTY,
                AuthorisationKind.STATUTORY_DUTY,
                AuthorisationKind.SEPARATE,
                AuthorisationKind.WRITTEN)
            .get(random.nextInt(5)),
        random.nextInt(3) > 0,
        random.nextInt(3),
        random.nextInt(3) == 0 ? Optional.of(when(random)) : Optional.empty(),
        Optional.empty());
  }

  /** No two sets of these hold under the same circumstances, as no two atoms do. */
  private static Expression when(Random random) {
    return Expressions.compile(
            WHENS.get(random.nextInt(2)), Position.startOf("list.yaml"), new Faults())
        .orElseThrow();
  }

  private static Resource resource(Random random, ResourceId id) {
    List<Field> fields = new ArrayList<>();
    for (String name : FIELDS.subList(0, 3 + random.nextInt(2))) {
      Set<CategoryCode> categories = new HashSet<>();
      for (int i = random.nextInt(3); i > 0; i--) {
        categories.add(code(random.nextInt(3)));
      }
      fields.add(
          new Field(
              name,
              name.equals("id") ? FieldType.PERSON_ID : FieldType.STRING,
              categories.stream().sorted().toList(),
              Optional.empty(),
              random.nextBoolean() ? Mask.NAME : Mask.WITHHELD,
              Optional.empty(),
              Optional.empty(),
              Coding.NONE,
              true));
    }
    return new Resource(
        id,
        new DepartmentId("MPS"),
        NAME,
        true,
        new Subject(SubjectType.PERSON, "id"),
        Optional.of(new Source("jdbc", "some", Map.of("table", "some"))),
        some(random, FORMS, 8),
        1 + random.nextInt(2),
        fields,
        Aggregates.NONE);
  }

  /** Two grants of the same fields, some in the one, some in the other. */
  private static List<Grant> split(Grant grant, Random random) {
    String first = FIELDS.get(1 + random.nextInt(3));
    Set<String> rest = new HashSet<>(grant.fields());
    rest.remove(first);
    return List.of(
        with(grant, grant.id().value() + "1", Set.of("id", first)),
        with(grant, grant.id().value() + "2", rest));
  }

  private static Grant with(Grant grant, String id, Set<String> fields) {
    return new Grant(
        new GrantId(id),
        grant.grantee(),
        grant.systems(),
        grant.resource(),
        fields,
        grant.purpose(),
        grant.answers(),
        grant.from(),
        grant.until(),
        grant.quota(),
        grant.state());
  }

  private static Grant grant(Random random, int number) {
    Requester requester = REQUESTERS.get(random.nextInt(REQUESTERS.size()));
    LocalDate from = FIRST.plusDays(random.nextInt(DAYS));
    Set<String> fields = new HashSet<>(some(random, FIELDS, 5));
    if (random.nextInt(6) > 0) {
      fields.add("id");
    }
    return new Grant(
        new GrantId("G-2026-00" + (10 + number)),
        requester.department(),
        new HashSet<>(List.of(requester.system(), new SystemId("two"))),
        RESOURCES.get(random.nextInt(3) / 2),
        fields,
        PURPOSES.get(random.nextInt(5) / 2),
        some(random, FORMS, 4),
        from,
        from.plusDays(random.nextInt(3)),
        new Quota(1, 1),
        random.nextInt(6) == 0 ? GrantState.SUSPENDED : GrantState.ACTIVE);
  }
}
