package org.mingjing.policy;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Deciding once more, as DESIGN 6 words it and as slowly as need be: neither index nor CEL nor
 * seconds.
 */
final class ReferenceDecider {

  private final GeneratedWorld world;
  private final Question question;

  private ReferenceDecider(GeneratedWorld world) {
    this.world = world;
    this.question = world.question();
  }

  /** What a permit has to say. */
  record Expected(
      List<String> released,
      List<String> withheld,
      Optional<GrantId> grant,
      List<Obligation> obligations) {}

  /** The permit that is due; empty where the call has to be refused. */
  static Optional<Expected> decide(GeneratedWorld world) {
    return new ReferenceDecider(world).decide();
  }

  private Optional<Expected> decide() {
    boolean known =
        world.resource().isPresent()
            && world.parts().purposes().containsKey(question.purpose())
            && Optional.ofNullable(world.parts().systems().get(question.system()))
                .filter(system -> system.department().equals(question.requester()))
                .isPresent();
    if (!known) {
      return Optional.empty();
    }
    Set<String> wanted = new LinkedHashSet<>(question.fields());
    Set<String> asked = new LinkedHashSet<>(wanted);
    asked.add(Generating.KEY);
    List<String> needed =
        asked.stream()
            .filter(this::needsGrant)
            .filter(field -> !question.partial() || allowed(field))
            .toList();
    Optional<Grant> grant = grant(needed);
    List<String> passed =
        asked.stream()
            .filter(this::allowed)
            .filter(field -> !needsGrant(field) || covers(grant, field))
            .toList();
    List<String> released =
        wanted.stream().filter(passed::contains).filter(field -> !withheld(field)).toList();
    boolean whole = passed.size() == asked.size();
    if (!passed.contains(Generating.KEY) || released.isEmpty() || !(whole || question.partial())) {
      return Optional.empty();
    }
    List<String> withheld = wanted.stream().filter(one -> !released.contains(one)).toList();
    return Optional.of(
        new Expected(
            released,
            withheld,
            grant.map(Grant::id),
            obligations(released, withheld, asked.stream().filter(this::allowed).toList())));
  }

  private static boolean covers(Optional<Grant> grant, String field) {
    return grant.filter(one -> one.fields().contains(field)).isPresent();
  }

  private boolean withheld(String field) {
    return conditions(field).anyMatch(condition -> condition.withhold().contains(field));
  }

  private Stream<Condition> conditions(String field) {
    return world.categories(field).stream().flatMap(one -> one.condition().stream());
  }

  private boolean needsGrant(String field) {
    List<Category> categories = world.categories(field);
    return !categories.isEmpty()
        && categories.stream().noneMatch(Category::prohibited)
        && (field.equals(Generating.KEY) || !withheld(field));
  }

  /** By resource and categories, grants apart. */
  private boolean allowed(String field) {
    Resource resource = world.resource().orElseThrow();
    return resource.field(field).isPresent()
        && world.categories(field).stream().noneMatch(Category::prohibited)
        && resource.answers().contains(question.answer())
        && (!withheld(field) || question.answer() == AnswerForm.MASKED)
        && conditions(field).allMatch(this::met);
  }

  private boolean met(Condition condition) {
    GeneratedWhen.At at =
        new GeneratedWhen.At(
            question,
            world.resource().orElseThrow().subject().type(),
            world.now(),
            world.parts().workingDays());
    boolean bulk = question.job() || question.subjects() > 1;
    return condition.answers().contains(question.answer())
        && condition.recipients().include(question.requester())
        && condition.purposes().contains(question.purpose())
        && (condition.batch() || !bulk || question.answer() == AnswerForm.AGGREGATE)
        && (condition.authorisation() == AuthorisationKind.STATUTORY_DUTY
            || condition.authorisation().wireName().equals(at.kind()))
        && condition.when().map(GeneratedWhen::of).map(one -> one.holds(at)).orElse(true);
  }

  /** The lowest id that covers all; of a partial answer else the one that covers most. */
  private Optional<Grant> grant(List<String> needed) {
    List<Grant> usable =
        world.grants().stream()
            .filter(this::usable)
            .sorted(Comparator.comparing(Grant::id))
            .toList();
    Optional<Grant> whole =
        usable.stream().filter(grant -> grant.fields().containsAll(needed)).findFirst();
    if (needed.isEmpty() || whole.isPresent() || !question.partial()) {
      return needed.isEmpty() ? Optional.empty() : whole;
    }
    List<Grant> ofKey =
        usable.stream()
            .filter(one -> !needsGrant(Generating.KEY) || one.fields().contains(Generating.KEY))
            .filter(one -> covered(one, needed) > 0)
            .toList();
    return ofKey.stream()
        .filter(one -> ofKey.stream().allMatch(o -> covered(o, needed) <= covered(one, needed)))
        .findFirst();
  }

  private static long covered(Grant grant, List<String> needed) {
    return needed.stream().filter(grant.fields()::contains).count();
  }

  private boolean usable(Grant grant) {
    return grant.state() == GrantState.ACTIVE
        && !world.today().isBefore(grant.from())
        && !world.today().isAfter(grant.until())
        && grant.grantee().equals(question.requester())
        && grant.systems().contains(question.system())
        && grant.resource().equals(question.resource())
        && grant.purpose().equals(question.purpose())
        && grant.answers().contains(question.answer())
        && question.grant().filter(named -> !named.equals(grant.id())).isEmpty();
  }

  private List<Obligation> obligations(
      List<String> released, List<String> withheld, List<String> allowed) {
    Resource resource = world.resource().orElseThrow();
    List<Obligation> obligations = new ArrayList<>();
    withheld.forEach(field -> obligations.add(new Obligation.WithholdField(field)));
    for (String field : released) {
      if (question.answer() == AnswerForm.MASKED && !world.categories(field).isEmpty()) {
        Mask mask = resource.field(field).orElseThrow().mask();
        obligations.add(new Obligation.MaskField(field, mask));
      }
    }
    obligations.add(new Obligation.LimitRecords(resource.maxRecords()));
    OptionalInt days =
        allowed.stream().flatMap(this::conditions).mapToInt(Condition::retentionDays).min();
    days.ifPresent(least -> obligations.add(new Obligation.Retain(least)));
    obligations.add(new Obligation.NoOnwardUse());
    return obligations;
  }
}
