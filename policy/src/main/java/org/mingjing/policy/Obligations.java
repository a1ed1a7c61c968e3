package org.mingjing.policy;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.OptionalInt;

/** The obligations of a permit, each the strictest of all that apply. */
final class Obligations {

  private static final Obligation NO_ONWARD_USE = new Obligation.NoOnwardUse();

  private Obligations() {}

  static List<Obligation> of(
      AnswerForm answer,
      ResourceRules rules,
      List<AskedField> released,
      List<AskedField> withheld,
      List<AskedField> asked) {
    List<Obligation> obligations = new ArrayList<>(released.size() + withheld.size() + 3);
    for (AskedField one : withheld) {
      obligations.add(new Obligation.WithholdField(one.name()));
    }
    if (answer == AnswerForm.MASKED) {
      masks(released, obligations);
    }
    obligations.add(rules.limit());
    shortestRetention(asked).ifPresent(days -> obligations.add(new Obligation.Retain(days)));
    obligations.add(NO_ONWARD_USE);
    return Collections.unmodifiableList(obligations);
  }

  private static void masks(List<AskedField> released, List<Obligation> obligations) {
    for (AskedField one : released) {
      one.rule().orElseThrow().masking().ifPresent(obligations::add);
    }
  }

  /** The subject key counts even where it only selects: that a person is listed is learned too. */
  private static OptionalInt shortestRetention(List<AskedField> asked) {
    int shortest = Integer.MAX_VALUE;
    for (AskedField one : asked) {
      if (one.objections().isEmpty()) {
        shortest = Math.min(shortest, one.rule().orElseThrow().gate().retentionDays());
      }
    }
    return shortest == Integer.MAX_VALUE ? OptionalInt.empty() : OptionalInt.of(shortest);
  }
}
