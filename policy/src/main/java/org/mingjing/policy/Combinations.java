package org.mingjing.policy;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Which fields one call may ask for together: one grant covers all of them (DESIGN 6.5). */
record Combinations(Outcomes.Of resource, Standing standing) {

  /** The largest sets that go together, before and after. */
  record Delta(Days days, Set<SortedSet<String>> before, Set<SortedSet<String>> after) {}

  /** Where fields that both sides give one by one go together otherwise. */
  static List<Delta> deltas(
      Combinations before, Combinations after, Set<String> fields, AnswerForm form) {
    if (!before.granted(form) && !after.granted(form)) {
      return List.of(); // what no grant gives needs none, on either side
    }
    SortedSet<LocalDate> days = Outcomes.breaks(before.standing().grants());
    days.addAll(Outcomes.breaks(after.standing().grants()));
    List<Delta> deltas = new ArrayList<>();
    Stretches.of(
            days,
            day -> {
              Set<String> single = before.permitted(fields, form, day);
              single.retainAll(after.permitted(fields, form, day));
              return new Stretches.Two<>(
                  before.largest(single, form, day), after.largest(single, form, day));
            })
        .forEach((stretch, two) -> {
          if (!two.one().equals(two.other())) {
            deltas.add(new Delta(stretch, two.one(), two.other()));
          }
        });
    return deltas;
  }

  private boolean granted(AnswerForm form) {
    return standing.grants().stream().anyMatch(grant -> grant.answers().contains(form));
  }

  /** What calls for one field get; the key goes with every call. */
  private Set<String> permitted(Set<String> fields, AnswerForm form, LocalDate day) {
    Set<String> permitted = new HashSet<>();
    if (standing.stranger().isEmpty()) {
      var outcomes = resource.outcomes(standing);
      for (String field : fields) {
        boolean leaves =
            Optional.ofNullable(outcomes.get(new Outcomes.Cell(field, form)))
                .filter(
                    timeline -> timeline.floorEntry(day).getValue() instanceof Outcome.Permitted)
                .isPresent();
        if (leaves && !field.equals(resource.key())) {
          permitted.add(field);
        }
      }
    }
    return permitted;
  }

  private Set<SortedSet<String>> largest(Set<String> fields, AnswerForm form, LocalDate day) {
    if (fields.size() < 2) {
      return Set.of();
    }
    Set<SortedSet<String>> together = new HashSet<>();
    Set<String> granted = new HashSet<>();
    Set<AuthorisationKind> kinds = new HashSet<>();
    for (String field : fields) {
      FieldTerms terms = resource.terms(new Outcomes.Cell(field, form));
      granted.addAll(terms.granted());
      kinds.addAll(FieldTerms.kinds(terms.categories()));
    }
    Set<String> free = new HashSet<>(fields);
    free.removeAll(granted);
    boolean keyGranted = granted.contains(resource.key());
    if (!keyGranted) {
      together.addAll(oneKind(free, kinds, form));
    }
    for (Standing.GrantedDays grant : standing.grants()) {
      if (grant.inForce(day)
          && grant.answers().contains(form)
          && (!keyGranted || grant.fields().contains(resource.key()))) {
        Set<String> covered = new HashSet<>(fields);
        covered.removeIf(field -> granted.contains(field) && !grant.fields().contains(field));
        together.addAll(oneKind(covered, kinds, form));
      }
    }
    return together.stream()
        .filter(one ->
            together.stream().noneMatch(other -> !other.equals(one) && other.containsAll(one)))
        .collect(Collectors.toUnmodifiableSet());
  }

  /** A call brings one authorisation. */
  private List<SortedSet<String>> oneKind(
      Set<String> fields, Set<AuthorisationKind> kinds, AnswerForm form) {
    if (kinds.size() < 2) {
      return List.of(new TreeSet<>(fields));
    }
    return kinds.stream()
        .<SortedSet<String>>map(kind -> {
          SortedSet<String> brought = new TreeSet<>(fields);
          brought.removeIf(field ->
              !Set.of(kind)
                  .containsAll(
                      FieldTerms.kinds(
                          resource.terms(new Outcomes.Cell(field, form)).categories())));
          return brought;
        })
        .toList();
  }
}
