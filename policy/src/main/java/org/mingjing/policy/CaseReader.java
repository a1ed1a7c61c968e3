package org.mingjing.policy;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Reads {@code tests/*.yaml}; nothing is decided here. */
final class CaseReader {

  private static final String GRANTS = "grants";

  private final Draft draft;
  private final CaseRequestReader requests;
  private final ExpectationReader expectations;

  CaseReader(Draft draft) {
    this.draft = draft;
    this.requests = new CaseRequestReader(draft);
    this.expectations = new ExpectationReader(draft);
  }

  void cases(Node root) {
    for (Node item : draft.values.items(root)) {
      int before = draft.faults.count();
      MapReader map = MapReader.of(draft.values, item);
      PolicyCase read = read(map);
      map.finish();
      boolean sound = draft.faults.count() == before;
      draft.cases.add(read.id(), read, map.at("id"), sound, draft.faults);
    }
  }

  private PolicyCase read(MapReader map) {
    String id = map.matching("id", Patterns.CASE);
    Text name = map.text("name");
    CaseRequest request = requests.request(map.inner("request"));
    return new PolicyCase(
        id,
        name,
        request,
        map.find(GRANTS).map(node -> grants(map, node, request)).orElse(PolicyCase.Grants.SEEDED),
        expectations.expectation(map.inner("expect")),
        map.at().file(),
        map.at().line());
  }

  private PolicyCase.Grants grants(MapReader map, Node list, CaseRequest request) {
    List<Node> items = draft.values.items(list);
    if (request.imagined().isPresent() && !items.isEmpty()) {
      draft.faults.add(
          map.at(GRANTS),
          "grants-without-effect",
          "category 所设想的资源没有真实授权；请删除 grants（即有一项合适的授权），或写 grants: []（即没有授权）",
          "no grant is given on the imagined resource of a category; leave grants out, for one that"
              + " would do, or write grants: [], for none");
    }
    Draft own = draft.withOwnGrants();
    GrantReader inline = new GrantReader(own);
    Set<GrantId> named = new LinkedHashSet<>();
    List<Node> written = new ArrayList<>();
    for (Node item : items) {
      if (item instanceof Node.Scalar) {
        seeded(item)
            .filter(id -> !named.add(id))
            .ifPresent(id -> map.repeated(item.at(), id.value()));
      } else {
        written.add(item);
      }
    }
    if (!written.isEmpty()) {
      PolicyParts parts = draft.parts();
      written.forEach(item -> inline.grant(item, parts));
    }
    own.seed().stream()
        .filter(grant -> named.contains(grant.id()))
        .forEach(grant -> map.repeated(own.grants.position(grant.id()), grant.id().value()));
    return new PolicyCase.Grants(false, List.copyOf(named), own.seed());
  }

  private Optional<GrantId> seeded(Node item) {
    return draft
        .values
        .matching(item, Patterns.GRANT)
        .map(id -> draft.refer(draft.grants, new GrantId(id), item.at(), "grant", "授权"));
  }
}
