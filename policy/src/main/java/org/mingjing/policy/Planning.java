package org.mingjing.policy;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** What else a refused call needs beside some changes: to leave fields out, and a grant. */
final class Planning {
  private final ResourceRules rules;
  private final GrantChoice grants;
  private final Circumstances at;
  private final Set<String> asked;

  Planning(ResourceRules rules, GrantChoice grants, Circumstances at) {
    this.rules = rules;
    this.grants = grants;
    this.at = at;
    this.asked = new LinkedHashSet<>(at.question().fields());
  }

  /** Changes that permit, and what they cost. */
  record Plan(List<Change> changes) {
    int weight() {
      return changes.stream().mapToInt(Planning::weight).sum();
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

  /** The changes with what else they need; none where nothing that is left out helps. */
  Stream<Plan> plans(List<Change> changes, Question asks, boolean meetingExpressions) {
    Circumstances then = at.asking(asks);
    Set<Change> more = new LinkedHashSet<>();
    Set<String> needed = new HashSet<>();
    Set<String> leaving = new HashSet<>();
    for (String name : asked) {
      Optional<FieldRule> rule =
          rules.field(name).filter(one -> permits(one, then, meetingExpressions, more));
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
          rules.field(rules.keyField()).filter(one -> permits(one, then, meetingExpressions, more));
      if (key.isEmpty()) {
        return Stream.of();
      }
      need(key.get(), true, needed);
    }
    return leaving.isEmpty() ? Stream.of() : granted(changes, asks, more, needed, leaving);
  }

  /** A partial call leaves out by itself. */
  private void leaveOut(String name, Set<Change> more) {
    if (!at.question().partial()) {
      more.add(new Change.LeaveOut(name));
    }
  }

  private static void need(FieldRule rule, boolean key, Set<String> needed) {
    if (!rule.open() && (key || !rule.withheld())) {
      needed.add(rule.name());
    }
  }

  private static boolean permits(
      FieldRule rule, Circumstances then, boolean meetingExpressions, Set<Change> more) {
    if (!rule.gate().passes(then)) {
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
    long second = at.now().getEpochSecond();
    if (needed.isEmpty() || covered(eligible, asks, needed, leaving, second)) {
      return planned(changes, more);
    }
    Change grant = GrantChoice.change(eligible, asks, needed, second);
    // another grant than the one named would not be looked at
    boolean had = !(grant instanceof Change.ObtainGrant) || asks.grant().isEmpty();
    return Stream.concat(
        had
            ? planned(changes, with(more, Set.of(grant)))
            : coveringSome(changes, asks, more, needed, leaving),
        withoutUncovered(changes, asks, more, needed, leaving));
  }

  /** In a partial call, the one named will do once it covers the key and anything that leaves. */
  private Stream<Plan> coveringSome(
      List<Change> changes,
      Question asks,
      Set<Change> more,
      Set<String> needed,
      Set<String> leaving) {
    String key = rules.keyField();
    return grants.eligible(asks).stream()
        .filter(one -> asks.partial())
        .flatMap(one -> {
          Set<String> some = both(needed, one.grant().fields());
          boolean enough = !needed.contains(key) || some.contains(key);
          Change grant = GrantChoice.change(List.of(one), asks, some, at.now().getEpochSecond());
          return enough
                  && some.stream().anyMatch(leaving::contains)
                  && !(grant instanceof Change.ObtainGrant)
              ? planned(changes, with(more, Set.of(grant)))
              : Stream.of();
        });
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
        GrantChoice.coveringMost(
                grants.eligible(asks), asks, needed, key, at.now().getEpochSecond())
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

  /** In a partial call, a grant that covers the key and anything that leaves will do. */
  private boolean covered(
      List<DatedGrant> eligible,
      Question asks,
      Set<String> needed,
      Set<String> leaving,
      long second) {
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
            || GrantChoice.coveringMost(eligible, asks, both(needed, leaving), key, second)
                .isPresent());
  }

  private static Set<String> both(Set<String> some, Set<String> others) {
    Set<String> both = new HashSet<>(some);
    both.retainAll(others);
    return both;
  }
}
