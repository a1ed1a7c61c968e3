package org.mingjing.exchange.stewardship;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import javax.sql.DataSource;
import org.mingjing.exchange.catalogue.LivePolicy;
import org.mingjing.exchange.evidence.EntryKind;
import org.mingjing.exchange.evidence.Evidence;
import org.mingjing.exchange.evidence.StoredLog;
import org.mingjing.ledger.canonical.CanonicalWriter;
import org.mingjing.policy.Fault;
import org.mingjing.policy.Grant;
import org.mingjing.policy.GrantSet;
import org.mingjing.policy.KeptGrants;
import org.mingjing.policy.LoadResult;
import org.mingjing.policy.Policy;
import org.mingjing.policy.PolicyLoader;
import tools.jackson.databind.JsonNode;

/**
 * Which policy is live: what the newest {@code policy.published} entry in the log names, and the
 * grants that the newest {@code grant.changed} entry names.
 *
 * <p>The files in {@code config/policy} are proposals; they are imported into an exchange that has
 * never published. What the database holds is believed only if its digest is the one that stands in
 * the log.
 */
public final class Publication {
  private static final long LOCK = 0x6d6a706f6c696379L; // "mjpolicy": one node imports

  private final DataSource database;
  private final StoredLog log;
  private final Evidence evidence;
  private final Consumer<Policy> servable;

  /**
   * {@code servable} throws {@link IllegalArgumentException} for a policy whose sources this node
   * cannot serve.
   */
  public Publication(
      DataSource database, StoredLog log, Evidence evidence, Consumer<Policy> servable) {
    this.database = database;
    this.log = log;
    this.evidence = evidence;
    this.servable = servable;
  }

  /**
   * The files do not make a policy, or what is kept is not what the log names: this node must not
   * serve.
   */
  public static final class NotPublishable extends RuntimeException {
    private static final long serialVersionUID = 1L;

    NotPublishable(String message) {
      super(message);
    }
  }

  /**
   * The live policy; the first node of an empty exchange imports it from the files. Its clients are
   * in the log afterwards.
   *
   * @throws NotPublishable if there is none that may be served
   */
  public LivePolicy live(Path proposals) throws SQLException {
    try (Connection connection = database.getConnection()) {
      advisory(connection, "select pg_advisory_lock(?)");
      try {
        if (log.newest(EntryKind.POLICY_PUBLISHED).isEmpty()) {
          demandEmptyLog();
          importFiles(connection, proposals);
        }
        LivePolicy live = kept(connection);
        register(live.current().policy());
        return live;
      } finally {
        advisory(connection, "select pg_advisory_unlock(?)");
      }
    }
  }

  private void register(Policy policy) throws SQLException {
    try {
      ClientRegister.check(policy);
    } catch (IllegalArgumentException e) {
      throw new NotPublishable("the live policy cannot be served: " + e.getMessage());
    }
    new ClientRegister(log, evidence).record(policy);
  }

  /**
   * The first import writes the first two entries; a longer log has published, and somebody hides
   * it.
   */
  private void demandEmptyLog() throws SQLException {
    if (log.size() > 1) {
      throw new NotPublishable(
          "the log holds %d entries, but none names a policy: they were tampered with; run fsck"
              .formatted(log.size()));
    }
  }

