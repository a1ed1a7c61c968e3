package org.mingjing.policy;

import java.time.LocalDate;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;

/** Reads {@code grants.yaml}, which seeds a new exchange, and grants that were kept. */
final class GrantReader {

  private static final long MAX_QUOTA = 1_000_000_000_000L;

  private final Draft draft;

  GrantReader(Draft draft) {
    this.draft = draft;
  }

  void grants(Node root) {
    PolicyParts parts = draft.parts();
    for (Node item : draft.values.items(root)) {
      grant(item, parts);
    }
  }

  /** One grant; checked against the rules if the whole draft could be read. */
  void grant(Node item, PolicyParts parts) {
    int before = draft.faults.count();
    MapReader map = MapReader.of(draft.values, item);
    Grant grant = grant(map);
    map.finish();
    if (draft.faults.count() == before) {
      rules(grant, map, parts);
    }
    boolean sound = draft.faults.count() == before;
    draft.grants.add(grant.id(), grant, map.at("id"), sound, draft.faults);
  }

  private void rules(Grant grant, MapReader map, PolicyParts parts) {
    boolean judged =
        draft.complete()
            && judgeable(draft.resources, grant.resource())
            && grant.systems().stream().allMatch(system -> judgeable(draft.systems, system));
    if (judged) {
      for (GrantRules.Breach breach : GrantRules.check(grant, parts)) {
        draft.faults.add(
            map.at(breach.key()), breach.code(), breach.message().zh(), breach.message().en());
      }
    }
  }

  /** What has faults of its own is no ground for further faults here. */
  private static <K> boolean judgeable(Index<K, ?> index, K id) {
    return index.sound(id).isPresent() || !index.holds(id);
  }

  private Grant grant(MapReader map) {
    GrantId id = new GrantId(map.matching("id", Patterns.GRANT));
    MapReader grantee =
        map.require("grantee")
            .map(node -> MapReader.of(draft.values, node))
            .orElseGet(() -> MapReader.of(draft.values, new Node.Broken(map.at())));
    DepartmentId department = draft.department(grantee, "department");
    Set<SystemId> systems = names(grantee, "systems", Patterns.SLUG, SystemId::new);
    grantee.finish();
    LocalDate from = map.date("from");
    return new Grant(
        id,
        department,
        systems,
        new ResourceId(map.matching("resource", Patterns.RESOURCE)),
        names(map, "fields", Patterns.FIELD, Function.identity()),
        new PurposeId(map.matching("purpose", Patterns.SLUG)),
        map.someOf("answers", Vocabulary.ANSWERS),
        from,
        until(map, from),
        quota(map),
        map.find("state")
            .flatMap(node -> draft.values.oneOf(node, Vocabulary.GRANT_STATES))
            .orElse(GrantState.ACTIVE));
  }

  private LocalDate until(MapReader map, LocalDate from) {
    LocalDate until = map.date("until");
    if (until.isBefore(from) && !until.equals(LocalDate.EPOCH)) {
      draft.faults.add(
          map.at("until"), "grant-dates", "截止日早于起始日；请改正", "it ends before it begins; correct it");
    }
    return until.isBefore(from) ? from : until;
  }

  private Quota quota(MapReader map) {
    MapReader inner =
        map.require("quota")
            .map(node -> MapReader.of(draft.values, node))
            .orElseGet(() -> MapReader.of(draft.values, new Node.Broken(map.at())));
    Quota quota =
        new Quota(
            inner.require("perDay", node -> draft.values.longInteger(node, 1, MAX_QUOTA), 1L),
            inner.require(
                "perSubjectPerDay", node -> draft.values.longInteger(node, 1, MAX_QUOTA), 1L));
    inner.finish();
    return quota;
  }

  private <T> Set<T> names(MapReader map, String key, Pattern pattern, Function<String, T> type) {
    Set<T> names = new LinkedHashSet<>();
    for (Node item : map.list(key)) {
      draft
          .values
          .matching(item, pattern)
          .filter(name -> !names.add(type.apply(name)))
          .ifPresent(name -> map.repeated(item.at(), name));
    }
    return names;
  }
}
