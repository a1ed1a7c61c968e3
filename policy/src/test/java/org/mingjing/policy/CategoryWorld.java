package org.mingjing.policy;

import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A resource with one field in one category, systems of every department, and what calls bring that
 * the registry does not speak of.
 */
final class CategoryWorld {

  static final String FIELD = "the_value";
  private static final String KEY = "the_key";
  private static final ResourceId RESOURCE = new ResourceId("some.register");
  private static final Pattern LITERAL = Pattern.compile("'([^']*)'|\"([^\"]*)\"");
  private static final int SEARCHES = 20_000;

  private final Policy shipped;
  private final Category category;
  private final Map<SubjectType, Policy> policies = new LinkedHashMap<>();

  /** What a call brings besides what the registry speaks of; expressions look at it. */
  record Setting(
      PurposeId purpose,
      String requester,
      SubjectType subject,
      int assurance,
      String zone,
      boolean caseStated,
      boolean officerStated,
      Asserted asserted,
      String reference,
      Instant now) {

    LocalDate today() {
      return LocalDate.ofInstant(now, Grant.ZONE);
    }
  }

  CategoryWorld(Policy shipped, Category category) {
    this.shipped = shipped;
    this.category = category;
    for (SubjectType type : SubjectType.values()) {
      policies.put(type, policy(type));
    }
  }

  private Policy policy(SubjectType type) {
    Map<SystemId, SystemClient> systems = new LinkedHashMap<>();
    for (Department department : shipped.departments()) {
      for (String name : List.of(system(department.id().value()), other(department.id().value()))) {
        SystemId id = new SystemId(name);
        systems.put(
            id,
            new SystemClient(
                id, department.id(), department.name(), Set.of("call"), 2, "zone", List.of()));
      }
    }
    Resource resource =
        new Resource(
            RESOURCE,
            category.department(),
            category.name(),
            true,
            new Subject(type, KEY),
            Optional.of(new Source("jdbc", "some", Map.of("table", "some"))),
            EnumSet.allOf(AnswerForm.class),
            5,
            List.of(field(KEY, type.keyType()), field(FIELD, FieldType.STRING)),
            Aggregates.NONE);
    return new Policy(
        new PolicyParts(
            Map.of(),
            Map.of(),
            shipped.parts().purposes(),
            Map.of(category.code(), category),
            systems,
            Map.of(RESOURCE, resource)),
        Map.of());
  }

  private Field field(String name, FieldType type) {
    return new Field(
        name,
        type,
        List.of(category.code()),
        Optional.empty(),
        Mask.WITHHELD,
        Optional.empty(),
        Optional.empty(),
        Coding.NONE,
        true);
  }

  static String system(String department) {
    return department.toLowerCase(Locale.ROOT) + "-one";
  }

  static String other(String department) {
    return department.toLowerCase(Locale.ROOT) + "-two";
  }

  Policy policy(Setting setting) {
    return Objects.requireNonNull(policies.get(setting.subject()));
  }

  /** The call in the setting; {@code consent} may be none. */
  Question question(Setting setting, RegistryOracle.World world, int subjects, boolean job) {
    Optional<Authorisation> authorisation =
        AuthorisationKind.of(world.consent())
            .map(kind ->
                new Authorisation(
                    kind,
                    setting.reference(),
                    "sha256:00",
                    setting.today().minusDays(world.consentEnded() ? 1 : 0)));
    return new Question(
        new SystemId(system(world.requester())),
        new DepartmentId(world.requester()),
        setting.assurance(),
        setting.zone(),
        RESOURCE,
        List.of(FIELD),
        setting.purpose(),
        AnswerForm.of(world.form()).orElseThrow(),
        false,
        world.grant().equals("another-named")
            ? Optional.of(new GrantId("G-2026-0009"))
            : Optional.empty(),
        authorisation,
        setting.officerStated(),
        setting.caseStated(),
        subjects,
        job,
        setting.asserted());
  }

