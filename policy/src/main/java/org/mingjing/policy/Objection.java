package org.mingjing.policy;

import java.util.List;
import java.util.function.Supplier;

/**
 * One reason against a field.
 *
 * @param said composes what is said of it; deciding needs the code alone
 */
record Objection(RefusalCode code, Supplier<Wording> said) {

  /**
   * What is said of it.
   *
   * @param rule the rule that decided, such as {@code condition.purposes:MPS-01}
   */
  record Wording(String rule, Text reason) {}

  /** The one to name: by precedence of codes, the first where they are equal. */
  static Objection first(Objection one, Objection other) {
    return other.code().compareTo(one.code()) < 0 ? other : one;
  }

  /** The one to name of these, of which there is one at least. */
  static Objection first(List<Objection> objections) {
    Objection first = objections.getFirst();
    for (Objection other : objections) {
      first = first(first, other);
    }
    return first;
  }
}
