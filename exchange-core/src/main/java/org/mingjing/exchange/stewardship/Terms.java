package org.mingjing.exchange.stewardship;

import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.mingjing.exchange.evidence.RecordedDecision;
import org.mingjing.policy.Decision;
import org.mingjing.policy.FieldVerdict;
import org.mingjing.policy.GrantId;
import org.mingjing.policy.Obligation;
import org.mingjing.policy.Permit;
import org.mingjing.policy.Refusal;
import org.mingjing.policy.RefusalCode;

/**
 * What a call comes to, as far as its caller and its provider notice.
 *
 * @param code why it is refused; absent if it is permitted
 * @param leaving the fields that may leave
 */
public record Terms(
    Optional<String> code,
    Optional<GrantId> grant,
    Set<String> leaving,
    Set<Obligation> obligations) {

  static Terms of(Decision decision) {
    return switch (decision) {
      case Permit permit ->
          new Terms(
              Optional.empty(),
              permit.grant(),
              leaving(permit.fields()),
              Set.copyOf(permit.obligations()));
      case Refusal refusal -> refused(refusal.code().wireName());
    };
  }

  private static Set<String> leaving(Map<String, FieldVerdict> verdicts) {
    Set<String> leaving = new HashSet<>();
    verdicts.forEach((field, verdict) -> {
      if (verdict.permitted()) {
        leaving.add(field);
      }
    });
    return leaving;
  }

  static Terms of(RecordedDecision decision) {
    return decision
        .code()
        .map(code -> refused(code.wireName()))
        .orElseGet(() ->
            new Terms(
                Optional.empty(),
                decision.grant(),
                decision.leaving(),
                Set.copyOf(decision.obligations())));
  }

  static Terms refused(String code) {
    return new Terms(Optional.of(code), Optional.empty(), Set.of(), Set.of());
  }

  public boolean permitted() {
    return code.isEmpty();
  }

  /** What changes if these terms give way to others. */
  ImpactReport.Change to(Terms after) {
    if (permitted() != after.permitted()) {
      return permitted() ? ImpactReport.Change.NEWLY_REFUSED : ImpactReport.Change.NEWLY_PERMITTED;
    }
    if (!permitted()) {
      return code.equals(after.code)
          ? ImpactReport.Change.UNCHANGED
          : ImpactReport.Change.REFUSED_OTHERWISE;
    }
    if (!leaving.equals(after.leaving) || !enforced().equals(after.enforced())) {
      return ImpactReport.Change.MASKED_DIFFERENTLY;
    }
    return equals(after) ? ImpactReport.Change.UNCHANGED : ImpactReport.Change.TERMS_CHANGED;
  }

  private Set<Obligation> enforced() {
    return obligations.stream().filter(Obligation::enforced).collect(Collectors.toSet());
  }

  /** Whether a quota refused the call, which replaying does not count. */
  boolean overQuota() {
    return code.filter(RefusalCode.QUOTA_EXCEEDED.wireName()::equals).isPresent();
  }
}
