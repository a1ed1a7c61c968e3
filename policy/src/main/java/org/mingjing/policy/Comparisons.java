package org.mingjing.policy;

import dev.cel.common.CelAbstractSyntaxTree;
import dev.cel.common.ast.CelConstant;
import dev.cel.common.ast.CelExpr;
import dev.cel.common.ast.CelExpr.CelCall;
import dev.cel.common.ast.CelReference;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Walks a checked expression and looks at what it compares attributes with: a misspelt word or a
 * number that never comes would make the comparison always true or never, and tell nobody.
 */
final class Comparisons {

  private static final String CONDITIONAL = "_?_:_";
  private static final String IN = "@in";

  /** What each operator is with its sides exchanged. */
  private static final Map<String, String> OPERATORS =
      Map.of(
          "_==_", "_==_", "_!=_", "_!=_", "_<_", "_>_", "_<=_", "_>=_", "_>_", "_<_", "_>=_",
          "_<=_");

  private final CelAbstractSyntaxTree tree;
  private final ExpressionFaults faults;
  private final List<Compared> words = new ArrayList<>();

  private Comparisons(CelAbstractSyntaxTree tree, ExpressionFaults faults) {
    this.tree = tree;
    this.faults = faults;
  }

  /**
   * Notes comparisons that always come to the same, and words that a closed vocabulary lacks; gives
   * the words that only the documents can know.
   */
  static List<Compared> check(CelAbstractSyntaxTree tree, ExpressionFaults faults) {
    Comparisons comparisons = new Comparisons(tree, faults);
    comparisons.walk(tree.getExpr());
    comparisons.words.forEach(faults::unknownWord);
    return List.copyOf(comparisons.words);
  }

  private void walk(CelExpr expr) {
    if (expr.getKind() != CelExpr.ExprKind.Kind.CALL) {
      return;
    }
    CelCall call = expr.call();
    call.target().ifPresent(this::walk);
    call.args().forEach(this::walk);
    boolean comparison = OPERATORS.containsKey(call.function()) || call.function().equals(IN);
    if (comparison && call.args().size() == 2) {
      CelExpr left = call.args().get(0);
      CelExpr right = call.args().get(1);
      words(left, right);
      words(right, left);
      numbers(expr, call.function(), left, right);
    }
  }

  private void words(CelExpr attributes, CelExpr texts) {
    List<CelExpr> literals =
        leaves(texts).filter(leaf -> constant(leaf, CelConstant.Kind.STRING_VALUE)).toList();
    leaves(attributes)
        .flatMap(leaf -> attribute(leaf).stream())
        .forEach(attribute ->
            literals.forEach(literal ->
                words.add(
                    new Compared(
                        attribute, literal.constant().stringValue(), character(literal)))));
  }

  /** What an operand may come to: itself, the items of a list, either branch. */
  private static Stream<CelExpr> leaves(CelExpr expr) {
    return switch (expr.getKind()) {
      case LIST -> expr.list().elements().stream().flatMap(Comparisons::leaves);
      case CALL ->
          expr.call().function().equals(CONDITIONAL)
              ? expr.call().args().stream().skip(1).flatMap(Comparisons::leaves)
              : Stream.of(expr);
      default -> Stream.of(expr);
    };
  }

  private void numbers(CelExpr expr, String operator, CelExpr left, CelExpr right) {
    if (operator.equals(IN)) {
      range(left).ifPresent(range -> listed(expr, range, right));
    } else if (constant(right, CelConstant.Kind.INT64_VALUE)) {
      range(left).ifPresent(range -> compared(expr, range, operator, number(right)));
    } else if (constant(left, CelConstant.Kind.INT64_VALUE)) {
      String turned = OPERATORS.getOrDefault(operator, operator);
      range(right).ifPresent(range -> compared(expr, range, turned, number(left)));
    }
  }

  private void compared(CelExpr expr, NumberRange range, String operator, long number) {
    range
        .outcome(operator, number)
        .ifPresent(outcome -> faults.constantComparison(character(expr), range, outcome));
  }

  /** Each number of the list has to be one that comes, and one that comes has to be left out. */
  private void listed(CelExpr expr, NumberRange range, CelExpr list) {
    List<CelExpr> items =
        list.getKind() == CelExpr.ExprKind.Kind.LIST ? list.list().elements() : List.of();
    if (!items.stream().allMatch(item -> constant(item, CelConstant.Kind.INT64_VALUE))) {
      return;
    }
    for (CelExpr item : items) {
      if (!range.holds(number(item))) {
        faults.constantComparison(character(item), range, false);
      }
    }
    if (range.within(items.stream().map(Comparisons::number).toList())) {
      faults.constantComparison(character(expr), range, true);
    }
  }

  private Optional<NumberRange> range(CelExpr expr) {
    return attribute(expr).flatMap(NumberRange::of);
  }

  private Optional<Attribute> attribute(CelExpr expr) {
    return Optional.ofNullable(tree.getReferenceMap().get(expr.id()))
        .map(CelReference::name)
        .flatMap(Attribute::named);
  }

  private static boolean constant(CelExpr expr, CelConstant.Kind kind) {
    return expr.getKind() == CelExpr.ExprKind.Kind.CONSTANT && expr.constant().getKind() == kind;
  }

  private static long number(CelExpr expr) {
    return expr.constant().int64Value();
  }

  private int character(CelExpr expr) {
    return Optional.ofNullable(tree.getSource().getPositionsMap().get(expr.id())).orElse(0) + 1;
  }
}
