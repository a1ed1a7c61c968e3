package org.mingjing.policy;

import java.util.List;
import java.util.Optional;

/**
 * One entry of the negative list.
 *
 * @param channel for a prohibited entry, the registry's wording of the lawful channel; for a
 *     conditional one, the wording of the condition
 * @param condition present exactly when the boundary is conditional
 * @param reason why it is listed: in English as the registry drafts it, and in Chinese
 */
public record Category(
    CategoryCode code,
    DepartmentId department,
    Text name,
    Level level,
    Boundary boundary,
    String channel,
    Optional<Condition> condition,
    List<Citation> legalBasis,
    BasisKind basisKind,
    Confidence confidence,
    Text reason) {

  public Category {
    legalBasis = List.copyOf(legalBasis);
  }

  public boolean prohibited() {
    return boundary == Boundary.PROHIBITED;
  }

  /** Rests on a duty of secrecy alone: a lawyer has to confirm it, and every view says so. */
  public boolean needsLegalConfirmation() {
    return basisKind == BasisKind.SECRECY_DUTY;
  }
}
