package org.mingjing.policy;

import java.lang.management.ManagementFactory;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.Set;

/**
 * Measures {@link PolicyDiff} at full size, started by hand: 136 categories, 28 departments with
 * two systems each, 10,000 grants of days at random; a tenth of the grants and the terms of every
 * condition differ. Prints milliseconds of five runs.
 */
final class DiffSize {

  private static final int GRANTS = 10_000;

  private DiffSize() {}

  public static void main(String[] args) {
    LoadResult.Loaded shipped = TestPolicies.shipped();
    Policy before = policy(shipped.policy(), 0);
    Policy after = policy(shipped.policy(), 1);
    List<Grant> grants = grants(before, new Random(1));
    List<Grant> others = new ArrayList<>(grants.subList(0, GRANTS * 9 / 10));
    others.addAll(grants(before, new Random(2)).subList(GRANTS * 9 / 10, GRANTS));
    System.out.println(
        before.categories().size()
            + " categories, "
            + before.departments().size()
            + " departments, "
            + before.systems().size()
            + " systems, "
            + before.purposes().size()
            + " purposes, "
            + before.resources().size()
            + " resources, "
            + grants.size()
            + " grants");
    for (int i = 0; i < 5; i++) {
      long start = System.nanoTime();
      long cpu = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
      PolicyDiff diff = PolicyDiff.between(before, grants, after, others);
      System.out.println(
          (System.nanoTime() - start) / 1_000_000
              + " ms ("
              + (ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime() - cpu) / 1_000_000
              + " ms of processor), "
              + diff.lines().size()
              + " lines, "
              + diff.combinations().size()
              + " combinations, "
              + diff.counts());
    }
  }

  private static Policy policy(Policy shipped, int laterDays) {
    PolicyParts parts = shipped.parts();
    Map<SystemId, SystemClient> systems = new LinkedHashMap<>();
    for (Department department : shipped.departments()) {
      for (String kind : List.of("one", "two")) {
        SystemId id = new SystemId(department.id().value().toLowerCase(Locale.ROOT) + "-" + kind);
        systems.put(
            id,
            new SystemClient(
                id, department.id(), department.name(), Set.of("call"), 2, "extranet", List.of()));
      }
    }
    Map<CategoryCode, Category> categories = new LinkedHashMap<>();
    parts.categories().forEach((code, one) -> categories.put(code, later(one, laterDays)));
    return new Policy(
        new PolicyParts(
            parts.departments(),
            parts.instruments(),
            parts.purposes(),
            categories,
            systems,
            parts.resources()),
        Map.of());
  }

  private static Category later(Category one, int days) {
    return new Category(
        one.code(),
        one.department(),
        one.name(),
        one.level(),
        one.boundary(),
        one.channel(),
        one.condition()
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
                    old.retentionDays() + days,
                    old.when(),
                    old.unmechanised())),
        one.legalBasis(),
        one.basisKind(),
        one.confidence(),
        one.reason());
  }

  /** As allowed by the conditions where there are some, so that most of them permit. */
  private static List<Grant> grants(Policy policy, Random random) {
    List<Resource> resources =
        policy.resources().stream()
            .filter(one -> conditions(policy, one).stream().anyMatch(c -> !c.purposes().isEmpty()))
            .toList();
    List<SystemClient> systems = List.copyOf(policy.systems());
    List<Grant> grants = new ArrayList<>();
    while (grants.size() < GRANTS) {
      Resource resource = resources.get(random.nextInt(resources.size()));
      List<Condition> conditions = conditions(policy, resource);
      List<PurposeId> purposes =
          conditions.stream().flatMap(one -> one.purposes().stream()).sorted().toList();
      SystemClient system = systems.get(random.nextInt(systems.size()));
      if (conditions.stream().noneMatch(c -> c.recipients().include(system.department()))) {
        continue;
      }
      Set<String> fields = new LinkedHashSet<>();
      fields.add(resource.subject().field());
      for (Field field : resource.fields()) {
        if (random.nextInt(4) > 0
            && field.categories().stream()
                .noneMatch(code -> policy.category(code).orElseThrow().prohibited())) {
          fields.add(field.name());
        }
      }
      LocalDate from = LocalDate.parse("2025-01-01").plusDays(random.nextInt(700));
      grants.add(
          new Grant(
              new GrantId(String.format("G-2026-%05d", grants.size())),
              system.department(),
              Set.of(system.id()),
              resource.id(),
              fields,
              purposes.get(random.nextInt(purposes.size())),
              resource.answers(),
              from,
              from.plusDays(random.nextInt(700)),
              new Quota(1, 1),
              GrantState.ACTIVE));
    }
    return grants;
  }

  private static List<Condition> conditions(Policy policy, Resource resource) {
    return resource.fields().stream()
        .flatMap(field -> field.categories().stream())
        .flatMap(code -> policy.category(code).flatMap(Category::condition).stream())
        .distinct()
        .toList();
  }
}
