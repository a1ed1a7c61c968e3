package org.mingjing.policy;

import java.time.LocalDate;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The outcome of every call for one field under a policy and its grants, on every day: what {@link
 * Decider} would say, without asking it for one call after the other. A call here is whole ({@code
 * partial} false), names no grant, and has expressions that are looked at as texts.
 *
 * <p>INVARIANT: {@code PolicyDiffTest} compares each outcome with those of the decider.
 */
final class Outcomes {

  /** Most cells are refused always, and for one of a few reasons. */
  private static final Map<RefusalCode, NavigableMap<LocalDate, Outcome>> DENIED =
      Arrays.stream(RefusalCode.values())
          .collect(
              Collectors.toUnmodifiableMap(
                  code -> code,
                  code -> Collections.unmodifiableNavigableMap(always(new Outcome.Denied(code)))));

  private final Policy policy;
  private final GrantSet grants;
  private final Map<CategoryCode, Optional<Expression>> expressions = new HashMap<>();

  Outcomes(Policy policy, Collection<Grant> grants) {
    this.policy = policy;
    this.grants = GrantSet.of(policy, grants);
    for (Category category : policy.categories()) {
      expressions.put(category.code(), category.condition().flatMap(Condition::when));
    }
  }

  Policy policy() {
    return policy;
  }

  /** One field in one form. */
  record Cell(String field, AnswerForm form) {}

  /** A resource with the terms of its cells; the outcomes of each standing are kept. */
  final class Of {
    private final ResourceId id;
    private final Optional<ResourceRules> rules;
    private final Map<Cell, FieldTerms> terms = new LinkedHashMap<>();
    private final Map<CategoryCode, Category> categories = new LinkedHashMap<>();
    private final Map<Standing, Map<Cell, NavigableMap<LocalDate, Outcome>>> known =
        new HashMap<>();

    Of(ResourceId id, Collection<String> fields) {
      this.id = id;
      this.rules = policy.rules(id);
      for (String field : fields) {
        for (AnswerForm form : AnswerForm.values()) {
          rules.ifPresent(one -> terms.put(new Cell(field, form), FieldTerms.of(one, field, form)));
        }
      }
      terms.values().stream()
          .flatMap(one -> one.categories().stream())
          .forEach(one -> categories.put(one.code(), one));
    }

    Standing standing(Requester requester, PurposeId purpose) {
      if (rules.isEmpty()) {
        return Standing.stranger(RefusalCode.UNKNOWN_RESOURCE);
      }
      if (policy.purpose(purpose).isEmpty()) {
        return Standing.stranger(RefusalCode.UNKNOWN_PURPOSE);
      }
      Optional<SystemClient> system =
          policy
              .system(requester.system())
              .filter(one -> one.department().equals(requester.department()));
      if (system.isEmpty()) {
        return Standing.stranger(RefusalCode.CONDITION_NOT_MET);
      }
      Map<CategoryCode, Optional<Need>> met = new HashMap<>();
      for (Category category : categories.values()) {
        Condition condition = FieldTerms.condition(category);
        if (condition.purposes().contains(purpose)
            && condition.recipients().include(requester.department())) {
          met.put(
              category.code(),
              expressions
                  .getOrDefault(category.code(), Optional.empty())
                  .map(when -> atom(when, system.get())));
        }
      }
      return new Standing(Optional.empty(), met, granted(requester, purpose));
    }

    private Set<Standing.GrantedDays> granted(Requester requester, PurposeId purpose) {
      List<DatedGrant> candidates = grants.index().candidates(requester.system(), id, purpose);
      return candidates.isEmpty()
          ? Set.of()
          : candidates.stream()
              .map(DatedGrant::grant)
              .filter(grant -> grant.grantee().equals(requester.department()))
              .map(Standing.GrantedDays::of)
              .collect(Collectors.toUnmodifiableSet());
    }

    private Need atom(Expression when, SystemClient system) {
      String given =
          when.attributes().stream()
              .flatMap(attribute -> given(attribute, system))
              .collect(Collectors.joining(", "));
      return new Need(Need.Kind.WHEN, when.text(), given);
    }

    private Stream<String> given(String attribute, SystemClient system) {
      return switch (Attribute.named(attribute).orElseThrow()) {
        case ASSURANCE -> Stream.of(attribute + " = " + system.assurance());
        case ZONE -> Stream.of(attribute + " = '" + system.zone() + "'");
        case SUBJECT_TYPE ->
            rules.stream()
                .map(one -> one.resource().subject().type().wireName())
                .map(type -> attribute + " = '" + type + "'");
        default -> Stream.empty();
      };
    }

