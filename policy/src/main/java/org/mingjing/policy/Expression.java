package org.mingjing.policy;

import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A condition's {@code when}, compiled and type-checked at load. Evaluating one is pure; any number
 * of threads may.
 */
public final class Expression {

  private final String text;
  private final Set<Attribute> attributes;
  private final List<Compared> compared;
  private final Evaluation evaluation;

  /** Evaluates the compiled form. */
  interface Evaluation {
    /**
     * The value.
     *
     * @throws NotEvaluated if it has none
     */
    Object of(Circumstances at) throws NotEvaluated;
  }

  /** The expression came to nothing. */
  static final class NotEvaluated extends Exception {
    private static final long serialVersionUID = 1L;

    NotEvaluated(Throwable cause) {
      super(cause);
    }
  }

  /** Why it does not hold. */
  record Failure(Text reason) {}

  Expression(
      String text, Set<Attribute> attributes, List<Compared> compared, Evaluation evaluation) {
    this.text = text;
    this.attributes =
        attributes.isEmpty() ? Set.of() : Collections.unmodifiableSet(EnumSet.copyOf(attributes));
    this.compared = List.copyOf(compared);
    this.evaluation = evaluation;
  }

  /** As written in the document. */
  public String text() {
    return text;
  }

  /** What it names, such as {@code call.assurance}. */
  public List<String> attributes() {
    return attributes.stream().map(Attribute::wireName).toList();
  }

  Set<Attribute> names() {
    return attributes;
  }

  /** The texts that it compares attributes with. */
  List<Compared> compared() {
    return compared;
  }

  /** Whether it looks at what the caller merely asserts. */
  public boolean reliesOnAsserted() {
    return attributes.stream().anyMatch(Attribute::asserted);
  }

  /** Empty if it holds; anything but a plain {@code true} with every attribute there does not. */
  Optional<Failure> failure(Circumstances at) {
    for (Attribute attribute : attributes) {
      if (attribute.of(at).isEmpty()) {
        return Optional.of(missing(attribute));
      }
    }
    try {
      Object value = evaluation.of(at);
      return Boolean.TRUE.equals(value) ? Optional.empty() : Optional.of(untrue(value));
    } catch (NotEvaluated failed) {
      return Optional.of(unevaluated());
    }
  }

  private Failure missing(Attribute attribute) {
    String name = attribute.wireName();
    return new Failure(
        new Text(
            "缺少条件表达式所需的 " + name + "：" + text,
            "the expression needs " + name + ", which the call does not bring: " + text));
  }

  private Failure untrue(Object value) {
    return Boolean.FALSE.equals(value)
        ? new Failure(new Text("条件表达式不成立：" + text, "the expression is false: " + text))
        : unevaluated();
  }

  private Failure unevaluated() {
    return new Failure(
        new Text("条件表达式无法求值：" + text, "the expression cannot be evaluated: " + text));
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Expression expression && expression.text.equals(text);
  }

  @Override
  public int hashCode() {
    return text.hashCode();
  }

  @Override
  public String toString() {
    return text;
  }
}
