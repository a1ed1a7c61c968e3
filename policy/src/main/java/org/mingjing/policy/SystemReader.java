package org.mingjing.policy;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Reads {@code systems.yaml}: machine clients and their public keys. */
final class SystemReader {

  static final int MAX_ASSURANCE = 3;

  /** Members of a JWK that are private or shared secrets (RFC 7518 section 6). */
  private static final Set<String> SECRET = Set.of("d", "p", "q", "dp", "dq", "qi", "oth", "k");

  private final Draft draft;

  SystemReader(Draft draft) {
    this.draft = draft;
  }

  void systems(Node root) {
    for (Node item : draft.values.items(root)) {
      int before = draft.faults.count();
      MapReader map = MapReader.of(draft.values, item);
      SystemId id = new SystemId(map.matching("id", Patterns.SLUG));
      SystemClient system =
          new SystemClient(
              id,
              draft.department(map, "department"),
              map.text("name"),
              scopes(map),
              map.integer("assurance", 1, MAX_ASSURANCE),
              map.matching("zone", Patterns.SLUG),
              keys(map));
      map.finish();
      boolean sound = draft.faults.count() == before;
      draft.systems.add(id, system, map.at("id"), sound, draft.faults);
    }
  }

  private Set<String> scopes(MapReader map) {
    Set<String> scopes = new LinkedHashSet<>();
    for (Node item : map.list("scopes")) {
      draft
          .values
          .matching(item, Patterns.SLUG)
          .filter(scope -> !scopes.add(scope))
          .ifPresent(scope -> map.repeated(item.at(), scope));
    }
    return scopes;
  }

  private List<String> keys(MapReader map) {
    List<String> keys = new ArrayList<>();
    for (Node item : map.list("keys")) {
      if (item instanceof Node.Mapping jwk) {
        if (isPublic(jwk)) {
          keys.add(CanonicalJson.text(CanonicalJson.of(jwk)));
        }
      } else {
        draft.values.wrong(item.at(), "公钥（JWK）", "a public key (JWK)");
      }
    }
    return keys;
  }

  private boolean isPublic(Node.Mapping jwk) {
    boolean open = true;
    for (var entry : jwk.entries().entrySet()) {
      boolean plain = entry.getValue().value() instanceof Node.Scalar;
      if (!plain || SECRET.contains(entry.getKey())) {
        draft.faults.add(
            entry.getValue().at(),
            "private-key",
            "JWK 的成员 " + entry.getKey() + " 不是公开的；请只保留公钥并更换此密钥",
            "member "
                + entry.getKey()
                + " of a JWK is not public; keep the public part, change the key");
        open = false;
      }
    }
    return open;
  }
}
