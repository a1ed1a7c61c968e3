package org.mingjing.policy;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Adding an entry to the list, or narrowing a condition, never permits more (DESIGN 6.9). */
class MonotonyTest {

  private static final int WORLDS = 4000;

  private final long seed = Long.getLong("mingjing.seed", new Random().nextLong());

  @Test
  void classifying_a_field_into_one_more_category_never_releases_more() {
    Random random = seeded();
    int permitted = 0;
    for (int i = 0; i < WORLDS; i++) {
      RandomWorld world = RandomWorld.of(random);
      RandomWorld stricter = world.withOneMoreCategory(random);
      permitted += compare(world, stricter);
    }
    assertThat(permitted).as("worlds that permit anything").isGreaterThan(WORLDS / 50);
  }

  @Test
  void narrowing_a_condition_never_releases_more() {
    Random random = seeded();
    int permitted = 0;
    for (int i = 0; i < WORLDS; i++) {
      RandomWorld world = RandomWorld.of(random);
      permitted += compare(world, world.withANarrowerCondition(random));
    }
    assertThat(permitted).as("worlds that permit anything").isGreaterThan(WORLDS / 50);
  }

  private Random seeded() {
    System.out.println("seed: -Dmingjing.seed=" + seed);
    return new Random(seed);
  }

  /**
   * What leaves under the stricter list could be had before, by asking for it alone, on terms no
   * stricter. Where no field is withheld and the answer is whole, the same call released it
   * already.
   */
  private int compare(RandomWorld world, RandomWorld stricter) {
    Decision before = world.decide();
    if (stricter.decide() instanceof Permit strict) {
      Decision alone = world.asking(strict.released()).decide();
      assertThat(alone).as("seed " + seed).isInstanceOf(Permit.class);
      Permit loose = (Permit) alone;
      assertThat(loose.released()).as("seed " + seed).containsAll(strict.released());
      assertThat(retention(strict)).as("seed " + seed).isLessThanOrEqualTo(retention(loose));
      assertThat(unmasked(loose)).as("seed " + seed).containsAll(unmasked(strict));
      if (strict.withheld().isEmpty()) {
        assertThat(released(before)).as("seed " + seed).containsAll(strict.released());
      }
    }
    return before instanceof Permit ? 1 : 0;
  }

  private static Set<String> released(Decision decision) {
    return switch (decision) {
      case Permit permit -> Set.copyOf(permit.released());
      case Refusal refusal -> Set.of();
    };
  }

  private static int retention(Permit permit) {
    return permit.obligations().stream()
        .filter(Obligation.Retain.class::isInstance)
        .mapToInt(obligation -> ((Obligation.Retain) obligation).days())
        .findFirst()
        .orElse(Integer.MAX_VALUE);
  }

  private static Set<String> unmasked(Permit permit) {
    Set<String> unmasked = new HashSet<>(permit.released());
    for (Obligation obligation : permit.obligations()) {
      if (obligation instanceof Obligation.MaskField mask) {
        unmasked.remove(mask.field());
      }
    }
    return unmasked;
  }

