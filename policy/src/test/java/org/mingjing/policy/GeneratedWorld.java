package org.mingjing.policy;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/** A policy with grants, and one call at an instant; {@link Generating} makes them at random. */
final class GeneratedWorld {

  private final Rules rules;
  private final Question question;
  private final Instant now;

  GeneratedWorld(PolicyParts parts, List<Grant> grants, Question question, Instant now) {
    this(new Rules(parts, grants), question, now);
  }

  private GeneratedWorld(Rules rules, Question question, Instant now) {
    this.rules = rules;
    this.question = question;
    this.now = now;
  }

  /** What several calls have in common, made ready for deciding once. */
  private static final class Rules {
    private final PolicyParts parts;
    private final List<Grant> grants;
    private Optional<Policy> policy = Optional.empty();
    private Optional<Decider> decider = Optional.empty();

    Rules(PolicyParts parts, List<Grant> grants) {
      this.parts = parts;
      this.grants = List.copyOf(grants);
    }

    Policy policy() {
      policy = policy.or(() -> Optional.of(new Policy(parts, Map.of())));
      return policy.orElseThrow();
    }

    Decider decider() {
      decider = decider.or(() -> Optional.of(new Decider(policy(), GrantSet.of(policy(), grants))));
      return decider.orElseThrow();
    }
  }

  PolicyParts parts() {
    return rules.parts;
  }

  List<Grant> grants() {
    return rules.grants;
  }

  Question question() {
    return question;
  }

  Instant now() {
    return now;
  }

  Policy policy() {
    return rules.policy();
  }

  Decision decide() {
    return rules.decider().decide(question, now);
  }

  /** By the calendar of grants. */
  LocalDate today() {
    return LocalDate.ofInstant(now, Grant.ZONE);
  }

  GeneratedWorld asking(Question other) {
    return new GeneratedWorld(rules, other, now);
  }

  GeneratedWorld with(PolicyParts other) {
    return new GeneratedWorld(other, grants(), question, now);
  }

  GeneratedWorld with(List<Grant> other) {
    return new GeneratedWorld(parts(), other, question, now);
  }

  /** The resource asked; empty if the policy does not have it. */
  Optional<Resource> resource() {
    return Optional.ofNullable(parts().resources().get(question.resource()));
  }

  /** The categories of a field of the resource asked; none if there is no such field. */
  List<Category> categories(String field) {
    return resource().flatMap(one -> one.field(field)).stream()
        .flatMap(one -> one.categories().stream())
        .map(code -> Objects.requireNonNull(parts().categories().get(code)))
        .toList();
  }

  @Override
  public String toString() {
    return question + " at " + now + " under " + grants() + " and " + parts();
  }
}
