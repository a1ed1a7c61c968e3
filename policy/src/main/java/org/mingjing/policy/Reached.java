package org.mingjing.policy;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * By which fields and forms of the catalogue each category could be had, and whom grants in force
 * let have it: what the whole space comes to on a day, category by category.
 */
final class Reached {

  /** A field in a form through which something of a category could be had. */
  record Way(ResourceId resource, Outcomes.Cell cell, FieldTerms terms) {}

  private final Map<CategoryCode, List<Way>> ways = new HashMap<>();
  private final Map<CategoryCode, Set<DepartmentId>> granted = new HashMap<>();

  private Reached() {}

  static Reached of(PolicyParts parts, Collection<Grant> grants, LocalDate today) {
    Reached reached = new Reached();
    for (Resource resource : parts.resources().values()) {
      ResourceRules rules = ResourceCompiler.plain(resource, parts.categories());
      resource.fields().forEach(field -> reached.add(rules, field));
    }
    grants.stream()
        .filter(grant -> Standing.GrantedDays.of(grant).inForce(today))
        .forEach(grant -> reached.grant(grant, parts));
    return reached;
  }

  private void add(ResourceRules rules, Field field) {
    if (rules.resource().source().isEmpty()) {
      return;
    }
    for (AnswerForm form : AnswerForm.values()) {
      FieldTerms terms = FieldTerms.of(rules, field.name(), form);
      if (terms.bar().isEmpty() && !terms.withheld()) {
        Way way = new Way(rules.resource().id(), new Outcomes.Cell(field.name(), form), terms);
        field
            .categories()
            .forEach(code -> ways.computeIfAbsent(code, one -> new ArrayList<>()).add(way));
      }
    }
  }

  private void grant(Grant grant, PolicyParts parts) {
    ways.forEach((code, ways) -> {
      boolean reaches =
          ways.stream()
              .anyMatch(way ->
                  way.resource().equals(grant.resource())
                      && grant.answers().contains(way.cell().form())
                      && grant.fields().containsAll(way.terms().granted())
                      && way.terms().allow(grant.grantee(), grant.purpose())
                      && usable(grant, way, parts));
      if (reaches) {
        granted.computeIfAbsent(code, one -> new HashSet<>()).add(grant.grantee());
      }
    });
  }

  /** Whether some call by one of the grant's systems meets every expression. */
  private static boolean usable(Grant grant, Way way, PolicyParts parts) {
    return grant.systems().stream()
        .flatMap(id -> Optional.ofNullable(parts.systems().get(id)).stream())
        .filter(system -> system.department().equals(grant.grantee()))
        .filter(system -> system.scopes().contains(CALL))
        .anyMatch(system -> Satisfying.some(way, system, grant.purpose(), parts));
  }

  /** The scope of systems that make calls. */
  static final String CALL = "call";

  List<Way> ways(CategoryCode code) {
    return ways.getOrDefault(code, List.of());
  }

  /** Whether a grant in force lets the department have something of the category. */
  boolean granted(CategoryCode code, DepartmentId department) {
    return granted.getOrDefault(code, Set.of()).contains(department);
  }

  boolean granted(CategoryCode code) {
    return granted.containsKey(code);
  }
}
