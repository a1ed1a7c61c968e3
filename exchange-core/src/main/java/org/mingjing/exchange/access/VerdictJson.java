package org.mingjing.exchange.access;

import java.util.List;
import org.mingjing.exchange.evidence.GivenDecision;
import org.mingjing.exchange.problem.Language;
import org.mingjing.ledger.canonical.CanonicalWriter;
import org.mingjing.policy.Decision;
import org.mingjing.policy.Permit;
import org.mingjing.policy.Provisos;
import org.mingjing.policy.Refusal;

/** Verdicts as AuthZEN answers (Authorization API 1.0, Decision), in canonical JSON. */
final class VerdictJson {
  private VerdictJson() {}

  static byte[] of(Evaluations request, List<Verdict> verdicts, Language language) {
    if (!request.batch()) {
      return one(verdicts.getFirst(), language);
    }
    CanonicalWriter out = new CanonicalWriter(8192).beginObject();
    out.name("evaluations").beginArray();
    verdicts.forEach(verdict -> out.raw(one(verdict, language)));
    return out.endArray().endObject().toByteArray();
  }

  private static byte[] one(Verdict verdict, Language language) {
    CanonicalWriter out = new CanonicalWriter(4096).beginObject();
    out.name("context").beginObject();
    switch (verdict) {
      case Verdict.Given given -> given(out, given);
      case Verdict.AtFault at -> {
        out.name("code").string(at.outcome());
        out.name("error").raw(at.fault().problem().json(language));
      }
    }
    out.endObject();
    return out.name("decision").bool(verdict.decision()).endObject().toByteArray();
  }

  private static void given(CanonicalWriter out, Verdict.Given verdict) {
    GivenDecision given = verdict.given();
    boolean permitted = verdict.decision();
    if (!permitted) {
      out.name("code").string(given.outcome());
    }
    if (given.decided().isPresent()) {
      out.name("decision").raw(verdict.recorded().decision());
    }
    out.name("decision_id").string(given.id().toString());
    verdict
        .why()
        .map(Verdict.Why::missing)
        .filter(missing -> !missing.isEmpty())
        .ifPresent(missing -> strings(out.name("missing_obligations"), missing));
    if (given.decided().filter(VerdictJson::restsOnTheList).isPresent()) {
      Language.both(out.name("notice"), Provisos.DRAFT);
    }
    given
        .permit()
        .map(Permit::obligations)
        .filter(due -> !due.isEmpty())
        .ifPresent(due -> ObligationsProfile.write(out.name("obligations"), due));
    verdict.why().ifPresent(why -> Language.both(out.name("reason"), why.reason()));
    out.name("receipt").raw(verdict.recorded().receipt().json());
    verdict
        .why()
        .flatMap(Verdict.Why::retryAfter)
        .ifPresent(wait -> out.name("retry_after").number(wait.toSeconds() + 1));
  }

  /** A refusal in which the negative list has a say tells what that list is, as a problem does. */
  private static boolean restsOnTheList(Decision decision) {
    return decision instanceof Refusal
        && decision.fields().values().stream().anyMatch(verdict -> !verdict.categories().isEmpty());
  }

  private static void strings(CanonicalWriter out, List<String> values) {
    out.beginArray();
    values.forEach(out::string);
    out.endArray();
  }
}
