package org.mingjing.policy;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every category of the list in every world: each form, purpose and recipient listed or not, each
 * consent, single and in bulk, with each state of the grant. What has to come of it is worked out
 * from the registry's CSV by {@link RegistryOracle}; only the purpose codes, which the registry
 * does not have, and whether an expression holds, are taken from what was loaded.
 */
class CategoryWorldsTest {

  private static final List<String> GRANTS =
      List.of(
          "good",
          "none",
          "expired",
          "not-begun",
          "suspended",
          "revoked",
          "other-fields",
          "other-purpose",
          "other-system",
          "other-form",
          "another-named");
  private static final Policy SHIPPED = TestPolicies.shipped().policy();
  private static final List<PurposeId> PURPOSES =
      SHIPPED.purposes().stream().map(Purpose::id).toList();
  private static final Map<String, RegistryOracle> ORACLES = oracles();

  private static Map<String, RegistryOracle> oracles() {
    Map<String, RegistryOracle> oracles = new LinkedHashMap<>();
    try {
      for (Map<String, String> row : Csv.read(Csv.NEGATIVE_LIST)) {
        oracles.put(row.getOrDefault("code", ""), new RegistryOracle(row));
      }
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
    return oracles;
  }

  static Stream<String> codes() {
    return ORACLES.keySet().stream();
  }

  @Test
  void there_are_136_categories_of_which_48_are_prohibited() {
    assertThat(ORACLES).hasSize(136);
    assertThat(ORACLES.values().stream().filter(one -> one.is("attribute", "prohibited")))
        .hasSize(48);
  }

  @ParameterizedTest
  @MethodSource("codes")
  void every_world_is_decided_as_the_registry_says(String code) {
    RegistryOracle oracle = Objects.requireNonNull(ORACLES.get(code));
    Category category = SHIPPED.category(new CategoryCode(code)).orElseThrow();
    Set<PurposeId> listed = category.condition().map(Condition::purposes).orElse(Set.of());
    assertThat(permitsInEveryWorld(oracle, category, listed) > 0)
        .as("something is permitted in form " + oracle.forms() + " for " + listed)
        .isEqualTo(!oracle.forms().isEmpty() && !listed.isEmpty());
    if (!category.prohibited() && listed.isEmpty()) {
      Set<PurposeId> registered = Set.of(PURPOSES.getFirst());
      Category opened = opened(category, registered);
      assertThat(permitsInEveryWorld(oracle, opened, registered) > 0)
          .as("something would be permitted in form " + oracle.forms() + ", were a purpose listed")
          .isEqualTo(!oracle.forms().isEmpty());
    }
  }

  /** As if a steward had registered the purposes for it. */
  private static Category opened(Category category, Set<PurposeId> purposes) {
    Condition old = category.condition().orElseThrow();
    Condition condition =
        new Condition(
            old.text(),
            old.recipients(),
            purposes,
            old.purposesText(),
            old.form(),
            old.answers(),
            old.withhold(),
            old.withholdText(),
            old.authorisation(),
            old.batch(),
            old.retentionDays(),
            old.when(),
            old.unmechanised());
    return new Category(
        category.code(),
        category.department(),
        category.name(),
        category.level(),
        category.boundary(),
        category.channel(),
        Optional.of(condition),
        category.legalBasis(),
        category.basisKind(),
        category.confidence(),
        category.reason());
  }

  private static int permitsInEveryWorld(
      RegistryOracle oracle, Category category, Set<PurposeId> listed) {
    CategoryWorld world = new CategoryWorld(SHIPPED, category);
    List<String> wrong = new ArrayList<>();
    int permits = 0;
    for (CategoryWorld.Setting setting : settings(oracle, world, listed, category)) {
      permits += everyWorld(oracle, world, setting, listed, wrong);
    }
    assertThat(wrong).isEmpty();
    return permits;
  }

  /** A setting in which the expression holds, if there is one, and one in which it does not. */
  private static List<CategoryWorld.Setting> settings(
      RegistryOracle oracle, CategoryWorld world, Set<PurposeId> listed, Category category) {
    List<PurposeId> purposes = listed.isEmpty() ? PURPOSES : List.copyOf(listed);
    List<String> requesters =
        oracle.is("attribute", "prohibited") || oracle.is("recipients", "ANY")
            ? List.of("MCA", "SAMR")
            : oracle.recipients();
    List<CategoryWorld.Setting> settings = new ArrayList<>();
    boolean expression = category.condition().flatMap(Condition::when).isPresent();
    for (boolean holds : expression ? List.of(true, false) : List.of(true)) {
      Optional<CategoryWorld.Setting> setting = world.find(oracle, purposes, requesters, holds);
      assertThat(setting)
          .as("a setting in which the expression of " + category.code() + " is " + holds)
          .isPresent();
      setting.ifPresent(settings::add);
    }
    return settings;
  }

  private static int everyWorld(
      RegistryOracle oracle,
      CategoryWorld world,
      CategoryWorld.Setting setting,
      Set<PurposeId> listed,
      List<String> wrong) {
    int permits = 0;
    for (CategoryWorld.Setting purposed : purposes(setting, listed)) {
      for (String requester : requesters(oracle, setting)) {
        for (AnswerForm form : AnswerForm.values()) {
          for (String grant : GRANTS) {
            permits +=
                consentAndBulk(
                    oracle,
                    world,
                    purposed,
                    new RegistryOracle.World(
                        form.wireName(),
                        listed.contains(purposed.purpose()),
                        requester,
                        "none",
                        false,
                        false,
                        grant,
                        true),
                    wrong);
          }
        }
      }
    }
    return permits;
  }

  private static List<CategoryWorld.Setting> purposes(
      CategoryWorld.Setting setting, Set<PurposeId> listed) {
    List<CategoryWorld.Setting> settings = new ArrayList<>(List.of(setting));
    PURPOSES.stream()
        .filter(purpose -> !listed.contains(purpose) && !purpose.equals(setting.purpose()))
        .findFirst()
        .ifPresent(purpose -> settings.add(withPurpose(setting, purpose)));
    return settings;
  }

  private static CategoryWorld.Setting withPurpose(CategoryWorld.Setting old, PurposeId purpose) {
    return new CategoryWorld.Setting(
        purpose,
        old.requester(),
        old.subject(),
        old.assurance(),
        old.zone(),
        old.caseStated(),
        old.officerStated(),
        old.asserted(),
        old.reference(),
        old.now());
  }

  /** The setting's own, and every department that the registry does not name. */
  private static List<String> requesters(RegistryOracle oracle, CategoryWorld.Setting setting) {
    List<String> requesters = new ArrayList<>(List.of(setting.requester()));
    if (!oracle.is("recipients", "ANY")) {
      SHIPPED.departments().stream()
          .map(department -> department.id().value())
          .filter(department -> !oracle.recipients().contains(department))
          .limit(2)
          .forEach(requesters::add);
    }
    return requesters;
  }

  private record Consent(String kind, boolean ended) {}

  private static int consentAndBulk(
      RegistryOracle oracle,
      CategoryWorld world,
      CategoryWorld.Setting setting,
      RegistryOracle.World call,
      List<String> wrong) {
    PurposeId other =
        PURPOSES.stream().filter(one -> !one.equals(setting.purpose())).findFirst().orElseThrow();
    Policy policy = world.policy(setting);
    Decider decider = new Decider(policy, GrantSet.of(policy, world.grants(setting, call, other)));
    List<Consent> consents =
        List.of(
            new Consent("none", false),
            new Consent("separate", false),
            new Consent("written", false),
            new Consent("guardian", false),
            new Consent(oracle.neededConsent(), true));
    int permits = 0;
    for (Consent consent : consents) {
      for (int subjects = 1; subjects <= 2; subjects++) {
        for (boolean job : List.of(true, false)) {
          RegistryOracle.World asked = with(call, consent, job || subjects > 1, true);
          Question question = world.question(setting, asked, subjects, job);
          asked = with(asked, consent, asked.bulk(), world.whenHolds(setting, question));
          permits += decided(decider.decide(question, setting.now()), oracle, asked, wrong);
        }
      }
    }
    return permits;
  }

  private static RegistryOracle.World with(
      RegistryOracle.World old, Consent consent, boolean bulk, boolean whenHolds) {
    return new RegistryOracle.World(
        old.form(),
        old.listedPurpose(),
        old.requester(),
        consent.kind(),
        consent.ended(),
        bulk,
        old.grant(),
        whenHolds);
  }

  /** Notes what is decided otherwise than expected; 1 for a permit. */
  private static int decided(
      Decision decision, RegistryOracle oracle, RegistryOracle.World world, List<String> wrong) {
    String actual =
        switch (decision) {
          case Permit permit -> "permit";
          case Refusal refusal -> refusal.code().wireName();
        };
    if (!actual.equals(oracle.expected(world)) && wrong.size() < 5) {
      wrong.add(world + " came to " + actual + ", not " + oracle.expected(world));
    }
    if (decision instanceof Permit permit && !obliges(permit, oracle, world)) {
      wrong.add(world + " has obligations " + permit.obligations());
    }
    return decision instanceof Permit ? 1 : 0;
  }

  private static boolean obliges(Permit permit, RegistryOracle oracle, RegistryOracle.World world) {
    List<Obligation> expected = new ArrayList<>();
    if (world.form().equals("masked")) {
      expected.add(new Obligation.MaskField(CategoryWorld.FIELD, Mask.WITHHELD));
    }
    expected.add(new Obligation.LimitRecords(5));
    expected.add(new Obligation.Retain(oracle.retentionDays()));
    expected.add(new Obligation.NoOnwardUse());
    return permit.obligations().equals(expected)
        && permit.released().equals(List.of(CategoryWorld.FIELD));
  }
}