  /** The grants of the world: one that would do, but for what the world says is wrong with it. */
  List<Grant> grants(Setting setting, RegistryOracle.World world, PurposeId otherPurpose) {
    String what = world.grant();
    if (what.equals("none")) {
      return List.of();
    }
    AnswerForm form = AnswerForm.of(world.form()).orElseThrow();
    AnswerForm wrong = form == AnswerForm.FULL ? AnswerForm.MASKED : AnswerForm.FULL;
    LocalDate today = setting.today();
    return List.of(
        new Grant(
            new GrantId("G-2026-0001"),
            new DepartmentId(world.requester()),
            Set.of(
                new SystemId(
                    what.equals("other-system")
                        ? other(world.requester())
                        : system(world.requester()))),
            RESOURCE,
            what.equals("other-fields") ? Set.of(KEY) : Set.of(KEY, FIELD),
            what.equals("other-purpose") ? otherPurpose : setting.purpose(),
            Set.of(what.equals("other-form") ? wrong : form),
            what.equals("not-begun") ? today.plusDays(1) : today.minusDays(9),
            what.equals("expired") ? today.minusDays(1) : today.plusDays(9),
            new Quota(1, 1),
            switch (what) {
              case "suspended" -> GrantState.SUSPENDED;
              case "revoked" -> GrantState.REVOKED;
              default -> GrantState.ACTIVE;
            }));
  }

  boolean whenHolds(Setting setting, Question question) {
    return category
        .condition()
        .flatMap(Condition::when)
        .map(when ->
            when.failure(
                new Circumstances(question, setting.subject(), setting.now(), WorkingDays.UNKNOWN)))
        .flatMap(failure -> failure)
        .isEmpty();
  }

  /** A setting in which the expression holds, or one in which it does not. */
  Optional<Setting> find(
      RegistryOracle oracle, List<PurposeId> purposes, List<String> requesters, boolean holds) {
    Random random = new Random(category.code().hashCode());
    List<String> literals = literals();
    for (int i = 0; i < SEARCHES; i++) {
      Setting setting = some(random, purposes, requesters, literals);
      RegistryOracle.World world =
          new RegistryOracle.World(
              one(random, oracle.forms().isEmpty() ? List.of("masked") : oracle.forms()),
              true,
              setting.requester(),
              consent(random, oracle),
              false,
              false,
              "good",
              true);
      if (whenHolds(setting, question(setting, world, 1, false)) == holds) {
        return Optional.of(setting);
      }
    }
    return Optional.empty();
  }

  /** Where none is asked for, the expression may still ask for one. */
  private static String consent(Random random, RegistryOracle oracle) {
    return oracle.neededConsent().equals("none")
        ? one(random, List.of("none", "separate", "written", "guardian"))
        : oracle.neededConsent();
  }

  private List<String> literals() {
    List<String> literals = new ArrayList<>(List.of("REF-1", "government-extranet"));
    category
        .condition()
        .flatMap(Condition::when)
        .map(Expression::text)
        .ifPresent(text -> {
          Matcher matcher = LITERAL.matcher(text);
          while (matcher.find()) {
            String literal = Optional.ofNullable(matcher.group(1)).orElse(matcher.group(2));
            literals.addAll(List.of(literal, literal + "1", "1" + literal));
          }
        });
    literals.removeIf(String::isBlank);
    return literals;
  }

  private static Setting some(
      Random random, List<PurposeId> purposes, List<String> requesters, List<String> literals) {
    Optional<String> response =
        random.nextInt(3) > 0 ? Optional.of(one(random, literals)) : Optional.empty();
    Optional<String> incident =
        random.nextInt(3) > 0 ? Optional.of(one(random, literals)) : Optional.empty();
    return new Setting(
        one(random, purposes),
        one(random, requesters),
        one(random, List.of(SubjectType.values())),
        1 + random.nextInt(3),
        one(random, literals),
        random.nextInt(4) > 0,
        random.nextInt(4) > 0,
        new Asserted(response, incident),
        one(random, literals),
        Instant.parse("2026-06-01T00:00:00Z").plusSeconds(random.nextInt(86_400 * 180)));
  }

  private static <T> T one(Random random, List<T> some) {
    return some.get(random.nextInt(some.size()));
  }
}