    FieldTerms terms(Cell cell) {
      return Optional.ofNullable(terms.get(cell)).orElseThrow();
    }

    String key() {
      return rules.orElseThrow().keyField();
    }

    /** By cell: from each day on, until the next, what calls come to. */
    Map<Cell, NavigableMap<LocalDate, Outcome>> outcomes(Standing standing) {
      return known.computeIfAbsent(
          standing,
          one -> {
            Map<Cell, NavigableMap<LocalDate, Outcome>> outcomes = new LinkedHashMap<>();
            terms.forEach((cell, its) -> outcomes.put(cell, timeline(cell, its, one)));
            return outcomes;
          });
    }
  }

  static NavigableMap<LocalDate, Outcome> always(Outcome outcome) {
    return new TreeMap<>(Map.of(Days.START, outcome));
  }

  /** Whether no grant could bring another code. */
  private static boolean beforeGrants(RefusalCode code) {
    return code.compareTo(RefusalCode.ANSWER_NOT_ALLOWED) <= 0;
  }

  private static NavigableMap<LocalDate, Outcome> timeline(
      Cell cell, FieldTerms terms, Standing standing) {
    Optional<RefusalCode> fixed = standing.stranger();
    if (fixed.isEmpty()) {
      boolean met =
          terms.categories().stream().allMatch(one -> standing.met().containsKey(one.code()));
      fixed = first(terms.bar(), met ? Optional.empty() : of(RefusalCode.CONDITION_NOT_MET));
    }
    if (fixed.filter(Outcomes::beforeGrants).isPresent()) {
      return Optional.ofNullable(DENIED.get(fixed.get())).orElseThrow();
    }
    if (standing.stranger().isPresent() || terms.granted().isEmpty()) {
      return always(outcome(cell, terms, standing, fixed));
    }
    List<Standing.GrantedDays> covering =
        standing.grants().stream()
            .filter(grant -> grant.fields().containsAll(terms.granted()))
            .toList();
    NavigableMap<LocalDate, Outcome> timeline = new TreeMap<>();
    for (LocalDate day : breaks(covering)) {
      Optional<RefusalCode> code = first(fixed, missing(covering, cell.form(), day));
      Outcome outcome = outcome(cell, terms, standing, code);
      if (timeline.isEmpty() || !timeline.lastEntry().getValue().equals(outcome)) {
        timeline.put(day, outcome);
      }
    }
    return timeline;
  }

  /** The days on which something may begin or cease to be granted. */
  static NavigableSet<LocalDate> breaks(Collection<Standing.GrantedDays> grants) {
    NavigableSet<LocalDate> days = new TreeSet<>(Set.of(Days.START));
    for (Standing.GrantedDays grant : grants) {
      if (grant.active()) {
        days.add(grant.from());
        days.add(grant.until().plusDays(1));
      }
    }
    return days;
  }

  /** As {@link GrantChoice#missing} has it; empty if one of those that cover the fields will do. */
  private static Optional<RefusalCode> missing(
      List<Standing.GrantedDays> covering, AnswerForm form, LocalDate day) {
    boolean inForce = false;
    boolean listed = false;
    for (Standing.GrantedDays grant : covering) {
      boolean lists = grant.answers().contains(form);
      if (grant.inForce(day) && lists) {
        return Optional.empty();
      }
      inForce |= grant.inForce(day);
      listed |= lists;
    }
    if (inForce) {
      return of(RefusalCode.ANSWER_NOT_ALLOWED);
    }
    return of(listed ? RefusalCode.GRANT_EXPIRED : RefusalCode.NO_GRANT);
  }

  private static Outcome outcome(
      Cell cell, FieldTerms terms, Standing standing, Optional<RefusalCode> code) {
    if (code.isPresent()) {
      return new Outcome.Denied(code.get());
    }
    NavigableSet<Need> needs = new TreeSet<>();
    terms.needs(cell.form()).forEach(needs::add);
    terms.categories().stream()
        .flatMap(one -> standing.met().getOrDefault(one.code(), Optional.empty()).stream())
        .forEach(needs::add);
    return terms.withheld()
        ? new Outcome.Withheld(needs)
        : new Outcome.Permitted(needs, terms.obligations());
  }

  private static Optional<RefusalCode> of(RefusalCode code) {
    return Optional.of(code);
  }

  private static Optional<RefusalCode> first(
      Optional<RefusalCode> one, Optional<RefusalCode> other) {
    return Stream.concat(one.stream(), other.stream()).sorted().findFirst();
  }
}
