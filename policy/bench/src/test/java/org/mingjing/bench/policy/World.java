package org.mingjing.bench.policy;

import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import org.mingjing.policy.AnswerForm;
import org.mingjing.policy.Category;
import org.mingjing.policy.Condition;
import org.mingjing.policy.Department;
import org.mingjing.policy.DepartmentId;
import org.mingjing.policy.Field;
import org.mingjing.policy.Grant;
import org.mingjing.policy.GrantId;
import org.mingjing.policy.GrantState;
import org.mingjing.policy.Policy;
import org.mingjing.policy.PurposeId;
import org.mingjing.policy.Quota;
import org.mingjing.policy.Resource;
import org.mingjing.policy.SystemClient;
import org.mingjing.policy.SystemId;

/**
 * The shipped policy with more systems and, for the larger world, regional editions of every
 * resource; and one grant for each system, resource and purpose that the negative list lets its
 * department have. The same every time.
 */
record World(Policy policy, List<Grant> grants) {

  /** The instant that everything is decided for. */
  static final Instant NOW = Instant.parse("2026-06-15T02:00:00Z");

  /** How many there are of what. */
  enum Size {
    TEN_THOUSAND(10_000, 40, 0),
    MILLION(1_000_000, 120, 35);

    private final int grants;
    private final int systemsPerDepartment;
    private final int regions;

    Size(int grants, int systemsPerDepartment, int regions) {
      this.grants = grants;
      this.systemsPerDepartment = systemsPerDepartment;
      this.regions = regions;
    }
  }

  /** What a department may be granted at all. */
  private record Grantable(
      DepartmentId grantee,
      Resource resource,
      PurposeId purpose,
      Set<String> fields,
      Set<AnswerForm> answers) {}

  static Policy draft(Size size, Documents documents) {
    return documents.draft(size.systemsPerDepartment, size.regions);
  }

  static World of(Size size, Documents documents) {
    Policy policy = documents.policy(size.systemsPerDepartment, size.regions);
    Map<DepartmentId, List<SystemClient>> systems =
        policy.systems().stream().collect(Collectors.groupingBy(SystemClient::department));
    List<Grant> grants = new ArrayList<>();
    for (Grantable one : grantable(policy)) {
      for (SystemClient system : systems.getOrDefault(one.grantee(), List.of())) {
        grants.add(grant(grants.size(), one, system.id()));
      }
    }
    if (grants.size() < size.grants) {
      throw new IllegalStateException("only " + grants.size() + " grants can be had");
    }
    Collections.shuffle(grants, new Random(1));
    return new World(policy, List.copyOf(grants.subList(0, size.grants)));
  }

  /** One in twenty ended the year before. */
  private static Grant grant(int number, Grantable one, SystemId system) {
    int year = number % 20 == 0 ? 2025 : 2026;
    return new Grant(
        new GrantId("G-%d-%07d".formatted(year, number)),
        one.grantee(),
        Set.of(system),
        one.resource().id(),
        one.fields(),
        one.purpose(),
        one.answers(),
        LocalDate.of(year, 1, 1),
        LocalDate.of(year, 12, 31),
        new Quota(10_000, 20),
        GrantState.ACTIVE);
  }

  private static List<Grantable> grantable(Policy policy) {
    List<Grantable> grantable = new ArrayList<>();
    for (Resource resource : policy.resources()) {
      Set<String> fields = grantableFields(policy, resource);
      if (fields.isEmpty()) {
        continue;
      }
      List<Condition> conditions = conditions(policy, resource, fields);
      Set<AnswerForm> answers =
          resource.answers().stream()
              .filter(form -> conditions.stream().allMatch(it -> it.answers().contains(form)))
              .collect(Collectors.toUnmodifiableSet());
      for (DepartmentId grantee : policy.departments().stream().map(Department::id).toList()) {
        for (PurposeId purpose : conditions.getFirst().purposes().stream().sorted().toList()) {
          if (!answers.isEmpty()
              && conditions.stream().allMatch(it -> allows(it, grantee, purpose))) {
            grantable.add(new Grantable(grantee, resource, purpose, fields, answers));
          }
        }
      }
    }
    return grantable;
  }

  private static boolean allows(Condition condition, DepartmentId grantee, PurposeId purpose) {
    return condition.recipients().include(grantee) && condition.purposes().contains(purpose);
  }

  /** The conditional fields, without those that a condition withholds whoever asks. */
  private static Set<String> grantableFields(Policy policy, Resource resource) {
    return resource.fields().stream()
        .filter(field -> !field.open())
        .filter(field -> categories(policy, field).stream().noneMatch(Category::prohibited))
        .filter(field ->
            conditions(policy, resource, Set.of(field.name())).stream()
                .noneMatch(condition -> condition.withhold().contains(field.name())))
        .map(Field::name)
        .collect(Collectors.toUnmodifiableSet());
  }

  /** The conditions of the categories that these fields are in. */
  static List<Condition> conditions(Policy policy, Resource resource, Set<String> fields) {
    return resource.fields().stream()
        .filter(field -> fields.contains(field.name()))
        .flatMap(field -> categories(policy, field).stream())
        .distinct()
        .flatMap(category -> category.condition().stream())
        .toList();
  }

  static List<Category> categories(Policy policy, Field field) {
    return field.categories().stream().map(policy::category).flatMap(Optional::stream).toList();
  }
}
