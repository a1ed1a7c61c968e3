package org.mingjing.exchange.stewardship;

import java.sql.SQLException;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.mingjing.exchange.evidence.EntryKind;
import org.mingjing.exchange.evidence.Evidence;
import org.mingjing.exchange.evidence.StoredLog;
import org.mingjing.exchange.identity.VerificationKey;
import org.mingjing.ledger.canonical.CanonicalWriter;
import org.mingjing.policy.Policy;
import org.mingjing.policy.SystemClient;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Every registered client and key is evidence: a {@code client.changed} entry for each system that
 * a policy adds, removes or changes.
 *
 * <p>What has changed is told by the log, not by a former policy: a node that died between {@code
 * policy.published} and these entries leaves nothing out, since the next start writes the rest.
 */
final class ClientRegister {
  private final StoredLog log;
  private final Evidence evidence;

  ClientRegister(StoredLog log, Evidence evidence) {
    this.log = log;
    this.evidence = evidence;
  }

  /**
   * Demands that every key of a policy is one that a system can use.
   *
   * @throws IllegalArgumentException naming the system
   */
  static void check(Policy policy) {
    for (SystemClient system : policy.systems()) {
      try {
        system.keys().forEach(VerificationKey::thumbprint);
      } catch (IllegalArgumentException e) {
        throw new IllegalArgumentException(
            "system " + system.id() + " in systems.yaml: " + e.getMessage(), e);
      }
    }
  }

  /** Records where the systems of the live policy differ from what the log says so far. */
  void record(Policy policy) throws SQLException {
    Map<String, JsonNode> before = registered();
    Map<String, byte[]> after = new TreeMap<>();
    policy.systems().forEach(system -> after.put(system.id().value(), state(system)));
    Set<String> ids = new LinkedHashSet<>(after.keySet());
    ids.addAll(before.keySet());
    for (String id : new TreeSet<>(ids)) {
      Optional<JsonNode> old = Optional.ofNullable(before.get(id));
      Optional<byte[]> fresh = Optional.ofNullable(after.get(id));
      if (!old.equals(fresh.map(JsonMapper.shared()::readTree))) {
        evidence.record(EntryKind.CLIENT_CHANGED, change(id, old, fresh, policy.digest()));
      }
    }
  }

  /** The systems by their last entry; those removed are not there. */
  private Map<String, JsonNode> registered() throws SQLException {
    Map<String, JsonNode> systems = new TreeMap<>();
    for (JsonNode entry : log.all(EntryKind.CLIENT_CHANGED)) {
      JsonNode body = entry.path("body");
      String id = body.path("system").asString("");
      if (body.has("after")) {
        systems.put(id, body.path("after"));
      } else {
        systems.remove(id);
      }
    }
    return systems;
  }

  private static byte[] change(
      String id, Optional<JsonNode> before, Optional<byte[]> after, String policy) {
    CanonicalWriter out = new CanonicalWriter(512).beginObject();
    after.ifPresent(state -> out.name("after").raw(state));
    before.ifPresent(state -> out.name("before").raw(canonical(state)));
    out.name("change").string(before.isEmpty() ? "added" : after.isEmpty() ? "removed" : "changed");
    out.name("policy").string(policy);
    out.name("system").string(id);
    return out.endObject().toByteArray();
  }

  /** What a system may, and by which keys it is known: thumbprints by RFC 7638. */
  private static byte[] state(SystemClient system) {
    List<String> keys = system.keys().stream().map(VerificationKey::thumbprint).sorted().toList();
    return state(
        system.assurance(),
        system.department().value(),
        keys,
        system.scopes().stream().sorted().toList(),
        system.zone());
  }

  /** The same from an entry, whose members come in canonical order already. */
  private static byte[] canonical(JsonNode state) {
    return state(
        state.path("assurance").asInt(),
        state.path("department").asString(""),
        texts(state.path("keys")),
        texts(state.path("scopes")),
        state.path("zone").asString(""));
  }

  private static List<String> texts(JsonNode array) {
    return array.valueStream().map(JsonNode::asString).toList();
  }

  private static byte[] state(
      int assurance, String department, List<String> keys, List<String> scopes, String zone) {
    CanonicalWriter out = new CanonicalWriter(256).beginObject();
    out.name("assurance").number(assurance);
    out.name("department").string(department);
    out.name("keys").beginArray();
    keys.forEach(out::string);
    out.endArray();
    out.name("scopes").beginArray();
    scopes.forEach(out::string);
    out.endArray();
    return out.name("zone").string(zone).endObject().toByteArray();
  }
}
