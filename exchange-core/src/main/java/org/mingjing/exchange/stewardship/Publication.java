package org.mingjing.exchange.stewardship;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import javax.sql.DataSource;
import org.mingjing.exchange.catalogue.LivePolicy;
import org.mingjing.exchange.evidence.EntryKind;
import org.mingjing.exchange.evidence.Evidence;
import org.mingjing.exchange.evidence.StoredLog;
import org.mingjing.exchange.identity.Caller;
import org.mingjing.ledger.canonical.CanonicalWriter;
import org.mingjing.policy.Fault;
import org.mingjing.policy.Grant;
import org.mingjing.policy.GrantSet;
import org.mingjing.policy.LoadResult;
import org.mingjing.policy.Policy;
import org.mingjing.policy.PolicyLoader;
import org.mingjing.policy.Text;
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

    private final transient Text reason;
    private final transient List<Fault> faults;

    NotPublishable(String zh, String en) {
      super(zh + " / " + en);
      this.reason = new Text(zh, en);
      this.faults = List.of();
    }

    NotPublishable(List<Fault> faults) {
      this(
          Fault.listed(new Text("策略文件无法加载：", "the policy documents do not load:"), faults), faults);
    }

    private NotPublishable(Text reason, List<Fault> faults) {
      super(reason.zh() + "\n" + reason.en());
      this.reason = reason;
      this.faults = List.copyOf(faults);
    }

    /** What the message says, each language by itself. */
    public Text reason() {
      return reason;
    }

    /** What is wrong in the documents, if that is the reason. */
    public List<Fault> faults() {
      return faults;
    }
  }

  /**
   * A policy with its grants, as the log names them.
   *
   * @param grants digest of the grant set
   */
  record Named(String policy, String grants) {}

  /** What came of publishing the files. */
  public sealed interface Reloaded {
    /** The digest of the policy that is live now. */
    String policy();

    /** It is another one, recorded in the log. */
    record Published(String policy, String before) implements Reloaded {}

    /** The files are what was live already: nothing was recorded. */
    record Unchanged(String policy) implements Reloaded {}
  }

  /**
   * The live policy; the first node of an empty exchange imports it from the files. Its clients are
   * in the log afterwards.
   *
   * @throws NotPublishable if there is none that may be served
   */
  public LivePolicy live(Path proposals) throws SQLException {
    return alone(connection -> {
      if (log.newest(EntryKind.POLICY_PUBLISHED).isEmpty()) {
        demandEmptyLog();
        importFiles(connection, proposals);
      }
      LivePolicy live = kept(connection, named());
      register(live.current().policy());
      return live;
    });
  }

  /**
   * Publishes the files, if they differ from what is live; every node follows the log.
   *
   * @throws NotPublishable if they do not load, cannot be served, or do not fit the grants in
   *     force; nothing has changed then
   */
  public Reloaded reload(Path proposals, Caller operator) throws SQLException {
    return alone(connection -> {
      Policy policy = servable(load(proposals).policy());
      String before = named().policy();
      if (policy.digest().equals(before)) {
        return new Reloaded.Unchanged(before);
      }
      KeptPolicies kept = new KeptPolicies(connection);
      kept.grants(policy);
      kept.store(policy);
      evidence.record(
          EntryKind.POLICY_PUBLISHED,
          operator,
          policyPublished(policy, "reloaded", Optional.of(before)));
      register(policy);
      return new Reloaded.Published(policy.digest(), before);
    });
  }

  /** What the newest entries name. */
  Named named() throws SQLException {
    return new Named(
        named(EntryKind.POLICY_PUBLISHED, "policy"), named(EntryKind.GRANT_CHANGED, "grants"));
  }

  /**
   * What the database keeps under these names, as a live policy of its own.
   *
   * @throws NotPublishable if it is not what the log names
   */
  LivePolicy kept(Named named) throws SQLException {
    try (Connection connection = database.getConnection()) {
      return kept(connection, named);
    }
  }

  private interface Work<T> {
    T on(Connection connection) throws SQLException;
  }

  /** One node at a time. */
  private <T> T alone(Work<T> work) throws SQLException {
    try (Connection connection = database.getConnection()) {
      advisory(connection, "select pg_advisory_lock(?)");
      try {
        return work.on(connection);
      } finally {
        advisory(connection, "select pg_advisory_unlock(?)");
      }
    }
  }

  private void register(Policy policy) throws SQLException {
    try {
      ClientRegister.check(policy);
    } catch (IllegalArgumentException e) {
      throw new NotPublishable(
          "运行中的策略无法提供服务：" + e.getMessage(), "the live policy cannot be served: " + e.getMessage());
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
          "日志有 %d 条记录，却没有一条写明策略：记录被改动过；请运行 fsck".formatted(log.size()),
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
    LoadResult.Loaded loaded = load(proposals);
    Policy policy = servable(loaded.policy());
    KeptPolicies kept = new KeptPolicies(connection);
    kept.store(policy);
    for (Grant grant : loaded.grants()) {
      kept.store(grant);
    }
    evidence.record(EntryKind.GRANT_CHANGED, grantsSeeded(policy, loaded.grants()));
    evidence.record(
        EntryKind.POLICY_PUBLISHED, policyPublished(policy, "imported", Optional.empty()));
  }

  private static LoadResult.Loaded load(Path proposals) {
    return switch (PolicyLoader.load(proposals)) {
      case LoadResult.Loaded good -> good;
      case LoadResult.Faulty faulty -> throw new NotPublishable(faulty.faults());
    };
  }

  private Policy servable(Policy policy) {
    try {
      servable.accept(policy);
      ClientRegister.check(policy);
      return policy;
    } catch (IllegalArgumentException e) {
      throw new NotPublishable(
          "config/policy 中的策略无法提供服务，未发布：" + e.getMessage(),
          "the policy in config/policy cannot be served, so nothing was published: "
              + e.getMessage());
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

  private static byte[] policyPublished(Policy policy, String change, Optional<String> before) {
    CanonicalWriter out = new CanonicalWriter(512).beginObject();
    before.ifPresent(digest -> out.name("before").string(digest));
    out.name("change").string(change);
    out.name("documents").beginArray();
    policy.documents().keySet().stream().sorted().forEach(out::string);
    out.endArray();
    out.name("policy").string(policy.digest());
    return out.endObject().toByteArray();
  }

  private static LivePolicy kept(Connection connection, Named named) throws SQLException {
    KeptPolicies kept = new KeptPolicies(connection);
    Policy policy = kept.policy(named.policy());
    LivePolicy live = new LivePolicy(policy, kept.grants(policy));
    String digest = live.current().grants().digest();
    if (!digest.equals(named.grants())) {
      throw new NotPublishable(
          "数据库中的授权是 %s，日志写明的却是 %s：有人绕过日志改动了授权".formatted(digest, named.grants()),
          "the grants in the database are %s, but the log names %s: they were changed past the log"
              .formatted(digest, named.grants()));
    }
    return live;
  }

  private String named(EntryKind kind, String member) throws SQLException {
    Optional<JsonNode> body = log.newest(kind).map(entry -> entry.path("body").path(member));
    return body.filter(JsonNode::isString)
        .map(JsonNode::asString)
        .orElseThrow(() ->
            new NotPublishable(
                "日志中没有 " + kind.wireName() + " 记录", "the log holds no " + kind.wireName()));
  }
}
