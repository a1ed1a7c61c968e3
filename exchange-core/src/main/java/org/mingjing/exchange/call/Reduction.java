package org.mingjing.exchange.call;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BiFunction;
import org.mingjing.connectors.SourceGroup;
import org.mingjing.connectors.SourceRow;
import org.mingjing.exchange.aggregate.Tally;
import org.mingjing.exchange.grants.PermittedCall;
import org.mingjing.exchange.problem.ProblemCode;
import org.mingjing.ledger.canonical.CanonicalWriter;
import org.mingjing.policy.AnswerForm;
import org.mingjing.policy.Coding;
import org.mingjing.policy.Field;
import org.mingjing.policy.Mask;
import org.mingjing.policy.Masked;
import org.mingjing.policy.Resource;

/**
 * Reduces what was fetched for one call to an answer in its form. A value that does not fit its
 * field is withheld and named, whatever the form: nothing is guessed from it.
 */
final class Reduction {
  private final FetchedCall fetched;
  private final PermittedCall permitted;
  private final Obliged obliged;
  private final Resource resource;
  private final Set<String> withheld;
  private final Set<String> unfit = new TreeSet<>();

  Reduction(FetchedCall fetched, PermittedCall permitted, Obliged obliged) {
    this.fetched = fetched;
    this.permitted = permitted;
    this.obliged = obliged;
    this.resource = permitted.call().resource();
    this.withheld = new TreeSet<>(obliged.withheld());
  }

  /** The records, masked where masks apply. */
  ReleasableCall.Reduced records() {
    List<SourceRow> rows = fetched.rows();
    Set<String> kept = new TreeSet<>(rows.isEmpty() ? obliged.released() : List.of());
    CanonicalWriter out = new CanonicalWriter(512).beginArray();
    for (SourceRow row : rows) {
      out.beginObject();
      for (String name : obliged.released()) {
        (written(out, name, row) ? kept : withheld).add(name);
      }
      out.endObject();
    }
    return reduced(out.endArray(), rows.size(), List.copyOf(kept));
  }

  /**
   * Writes the member with what may leave of its value; false, and no member, if nothing of it may:
   * a null tells that the source has no value, an empty text that it has one.
   */
  private boolean written(CanonicalWriter out, String name, SourceRow row) {
    Optional<String> text = Optional.ofNullable(row.values().get(name));
    if (text.isEmpty()) {
      out.name(name).nullValue();
      return true;
    }
    Field field = field(name);
    Optional<Mask> mask = mask(field);
    Optional<String> value = fitting(field, text.get());
    if (value.isEmpty()) {
      return false;
    }
    if (mask.isEmpty() || mask.get().equals(Mask.NONE)) {
      FieldValue.write(out.name(name), field.type(), value.get());
      return true;
    }
    return switch (mask.get().apply(value.get())) {
      case Masked.Kept part -> {
        out.name(name).string(part.value());
        yield true;
      }
      case Masked.Withheld nothing -> false;
    };
  }

  private Optional<Mask> mask(Field field) {
    Optional<Mask> mask = Optional.ofNullable(obliged.masks().get(field.name()));
    boolean masked = permitted.permit().question().answer() == AnswerForm.MASKED;
    if (mask.isEmpty() && masked && !field.open()) {
      // INVARIANT: a conditional field leaves in masked form through its mask, or not at all
      throw new FailedAfterOpening(fetched.opened(), ProblemCode.OBLIGATION_FAILED);
    }
    return mask;
  }

  /** Yes, no or unknown for each claim; no value leaves. */
  ReleasableCall.Reduced verified() {
    Map<String, String> claims = permitted.call().request().claims();
    return words((field, value) ->
        Verification.match(field.type(), claims.getOrDefault(field.name(), ""), value));
  }

  /** The coded state of each field; no value leaves. */
  ReleasableCall.Reduced states() {
    return words((field, value) -> value.map(known -> state(field, known)).orElse(Coding.UNKNOWN));
  }

  private String state(Field field, String value) {
    Optional<String> state = Optional.ofNullable(field.coding().states().get(value));
    if (state.isEmpty()) {
      unfit.add(field.name());
    }
    return state.orElse(Coding.UNKNOWN);
  }

  /** The numbers of groups, but of small ones. */
  ReleasableCall.Reduced groups() {
    List<String> by = permitted.call().grouping().orElseThrow().by();
    Tally tally = new Tally(by);
    for (SourceGroup group : fetched.groups()) {
      List<Optional<String>> values = new ArrayList<>();
      for (String name : by) {
        values.add(
            Optional.ofNullable(group.values().get(name))
                .flatMap(text -> fitting(field(name), text)));
      }
      tally.add(values, group.subjects(), sums(group));
    }
    byte[] json =
        tally
            .json(resource.aggregates().minCell())
            .orElseThrow(
                () -> new FailedAfterOpening(fetched.opened(), ProblemCode.OBLIGATION_FAILED));
    return new ReleasableCall.Reduced(
        json, 0, obliged.released(), List.copyOf(withheld), List.copyOf(unfit));
  }

  private Map<String, BigDecimal> sums(SourceGroup group) {
    Map<String, BigDecimal> sums = new HashMap<>();
    group
        .sums()
        .forEach((name, text) -> {
          if (obliged.released().contains(name)) {
            FieldValue.number(text)
                .ifPresentOrElse(sum -> sums.put(name, sum), () -> unfit.add(name));
          }
        });
    return sums;
  }

  /** Whether each number keeps to the limit named; no number leaves. */
  ReleasableCall.Reduced thresholds() {
    Map<String, String> named = permitted.call().request().claims();
    return words((field, value) -> {
      Optional<Coding.Limit> limit =
          Optional.ofNullable(field.coding().limits().get(named.getOrDefault(field.name(), "")));
      return limit
          .flatMap(known -> value.map(number -> known.keeps(new BigDecimal(number))))
          .map(keeps -> keeps ? Verification.YES : Verification.NO)
          .orElse(Coding.UNKNOWN);
    });
  }

  /** A word for each field, of the value of the one record; of several nobody knows which. */
  private ReleasableCall.Reduced words(BiFunction<Field, Optional<String>, String> word) {
    Optional<SourceRow> row =
        fetched.rows().size() == 1 ? Optional.of(fetched.rows().getFirst()) : Optional.empty();
    CanonicalWriter out = new CanonicalWriter(256).beginObject();
    for (String name : obliged.released()) {
      Field field = field(name);
      Optional<String> value =
          row.flatMap(r -> Optional.ofNullable(r.values().get(name)))
              .flatMap(text -> fitting(field, text));
      out.name(name).string(word.apply(field, value));
    }
    return reduced(out.endObject(), 0, obliged.released());
  }

  /** What the source's text means; nothing, and the field is named, if it fits nothing. */
  private Optional<String> fitting(Field field, String text) {
    Optional<String> value = FieldValue.of(field, text);
    if (value.isEmpty()) {
      unfit.add(field.name());
    }
    return value;
  }

  private Field field(String name) {
    return resource.field(name).orElseThrow();
  }

  private ReleasableCall.Reduced reduced(CanonicalWriter out, int records, List<String> released) {
    return new ReleasableCall.Reduced(
        out.toByteArray(), records, released, List.copyOf(withheld), List.copyOf(unfit));
  }
}
