package org.mingjing.policy;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Proves, over every field, form, purpose and system, which conditional categories some call could
 * have today, and tells of all others why not: once a reason, with the categories that it concerns.
 */
final class ReachChecks {

  private final Draft draft;
  private final PolicyParts parts;
  private final Reached reached;
  private final Set<DepartmentId> calling;

  ReachChecks(Draft draft, LocalDate today) {
    this.draft = draft;
    this.parts = draft.parts();
    this.reached = Reached.of(parts, draft.seed(), today);
    this.calling =
        parts.systems().values().stream()
            .filter(system -> system.scopes().contains(Reached.CALL))
            .map(SystemClient::department)
            .collect(Collectors.toUnmodifiableSet());
  }

  /** Why no call gets anything of a category, the most fundamental reason first. */
  enum Cause {
    UNCATALOGUED("catalogue", "目录中没有它的字段", "no field of the catalogue is in it"),
    CONTRADICTORY(
        "contradiction",
        "条件与资源或查询键的条件相互排斥（答复方式、授权种类，或字段全部不予提供）",
        "its condition and those of its resources or their keys exclude each other (forms, kinds of"
            + " authorisation, or every field withheld)"),
    NOBODY(
        "recipients",
        "没有一个部门和用途同时符合它和查询键的条件",
        "no department and purpose meet its condition and those of the keys together"),
    NO_SYSTEM(
        "systems",
        "可以取得的部门都没有可调用的系统",
        "no department that may have it has a system with scope call"),
    NO_GRANT("grants", "没有生效的授权触及它", "no grant in force reaches it");

    private final String key;
    private final String zh;
    private final String en;

    Cause(String key, String zh, String en) {
      this.key = key;
      this.zh = zh;
      this.en = en;
    }
  }

  void check() {
    Map<Cause, List<CategoryCode>> unreachable = new TreeMap<>();
    int conditional = 0;
    for (Category category : parts.categories().values()) {
      if (!category.prohibited()) {
        conditional++;
        cause(category)
            .ifPresent(cause ->
                unreachable.computeIfAbsent(cause, one -> new ArrayList<>()).add(category.code()));
      }
    }
    int all = conditional;
    unreachable.forEach((cause, codes) -> unreachable(cause, codes, all));
    deadRecipients();
    ungranted();
  }

  private void unreachable(Cause cause, List<CategoryCode> codes, int conditional) {
    String listed = codes.stream().map(CategoryCode::value).collect(Collectors.joining(", "));
    draft.faults.notice(
        draft.categories.position(codes.getFirst()),
        "unreachable-" + cause.key,
        conditional + " 个有条件共享的数据类中，" + codes.size() + " 个今天无法取得：" + cause.zh + "：" + listed,
        codes.size()
            + " of "
            + conditional
            + " conditional categories cannot be had today: "
            + cause.en
            + ": "
            + listed);
  }

  private Optional<Cause> cause(Category category) {
    List<Reached.Way> ways = reached.ways(category.code());
    if (ways.isEmpty()) {
      boolean carried =
          parts.resources().values().stream()
              .filter(resource -> resource.source().isPresent())
              .flatMap(resource -> resource.fields().stream())
              .anyMatch(field -> field.categories().contains(category.code()));
      return Optional.of(carried ? Cause.CONTRADICTORY : Cause.UNCATALOGUED);
    }
    if (!allowed(category, ways, parts.departments().keySet())) {
      return Optional.of(Cause.NOBODY);
    }
    if (!allowed(category, ways, calling)) {
      return Optional.of(Cause.NO_SYSTEM);
    }
    return reached.granted(category.code()) ? Optional.empty() : Optional.of(Cause.NO_GRANT);
  }

  private static boolean allowed(
      Category category, List<Reached.Way> ways, Collection<DepartmentId> departments) {
    Set<PurposeId> purposes = FieldTerms.condition(category).purposes();
    return ways.stream()
        .map(Reached.Way::terms)
        .anyMatch(terms ->
            departments.stream()
                .anyMatch(department ->
                    purposes.stream().anyMatch(purpose -> terms.allow(department, purpose))));
  }

  /** Departments that conditions name and that have nothing to call with. */
  private void deadRecipients() {
    Map<DepartmentId, Integer> named = new TreeMap<>();
    conditions()
        .map(Condition::recipients)
        .forEach(recipients -> {
          if (recipients instanceof Recipients.Named some) {
            some.departments().stream()
                .filter(department -> !calling.contains(department))
                .forEach(department -> named.merge(department, 1, Integer::sum));
          }
        });
    named.forEach((department, count) ->
        draft.faults.notice(
            draft.departments.position(department),
            "dead-recipient",
            department + " 是 " + count + " 个数据类的接收部门，但没有可调用的系统",
            department
                + " has no system with scope call; conditions that name it as a recipient: "
                + count));
  }

  /** Purposes for which conditions allow calls, and no grant does. */
  private void ungranted() {
    Set<PurposeId> granted =
        draft.grants.values().values().stream().map(Grant::purpose).collect(Collectors.toSet());
    Set<PurposeId> ungranted = new TreeSet<>();
    conditions().forEach(condition -> ungranted.addAll(condition.purposes()));
    ungranted.removeAll(granted);
    if (!ungranted.isEmpty()) {
      String listed = ungranted.stream().map(PurposeId::value).collect(Collectors.joining(", "));
      draft.faults.notice(
          draft.purposes.position(ungranted.iterator().next()),
          "ungranted-purpose",
          "数据类使用的用途中，" + ungranted.size() + " 个没有任何授权：" + listed,
          ungranted.size() + " purposes that categories use have no grant: " + listed);
    }
  }

  private Stream<Condition> conditions() {
    return parts.categories().values().stream().flatMap(category -> category.condition().stream());
  }
}
