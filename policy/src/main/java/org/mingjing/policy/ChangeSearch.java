package org.mingjing.policy;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

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
  private final Planning planning;
  private final Circumstances at;
  private final Question question;
  private final Set<String> asked;
  private final List<Planning.Plan> best = new ArrayList<>();
  private boolean meetingExpressions;
  private int tried;

  private ChangeSearch(ResourceRules rules, GrantChoice grants, Circumstances at) {
    this.rules = rules;
    this.planning = new Planning(rules, grants, at);
    this.at = at;
    this.question = at.question();
    this.asked = new LinkedHashSet<>(question.fields());
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
      planning.plans(changes, asks, meetingExpressions).forEach(this::keep);
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
    Planning.Plan first = best.getFirst();
    Set<PurposeId> purposes = new TreeSet<>();
    Set<AnswerForm> forms = new TreeSet<>();
    boolean byPurpose = first.changes().stream().anyMatch(Change.UsePurpose.class::isInstance);
    for (Planning.Plan plan : best) {
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

  private static List<Change> sameBesidesPurpose(Planning.Plan plan) {
    return plan.changes().stream()
        .filter(change -> !(change instanceof Change.UsePurpose))
        .map(change ->
            change instanceof Change.ObtainGrant one
                ? new Change.ObtainGrant(one.fields(), one.answer(), List.of())
                : change)
        .toList();
  }

  private static List<Change> sameBesidesForm(Planning.Plan plan) {
    return plan.changes().stream().filter(change -> !(change instanceof Change.AskForm)).toList();
  }

  private void keep(Planning.Plan plan) {
    if (best.isEmpty() || plan.betterThan(best.getFirst())) {
      best.clear();
      best.add(plan);
    } else if (plan.asGoodAs(best.getFirst())) {
      best.add(plan);
    }
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
