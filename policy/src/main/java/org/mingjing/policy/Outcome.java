package org.mingjing.policy;

import java.util.Collections;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** What calls for one field come to on a day, whatever else they bring. */
public sealed interface Outcome {

  /** Permitted if all of that holds, at once if nothing is needed; under these obligations. */
  record Permitted(SortedSet<Need> needs, List<Obligation> obligations) implements Outcome {
    public Permitted {
      needs = Collections.unmodifiableSortedSet(new TreeSet<>(needs));
      obligations = List.copyOf(obligations);
    }

    /** Without its obligations. */
    Permitted untold() {
      return new Permitted(needs, List.of());
    }

    @Override
    public String toString() {
      return Outcome.conditional("permit", needs);
    }
  }

  /**
   * Never leaves: refused by itself ({@code answer-not-allowed}); beside another field, and if all
   * of that holds, it is left out and listed.
   */
  record Withheld(SortedSet<Need> needs) implements Outcome {
    public Withheld {
      needs = Collections.unmodifiableSortedSet(new TreeSet<>(needs));
    }

    @Override
    public String toString() {
      return Outcome.conditional("withheld", needs);
    }
  }

  /** Refused with that code, even if the call brings all that could be asked of it. */
  record Denied(RefusalCode code) implements Outcome {
    @Override
    public String toString() {
      return "deny " + code.wireName();
    }
  }

  private static String conditional(String word, SortedSet<Need> needs) {
    return needs.isEmpty()
        ? word
        : needs.stream().map(Need::toString).collect(Collectors.joining(" & ", word + " if ", ""));
  }
}
