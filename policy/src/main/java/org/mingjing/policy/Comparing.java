package org.mingjing.policy;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * Compares all outcomes under one policy with those under another. Requesters and purposes that
 * stand alike before and alike after are compared once; equal changes are then joined, so that each
 * is told in one line however many cells it has.
 */
final class Comparing {

  private final Outcomes before;
  private final Outcomes after;
  private final List<Requester> requesters;
  private final List<PurposeId> purposes;
  private final Map<Box, Set<Asking>> boxes = new LinkedHashMap<>();
  private final Map<Joint, Set<Asking>> joints = new LinkedHashMap<>();

  Comparing(Outcomes before, Outcomes after) {
    this.before = before;
    this.after = after;
    this.requesters =
        both(policy ->
                policy.systems().stream().map(one -> new Requester(one.department(), one.id())))
            .sorted()
            .toList();
    this.purposes = both(policy -> policy.purposes().stream().map(Purpose::id)).sorted().toList();
  }

  private <T> Stream<T> both(Function<Policy, Stream<T>> part) {
    return Stream.concat(part.apply(before.policy()), part.apply(after.policy())).distinct();
  }

  private record Asking(Requester requester, PurposeId purpose) {}

  private record Standings(Standing before, Standing after) {}

  /** The same change of some fields in some forms. */
  private record Box(
      ResourceId resource,
      SortedSet<String> fields,
      SortedSet<AnswerForm> forms,
      PolicyDiff.Delta delta) {}

  private record Joint(
      ResourceId resource, SortedSet<AnswerForm> forms, Combinations.Delta delta) {}

  PolicyDiff diff() {
    both(policy -> policy.resources().stream().map(Resource::id)).forEach(this::compare);
    return new PolicyDiff(lines(), combinations());
  }

  private void compare(ResourceId id) {
    Set<String> fields = new LinkedHashSet<>();
    for (Outcomes side : List.of(before, after)) {
      side.policy()
          .resource(id)
          .ifPresent(resource -> resource.fields().forEach(field -> fields.add(field.name())));
    }
    Outcomes.Of was = before.new Of(id, fields);
    Outcomes.Of is = after.new Of(id, fields);
    Map<Standings, Set<Asking>> alike = new LinkedHashMap<>();
    for (Requester requester : requesters) {
      for (PurposeId purpose : purposes) {
        Standings standings =
            new Standings(was.standing(requester, purpose), is.standing(requester, purpose));
        alike
            .computeIfAbsent(standings, one -> new LinkedHashSet<>())
            .add(new Asking(requester, purpose));
      }
    }
    alike.forEach((standings, askings) -> {
      boxes(id, was, is, fields, standings)
          .forEach(box -> boxes.computeIfAbsent(box, one -> new LinkedHashSet<>()).addAll(askings));
      joints(id, was, is, fields, standings)
          .forEach(
              joint -> joints.computeIfAbsent(joint, one -> new LinkedHashSet<>()).addAll(askings));
    });
  }

  private static List<Box> boxes(
      ResourceId id, Outcomes.Of was, Outcomes.Of is, Set<String> fields, Standings standings) {
    var old = was.outcomes(standings.before());
    var now = is.outcomes(standings.after());
    Map<PolicyDiff.Delta, Map<AnswerForm, SortedSet<String>>> changed = new LinkedHashMap<>();
    for (AnswerForm form : AnswerForm.values()) {
      for (String field : fields) {
        Outcomes.Cell cell = new Outcomes.Cell(field, form);
        for (PolicyDiff.Delta delta :
            deltas(
                timeline(old, cell, standings.before()), timeline(now, cell, standings.after()))) {
          changed
              .computeIfAbsent(delta, one -> new LinkedHashMap<>())
              .computeIfAbsent(form, one -> new TreeSet<>())
              .add(field);
        }
      }
    }
    List<Box> boxes = new ArrayList<>();
    changed.forEach((delta, byForm) ->
        inverted(byForm).forEach((named, forms) -> boxes.add(new Box(id, named, forms, delta))));
    return boxes;
  }

  /** A cell of a resource that this side does not have is refused for that. */
  private static NavigableMap<LocalDate, Outcome> timeline(
      Map<Outcomes.Cell, NavigableMap<LocalDate, Outcome>> outcomes,
      Outcomes.Cell cell,
      Standing standing) {
    return Optional.ofNullable(outcomes.get(cell))
        .orElseGet(() -> Outcomes.always(new Outcome.Denied(standing.stranger().orElseThrow())));
  }

