package org.mingjing.policy;

import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BiFunction;
import java.util.stream.Stream;

/**
 * The fewest changes that would permit a refused call (DESIGN 6.8), found by trying: every form,
 * purpose and authorisation that resource or categories list, and whatever their expressions name
 * of the call, in every combination; in each, the fields that still may not leave are left out, and
 * a grant is had where none covers the rest. Of equally few, those that ask least of the requester.
 */
final class ChangeSearch {
  /** More than one of each dimension never helps, and so many combinations are plenty. */
  private static final int MOST_TRIED = 20_000;

  private final ResourceRules rules;
  private final GrantChoice grants;
  private final Circumstances at;
  private final Question question;
  private final Instant now;
  private final Set<String> asked;
  private final List<Plan> best = new ArrayList<>();
  private boolean meetingExpressions;
  private int tried;

  private ChangeSearch(ResourceRules rules, GrantChoice grants, Circumstances at) {
    this.rules = rules;
    this.grants = grants;
    this.at = at;
    this.question = at.question();
    this.now = at.now();
    this.asked = new LinkedHashSet<>(question.fields());
  }

  /** Changes that permit, and what they cost. */
  private record Plan(List<Change> changes) {
    int weight() {
      return changes.stream().mapToInt(ChangeSearch::weight).sum();
    }

    boolean betterThan(Plan other) {
      int fewer = Integer.compare(changes.size(), other.changes.size());
      return fewer < 0 || (fewer == 0 && weight() < other.weight());
    }

    boolean asGoodAs(Plan other) {
      return !betterThan(other) && !other.betterThan(this);
    }
  }

  /** What a change asks of the requester, beside others as few. */
  private static int weight(Change change) {
    return switch (change) {
      case Change.StateCase one -> 1;
      case Change.StateOfficer one -> 1;
      case Change.NameNoGrant one -> 1;
      case Change.AskForm one -> 2;
      case Change.OneSubject one -> 2;
      case Change.Bring one -> 3;
      case Change.AssertResponse one -> 4;
      case Change.AssertIncident one -> 4;
      case Change.AddForm one -> 5;
      case Change.RenewGrant one -> 5;
      case Change.ObtainGrant one -> 6;
      case Change.LeaveOut one -> 7;
      case Change.UsePurpose one -> 8;
      case Change.MeetExpression one -> 9;
      case Change.AskElse one -> 9;
    };
  }

  /** The changes in the order in which they are told; never empty. */
  static List<Change> smallest(ResourceRules rules, GrantChoice grants, Circumstances at) {
    return new ChangeSearch(rules, grants, at).search();
  }

  private List<Change> search() {
    List<List<Change>> dimensions = dimensions();
    combine(dimensions, 0, List.of(), question);
    if (best.isEmpty()) {
      meetingExpressions = true;
      tried = 0;
      combine(dimensions, 0, List.of(), question);
    }
    return best.isEmpty() ? elsewhere() : told();
  }

  private List<Change> told() {
    Plan first = best.getFirst();
    return first.changes().stream().map(this::withAlternatives).sorted(Change.ORDER).toList();
  }

  /** The other values of the same change that would do as well, everything else being equal. */
  private Change withAlternatives(Change change) {
    return switch (change) {
      case Change.AskForm form ->
          new Change.AskForm(
              alternatives(
                  form, (plan, other) -> plan instanceof Change.AskForm f ? f.forms() : other));
      case Change.UsePurpose purpose ->
          new Change.UsePurpose(
              alternatives(
                  purpose,
                  (plan, other) -> plan instanceof Change.UsePurpose p ? p.purposes() : other));
      default -> change;
    };
  }

  private <T extends Comparable<? super T>> List<T> alternatives(
      Change change, BiFunction<Change, List<T>, List<T>> values) {
    Set<T> found = new TreeSet<>();
    Plan first = best.getFirst();
    for (Plan plan : best) {
      List<Change> others = without(plan, change.getClass());
      if (others.equals(without(first, change.getClass()))) {
        plan.changes().forEach(one -> found.addAll(values.apply(one, List.of())));
      }
    }
    return List.copyOf(found);
  }

  /** A grant that has to be had in any case is had for the form and purpose that are chosen. */
  private static List<Change> without(Plan plan, Class<? extends Change> kind) {
    return plan.changes().stream()
        .filter(change -> !kind.isInstance(change))
        .map(change ->
            change instanceof Change.ObtainGrant grant
                ? new Change.LeaveOut(String.join(",", new TreeSet<>(grant.fields())))
                : change)
        .toList();
  }

