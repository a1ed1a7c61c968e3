package org.mingjing.policy;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZonedDateTime;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * What one decision looks at besides the list: the question, whom the resource is about, the
 * instant. Made for one decision by one thread; what an expression came to is kept, so that ten
 * fields of a category cost one evaluation.
 */
final class Circumstances {

  private final Question question;
  private final SubjectType subjectType;
  private final Instant now;
  private final WorkingDays workingDays;
  private final Numbering numbering;
  private final int department;
  private final int system;
  private final int purpose;

  /** Replaced by a map of its own when there is something to keep, which is seldom. */
  private Map<CategoryCode, Optional<Expression.Failure>> failures = Map.of();

  /** Without numbers: by these, every field is judged category by category. */
  Circumstances(Question question, SubjectType subjectType, Instant now, WorkingDays workingDays) {
    this(question, subjectType, now, workingDays, Numbering.NONE);
  }

  /** {@code numbering} is that of the policy whose rules are asked. */
  Circumstances(
      Question question,
      SubjectType subjectType,
      Instant now,
      WorkingDays workingDays,
      Numbering numbering) {
    this.question = question;
    this.subjectType = subjectType;
    this.now = now;
    this.workingDays = workingDays;
    this.numbering = numbering;
    this.department = numbering.departments().of(question.requester());
    this.system = numbering.systems().of(question.system());
    this.purpose = numbering.purposes().of(question.purpose());
  }

  /** The same, but for another question about the same resource. */
  Circumstances asking(Question other) {
    return new Circumstances(other, subjectType, now, workingDays, numbering);
  }

  Instant now() {
    return now;
  }

  Question question() {
    return question;
  }

  SubjectType subjectType() {
    return subjectType;
  }

  /** The requester's number. */
  int department() {
    return department;
  }

  /** The number of the system. */
  int system() {
    return system;
  }

  /** The number of the purpose. */
  int purpose() {
    return purpose;
  }

  /** The clock on the wall, by the calendar of grants. */
  ZonedDateTime local() {
    return now.atZone(Grant.ZONE);
  }

  /** Whether today is a working day; empty if the policy has no calendar of the year. */
  Optional<Boolean> workingDay() {
    return workingDays.isWorkingDay(LocalDate.ofInstant(now, Grant.ZONE));
  }

  /** What the call brings besides the grant, if it still holds today. */
  Optional<Authorisation> authorisation() {
    Optional<Authorisation> brought = question.authorisation();
    if (brought.isEmpty()) {
      return brought;
    }
    LocalDate today = LocalDate.ofInstant(now, Grant.ZONE);
    return brought.filter(one -> !one.until().isBefore(today));
  }

  /** Why the category's expression does not hold, if it has one that does not. */
  Optional<Expression.Failure> failure(Category category) {
    Optional<Expression> when = FieldJudge.conditionOf(category).when();
    if (when.isEmpty()) {
      return Optional.empty();
    }
    if (failures.isEmpty()) {
      failures = new HashMap<>();
    }
    return failures.computeIfAbsent(category.code(), code -> when.get().failure(this));
  }
}
