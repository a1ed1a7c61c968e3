package org.mingjing.exchange.evidence;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.mingjing.exchange.problem.Language;
import org.mingjing.ledger.canonical.CanonicalWriter;
import org.mingjing.policy.Asserted;
import org.mingjing.policy.Authorisation;
import org.mingjing.policy.CategoryCode;
import org.mingjing.policy.Decision;
import org.mingjing.policy.FieldVerdict;
import org.mingjing.policy.Obligation;
import org.mingjing.policy.Permit;
import org.mingjing.policy.Question;
import org.mingjing.policy.Refusal;

/** Decisions and their inputs as canonical JSON, alike in entries and in answers. */
final class DecisionJson {
  private static final String EFFECT = "effect";

  private DecisionJson() {}

  /** What has become of the obligations of a permit. */
  enum Duty {
    /** The answer left: what we enforce was met, the rest is told to the recipient. */
    ANSWERED,
    /** Somebody else gives the data, and was told all of them. */
    TOLD,
    /** Nothing left, so none was due. */
    NOT_DUE;

    private String of(Obligation obligation) {
      return switch (this) {
        case ANSWERED -> obligation.enforced() ? "met" : "communicated";
        case TOLD -> "communicated";
        case NOT_DUE -> "not-due";
      };
    }
  }

  /** {@code duty}: what has become of a permit's obligations. */
  static byte[] of(Decision decision, Duty duty) {
    return switch (decision) {
      case Permit permit -> permit(permit, duty);
      case Refusal refusal -> refusal(refusal);
    };
  }

  private static byte[] permit(Permit permit, Duty duty) {
    CanonicalWriter out = new CanonicalWriter(1024).beginObject();
    out.name(EFFECT).string("permit");
    fields(out, permit.fields());
    out.name("grant");
    permit.grant().ifPresentOrElse(grant -> out.string(grant.value()), out::nullValue);
    out.name("grants").string(permit.grantsDigest());
    obligations(out, permit.obligations(), duty);
    return basis(out, permit);
  }

  private static byte[] refusal(Refusal refusal) {
    CanonicalWriter out = new CanonicalWriter(1024).beginObject();
    if (!refusal.alternatives().isEmpty()) {
      strings(
          out.name("alternatives"),
          refusal.alternatives().stream().map(form -> form.wireName()).toList());
    }
    out.name("changes").beginArray();
    refusal.changes().forEach(change -> Language.both(out, change.text()));
    out.endArray();
    out.name("code").string(refusal.code().wireName());
    out.name(EFFECT).string("deny");
    fields(out, refusal.fields());
    out.name("grants").string(refusal.grantsDigest());
    return basis(out, refusal);
  }

  private static byte[] basis(CanonicalWriter out, Decision decision) {
    out.name("policy").string(decision.policyDigest());
    out.name("version").number(decision.version());
    return out.endObject().toByteArray();
  }

  private static void fields(CanonicalWriter out, Map<String, FieldVerdict> verdicts) {
    verdicts(out.name("fields"), verdicts);
  }

  private static CanonicalWriter verdicts(CanonicalWriter out, Map<String, FieldVerdict> verdicts) {
    out.beginObject();
    new TreeMap<>(verdicts).forEach((field, verdict) -> verdict(out.name(field), verdict));
    return out.endObject();
  }

  /** The verdicts alone, as they stand in a decision. */
  static byte[] fields(Decision decision) {
    return verdicts(new CanonicalWriter(512), decision.fields()).toByteArray();
  }

  private static void verdict(CanonicalWriter out, FieldVerdict verdict) {
    out.beginObject();
    strings(
        out.name("categories"), verdict.categories().stream().map(CategoryCode::value).toList());
    verdict.code().ifPresent(code -> out.name("code").string(code.wireName()));
    verdict.grant().ifPresent(grant -> out.name("grant").string(grant.value()));
    if (!verdict.permitted()) {
      strings(out.name("legalBasis"), verdict.legalBasis());
    }
    out.name("permitted").bool(verdict.permitted());
    if (!verdict.permitted()) {
      Language.both(out.name("reason"), verdict.reason());
    }
    out.name("rule").string(verdict.rule());
    out.endObject();
  }

  private static void obligations(CanonicalWriter out, List<Obligation> obligations, Duty duty) {
    out.name("obligations").beginArray();
    for (Obligation obligation : obligations) {
      ObligationJson.members(out.beginObject(), obligation, Optional.of(duty.of(obligation)));
      out.endObject();
    }
    out.endArray();
  }

  /** Everything that deciding received, so that the decision can be repeated. */
  static byte[] inputs(Question question, String at) {
    CanonicalWriter out = new CanonicalWriter(512).beginObject();
    out.name("answer").string(question.answer().wireName());
    asserted(out, question.asserted());
    out.name("assurance").number(question.assurance());
    out.name("at").string(at);
    question.authorisation().ifPresent(given -> authorisation(out.name("authorisation"), given));
    out.name("caseStated").bool(question.caseStated());
    strings(out.name("fields"), question.fields());
    question.grant().ifPresent(grant -> out.name("grant").string(grant.value()));
    out.name("job").bool(question.job());
    out.name("officerStated").bool(question.officerStated());
    out.name("partial").bool(question.partial());
    out.name("purpose").string(question.purpose().value());
    out.name("requester").string(question.requester().value());
    out.name("resource").string(question.resource().value());
    out.name("subjects").number(question.subjects());
    out.name("system").string(question.system().value());
    out.name("zone").string(question.zone());
    return out.endObject().toByteArray();
  }

  /** Left out where nothing is asserted, as in most calls. */
  private static void asserted(CanonicalWriter out, Asserted asserted) {
    if (asserted.equals(Asserted.NOTHING)) {
      return;
    }
    out.name("asserted").beginObject();
    asserted.incident().ifPresent(number -> out.name("incident").string(number));
    asserted.response().ifPresent(number -> out.name("response").string(number));
    out.endObject();
  }

  private static void authorisation(CanonicalWriter out, Authorisation given) {
    out.beginObject();
    out.name("digest").string(given.digest());
    out.name("kind").string(given.kind().wireName());
    out.name("reference").string(given.reference());
    out.name("until").string(given.until().toString());
    out.endObject();
  }

  static void strings(CanonicalWriter out, List<String> values) {
    out.beginArray();
    values.forEach(out::string);
    out.endArray();
  }
}