  private List<List<Change>> dimensions() {
    List<Category> categories = categories();
    Set<Attribute> named = EnumSet.noneOf(Attribute.class);
    categories.stream()
        .flatMap(category -> FieldJudge.conditionOf(category).when().stream())
        .forEach(when -> named.addAll(when.names()));
    List<List<Change>> dimensions = new ArrayList<>();
    dimensions.add(forms());
    dimensions.add(purposes(categories));
    dimensions.add(authorisations(categories));
    dimensions.add(only(question.batch(), new Change.OneSubject()));
    dimensions.add(
        only(
            named.contains(Attribute.CASE_STATED) && !question.caseStated(),
            new Change.StateCase()));
    dimensions.add(
        only(
            named.contains(Attribute.OFFICER_STATED) && !question.officerStated(),
            new Change.StateOfficer()));
    dimensions.add(
        only(
            named.contains(Attribute.RESPONSE) && question.asserted().response().isEmpty(),
            new Change.AssertResponse()));
    dimensions.add(
        only(
            named.contains(Attribute.INCIDENT) && question.asserted().incident().isEmpty(),
            new Change.AssertIncident()));
    dimensions.add(question.grant().stream().<Change>map(Change.NameNoGrant::new).toList());
    dimensions.removeIf(List::isEmpty);
    return dimensions;
  }

  private static List<Change> only(boolean possible, Change change) {
    return possible ? List.of(change) : List.of();
  }

  /** The conditional categories of whatever could leave or select. */
  private List<Category> categories() {
    return Stream.concat(asked.stream(), Stream.of(rules.keyField()))
        .distinct()
        .flatMap(name -> rules.field(name).stream())
        .filter(rule -> rule.prohibition().isEmpty())
        .flatMap(rule -> rule.categories().stream())
        .distinct()
        .toList();
  }

  private List<Change> forms() {
    return rules.resource().answers().stream()
        .filter(form -> form != question.answer())
        .sorted()
        .<Change>map(form -> new Change.AskForm(List.of(form)))
        .toList();
  }

  private List<Change> purposes(Collection<Category> categories) {
    return categories.stream()
        .flatMap(category -> FieldJudge.conditionOf(category).purposes().stream())
        .filter(purpose -> !purpose.equals(question.purpose()))
        .distinct()
        .sorted()
        .<Change>map(purpose -> new Change.UsePurpose(List.of(purpose)))
        .toList();
  }

  private List<Change> authorisations(Collection<Category> categories) {
    LocalDate today = LocalDate.ofInstant(now, Grant.ZONE);
    boolean named =
        categories.stream()
            .flatMap(category -> FieldJudge.conditionOf(category).when().stream())
            .anyMatch(when -> when.names().stream().anyMatch(Attribute::ofAuthorisation));
    return (named
            ? Stream.of(AuthorisationKind.values())
            : categories.stream().map(category -> FieldJudge.conditionOf(category).authorisation()))
        .filter(kind -> kind != AuthorisationKind.STATUTORY_DUTY)
        .distinct()
        .sorted()
        .<Change>map(kind -> new Change.Bring(kind, today))
        .toList();
  }

  private void combine(
      List<List<Change>> dimensions, int next, List<Change> changes, Question asks) {
    if (tried >= MOST_TRIED
        || (!best.isEmpty() && changes.size() > best.getFirst().changes().size())) {
      return;
    }
    if (next == dimensions.size()) {
      tried++;
      plans(changes, asks).forEach(this::keep);
      return;
    }
    combine(dimensions, next + 1, changes, asks);
    for (Change change : dimensions.get(next)) {
      List<Change> more = new ArrayList<>(changes);
      more.add(change);
      combine(dimensions, next + 1, more, change.on(asks));
    }
  }

  private void keep(Plan plan) {
    if (best.isEmpty() || plan.betterThan(best.getFirst())) {
      best.clear();
      best.add(plan);
    } else if (plan.asGoodAs(best.getFirst())) {
      best.add(plan);
    }
  }

  /** The changes with what else they need; none where nothing that is left out helps. */
  private Stream<Plan> plans(List<Change> changes, Question asks) {
    Circumstances then = at.asking(asks);
    Set<Change> more = new LinkedHashSet<>();
    Set<String> needed = new HashSet<>();
    boolean anything = false;
    for (String name : asked) {
      Optional<FieldRule> rule = rules.field(name).filter(one -> permits(one, then, more));
      boolean key = name.equals(rules.keyField());
      if (rule.isEmpty() && key) {
        return Stream.of();
      } else if (rule.isEmpty()) {
        leaveOut(name, more);
      } else {
        anything |= !rule.get().withheld();
        need(rule.get(), key, needed);
      }
    }
    if (!asked.contains(rules.keyField())) {
      Optional<FieldRule> key =
          rules.field(rules.keyField()).filter(one -> permits(one, then, more));
      if (key.isEmpty()) {
        return Stream.of();
      }
      need(key.get(), true, needed);
    }
    return anything ? granted(changes, asks, more, needed) : Stream.of();
  }

  /** A partial call leaves out by itself. */
  private void leaveOut(String name, Set<Change> more) {
    if (!question.partial()) {
      more.add(new Change.LeaveOut(name));
    }
  }

