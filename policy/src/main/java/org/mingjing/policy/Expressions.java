package org.mingjing.policy;

import dev.cel.checker.CelStandardDeclarations;
import dev.cel.checker.CelStandardDeclarations.StandardFunction;
import dev.cel.checker.CelStandardDeclarations.StandardIdentifier;
import dev.cel.common.CelAbstractSyntaxTree;
import dev.cel.common.CelOptions;
import dev.cel.common.CelValidationException;
import dev.cel.common.CelValidationResult;
import dev.cel.common.ast.CelReference;
import dev.cel.common.types.CelType;
import dev.cel.common.types.ListType;
import dev.cel.common.types.SimpleType;
import dev.cel.compiler.CelCompiler;
import dev.cel.compiler.CelCompilerBuilder;
import dev.cel.compiler.CelCompilerFactory;
import dev.cel.runtime.CelEvaluationException;
import dev.cel.runtime.CelRuntime;
import dev.cel.runtime.CelRuntimeFactory;
import dev.cel.runtime.CelVariableResolver;
import dev.cel.runtime.Program;
import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/**
 * Compiles conditions in CEL (cel.dev). What may be written is the part of the language that always
 * has a value once its attributes are there: comparing, combining, looking at texts. Nothing in it
 * repeats or fails, so that an expression costs at most its nodes, and {@code ||} has no error to
 * swallow.
 */
final class Expressions {

  static final int MAX_CHARACTERS = 500;
  static final int MAX_NODES = 150;
  static final int MAX_DEPTH = 24;

  private static final Set<CelType> TYPES =
      Set.of(
          SimpleType.BOOL,
          SimpleType.INT,
          SimpleType.STRING,
          ListType.create(SimpleType.INT),
          ListType.create(SimpleType.STRING));

  private Expressions() {}

  /** Made when the first expression is read: most policies of tests have none. */
  private static final class Environment {

    private static final CelCompiler COMPILER = compiler();
    private static final CelRuntime RUNTIME =
        CelRuntimeFactory.plannerRuntimeBuilder()
            .setOptions(CelOptions.current().enableHeterogeneousNumericComparisons(true).build())
            .build();

    private static CelCompiler compiler() {
      CelCompilerBuilder builder =
          CelCompilerFactory.standardCelCompilerBuilder()
              .setOptions(
                  CelOptions.current()
                      .maxExpressionCodePointSize(MAX_CHARACTERS)
                      .maxParseExpressionNodeCount(MAX_NODES)
                      .maxParseRecursionDepth(MAX_DEPTH)
                      .build())
              .setStandardEnvironmentEnabled(false)
              .setStandardDeclarations(declarations());
      for (Attribute attribute : Attribute.values()) {
        builder.addVar(attribute.wireName(), type(attribute.type()));
      }
      return builder.build();
    }

    private static CelStandardDeclarations declarations() {
      return CelStandardDeclarations.newBuilder()
          .includeFunctions(
              StandardFunction.LOGICAL_NOT,
              StandardFunction.LOGICAL_AND,
              StandardFunction.LOGICAL_OR,
              StandardFunction.CONDITIONAL,
              StandardFunction.EQUALS,
              StandardFunction.NOT_EQUALS,
              StandardFunction.LESS,
              StandardFunction.LESS_EQUALS,
              StandardFunction.GREATER,
              StandardFunction.GREATER_EQUALS,
              StandardFunction.IN,
              StandardFunction.STARTS_WITH,
              StandardFunction.ENDS_WITH,
              StandardFunction.CONTAINS,
              StandardFunction.SIZE)
          .excludeIdentifiers(StandardIdentifier.values())
          .build();
    }

    private static CelType type(Attribute.Type type) {
      return switch (type) {
        case STRING -> SimpleType.STRING;
        case INT -> SimpleType.INT;
        case BOOL -> SimpleType.BOOL;
      };
    }
  }

  /** The compiled expression; empty, with every fault noted, if it cannot be relied on. */
  static Optional<Expression> compile(String text, Position at, Faults faults) {
    ExpressionFaults found = new ExpressionFaults(text, at, faults);
    if (text.codePointCount(0, text.length()) > MAX_CHARACTERS) {
      found.tooLarge();
      return Optional.empty();
    }
    OptionalInt comment = WhenTokens.comment(text);
    if (comment.isPresent()) {
      found.comment(comment.getAsInt() + 1);
      return Optional.empty();
    }
    CelValidationResult parsed = Environment.COMPILER.parse(text);
    if (parsed.hasError()) {
      parsed.getErrors().stream().limit(1).forEach(found::unreadable);
      return Optional.empty();
    }
    CelValidationResult checked = Environment.COMPILER.check(tree(parsed));
    if (checked.hasError()) {
      found.illTyped(checked.getErrors());
      return Optional.empty();
    }
    return sound(text, tree(checked), found);
  }

  private static Optional<Expression> sound(
      String text, CelAbstractSyntaxTree tree, ExpressionFaults found) {
    Set<Attribute> attributes = attributes(tree.getReferenceMap().values());
    Optional<CelType> foreign =
        tree.getTypeMap().values().stream().filter(type -> !TYPES.contains(type)).findFirst();
    if (foreign.isPresent()) {
      found.foreignType(foreign.get().name());
    } else if (!tree.getResultType().equals(SimpleType.BOOL)) {
      found.notBool(tree.getResultType().name());
    } else if (attributes.isEmpty()) {
      found.constant();
    } else {
      ConstantParts.check(tree, found);
      List<Compared> compared = Comparisons.check(tree, found);
      return Optional.of(new Expression(text, attributes, compared, evaluation(tree)));
    }
    return Optional.empty();
  }

  private static Set<Attribute> attributes(Collection<CelReference> references) {
    Set<Attribute> attributes = EnumSet.noneOf(Attribute.class);
    references.stream()
        .flatMap(reference -> Attribute.named(reference.name()).stream())
        .forEach(attributes::add);
    return attributes;
  }

  private static Expression.Evaluation evaluation(CelAbstractSyntaxTree tree) {
    Program program = program(tree);
    return circumstances -> {
      CelVariableResolver values =
          name -> Attribute.named(name).flatMap(attribute -> attribute.of(circumstances));
      try {
        return program.eval(values);
      } catch (CelEvaluationException failed) {
        throw new Expression.NotEvaluated(failed);
      }
    };
  }

  private static Program program(CelAbstractSyntaxTree tree) {
    try {
      return Environment.RUNTIME.createProgram(tree);
    } catch (CelEvaluationException impossible) {
      throw new IllegalStateException("a checked expression has a program", impossible);
    }
  }

  private static CelAbstractSyntaxTree tree(CelValidationResult result) {
    try {
      return result.getAst();
    } catch (CelValidationException impossible) {
      throw new IllegalStateException("an expression without faults has a tree", impossible);
    }
  }
}