  /** A small world: three fields, up to four categories, one grant, one question. */
  private record RandomWorld(
      List<Category> categories, List<Set<Integer>> classified, Question question, Grant grant) {

    private static final PurposeId PURPOSE = new PurposeId("some-purpose");
    private static final List<String> FIELDS = List.of("id_number", "one", "two");
    private static final Category MODEL =
        TestPolicies.shipped().policy().category(new CategoryCode("MPS-01")).orElseThrow();
    private static final Text NAME = MODEL.name();
    private static final Expression WHEN =
        Expressions.compile(
                "!call.job && call.subjects < 2 || authorisation.kind == 'separate'",
                Position.startOf("list.yaml"),
                new Faults())
            .orElseThrow();
    private static final List<AnswerForm> FORMS = List.of(AnswerForm.values());

    static RandomWorld of(Random random) {
      List<Category> categories = new ArrayList<>();
      for (int i = 0; i < 4; i++) {
        categories.add(category(random, i));
      }
      List<Set<Integer>> classified = new ArrayList<>();
      for (int i = 0; i < FIELDS.size(); i++) {
        classified.add(random.nextInt(3) == 0 ? Set.of() : Set.of(random.nextInt(4)));
      }
      return new RandomWorld(categories, classified, question(random), grant(random));
    }

    private static Category category(Random random, int number) {
      boolean prohibited = random.nextInt(8) == 0;
      return new Category(
          new CategoryCode("MPS-0" + number),
          MODEL.department(),
          NAME,
          MODEL.level(),
          prohibited ? Boundary.PROHIBITED : Boundary.CONDITIONAL,
          "text",
          prohibited ? Optional.empty() : Optional.of(condition(random)),
          List.of(),
          prohibited ? BasisKind.EXPRESS_BAN : BasisKind.CONDITION,
          Confidence.UNSURE,
          NAME);
    }

    private static Condition condition(Random random) {
      Condition model = MODEL.condition().orElseThrow();
      return new Condition(
          "text",
          random.nextInt(6) > 0 ? new Recipients.Any() : new Recipients.Named(Set.of()),
          random.nextInt(6) > 0 ? Set.of(PURPOSE) : Set.of(),
          "text",
          model.form(),
          forms(random),
          random.nextInt(5) == 0 ? Set.of(FIELDS.get(random.nextInt(3))) : Set.of(),
          "text",
          random.nextInt(5) == 0 ? AuthorisationKind.SEPARATE : AuthorisationKind.STATUTORY_DUTY,
          random.nextInt(4) > 0,
          random.nextInt(100),
          random.nextInt(6) == 0 ? Optional.of(WHEN) : Optional.empty(),
          Optional.empty());
    }

    private static Set<AnswerForm> forms(Random random) {
      Set<AnswerForm> forms = new HashSet<>();
      for (AnswerForm form : AnswerForm.values()) {
        if (random.nextInt(5) > 0) {
          forms.add(form);
        }
      }
      return forms;
    }

    private static Question question(Random random) {
      List<String> fields = new ArrayList<>(FIELDS.subList(1, 2 + random.nextInt(2)));
      if (random.nextBoolean()) {
        fields.add("id_number");
      }
      return new Question(
          TestWorld.SYSTEM,
          TestWorld.REQUESTER,
          2,
          "extranet",
          new ResourceId("some.register"),
          fields,
          PURPOSE,
          FORMS.get(random.nextInt(FORMS.size())),
          random.nextBoolean(),
          Optional.empty(),
          random.nextBoolean()
              ? Optional.of(TestQuestions.authorisation("separate", "2026-12-31"))
              : Optional.empty(),
          true,
          true,
          1 + random.nextInt(2),
          random.nextInt(4) == 0,
          Asserted.NOTHING);
    }

    /** Covers all fields as a rule, so that conditions rather than the grant decide. */
    private static Grant grant(Random random) {
      TestWorld world = new TestWorld(MODEL, AnswerForm.MASKED);
      Set<String> fields =
          random.nextInt(5) > 0
              ? Set.copyOf(FIELDS)
              : Set.of("id_number", FIELDS.get(1 + random.nextInt(2)));
      Grant grant = world.fields(world.grant(), fields);
      return new Grant(
          grant.id(),
          grant.grantee(),
          grant.systems(),
          grant.resource(),
          grant.fields(),
          grant.purpose(),
          random.nextInt(5) > 0 ? Set.of(AnswerForm.values()) : Set.of(AnswerForm.MASKED),
          grant.from(),
          grant.until(),
          grant.quota(),
          GrantState.ACTIVE);
    }

    RandomWorld withOneMoreCategory(Random random) {
      List<Set<Integer>> more = new ArrayList<>(classified);
      int field = random.nextInt(more.size());
      Set<Integer> added = new HashSet<>(more.get(field));
      added.add(random.nextInt(categories.size()));
      more.set(field, added);
      return new RandomWorld(categories, more, question, grant);
    }

    RandomWorld withANarrowerCondition(Random random) {
      List<Category> narrower = new ArrayList<>(categories);
      int at = random.nextInt(narrower.size());
      Category category = narrower.get(at);
      category
          .condition()
          .ifPresent(condition -> narrower.set(at, with(category, narrowed(condition, random))));
      return new RandomWorld(narrower, classified, question, grant);
    }

    RandomWorld asking(List<String> fields) {
      Question whole =
          new Question(
              question.system(),
              question.requester(),
              question.assurance(),
              question.zone(),
              question.resource(),
              fields,
              question.purpose(),
              question.answer(),
              false,
              question.grant(),
              question.authorisation(),
              question.officerStated(),
              question.caseStated(),
              question.subjects(),
              question.job(),
              question.asserted());
      return new RandomWorld(categories, classified, whole, grant);
    }

    private static Condition narrowed(Condition old, Random random) {
      int what = random.nextInt(8);
      Set<String> withhold = new HashSet<>(old.withhold());
      if (what == 3) {
        withhold.add(FIELDS.get(random.nextInt(3)));
      }
      return new Condition(
          old.text(),
          what == 0 ? new Recipients.Named(Set.of()) : old.recipients(),
          what == 1 ? Set.of() : old.purposes(),
          old.purposesText(),
          old.form(),
          what == 2 ? onlyMasked(old.answers()) : old.answers(),
          withhold,
          old.withholdText(),
          what == 4 && old.authorisation() == AuthorisationKind.STATUTORY_DUTY
              ? AuthorisationKind.SEPARATE
              : old.authorisation(),
          what != 5 && old.batch(),
          what == 6 ? old.retentionDays() / 2 : old.retentionDays(),
          what == 7 && old.when().isEmpty() ? Optional.of(WHEN) : old.when(),
          old.unmechanised());
    }

    private static Set<AnswerForm> onlyMasked(Set<AnswerForm> answers) {
      return answers.contains(AnswerForm.MASKED) ? Set.of(AnswerForm.MASKED) : Set.of();
    }

    private static Category with(Category old, Condition condition) {
      return new Category(
          old.code(),
          old.department(),
          old.name(),
          old.level(),
          old.boundary(),
          old.channel(),
          Optional.of(condition),
          old.legalBasis(),
          old.basisKind(),
          old.confidence(),
          old.reason());
    }

    Decision decide() {
      Policy policy = policy();
      return new Decider(policy, GrantSet.of(policy, List.of(grant)))
          .decide(question, TestQuestions.JUNE);
    }

    private Policy policy() {
      PolicyParts shape = new TestWorld(MODEL, AnswerForm.MASKED).policy().parts();
      Map<CategoryCode, Category> listed = new LinkedHashMap<>();
      categories.forEach(category -> listed.put(category.code(), category));
      Resource model = shape.resources().values().iterator().next();
      Resource resource =
          new Resource(
              model.id(),
              model.department(),
              NAME,
              true,
              model.subject(),
              model.source(),
              model.answers(),
              model.maxRecords(),
              fields());
      return new Policy(
          new PolicyParts(
              Map.of(),
              Map.of(),
              shape.purposes(),
              listed,
              shape.systems(),
              Map.of(resource.id(), resource)),
          Map.of());
    }

    private List<Field> fields() {
      List<Field> fields = new ArrayList<>();
      for (int i = 0; i < FIELDS.size(); i++) {
        fields.add(
            new Field(
                FIELDS.get(i),
                i == 0 ? FieldType.PERSON_ID : FieldType.STRING,
                classified.get(i).stream().map(n -> categories.get(n).code()).toList(),
                Optional.empty(),
                Mask.WITHHELD,
                Optional.empty(),
                Optional.empty(),
                true));
      }
      return fields;
    }
  }
}