  private static void need(FieldRule rule, boolean key, Set<String> needed) {
    if (!rule.open() && (key || !rule.withheld())) {
      needed.add(rule.name());
    }
  }

  private boolean permits(FieldRule rule, Circumstances then, Set<Change> more) {
    if (!FieldJudge.permitsBesidesExpressions(rules, rule, then)) {
      return false;
    }
    List<Category> failing =
        rule.categories().stream().filter(category -> then.failure(category).isPresent()).toList();
    if (!failing.isEmpty() && meetingExpressions) {
      failing.forEach(category -> more.add(meet(category)));
    }
    return failing.isEmpty() || meetingExpressions;
  }

  private static Change meet(Category category) {
    String text = FieldJudge.conditionOf(category).when().orElseThrow().text();
    return new Change.MeetExpression(category.code(), text);
  }

  /** With a grant that covers all, or without the fields that none covers. */
  private Stream<Plan> granted(
      List<Change> changes, Question asks, Set<Change> more, Set<String> needed) {
    List<DatedGrant> eligible = grants.eligible(asks);
    long second = now.getEpochSecond();
    if (needed.isEmpty() || covered(eligible, asks, needed, second)) {
      return planned(changes, more);
    }
    Change grant = GrantChoice.change(eligible, asks, needed, second);
    // another grant than the one named would not be looked at
    boolean had = !(grant instanceof Change.ObtainGrant) || asks.grant().isEmpty();
    return Stream.concat(
        had ? planned(changes, with(more, Set.of(grant))) : Stream.of(),
        withoutUncovered(changes, asks, more, needed));
  }

  private Stream<Plan> withoutUncovered(
      List<Change> changes, Question asks, Set<Change> more, Set<String> needed) {
    String keyField = rules.keyField();
    Set<String> key = needed.contains(keyField) ? Set.of(keyField) : Set.of();
    Set<String> covered =
        GrantChoice.coveringMost(grants.eligible(asks), asks, needed, key, now.getEpochSecond())
            .map(Grant::fields)
            .orElse(Set.of());
    Set<Change> less = new LinkedHashSet<>();
    needed.stream()
        .filter(name -> !covered.contains(name))
        .sorted()
        .forEach(name -> less.add(new Change.LeaveOut(name)));
    boolean left =
        asked.stream()
            .filter(name -> !less.contains(new Change.LeaveOut(name)))
            .filter(name -> !more.contains(new Change.LeaveOut(name)))
            .flatMap(name -> rules.field(name).stream())
            .anyMatch(rule -> !rule.withheld());
    return left && covered.containsAll(key) ? planned(changes, with(more, less)) : Stream.of();
  }

  private static Set<Change> with(Set<Change> some, Set<Change> more) {
    Set<Change> all = new LinkedHashSet<>(some);
    all.addAll(more);
    return all;
  }

  private static Stream<Plan> planned(List<Change> changes, Set<Change> more) {
    List<Change> all = new ArrayList<>(changes);
    all.addAll(more);
    return all.isEmpty() ? Stream.of() : Stream.of(new Plan(List.copyOf(all)));
  }

  /** In a partial call, a grant that covers the key and anything else will do. */
  private boolean covered(
      List<DatedGrant> eligible, Question asks, Set<String> needed, long second) {
    if (GrantChoice.covering(eligible, asks, needed, second).isPresent()) {
      return true;
    }
    if (!asks.partial()) {
      return false;
    }
    String keyField = rules.keyField();
    Set<String> key = needed.contains(keyField) ? Set.of(keyField) : Set.of();
    boolean keyCovered =
        key.isEmpty() || GrantChoice.covering(eligible, asks, key, second).isPresent();
    boolean openLeft =
        asked.stream()
            .flatMap(name -> rules.field(name).stream())
            .anyMatch(rule -> rule.open() && !rule.withheld());
    return keyCovered
        && (openLeft
            || GrantChoice.coveringMost(eligible, asks, wanted(needed), key, second).isPresent());
  }

  private Set<String> wanted(Set<String> needed) {
    Set<String> wanted = new HashSet<>(needed);
    wanted.retainAll(asked);
    return wanted;
  }

  /** Where nothing helps. */
  private List<Change> elsewhere() {
    String key = rules.keyField();
    boolean keyHelpless =
        rules
            .field(key)
            .filter(rule -> FieldJudge.isForRequester(rule, question.requester()))
            .isEmpty();
    return List.of(
        new Change.AskElse(
            keyHelpless ? Objections.otherResource(key) : Objections.otherFields(others())));
  }

  /** Fields of the resource that this requester might have. */
  private List<String> others() {
    return rules.resource().fields().stream()
        .map(Field::name)
        .filter(name -> !asked.contains(name) && !name.equals(rules.keyField()))
        .flatMap(name -> rules.field(name).stream())
        .filter(rule -> !rule.withheld() && FieldJudge.isForRequester(rule, question.requester()))
        .map(FieldRule::name)
        .toList();
  }
}
