package org.mingjing.policy;

import java.util.Comparator;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * What a part of an expression says, however it is written: {@code a && b} is {@code !(!a || !b)},
 * {@code a >= b} is {@code !(a < b)}, and what comes to the same whatever its variables are is
 * {@link #TRUE} or its negation. Equal forms always come to the same; others may, too.
 *
 * @param operands of an {@code ||} without the negation; else empty
 */
record Form(boolean negated, String text, List<Form> operands) {

  static final Form TRUE = of("true");

  private static final Comparator<Form> ORDER =
      Comparator.comparing(Form::text).thenComparing(Form::negated);

  static Form of(String text) {
    return new Form(false, text, List.of());
  }

  Form not() {
    return new Form(!negated, text, operands);
  }

  boolean constant() {
    return text.equals(TRUE.text);
  }

  static Form equal(Form left, Form right) {
    if (left.equals(right)) {
      return TRUE;
    }
    if (left.equals(right.not())) {
      return TRUE.not();
    }
    boolean inOrder = ORDER.compare(left, right) < 0;
    return of("(" + (inOrder ? left : right) + " == " + (inOrder ? right : left) + ")");
  }

  static Form less(Form left, Form right) {
    return left.equals(right) ? TRUE.not() : of("(" + left + " < " + right + ")");
  }

  /** A choice between what says the same is none. */
  static Form choice(Form condition, Form yes, Form no) {
    if (condition.constant()) {
      return condition.negated ? no : yes;
    }
    return yes.equals(no) ? yes : of("(" + condition + " ? " + yes + " : " + no + ")");
  }

  static Form or(Form left, Form right) {
    SortedSet<Form> all = new TreeSet<>(ORDER);
    for (Form side : List.of(left, right)) {
      all.addAll(side.negated || side.operands.isEmpty() ? List.of(side) : side.operands);
    }
    all.remove(TRUE.not());
    if (all.contains(TRUE) || all.stream().anyMatch(one -> beside(all, one.not()))) {
      return TRUE;
    }
    if (all.isEmpty()) {
      return TRUE.not();
    }
    return all.size() == 1
        ? all.getFirst()
        : new Form(
            false,
            all.stream().map(Form::toString).collect(Collectors.joining(" || ", "(", ")")),
            List.copyOf(all));
  }

  private static boolean beside(SortedSet<Form> all, Form other) {
    return all.contains(other)
        || (!other.negated && !other.operands.isEmpty() && all.containsAll(other.operands));
  }

  @Override
  public String toString() {
    return negated ? "!" + text : text;
  }
}
