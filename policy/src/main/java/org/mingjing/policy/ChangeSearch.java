package org.mingjing.policy;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * The fewest changes that would permit a refused call (DESIGN 6.8), found by trying: every form,
 * purpose and authorisation that resource or categories list, and whatever their expressions name
 * of the call, in every combination; in each, the fields that still may not leave are left out, and
 * a grant is had where none covers the rest. Of equally few, those that ask least of the requester.
 */
final class ChangeSearch {
  /** A refusal is explained while a call waits: a few milliseconds, and no more. */
  private static final int MOST_TRIED = 2_000;

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
    ChangesToTry toTry = ChangesToTry.of(rules, at);
    if (toTry.hopeless()) {
      return elsewhere();
    }
    searchAmong(toTry.dimensions());
    if (best.isEmpty() && toTry.anyExpression()) {
      meetingExpressions = true;
      tried = 0;
      searchAmong(toTry.dimensions());
    }
    return best.isEmpty() ? elsewhere() : told();
  }

  /** None, one, two and so on of the changes, as long as no fewer would do. */
  private void searchAmong(List<List<Change>> dimensions) {
    for (int many = 0; many <= dimensions.size() && !enough(many); many++) {
      combine(dimensions, 0, many, List.of(), question);
    }
  }

  private boolean enough(int many) {
    return tried >= MOST_TRIED || (!best.isEmpty() && many > best.getFirst().changes().size());
  }

  /** Tries exactly so many more changes, each of another dimension. */
  private void combine(
      List<List<Change>> dimensions, int next, int many, List<Change> changes, Question asks) {
    if (many == 0) {
      tried++;
      plans(changes, asks).forEach(this::keep);
      return;
    }
    for (int i = next; i <= dimensions.size() - many; i++) {
      for (Change change : dimensions.get(i)) {
        if (tried < MOST_TRIED) {
          List<Change> more = new ArrayList<>(changes);
          more.add(change);
          combine(dimensions, i + 1, many - 1, more, change.on(asks));
        }
      }
    }
  }

  /** The best plan, and beside its purpose or else its form the others that would do as well. */
  private List<Change> told() {
    Plan first = best.getFirst();
    Set<PurposeId> purposes = new TreeSet<>();
    Set<AnswerForm> forms = new TreeSet<>();
    boolean byPurpose = first.changes().stream().anyMatch(Change.UsePurpose.class::isInstance);
    for (Plan plan : best) {
      if (byPurpose && sameBesidesPurpose(plan).equals(sameBesidesPurpose(first))) {
        plan.changes().forEach(one -> purposes.addAll(purposesOf(one)));
      } else if (!byPurpose && sameBesidesForm(plan).equals(sameBesidesForm(first))) {
        plan.changes().forEach(one -> forms.addAll(formsOf(one)));
      }
    }
    return first.changes().stream()
        .map(change -> withAlternatives(change, List.copyOf(purposes), List.copyOf(forms)))
        .sorted(Change.ORDER)
        .toList();
  }

  private static Change withAlternatives(
      Change change, List<PurposeId> purposes, List<AnswerForm> forms) {
    return switch (change) {
      case Change.UsePurpose one -> new Change.UsePurpose(purposes);
      case Change.ObtainGrant one when !purposes.isEmpty() ->
          new Change.ObtainGrant(one.fields(), one.answer(), purposes);
      case Change.AskForm one when !forms.isEmpty() -> new Change.AskForm(forms);
      default -> change;
    };
  }

  private static List<PurposeId> purposesOf(Change change) {
    return change instanceof Change.UsePurpose one ? one.purposes() : List.of();
  }

  private static List<AnswerForm> formsOf(Change change) {
    return change instanceof Change.AskForm one ? one.forms() : List.of();
  }

  private static List<Change> sameBesidesPurpose(Plan plan) {
    return plan.changes().stream()
        .filter(change -> !(change instanceof Change.UsePurpose))
        .map(change ->
            change instanceof Change.ObtainGrant one
                ? new Change.ObtainGrant(one.fields(), one.answer(), List.of())
                : change)
        .toList();
  }

  private static List<Change> sameBesidesForm(Plan plan) {
    return plan.changes().stream().filter(change -> !(change instanceof Change.AskForm)).toList();
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
    Set<String> leaving = new HashSet<>();
    for (String name : asked) {
      Optional<FieldRule> rule = rules.field(name).filter(one -> permits(one, then, more));
      boolean key = name.equals(rules.keyField());
      if (rule.isEmpty() && key) {
        return Stream.of();
      } else if (rule.isEmpty()) {
        leaveOut(name, more);
      } else {
        if (!rule.get().withheld()) {
          leaving.add(name);
        }
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
    return leaving.isEmpty() ? Stream.of() : granted(changes, asks, more, needed, leaving);
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
      List<Change> changes,
      Question asks,
      Set<Change> more,
      Set<String> needed,
      Set<String> leaving) {
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
        withoutUncovered(changes, asks, more, needed, leaving));
  }

  private Stream<Plan> withoutUncovered(
      List<Change> changes,
      Question asks,
      Set<Change> more,
      Set<String> needed,
      Set<String> leaving) {
    String keyField = rules.keyField();
    Set<String> key = needed.contains(keyField) ? Set.of(keyField) : Set.of();
    Set<String> covered =
        GrantChoice.coveringMost(grants.eligible(asks), asks, needed, key, now.getEpochSecond())
            .map(one -> one.grant().fields())
            .orElse(Set.of());
    Set<Change> less = new LinkedHashSet<>();
    needed.stream()
        .filter(name -> !covered.contains(name))
        .sorted()
        .forEach(name -> less.add(new Change.LeaveOut(name)));
    boolean left = leaving.stream().anyMatch(name -> !less.contains(new Change.LeaveOut(name)));
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
    if (GrantChoice.covered(eligible, asks, needed, second)) {
      return true;
    }
    if (!asks.partial()) {
      return false;
    }
    String keyField = rules.keyField();
    Set<String> key = needed.contains(keyField) ? Set.of(keyField) : Set.of();
    boolean keyCovered = key.isEmpty() || GrantChoice.covered(eligible, asks, key, second);
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
    if (tried >= MOST_TRIED) {
      return List.of(new Change.AskElse(Objections.tooMuchAsked()));
    }
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
