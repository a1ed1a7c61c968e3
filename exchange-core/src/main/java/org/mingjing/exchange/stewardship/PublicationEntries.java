package org.mingjing.exchange.stewardship;

import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import org.mingjing.exchange.evidence.EntryKind;
import org.mingjing.exchange.evidence.StoredLog;
import org.mingjing.ledger.canonical.CanonicalWriter;
import org.mingjing.policy.Grant;
import org.mingjing.policy.GrantSet;
import org.mingjing.policy.Policy;
import org.mingjing.policy.bundle.NewestBundle;
import org.mingjing.policy.bundle.PolicyBundle;
import tools.jackson.databind.JsonNode;

/** The bodies of the entries that make a policy and its grants live, in canonical order. */
final class PublicationEntries {
  private static final String SERIAL = "serial";
  private static final String POLICY = "policy";
  private static final String NEWEST = "newestBundle";

  private PublicationEntries() {}

  static byte[] grantsSeeded(Policy policy, List<Grant> grants) {
    CanonicalWriter out = new CanonicalWriter(512).beginObject();
    out.name("change").string("seeded");
    out.name("grants").string(GrantSet.of(policy, grants).digest());
    out.name("ids").beginArray();
    grants.forEach(grant -> out.string(grant.id().value()));
    return out.endArray().endObject().toByteArray();
  }

  /** A bundle is named by its digest, and with the keys that were trusted and have signed. */
  static byte[] policyPublished(
      Proposals.Proposal proposal, String change, Optional<String> before, NewestBundle newest) {
    Policy policy = proposal.documents().policy();
    NewestBundle now =
        proposal
            .bundle()
            .map(one -> new NewestBundle(one.serial(), policy.digest()))
            .orElse(newest);
    CanonicalWriter out = new CanonicalWriter(512).beginObject();
    before.ifPresent(digest -> out.name("before").string(digest));
    proposal.bundle().ifPresent(signed -> bundle(out.name("bundle"), signed));
    out.name("change").string(change);
    out.name("documents").beginArray();
    policy.documents().keySet().stream().sorted().forEach(out::string);
    out.endArray();
    if (now.serial() > 0) {
      out.name(NEWEST).beginObject();
      out.name(POLICY).string(now.policy()).name(SERIAL).number(now.serial()).endObject();
    }
    out.name(POLICY).string(policy.digest());
    return out.endObject().toByteArray();
  }

  private static void bundle(CanonicalWriter out, PolicyBundle bundle) {
    out.beginObject().name("digest").string(bundle.digest());
    out.name(SERIAL).number(bundle.serial());
    out.name("signers").beginArray();
    bundle.signers().forEach(out::string);
    out.endArray().endObject();
  }

  /**
   * The bundle of the greatest serial that was ever published. Every publication hands it on, so
   * that the newest one tells it, which cannot be hidden from a node that has seen it: documents
   * that were published without a bundle in between make no older bundle good again. The others are
   * asked too, since a node that was tampered with may hand on what it likes.
   */
  static NewestBundle newestBundle(StoredLog log) throws SQLException {
    return log.all(EntryKind.POLICY_PUBLISHED).stream()
        .map(entry -> entry.path("body").path(NEWEST))
        .filter(JsonNode::isObject)
        .map(newest ->
            new NewestBundle(
                newest.path(SERIAL).asLong(Long.MAX_VALUE), newest.path(POLICY).asString("")))
        .reduce(NewestBundle.NONE, (one, other) -> other.serial() > one.serial() ? other : one);
  }
}
