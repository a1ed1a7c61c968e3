package org.mingjing.policy;

import java.util.List;

/** A decision in full, as JSON: whatever deciding says, to the letter. */
final class GoldenDecision {

  private GoldenDecision() {}

  static String json(Decision decision) {
    StringBuilder json = new StringBuilder("{");
    switch (decision) {
      case Permit permit -> permit(json, permit);
      case Refusal refusal -> refusal(json, refusal);
    }
    GoldenInput.raw(
        json,
        "fields",
        GoldenInput.list(decision.fields().values().stream().map(GoldenDecision::verdict)));
    GoldenInput.text(json, "policy", decision.policyDigest());
    GoldenInput.text(json, "grants", decision.grantsDigest());
    GoldenInput.raw(json, "version", decision.version());
    return json.append('}').toString();
  }

  private static void permit(StringBuilder json, Permit permit) {
    GoldenInput.text(json, "effect", "permit");
    permit.grant().ifPresent(grant -> GoldenInput.text(json, "grant", grant.value()));
    GoldenInput.raw(json, "released", texts(permit.released()));
    GoldenInput.raw(json, "withheld", texts(permit.withheld()));
    GoldenInput.raw(
        json,
        "obligations",
        texts(permit.obligations().stream().map(ObligationWords::of).toList()));
    GoldenInput.raw(
        json,
        "limits",
        texts(permit.limits(GoldenInput.OPEN).stream().map(GoldenDecision::limit).toList()));
  }

  private static String limit(DailyLimit limit) {
    String of =
        switch (limit) {
          case DailyLimit.OfGrant one -> "grant " + one.grant();
          case DailyLimit.OfGrantPerSubject one -> "grant and subject " + one.grant();
          case DailyLimit.OpenOfSystem one -> "open of system " + one.system();
          case DailyLimit.OpenPerSubject one -> "open per subject " + one.department();
          case DailyLimit.ProbesPerSubject one -> "probes per subject " + one.department();
          case DailyLimit.ProbesPerOfficer one -> "probes per officer " + one.system();
        };
    return of + " " + limit.most();
  }

  private static void refusal(StringBuilder json, Refusal refusal) {
    GoldenInput.text(json, "effect", "deny");
    GoldenInput.text(json, "code", refusal.code().wireName());
    GoldenInput.raw(json, "reason", text(refusal.reason()));
    GoldenInput.raw(
        json,
        "changes",
        GoldenInput.list(refusal.changes().stream().map(change -> text(change.text()))));
    GoldenInput.raw(
        json,
        "alternatives",
        texts(refusal.alternatives().stream().map(AnswerForm::wireName).toList()));
  }

  private static String verdict(FieldVerdict verdict) {
    StringBuilder json = new StringBuilder("{");
    GoldenInput.text(json, "field", verdict.field());
    GoldenInput.raw(json, "permitted", verdict.permitted());
    GoldenInput.raw(
        json, "categories", texts(verdict.categories().stream().map(CategoryCode::value).toList()));
    GoldenInput.text(json, "rule", verdict.rule());
    verdict.grant().ifPresent(grant -> GoldenInput.text(json, "grant", grant.value()));
    verdict.code().ifPresent(code -> GoldenInput.text(json, "code", code.wireName()));
    GoldenInput.raw(json, "reason", text(verdict.reason()));
    GoldenInput.raw(json, "legalBasis", texts(verdict.legalBasis()));
    return json.append('}').toString();
  }

  private static String text(Text text) {
    StringBuilder json = new StringBuilder("{");
    GoldenInput.text(json, "en", text.en());
    GoldenInput.text(json, "zh", text.zh());
    return json.append('}').toString();
  }

  private static String texts(List<String> texts) {
    return GoldenInput.list(texts.stream().map(CanonicalJson::quoted));
  }
}
