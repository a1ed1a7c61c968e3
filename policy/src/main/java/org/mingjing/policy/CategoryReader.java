package org.mingjing.policy;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** Reads {@code negative-list.yaml}. */
final class CategoryReader {

  private static final Pattern MARK = Pattern.compile("[VHMXK]");
  private static final int MAX_ARTICLE = 9999;

  private final Draft draft;
  private final ConditionReader conditions;

  CategoryReader(Draft draft) {
    this.draft = draft;
    this.conditions = new ConditionReader(draft);
  }

  void categories(Node root) {
    for (Node item : draft.values.items(root)) {
      int before = draft.faults.count();
      MapReader map = MapReader.of(draft.values, item);
      CategoryCode code = new CategoryCode(map.matching("code", Patterns.CATEGORY));
      Category category = category(map, code);
      map.finish();
      CategoryRules.check(category, map, draft);
      boolean sound = draft.faults.count() == before;
      draft.categories.add(code, category, map.at("code"), sound, draft.faults);
    }
  }

  private Category category(MapReader map, CategoryCode code) {
    Boundary boundary = map.oneOf("boundary", Vocabulary.BOUNDARIES, Boundary.PROHIBITED);
    MapReader inner =
        map.require("condition")
            .map(node -> MapReader.of(draft.values, node))
            .orElseGet(() -> MapReader.of(draft.values, new Node.Broken(map.at())));
    String text = inner.string("text");
    Optional<Condition> condition =
        boundary == Boundary.CONDITIONAL
            ? Optional.of(conditions.condition(inner, code, text))
            : Optional.empty();
    inner.finish();
    return new Category(
        code,
        draft.department(map, "department"),
        map.text("name"),
        map.oneOf("level", Vocabulary.LEVELS, Level.CORE),
        boundary,
        text,
        condition,
        legalBasis(map),
        map.oneOf("basisKind", Vocabulary.BASIS_KINDS, BasisKind.CONDITION),
        map.oneOf("confidence", Vocabulary.CONFIDENCES, Confidence.UNSURE),
        map.text("reason"));
  }

  private List<Citation> legalBasis(MapReader map) {
    List<Citation> basis = new ArrayList<>();
    for (Node item : map.list("legalBasis")) {
      MapReader citation = MapReader.of(draft.values, item);
      basis.add(
          new Citation(
              instrument(citation),
              citation.find("edition").flatMap(draft.values::string),
              articles(citation),
              citation.matching("mark", MARK)));
      citation.finish();
    }
    return basis;
  }

  private String instrument(MapReader citation) {
    String name = citation.string("instrument");
    if (!draft.instruments.holds(name) && !name.equals(Patterns.STAND_IN)) {
      draft.faults.add(
          citation.at("instrument"),
          "unlisted-instrument",
          "《" + name + "》不在 instruments.yaml 中；请登记其位阶",
          name + " is not in instruments.yaml; list it with its rank");
    }
    return name;
  }

  private List<Integer> articles(MapReader citation) {
    return citation.find("articles").map(draft.values::items).orElse(List.of()).stream()
        .flatMap(item -> draft.values.integer(item, 1, MAX_ARTICLE).stream())
        .toList();
  }
}
