package org.mingjing.exchange.stewardship;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import javax.sql.DataSource;
import org.mingjing.exchange.catalogue.LivePolicy;
import org.mingjing.exchange.evidence.EntryKind;
import org.mingjing.exchange.evidence.Evidence;
import org.mingjing.exchange.evidence.StoredLog;
import org.mingjing.exchange.identity.Caller;
import org.mingjing.policy.Grant;
import org.mingjing.policy.GrantRules;
import org.mingjing.policy.GrantSet;
import org.mingjing.policy.LoadResult;
import org.mingjing.policy.Policy;
import org.mingjing.policy.Text;
import org.mingjing.policy.bundle.NewestBundle;

/**
 * Which policy is live: what the newest {@code policy.published} entry in the log names, and the
 * grants that the newest {@code grant.changed} entry names.
 *
 * <p>The files in {@code config/policy}, or a signed bundle, are proposals; they are imported into
 * an exchange that has never published. What the database holds is believed only if its digest is
 * the one that stands in the log.
 */
public final class Publication {
  private static final Duration LOCK_PATIENCE = Duration.ofSeconds(10);
  private static final long LOCK = 0x6d6a706f6c696379L; // "mjpolicy": one node imports

  private static final int MOST_LOST = 20;

  private final DataSource database;
  private final StoredLog log;
  private final Evidence evidence;
  private final Consumer<Policy> servable;
  private final Clock clock;

  /**
   * {@code servable} throws {@link IllegalArgumentException} for a policy whose sources this node
   * cannot serve.
   */
  public Publication(
      DataSource database,
      StoredLog log,
      Evidence evidence,
      Consumer<Policy> servable,
      Clock clock) {
    this.database = database;
    this.log = log;
    this.evidence = evidence;
    this.servable = servable;
    this.clock = clock;
  }

  /** What came of publishing the files. */
  public sealed interface Reloaded {
    /** The digest of the policy that is live now. */
    String policy();

    /** What in the files was not taken. */
    List<Text> notices();

    /** It is another one, recorded in the log. */
    record Published(String policy, String before, List<Text> notices) implements Reloaded {}

    /** The policy in the files is what was live already: nothing was recorded. */
    record Unchanged(String policy, List<Text> notices) implements Reloaded {}
  }

  /**
   * The live policy; the first node of an empty exchange imports what is proposed. Its clients are
   * in the log afterwards.
   *
   * @throws NotPublishable if there is none that may be served
   */
  public LivePolicy live(Proposals proposals) throws SQLException {
    return alone(connection -> {
      if (log.newest(EntryKind.POLICY_PUBLISHED).isEmpty()) {
        demandEmptyLog();
        importFiles(connection, proposals.read(NewestBundle.NONE));
      }
      LivePolicy live = new KeptPolicies(connection).live(named());
      register(live.current().policy());
      return live;
    });
  }

  /**
   * Publishes what is proposed, if it differs from what is live or is a bundle of a greater serial;
   * every node follows the log. Grants are never taken that way: a notice tells so if they differ.
   *
   * @throws NotPublishable if they do not load, cannot be served, or lack what a grant that is not
   *     over names; nothing has changed then
   */
  public Reloaded reload(Proposals proposals, Caller operator) throws SQLException {
    return alone(connection -> {
      Named live = named();
      String before = live.policy();
      NewestBundle newest = PublicationEntries.newestBundle(log);
      Proposals.Proposal proposal = proposals.read(newest);
      Policy policy = servable(proposal.documents().policy());
      List<Text> notices = notTaken(proposal.documents(), live.grants());
      boolean newer = proposal.bundle().filter(one -> one.serial() > newest.serial()).isPresent();
      if (policy.digest().equals(before) && !newer) {
        register(policy); // what a publication that was interrupted left out
        return new Reloaded.Unchanged(before, notices);
      }
      KeptPolicies kept = new KeptPolicies(connection);
      demandWhatGrantsName(policy, kept.grants());
      kept.store(policy);
      evidence.record(
          EntryKind.POLICY_PUBLISHED,
          operator,
          PublicationEntries.policyPublished(proposal, "reloaded", Optional.of(before), newest));
      register(policy);
      return new Reloaded.Published(policy.digest(), before, notices);
    });
  }