  private static void advisory(Connection connection, String sql) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      statement.setLong(1, LOCK);
      statement.execute();
    }
  }

  private void importFiles(Connection connection, Path proposals) throws SQLException {
    LoadResult.Loaded loaded =
        switch (PolicyLoader.load(proposals)) {
          case LoadResult.Loaded good -> good;
          case LoadResult.Faulty faulty -> throw new NotPublishable(describe(faulty.faults()));
        };
    Policy policy = loaded.policy();
    try {
      servable.accept(policy);
      ClientRegister.check(policy);
    } catch (IllegalArgumentException e) {
      throw new NotPublishable(
          "the policy in config/policy cannot be served, so nothing was published: "
              + e.getMessage());
    }
    store(connection, policy);
    for (Grant grant : loaded.grants()) {
      store(connection, grant);
    }
    evidence.record(EntryKind.GRANT_CHANGED, grantsSeeded(policy, loaded.grants()));
    evidence.record(EntryKind.POLICY_PUBLISHED, policyPublished(policy));
  }

  private static String describe(List<Fault> faults) {
    StringBuilder text = new StringBuilder("the policy documents do not load:");
    faults.forEach(fault -> text.append("\n  ").append(fault));
    return text.toString();
  }

  private static void store(Connection connection, Policy policy) throws SQLException {
    try (PreparedStatement insert =
        connection.prepareStatement(
            "insert into policy_document (policy, name, body) values (?, ?, ?) on conflict do nothing")) {
      for (Map.Entry<String, byte[]> document : policy.documents().entrySet()) {
        insert.setString(1, policy.digest());
        insert.setString(2, document.getKey());
        insert.setBytes(3, document.getValue());
        insert.addBatch();
      }
      insert.executeBatch();
    }
  }

  private static void store(Connection connection, Grant grant) throws SQLException {
    try (PreparedStatement insert =
        connection.prepareStatement(
            "insert into data_grant (id, version, body) values (?, 1, ?) on conflict do nothing")) {
      insert.setString(1, grant.id().value());
      insert.setBytes(2, KeptGrants.canonical(grant));
      insert.executeUpdate();
    }
  }

  private static byte[] grantsSeeded(Policy policy, List<Grant> grants) {
    CanonicalWriter out = new CanonicalWriter(512).beginObject();
    out.name("change").string("seeded");
    out.name("grants").string(GrantSet.of(policy, grants).digest());
    out.name("ids").beginArray();
    grants.forEach(grant -> out.string(grant.id().value()));
    return out.endArray().endObject().toByteArray();
  }

  private static byte[] policyPublished(Policy policy) {
    CanonicalWriter out = new CanonicalWriter(512).beginObject();
    out.name("change").string("imported");
    out.name("documents").beginArray();
    policy.documents().keySet().stream().sorted().forEach(out::string);
    out.endArray();
    out.name("policy").string(policy.digest());
    return out.endObject().toByteArray();
  }

  private LivePolicy kept(Connection connection) throws SQLException {
    String digest = named(EntryKind.POLICY_PUBLISHED, "policy");
    Policy policy = policy(connection, digest);
    LivePolicy live = new LivePolicy(policy, grants(connection, policy));
    String named = named(EntryKind.GRANT_CHANGED, "grants");
    if (!live.current().grants().digest().equals(named)) {
      throw new NotPublishable(
          "the grants in the database are %s, but the log names %s: they were changed past the log"
              .formatted(live.current().grants().digest(), named));
    }
    return live;
  }

  private static List<Grant> grants(Connection connection, Policy policy) throws SQLException {
    try {
      return KeptGrants.load(policy, grantDocuments(connection));
    } catch (IllegalArgumentException e) {
      throw new NotPublishable(
          "the grants in the database are not as published: " + e.getMessage());
    }
  }

  private String named(EntryKind kind, String member) throws SQLException {
    Optional<JsonNode> body = log.newest(kind).map(entry -> entry.path("body").path(member));
    return body.filter(JsonNode::isString)
        .map(JsonNode::asString)
        .orElseThrow(() -> new NotPublishable("the log holds no " + kind.wireName()));
  }

  private static Policy policy(Connection connection, String digest) throws SQLException {
    Map<String, byte[]> documents = new LinkedHashMap<>();
    try (PreparedStatement query =
        connection.prepareStatement(
            "select name, body from policy_document where policy = ? order by name")) {
      query.setString(1, digest);
      try (ResultSet rows = query.executeQuery()) {
        while (rows.next()) {
          documents.put(rows.getString(1), rows.getBytes(2));
        }
      }
    }
    try {
      Policy policy = Policy.ofDocuments(documents);
      if (!policy.digest().equals(digest)) {
        throw new NotPublishable(
            "the policy in the database is %s, but the log names %s"
                .formatted(policy.digest(), digest));
      }
      return policy;
    } catch (IllegalArgumentException e) {
      throw new NotPublishable(
          "the policy " + digest + " is not in the database as published: " + e.getMessage());
    }
  }

  private static List<byte[]> grantDocuments(Connection connection) throws SQLException {
    List<byte[]> documents = new ArrayList<>();
    try (PreparedStatement query =
            connection.prepareStatement(
                "select distinct on (id) body from data_grant order by id, version desc");
        ResultSet rows = query.executeQuery()) {
      while (rows.next()) {
        documents.add(rows.getBytes(1));
      }
    }
    return documents;
  }
}
