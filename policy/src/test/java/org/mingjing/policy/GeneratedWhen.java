package org.mingjing.policy;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;

/**
 * Expressions of many shapes, each with what it comes to, worked out without CEL.
 *
 * @param needs attributes that a call may lack; without one of them the expression does not hold
 * @param value what it comes to where they are all there
 */
record GeneratedWhen(String text, Set<Attribute> needs, Predicate<GeneratedWhen.At> value) {

  private static final int EXPRESSIONS = 200;
  private static final Map<String, Optional<Expression>> COMPILED = new ConcurrentHashMap<>();
  private static final Map<String, GeneratedWhen> BY_TEXT = new ConcurrentHashMap<>();
  private static final List<GeneratedWhen> POOL = pool();

  /** What an expression looks at. */
  record At(Question question, SubjectType type, Instant now, WorkingDays days) {

    ZonedDateTime local() {
      return now.atZone(Grant.ZONE);
    }

    Optional<Boolean> workingDay() {
      return days.isWorkingDay(LocalDate.ofInstant(now, Grant.ZONE));
    }

    Optional<Authorisation> inForce() {
      return question
          .authorisation()
          .filter(one -> !LocalDate.ofInstant(now, Grant.ZONE).isAfter(one.until()));
    }

    String kind() {
      return inForce().map(one -> one.kind().wireName()).orElse("statutory-duty");
    }

    String reference() {
      return inForce().map(Authorisation::reference).orElse("");
    }

    String response() {
      return question.asserted().response().orElse("");
    }

    String incident() {
      return question.asserted().incident().orElse("");
    }

    boolean has(Attribute attribute) {
      return switch (attribute) {
        case AUTHORISATION_REFERENCE -> inForce().isPresent();
        case WORKING_DAY -> workingDay().isPresent();
        case RESPONSE -> question.asserted().response().isPresent();
        case INCIDENT -> question.asserted().incident().isPresent();
        default -> true;
      };
    }
  }

  /** Whether it permits. */
  boolean holds(At at) {
    return needs.stream().allMatch(at::has) && value.test(at);
  }

  static Expression any(Random random) {
    return POOL.get(random.nextInt(POOL.size())).compiled().orElseThrow();
  }

  /** One of few, so that what is joined with them is not compiled each time. */
  static Expression anyOfFew(Random random) {
    return POOL.get(random.nextInt(20)).compiled().orElseThrow();
  }

  /** What was generated as this expression. */
  static GeneratedWhen of(Expression expression) {
    return Optional.ofNullable(BY_TEXT.get(expression.text())).orElseThrow();
  }

  /** Both have to hold; empty if the two are too much of one expression, or contradict. */
  static Optional<Expression> both(Expression one, Expression other) {
    return and(of(one), of(other)).compiled();
  }

  /** Empty if it is refused, as what always or never holds is. */
  private Optional<Expression> compiled() {
    BY_TEXT.putIfAbsent(text, this);
    return COMPILED.computeIfAbsent(
        text,
        written -> {
          Faults faults = new Faults();
          return Expressions.compile(written, Position.startOf("list.yaml"), faults)
              .filter(expression -> faults.none());
        });
  }

  private static List<GeneratedWhen> pool() {
    Random random = Property.random(-1);
    List<GeneratedWhen> pool = new ArrayList<>(GeneratedAtoms.ALL);
    pool.removeIf(atom -> atom.compiled().isEmpty());
    while (pool.size() < EXPRESSIONS) {
      GeneratedWhen made = made(random, 1 + random.nextInt(3));
      if (made.compiled().isPresent()) {
        pool.add(made);
      }
    }
    return List.copyOf(pool);
  }

  private static GeneratedWhen made(Random random, int depth) {
    if (depth == 0) {
      return atom(random);
    }
    GeneratedWhen one = made(random, depth - 1);
    GeneratedWhen other = made(random, random.nextInt(depth));
    return switch (random.nextInt(6)) {
      case 0 -> new GeneratedWhen("!(" + one.text + ")", one.needs, at -> !one.value.test(at));
      case 1 -> and(one, other);
      case 2 -> joined(one, "==", other, at -> one.value.test(at) == other.value.test(at));
      case 3 -> choice(atom(random), one, other);
      default -> joined(one, "||", other, at -> one.value.test(at) || other.value.test(at));
    };
  }

  private static GeneratedWhen atom(Random random) {
    return GeneratedAtoms.ALL.get(random.nextInt(GeneratedAtoms.ALL.size()));
  }

  private static GeneratedWhen and(GeneratedWhen one, GeneratedWhen other) {
    return joined(one, "&&", other, at -> one.value.test(at) && other.value.test(at));
  }

  private static GeneratedWhen choice(GeneratedWhen which, GeneratedWhen one, GeneratedWhen other) {
    GeneratedWhen two = joined(one, ":", other, one.value);
    Set<Attribute> needs = new HashSet<>(which.needs);
    needs.addAll(two.needs);
    return new GeneratedWhen(
        "(" + which.text + ") ? " + two.text,
        needs,
        at -> which.value.test(at) ? one.value.test(at) : other.value.test(at));
  }

  private static GeneratedWhen joined(
      GeneratedWhen one, String operator, GeneratedWhen other, Predicate<At> value) {
    Set<Attribute> needs = new HashSet<>(one.needs);
    needs.addAll(other.needs);
    return new GeneratedWhen(
        "(" + one.text + ") " + operator + " (" + other.text + ")", needs, value);
  }
}