  private static List<Text> notTaken(LoadResult.Loaded files, String grants) {
    return GrantSet.of(files.policy(), files.grants()).digest().equals(grants)
        ? List.of()
        : List.of(
            new Text(
                "文件中的授权（grants.yaml）与生效的授权不同，没有采用：文件只在首次启动时提供授权，此后授权只能通过交换平台变更，不能通过文件变更",
                "the grants in the files (grants.yaml) differ from those in force and were not taken: "
                    + "files give grants to the first start alone; afterwards they change only "
                    + "through the exchange, not through files"));
  }

  /**
   * A resource that is renamed or dropped by mistake would take a grant away in silence. A policy
   * that became stricter takes nothing away here: deciding refuses.
   */
  private void demandWhatGrantsName(Policy policy, List<Grant> grants) {
    LocalDate today = LocalDate.ofInstant(clock.instant(), Grant.ZONE);
    List<String> lost =
        grants.stream()
            .filter(grant -> !grant.over(today))
            .flatMap(grant ->
                GrantRules.lost(policy, grant).stream()
                    .map(
                        breach -> grant.id() + " (" + breach.key() + "): " + breach.message().en()))
            .limit(MOST_LOST)
            .toList();
    if (!lost.isEmpty()) {
      throw new NotPublishable(
          "尚未结束的授权引用了策略中没有的内容：\n  " + String.join("\n  ", lost),
          "grants that are not over name what the policy does not have:\n  "
              + String.join("\n  ", lost));
    }
  }

  /** What the newest entries name. */
  Named named() throws SQLException {
    return Named.in(log);
  }

  /**
   * The policy and the grants that a node would start on.
   *
   * @throws NotPublishable if the database does not keep what the log names
   */
  public static LivePolicy kept(Connection connection, StoredLog log) throws SQLException {
    return new KeptPolicies(connection).live(Named.in(log));
  }

  /**
   * What the database keeps under these names, as a live policy of its own; its clients are in the
   * log before it is returned, whoever published it and did not come so far.
   *
   * @throws NotPublishable if it is not what the log names
   */
  LivePolicy adopt(Named named) throws SQLException {
    return alone(connection -> {
      LivePolicy live = new KeptPolicies(connection).live(named);
      register(live.current().policy());
      return live;
    });
  }

  private interface Work<T> {
    T on(Connection connection) throws SQLException;
  }

  /** One node at a time; who does not come to it in time fails, and may try again. */
  private <T> T alone(Work<T> work) throws SQLException {
    try (Connection connection = database.getConnection()) {
      set(connection, "set lock_timeout = " + LOCK_PATIENCE.toMillis());
      try {
        advisory(connection, "select pg_advisory_lock(?)");
      } finally {
        set(connection, "reset lock_timeout");
      }
      try {
        return work.on(connection);
      } finally {
        advisory(connection, "select pg_advisory_unlock(?)");
      }
    }
  }

  private static void set(Connection connection, String setting) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(setting);
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

  private void importFiles(Connection connection, Proposals.Proposal proposal) throws SQLException {
    LoadResult.Loaded loaded = proposal.documents();
    Policy policy = servable(loaded.policy());
    connection.setAutoCommit(false);
    try {
      storeToReadAgain(connection, policy, loaded.grants());
      connection.commit();
    } finally {
      connection.rollback();
      connection.setAutoCommit(true);
    }
    evidence.record(
        EntryKind.GRANT_CHANGED, PublicationEntries.grantsSeeded(policy, loaded.grants()));
    evidence.record(
        EntryKind.POLICY_PUBLISHED,
        PublicationEntries.policyPublished(
            proposal, "imported", Optional.empty(), NewestBundle.NONE));
  }

  /** What cannot be read again must not stand in the log: no node would ever start on it. */
  static void storeToReadAgain(Connection connection, Policy policy, List<Grant> grants)
      throws SQLException {
    KeptPolicies kept = new KeptPolicies(connection);
    kept.store(policy);
    kept.store(grants);
    try {
      kept.live(new Named(policy.digest(), GrantSet.of(policy, grants).digest()));
    } catch (NotPublishable e) {
      throw new NotPublishable(
          "数据库所存的 config/policy 与写入的不同，未发布；可能含有另一次启动留下的内容：" + e.getMessage(),
          "what the database keeps of config/policy is not what was stored, so nothing was"
              + " published; it may hold more from another start: "
              + e.getMessage());
    }
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
}
