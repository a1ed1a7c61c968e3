package org.mingjing.policy;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;

/**
 * Which outcomes differ between two policies with their grants. The space is looked at whole, not
 * sampled: every (department, system, purpose, resource, field, answer form, day), for whole calls
 * for one field that name no grant; expressions and needs of the call are part of the outcome.
 *
 * <p>Calls for several fields are covered as well: such a call changes between permitted and
 * refused only if one of its fields is in {@link #lines} or its fields are in {@link
 * #combinations}. Not in the space, because deciding does not see them or no single call shows
 * them: quotas, scopes and keys of systems, wording, sources, the choice among several grants that
 * would all do, which of its refused fields gives a call of several its code, and partial answers
 * beyond what their fields alone would get.
 *
 * @param lines disjoint: no cell stands in two of them on one day
 */
public record PolicyDiff(List<Line> lines, List<Combination> combinations) {

  public PolicyDiff {
    lines = List.copyOf(lines);
    combinations = List.copyOf(combinations);
  }

  /** What sort of change. */
  public enum Change {
    PERMITTED,
    REFUSED,
    CONDITION_CHANGED,
    OBLIGATIONS_CHANGED,
    /** Refused before and after, for another reason. */
    CODE_CHANGED;

    public String wireName() {
      return Wire.hyphenated(this);
    }

    static Change of(Outcome before, Outcome after) {
      if (before instanceof Outcome.Permitted was && after instanceof Outcome.Permitted is) {
        return was.needs().equals(is.needs()) ? OBLIGATIONS_CHANGED : CONDITION_CHANGED;
      }
      if (before instanceof Outcome.Withheld && after instanceof Outcome.Withheld) {
        return CONDITION_CHANGED;
      }
      if (after instanceof Outcome.Permitted) {
        return PERMITTED;
      }
      return before instanceof Outcome.Permitted ? REFUSED : CODE_CHANGED;
    }
  }

  /**
   * The outcome on these days, under the one and the other. Obligations are told where they differ
   * and where calls become permitted; elsewhere {@link Outcome.Permitted#obligations} is empty, so
   * that one change of many fields is one line.
   */
  public record Delta(Days days, Outcome before, Outcome after) {

    static Delta of(Days days, Outcome before, Outcome after) {
      if (before instanceof Outcome.Permitted was && after instanceof Outcome.Permitted is) {
        return was.obligations().equals(is.obligations())
            ? new Delta(days, was.untold(), is.untold())
            : new Delta(days, before, after);
      }
      return before instanceof Outcome.Permitted was
          ? new Delta(days, was.untold(), after)
          : new Delta(days, before, after);
    }

    public Change change() {
      return Change.of(before, after);
    }
  }

  /** One change, of every requester for every purpose with every field in every form listed. */
  public record Line(
      SortedSet<Requester> requesters,
      SortedSet<PurposeId> purposes,
      SortedMap<ResourceId, SortedSet<String>> fields,
      SortedSet<AnswerForm> forms,
      Delta delta) {

    /** How many cells change. */
    public long cells() {
      long named = fields.values().stream().mapToLong(Collection::size).sum();
      return (long) requesters.size() * purposes.size() * named * forms.size();
    }
  }

  /**
   * Fields of one resource that single calls get both before and after, of which other sets go
   * together in one call than did, because no grant covers them all. The subject key goes with
   * each.
   *
   * @param before the largest sets that a call could ask for
   */
  public record Combination(
      SortedSet<Requester> requesters,
      SortedSet<PurposeId> purposes,
      ResourceId resource,
      SortedSet<AnswerForm> forms,
      Days days,
      Set<SortedSet<String>> before,
      Set<SortedSet<String>> after) {}

  /** Everything that differs; nothing, if no call could tell the two apart. */
  public static PolicyDiff between(
      Policy before, Collection<Grant> grantsBefore, Policy after, Collection<Grant> grantsAfter) {
    return new Comparing(new Outcomes(before, grantsBefore), new Outcomes(after, grantsAfter))
        .diff();
  }

  /** Cells changed, by sort of change. */
  public Map<Change, Long> counts() {
    Map<Change, Long> counts = new LinkedHashMap<>();
    for (Change change : Change.values()) {
      counts.put(change, 0L);
    }
    lines.forEach(line -> counts.merge(line.delta().change(), line.cells(), Long::sum));
    return counts;
  }
}
