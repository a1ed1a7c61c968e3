package org.mingjing.policy;

import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.function.BiFunction;

/** Ways of making a policy stricter, or what is granted under it less. */
@SuppressWarnings("ImmutableEnumChecker") // the functions capture nothing
enum Stricter {
  NEW_ENTRY(Stricter::newEntry),
  CATEGORY_OF_A_FIELD((world, random) ->
      Edits.classified(world, Edits.any(world.parts().categories().keySet(), random), random)),
  PROHIBITED((world, random) ->
      Edits.category(
          world,
          random,
          old ->
              Records.with(
                  Records.with(old, "condition", Optional.empty()),
                  "boundary",
                  Boundary.PROHIBITED))),
  RECIPIENTS((world, random) ->
      Edits.condition(world, random, "recipients", old -> recipients(old, random))),
  PURPOSES((world, random) ->
      Edits.condition(world, random, "purposes", old -> Edits.fewer(old.purposes(), random))),
  ANSWERS((world, random) ->
      Edits.condition(world, random, "answers", old -> Edits.fewer(old.answers(), random))),
  WITHHELD(
      (world, random) -> Edits.condition(world, random, "withhold", old -> withheld(old, random))),
  AUTHORISATION((world, random) ->
      Edits.condition(
          world,
          random,
          "authorisation",
          old ->
              old.authorisation() == AuthorisationKind.STATUTORY_DUTY
                  ? Edits.any(Set.of(AuthorisationKind.values()), random)
                  : old.authorisation())),
  BATCH((world, random) -> Edits.condition(world, random, "batch", old -> false)),
  RETENTION((world, random) ->
      Edits.condition(world, random, "retentionDays", old -> old.retentionDays() / 2)),
  WHEN((world, random) -> Edits.condition(world, random, "when", old -> when(old, random))),
  FORMS_OF_THE_RESOURCE((world, random) ->
      Edits.resource(world, "answers", old -> Edits.fewer(old.answers(), random))),
  RECORDS((world, random) ->
      Edits.resource(world, "maxRecords", old -> 1 + random.nextInt(old.maxRecords()))),
  MASK((world, random) ->
      Edits.field(
          world,
          random,
          old ->
              Records.with(
                  old, "mask", old.mask().stricter(Edits.any(Mask.all().values(), random))))),
  FIELD((world, random) -> Edits.resource(world, "fields", old -> Edits.butOne(old, random))),
  PURPOSE((world, random) -> Edits.without(world, "purposes", world.parts().purposes(), random)),
  SYSTEM((world, random) -> Edits.without(world, "systems", world.parts().systems(), random)),
  CALENDAR((world, random) ->
      world.with(Records.with(world.parts(), "workingDays", WorkingDays.UNKNOWN))),
  NO_GRANT((world, random) -> Edits.grant(world, random, old -> List.of())),
  SUSPENSION((world, random) ->
      Edits.grant(
          world,
          random,
          "state",
          old -> random.nextBoolean() ? GrantState.SUSPENDED : GrantState.REVOKED)),
  END((world, random) -> Edits.grant(world, random, old -> endingEarlier(old, random))),
  BEGINNING((world, random) -> Edits.grant(world, random, old -> beginningLater(old, random))),
  GRANTED_FIELDS((world, random) ->
      Edits.grant(world, random, "fields", old -> Edits.fewer(old.fields(), random))),
  GRANTED_FORMS((world, random) ->
      Edits.grant(world, random, "answers", old -> Edits.fewer(old.answers(), random))),
  GRANTED_SYSTEMS((world, random) ->
      Edits.grant(world, random, "systems", old -> Edits.fewer(old.systems(), random)));

  private final BiFunction<GeneratedWorld, Random, GeneratedWorld> edit;

  Stricter(BiFunction<GeneratedWorld, Random, GeneratedWorld> edit) {
    this.edit = edit;
  }

  /** The stricter world; the same where there is nothing to be made stricter in this way. */
  GeneratedWorld of(GeneratedWorld world, Random random) {
    return edit.apply(world, random);
  }

  private static GeneratedWorld newEntry(GeneratedWorld world, Random random) {
    Map<CategoryCode, Category> categories = new LinkedHashMap<>(world.parts().categories());
    Category entry = Generating.category(random, Generating.NEW_ENTRY);
    categories.put(entry.code(), entry);
    GeneratedWorld listed = world.with(Records.with(world.parts(), "categories", categories));
    return Edits.classified(listed, entry.code(), random);
  }

  private static Recipients recipients(Condition old, Random random) {
    return switch (old.recipients()) {
      case Recipients.Any any -> new Recipients.Named(Set.of(new DepartmentId("MCA")));
      case Recipients.Named named -> new Recipients.Named(Edits.fewer(named.departments(), random));
    };
  }

  private static Set<String> withheld(Condition old, Random random) {
    Set<String> more = new HashSet<>(old.withhold());
    more.add(Edits.any(Generating.FIELDS, random));
    return more;
  }

  /** One expression more; the same where the two would contradict each other. */
  private static Optional<Expression> when(Condition old, Random random) {
    Expression more = GeneratedWhen.anyOfFew(random);
    return old.when().isEmpty()
        ? Optional.of(more)
        : GeneratedWhen.both(old.when().get(), more).or(old::when);
  }

  private static List<Grant> endingEarlier(Grant old, Random random) {
    var end = old.until().minusDays(1 + random.nextInt(2));
    return end.isBefore(old.from()) ? List.of() : List.of(Records.with(old, "until", end));
  }

  private static List<Grant> beginningLater(Grant old, Random random) {
    var begin = old.from().plusDays(1 + random.nextInt(2));
    return begin.isAfter(old.until()) ? List.of() : List.of(Records.with(old, "from", begin));
  }
}