  private static List<PolicyDiff.Delta> deltas(
      NavigableMap<LocalDate, Outcome> was, NavigableMap<LocalDate, Outcome> is) {
    if (was.equals(is)) {
      return List.of();
    }
    SortedSet<LocalDate> days = new TreeSet<>(was.keySet());
    days.addAll(is.keySet());
    List<PolicyDiff.Delta> deltas = new ArrayList<>();
    Stretches.of(days, day -> new Stretches.Two<>(at(was, day), at(is, day)))
        .forEach((stretch, two) -> {
          if (!two.one().equals(two.other())) {
            deltas.add(PolicyDiff.Delta.of(stretch, two.one(), two.other()));
          }
        });
    return deltas;
  }

  private static Outcome at(NavigableMap<LocalDate, Outcome> timeline, LocalDate day) {
    return timeline.floorEntry(day).getValue();
  }

  private static List<Joint> joints(
      ResourceId id, Outcomes.Of was, Outcomes.Of is, Set<String> fields, Standings standings) {
    if (standings.before().grants().isEmpty() && standings.after().grants().isEmpty()) {
      return List.of();
    }
    Combinations before = new Combinations(was, standings.before());
    Combinations after = new Combinations(is, standings.after());
    Map<Combinations.Delta, SortedSet<AnswerForm>> changed = new LinkedHashMap<>();
    for (AnswerForm form : AnswerForm.values()) {
      for (Combinations.Delta delta : Combinations.deltas(before, after, fields, form)) {
        changed.computeIfAbsent(delta, one -> new TreeSet<>()).add(form);
      }
    }
    return changed.entrySet().stream()
        .map(one -> new Joint(id, one.getValue(), one.getKey()))
        .toList();
  }

  /** From each set of values, the keys that have it. */
  private static <K extends Comparable<K>, V> Map<SortedSet<V>, SortedSet<K>> inverted(
      Map<K, SortedSet<V>> map) {
    Map<SortedSet<V>, SortedSet<K>> inverted = new LinkedHashMap<>();
    map.forEach((key, values) -> inverted.computeIfAbsent(values, one -> new TreeSet<>()).add(key));
    return inverted;
  }

  private static Map<SortedSet<Requester>, SortedSet<PurposeId>> askers(Set<Asking> askings) {
    Map<PurposeId, SortedSet<Requester>> byPurpose = new TreeMap<>();
    askings.forEach(one ->
        byPurpose.computeIfAbsent(one.purpose(), two -> new TreeSet<>()).add(one.requester()));
    return inverted(byPurpose);
  }

  private record Line(
      SortedSet<Requester> requesters,
      SortedSet<PurposeId> purposes,
      SortedSet<AnswerForm> forms,
      PolicyDiff.Delta delta) {}

  private List<PolicyDiff.Line> lines() {
    Map<Line, SortedMap<ResourceId, SortedSet<String>>> lines = new HashMap<>();
    boxes.forEach((box, askings) ->
        askers(askings)
            .forEach((asking, forPurposes) ->
                lines
                    .computeIfAbsent(
                        new Line(asking, forPurposes, box.forms(), box.delta()),
                        one -> new TreeMap<>())
                    .computeIfAbsent(box.resource(), one -> new TreeSet<>())
                    .addAll(box.fields())));
    return lines.entrySet().stream()
        .map(one ->
            new PolicyDiff.Line(
                one.getKey().requesters(),
                one.getKey().purposes(),
                one.getValue(),
                one.getKey().forms(),
                one.getKey().delta()))
        .sorted(
            Comparator.comparing((PolicyDiff.Line line) -> line.delta().change())
                .thenComparing(line -> line.fields().firstKey())
                .thenComparing(line -> line.requesters().first())
                .thenComparing(line -> line.purposes().first())
                .thenComparing(line -> line.fields().toString())
                .thenComparing(line -> line.forms().first())
                .thenComparing(line -> line.delta().days().toString()))
        .toList();
  }

  private List<PolicyDiff.Combination> combinations() {
    List<PolicyDiff.Combination> combinations = new ArrayList<>();
    joints.forEach((joint, askings) ->
        askers(askings)
            .forEach((asking, forPurposes) ->
                combinations.add(
                    new PolicyDiff.Combination(
                        asking,
                        forPurposes,
                        joint.resource(),
                        joint.forms(),
                        joint.delta().days(),
                        joint.delta().before(),
                        joint.delta().after()))));
    return combinations.stream()
        .sorted(Comparator.comparing(PolicyDiff.Combination::resource))
        .toList();
  }
}
