package org.mingjing.policy;

import dev.cel.common.CelValidationException;
import dev.cel.common.types.SimpleType;
import dev.cel.compiler.CelCompiler;
import dev.cel.compiler.CelCompilerFactory;
import dev.cel.parser.CelStandardMacro;
import dev.cel.runtime.CelEvaluationException;
import dev.cel.runtime.CelRuntime;
import dev.cel.runtime.CelRuntimeFactory;
import dev.cel.runtime.Program;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * What CEL itself fails at while it evaluates, and values that are no bool. None of these texts
 * compiles as a condition; should one be evaluated all the same, it must deny.
 */
final class FailingExpressions {

  static final List<String> TEXTS =
      List.of(
          "1 / (call.subjects - call.subjects) == 0",
          "call.subjects % 0 == 0",
          "9223372036854775807 + call.subjects + 1 > 0",
          "-9223372036854775807 - 2 - call.subjects < 0",
          "{'a': call.subjects}['b'] == 0",
          "[call.subjects][7] == 0",
          "int(call.zone) == 0",
          "timestamp(call.zone) < timestamp('2026-01-01T00:00:00Z')",
          "call.zone.matches('(') || call.subjects < 0",
          "[0, call.subjects].all(n, 1 / n > 0)");

  private FailingExpressions() {}

  static List<Expression.Evaluation> all() {
    Stream<Expression.Evaluation> values =
        Stream.<Object>of("true", 1L, List.of(true), Map.of(true, true)).map(value -> at -> value);
    return Stream.concat(TEXTS.stream().map(FailingExpressions::evaluation), values).toList();
  }

  private static Expression.Evaluation evaluation(String text) {
    Program program = program(text);
    return at -> {
      try {
        return program.eval(
            Map.of("call.subjects", (long) at.question().subjects(), "call.zone", "extranet"));
      } catch (CelEvaluationException failed) {
        throw new Expression.NotEvaluated(failed);
      }
    };
  }

  /** By the whole language, of which conditions have a part. */
  private static Program program(String text) {
    CelCompiler compiler =
        CelCompilerFactory.standardCelCompilerBuilder()
            .setStandardMacros(CelStandardMacro.STANDARD_MACROS)
            .addVar("call.subjects", SimpleType.INT)
            .addVar("call.zone", SimpleType.STRING)
            .build();
    CelRuntime runtime = CelRuntimeFactory.plannerRuntimeBuilder().build();
    try {
      return runtime.createProgram(compiler.compile(text).getAst());
    } catch (CelValidationException | CelEvaluationException impossible) {
      throw new AssertionError(text, impossible);
    }
  }
}
