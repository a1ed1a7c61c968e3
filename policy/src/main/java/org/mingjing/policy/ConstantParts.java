package org.mingjing.policy;

import dev.cel.common.CelAbstractSyntaxTree;
import dev.cel.common.ast.CelConstant;
import dev.cel.common.ast.CelExpr;
import dev.cel.common.ast.CelExpr.CelCall;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Finds parts of a checked expression that come to the same whatever a call brings, by how they are
 * written: something beside its own negation, compared with itself, or searched for the empty text.
 * What is found is constant; not all that is constant is found.
 */
final class ConstantParts {

  private static final Form EMPTY = constant(CelConstant.ofValue(""));

  private final CelAbstractSyntaxTree tree;
  private final ExpressionFaults faults;

  private ConstantParts(CelAbstractSyntaxTree tree, ExpressionFaults faults) {
    this.tree = tree;
    this.faults = faults;
  }

  /** Notes each of them; what is constant only because of a part of it is not noted again. */
  static void check(CelAbstractSyntaxTree tree, ExpressionFaults faults) {
    new ConstantParts(tree, faults).noted(tree.getExpr());
  }

  private boolean noted(CelExpr expr) {
    boolean inside = false;
    for (CelExpr part : parts(expr)) {
      inside |= noted(part);
    }
    if (inside || expr.getKind() != CelExpr.ExprKind.Kind.CALL) {
      return inside;
    }
    Form form = form(expr);
    if (form.constant()) {
      int at = Optional.ofNullable(tree.getSource().getPositionsMap().get(expr.id())).orElse(0);
      faults.constantPart(at + 1, !form.negated());
    }
    return form.constant();
  }

  private static List<CelExpr> parts(CelExpr expr) {
    return switch (expr.getKind()) {
      case CALL -> operands(expr.call());
      case LIST -> expr.list().elements();
      default -> List.of();
    };
  }

  /** The receiver of a function is its first operand. */
  private static List<CelExpr> operands(CelCall call) {
    return Stream.concat(call.target().stream(), call.args().stream()).toList();
  }

  private static Form form(CelExpr expr) {
    return switch (expr.getKind()) {
      case CONSTANT -> constant(expr.constant());
      case IDENT -> Form.of(expr.ident().name());
      case SELECT -> Form.of(form(expr.select().operand()) + "." + expr.select().field());
      case LIST -> Form.of(listed(forms(expr.list().elements())));
      case CALL -> called(expr.call(), forms(operands(expr.call())));
      default -> Form.of("#" + expr.id()); // equal to nothing else
    };
  }

  private static List<Form> forms(List<CelExpr> exprs) {
    return exprs.stream().map(ConstantParts::form).toList();
  }

  private static Form constant(CelConstant value) {
    return switch (value.getKind()) {
      case BOOLEAN_VALUE -> value.booleanValue() ? Form.TRUE : Form.TRUE.not();
      case STRING_VALUE -> Form.of(CanonicalJson.quoted(value.stringValue()));
      case INT64_VALUE -> Form.of(Long.toString(value.int64Value()));
      default -> throw new IllegalStateException("no such type in a checked expression");
    };
  }

  private static String listed(List<Form> forms) {
    return forms.stream().map(Form::toString).collect(Collectors.joining(", ", "[", "]"));
  }

  private static Form called(CelCall call, List<Form> operands) {
    Form first = operands.getFirst();
    Form last = operands.getLast();
    return switch (call.function()) {
      case "!_" -> first.not();
      case "_||_" -> Form.or(first, last);
      case "_&&_" -> Form.or(first.not(), last.not()).not();
      case "_==_" -> Form.equal(first, last);
      case "_!=_" -> Form.equal(first, last).not();
      case "_<_" -> Form.less(first, last);
      case "_>_" -> Form.less(last, first);
      case "_<=_" -> Form.less(last, first).not();
      case "_>=_" -> Form.less(first, last).not();
      case "_?_:_" -> Form.choice(first, operands.get(1), last);
      case "@in" -> in(call.args().getLast(), first) ? Form.TRUE : other(call, operands);
      case "contains", "startsWith", "endsWith" ->
          last.equals(EMPTY) || last.equals(first) ? Form.TRUE : other(call, operands);
      default -> other(call, operands);
    };
  }

  private static boolean in(CelExpr list, Form form) {
    return list.getKind() == CelExpr.ExprKind.Kind.LIST
        && forms(list.list().elements()).contains(form);
  }

  private static Form other(CelCall call, List<Form> operands) {
    return Form.of(call.function() + listed(operands));
  }
}
