package org.mingjing.exchange.stewardship;

import java.util.List;
import java.util.Optional;
import org.mingjing.ledger.canonical.CanonicalWriter;
import org.mingjing.policy.Grant;
import org.mingjing.policy.GrantSet;
import org.mingjing.policy.Policy;

/** The bodies of the entries that make a policy and its grants live, in canonical order. */
final class PublicationEntries {
  private PublicationEntries() {}

  static byte[] grantsSeeded(Policy policy, List<Grant> grants) {
    CanonicalWriter out = new CanonicalWriter(512).beginObject();
    out.name("change").string("seeded");
    out.name("grants").string(GrantSet.of(policy, grants).digest());
    out.name("ids").beginArray();
    grants.forEach(grant -> out.string(grant.id().value()));
    return out.endArray().endObject().toByteArray();
  }

  static byte[] policyPublished(Policy policy, String change, Optional<String> before) {
    CanonicalWriter out = new CanonicalWriter(512).beginObject();
    before.ifPresent(digest -> out.name("before").string(digest));
    out.name("change").string(change);
    out.name("documents").beginArray();
    policy.documents().keySet().stream().sorted().forEach(out::string);
    out.endArray();
    out.name("policy").string(policy.digest());
    return out.endObject().toByteArray();
  }
}
