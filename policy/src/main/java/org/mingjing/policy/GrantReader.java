package org.mingjing.policy;

import java.time.LocalDate;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.regex.Pattern;

/** Reads {@code grants.yaml}, which seeds a new exchange, and grants that were kept. */
final class GrantReader {

  private static final long MAX_QUOTA = 1_000_000_000_000L;
  private static final String UNTIL = "until";

  private final Draft draft;
  private final Set<String> unread = new HashSet<>();

  GrantReader(Draft draft) {
    this.draft = draft;
  }

  void grants(Node root) {
    PolicyParts parts = draft.parts();
    for (Node item : draft.values.items(root)) {
      grant(item, parts);
    }
  }

  /** One grant; checked against the rules as far as it and the draft could be read. */
  void grant(Node item, PolicyParts parts) {
    read(item, grant -> rules(grant, item, parts));
  }

  /**
   * One grant that was given once: what it names may be gone, but none lasts longer than any may.
   */
  void kept(Node item) {
    read(item, grant -> GrantRules.tooLong(grant).ifPresent(breach -> broken(item, breach)));
  }

  private void read(Node item, Consumer<Grant> rules) {
    int before = draft.faults.count();
    unread.clear();
    MapReader map = MapReader.of(draft.values, item);
    Grant grant = grant(map);
    map.finish();
    rules.accept(grant);
    boolean sound = draft.faults.count() == before;
    draft.grants.add(grant.id(), grant, map.at("id"), sound, draft.faults);
  }

  private void rules(Grant grant, Node written, PolicyParts parts) {
    boolean judged =
        draft.complete()
            && judgeable(draft.resources, grant.resource())
            && grant.systems().stream().allMatch(system -> judgeable(draft.systems, system));
    for (GrantRules.Breach breach : GrantRules.check(grant, parts)) {
      String key = breach.key().split("\\.", 2)[0];
      if (!unread.contains(key) && (judged || key.equals(UNTIL))) {
        broken(written, breach);
      }
    }
  }

  private void broken(Node written, GrantRules.Breach breach) {
    Text message = breach.message();
    draft.faults.add(place(written, breach), breach.code(), message.zh(), message.en());
  }

  /** Where the value stands that breaks a rule; in a list, the item that does. */
  private static Position place(Node written, GrantRules.Breach breach) {
    Node node = written;
    for (String key : breach.key().split("\\.", -1)) {
      if (node instanceof Node.Mapping mapping) {
        Node.Entry entry = mapping.entries().get(key);
        node = entry == null ? node : entry.value();
      }
    }
    List<Node> items = node instanceof Node.Sequence list ? list.items() : List.of();
    return items.stream()
        .filter(one ->
            one instanceof Node.Scalar scalar
                && breach.item().filter(scalar.text()::equals).isPresent())
        .findFirst()
        .orElse(node)
        .at();
  }

  /** Reads what stands under a key; a fault there leaves nothing to be judged by the rules. */
  private <T> T read(String key, Supplier<T> reading) {
    int before = draft.faults.count();
    T value = reading.get();
    if (draft.faults.count() != before) {
      unread.add(key);
    }
    return value;
  }

  /** What has faults of its own is no ground for further faults here. */
  private static <K> boolean judgeable(Index<K, ?> index, K id) {
    return index.sound(id).isPresent() || !index.holds(id);
  }

  private Grant grant(MapReader map) {
    GrantId id = new GrantId(map.matching("id", Patterns.GRANT));
    Grantee grantee = read("grantee", () -> grantee(map));
    LocalDate from = read(UNTIL, () -> map.date("from"));
    return new Grant(
        id,
        grantee.department(),
        grantee.systems(),
        read("resource", () -> new ResourceId(map.matching("resource", Patterns.RESOURCE))),
        read("fields", () -> names(map, "fields", Patterns.FIELD, Function.identity())),
        read("purpose", () -> new PurposeId(map.matching("purpose", Patterns.SLUG))),
        read("answers", () -> map.someOf("answers", Vocabulary.ANSWERS)),
        from,
        read(UNTIL, () -> until(map, from)),
        quota(map),
        map.find("state")
            .flatMap(node -> draft.values.oneOf(node, Vocabulary.GRANT_STATES))
            .orElse(GrantState.ACTIVE));
  }

  private record Grantee(DepartmentId department, Set<SystemId> systems) {}

  private Grantee grantee(MapReader map) {
    MapReader grantee =
        map.require("grantee")
            .map(node -> MapReader.of(draft.values, node))
            .orElseGet(() -> MapReader.of(draft.values, new Node.Broken(map.at())));
    DepartmentId department = draft.department(grantee, "department");
    Set<SystemId> systems = names(grantee, "systems", Patterns.SLUG, SystemId::new);
    grantee.finish();
    return new Grantee(department, systems);
  }

  private LocalDate until(MapReader map, LocalDate from) {
    LocalDate until = map.date(UNTIL);
    if (until.isBefore(from) && !until.equals(MapReader.NO_DATE)) {
      draft.faults.add(
          map.at(UNTIL), "grant-dates", "截止日早于起始日；请改正", "it ends before it begins; correct it");
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
