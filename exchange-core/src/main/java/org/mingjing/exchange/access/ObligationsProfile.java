package org.mingjing.exchange.access;

import java.util.List;
import java.util.Optional;
import org.mingjing.exchange.evidence.ObligationJson;
import org.mingjing.ledger.canonical.CanonicalWriter;
import org.mingjing.policy.Obligation;

/**
 * Obligations as the AuthZEN Profile for Obligations (draft 1 of July 2026, The Obligation Object)
 * writes them. None of its registered types says what ours do, so ours are of the type {@code
 * custom}, and {@code properties.kind} tells which.
 */
final class ObligationsProfile {
  static final String CUSTOM = "custom";
  private static final String VENDOR = "mingjing";

  private ObligationsProfile() {}

  /** The kinds that a decision has and the PEP does not fulfil, in the order of the alphabet. */
  static List<String> missing(List<Obligation> obligations, List<String> understood) {
    return obligations.stream()
        .map(ObligationJson::kind)
        .filter(kind -> !understood.contains(kind))
        .distinct()
        .sorted()
        .toList();
  }

  static void write(CanonicalWriter out, List<Obligation> obligations) {
    out.beginArray();
    int number = 1;
    for (Obligation obligation : obligations) {
      out.beginObject();
      out.name("id").string("obligation-" + number++);
      out.name("properties").beginObject();
      ObligationJson.members(out, obligation, Optional.empty());
      out.name("vendor").string(VENDOR).endObject();
      out.name("type").string(CUSTOM).endObject();
    }
    out.endArray();
  }
}
