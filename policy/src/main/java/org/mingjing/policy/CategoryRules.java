package org.mingjing.policy;

import java.util.Optional;

/** What an entry of the negative list has to be, beyond being well written. */
final class CategoryRules {

  private CategoryRules() {}

  static void check(Category category, MapReader map, Draft draft) {
    basisIsThere(category, map, draft);
    basisKindFits(category, map, draft);
    if (category.prohibited()) {
      rankSuffices(category, map, draft);
    }
    if (category.needsLegalConfirmation()) {
      draft.faults.notice(
          map.at("basisKind"),
          Provisos.NEEDS_LEGAL_CONFIRMATION,
          category.code() + " " + Provisos.SECRECY_ALONE.zh(),
          category.code() + " " + Provisos.SECRECY_ALONE.en());
    }
  }

  private static void basisIsThere(Category category, MapReader map, Draft draft) {
    if (category.legalBasis().isEmpty() && map.has("legalBasis")) {
      draft.faults.add(
          map.at("legalBasis"),
          "no-legal-basis",
          category.code() + " 没有法律依据；条件不得自行设定（条例第14、15条）；请引用依据，或删除此条",
          category.code()
              + " cites no legal basis; nobody invents conditions (Decree 809 art. 14, 15);"
              + " cite one or remove the entry");
    }
  }

  private static void basisKindFits(Category category, MapReader map, Draft draft) {
    boolean condition = category.basisKind() == BasisKind.CONDITION;
    if (condition == category.prohibited() && map.has("boundary") && map.has("basisKind")) {
      draft.faults.add(
          map.at("basisKind"),
          "basis-kind-mismatch",
          "有条件共享的依据类别应为 condition，不予共享的应为其他类别；请改正其一",
          "a conditional entry has basisKind condition, a prohibited one any other; correct one of"
              + " them");
    }
  }

  /** Decree 809 art. 14, 15: the best of the instruments cited has to rank high enough. */
  private static void rankSuffices(Category category, MapReader map, Draft draft) {
    boolean suffices =
        category.legalBasis().stream()
            .map(citation -> draft.instruments.sound(citation.instrument()))
            .anyMatch(found -> found.filter(one -> one.rank().mayProhibit()).isPresent());
    boolean allKnown =
        category.legalBasis().stream()
            .map(citation -> draft.instruments.sound(citation.instrument()))
            .allMatch(Optional::isPresent);
    if (!suffices && allKnown && !category.legalBasis().isEmpty()) {
      draft.faults.admission(
          map.at("legalBasis"),
          "rank-too-low",
          category.code() + " 不予共享，但所引依据都不是法律、行政法规或国务院决定；请改为有条件共享或补充依据",
          category.code()
              + " is prohibited, but nothing it cites is a law, administrative regulation or State"
              + " Council decision; make it conditional or add such a basis");
    }
  }
}
