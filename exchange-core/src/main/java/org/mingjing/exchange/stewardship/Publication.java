package org.mingjing.exchange.stewardship;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
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
  private static final System.Logger LOG = System.getLogger(Publication.class.getName());

  private final OneAtATime nodes;
  private final StoredLog log;
  private final Evidence evidence;
  private final Proposals proposals;
  private final Consumer<Policy> servable;
  private final Clock clock;

  /**
   * Publishes for one node.
   *
   * @param proposals where it takes what it publishes from
   * @param servable throws {@link IllegalArgumentException} for a policy whose sources this node
   *     cannot serve
   */
  public Publication(
      DataSource database,
      StoredLog log,
      Evidence evidence,
      Proposals proposals,
      Consumer<Policy> servable,
      Clock clock) {
    this.nodes = new OneAtATime(database);
    this.log = log;
    this.evidence = evidence;
    this.proposals = proposals;
    this.servable = servable;
    this.clock = clock;
  }

  /** What came of publishing the files. */
  public sealed interface Reloaded {
    /** The digest of the policy that is live now. */
    String policy();

    /** What in the files was not taken. */
    List<Text> notices();

    /** Another one, or the same as a newer bundle or one that is trusted; recorded in the log. */
    record Published(String policy, String before, List<Text> notices) implements Reloaded {}

    /** The policy in the files is what was live already: nothing was recorded. */
    record Unchanged(String policy, List<Text> notices) implements Reloaded {}
  }

  /**
   * The live policy; the first node of an empty exchange imports what is proposed, and so does one
   * that does not trust what is live. Its clients are in the log afterwards.
   *
   * @throws NotPublishable if there is none that may be served
   */
  public LivePolicy live() throws SQLException {
    return nodes.work(connection -> {
      KeptPolicies kept = new KeptPolicies(connection);
      if (log.newest(EntryKind.POLICY_PUBLISHED).isEmpty()) {
        demandEmptyLog();
        importFiles(connection, proposals.read(NewestBundle.NONE));
      } else if (!trusts(kept, named())) {
        NewestBundle newest = PublicationEntries.newestBundle(log);
        Proposals.Proposal proposal = proposals.read(newest);
        Publishable.demandSigned(Publishable.notTaken(proposal.documents(), named().grants()));
        replace(kept, named(), proposal, newest, Optional.empty());
      }
      LivePolicy live = trusted(kept, named());
      register(live.current().policy());
      return live;
    });
  }

  /**
   * Publishes what is proposed, if it differs from what is live, is a bundle of a greater serial,
   * or if this node does not trust what is live; every node follows the log. Grants are never taken
   * that way: a notice tells so if they differ.
   *
   * @throws NotPublishable if they do not load, cannot be served, or lack what a grant that is not
   *     over names; or if a bundle takes the place of what is not trusted, and the grants in force
   *     are not those that it is signed with; nothing has changed then
   */
  public Reloaded reload(Caller operator) throws SQLException {
    return nodes.work(connection -> {
      Named live = named();
      KeptPolicies kept = new KeptPolicies(connection);
      NewestBundle newest = PublicationEntries.newestBundle(log);
      Proposals.Proposal proposal = proposals.read(newest);
      Policy policy = servable(proposal.documents().policy());
      List<Text> notices = Publishable.notTaken(proposal.documents(), live.grants());
      boolean newer = proposal.bundle().filter(one -> one.serial() > newest.serial()).isPresent();
      boolean trusted = trusts(kept, live);
      if (!trusted) {
        Publishable.demandSigned(notices);
      }
      if (policy.digest().equals(live.policy()) && !newer && trusted) {
        register(policy); // what a publication that was interrupted left out
        return new Reloaded.Unchanged(live.policy(), notices);
      }
      replace(kept, live, proposal, newest, Optional.of(operator));
      register(policy);
      return new Reloaded.Published(policy.digest(), live.policy(), notices);
    });
  }

  /** INVARIANT: no entry names what is not kept, with its bundle, or what cannot be served. */
  private void replace(
      KeptPolicies kept,
      Named live,
      Proposals.Proposal proposal,
      NewestBundle newest,
      Optional<Caller> operator)
      throws SQLException {
    Policy policy = servable(proposal.documents().policy());
    LocalDate today = LocalDate.ofInstant(clock.instant(), Grant.ZONE);
    Publishable.demandWhatGrantsName(policy, kept.grants(), today);
    kept.store(proposal);
    Publishable.demandReadAgain(kept, proposals, proposal, live.grants(), newest);
    String change = operator.isPresent() ? "reloaded" : "imported";
    byte[] body =
        PublicationEntries.policyPublished(proposal, change, Optional.of(live.policy()), newest);
    if (operator.isPresent()) {
      evidence.record(EntryKind.POLICY_PUBLISHED, operator.get(), body);
    } else {
      evidence.record(EntryKind.POLICY_PUBLISHED, body);
    }
  }

  private boolean trusts(KeptPolicies kept, Named named) throws SQLException {
    try {
      demandTrusted(kept, named);
      return true;
    } catch (NotPublishable e) {
      LOG.log(System.Logger.Level.WARNING, "{0}", e.getMessage());
      return false;
    }
  }

  private void demandTrusted(KeptPolicies kept, Named named) throws SQLException {
    NewestBundle newest = PublicationEntries.newestBundle(log);
    proposals.demandTrusted(named.policy(), kept.bundle(named), newest);
  }

  private LivePolicy trusted(KeptPolicies kept, Named named) throws SQLException {
    demandTrusted(kept, named);
    return kept.live(named);
  }

  /** What the newest entries name. */
  Named named() throws SQLException {
    return Named.in(log);
  }

  /**
   * The policy and the grants that a node would start on. Whether the bundle that they came in is
   * trusted is each node's own affair; it has to be there.
   *
   * @throws NotPublishable if the database does not keep what the log names
   */
  public static LivePolicy kept(Connection connection, StoredLog log) throws SQLException {
    KeptPolicies kept = new KeptPolicies(connection);
    Named named = Named.in(log);
    if (named.bundle().isPresent() && kept.bundle(named).isEmpty()) {
      throw new NotPublishable(
          "policy_bundle 中没有日志写明的策略包 " + named.bundle().get() + "：信任密钥的节点将停止决定",
          "policy_bundle lacks the bundle that the log names, "
              + named.bundle().get()
              + ": nodes that trust keys will stop deciding");
    }
    return kept.live(named);
  }

  /**
   * What the database keeps under these names, as a live policy of its own; its clients are in the
   * log before it is returned, whoever published it and did not come so far.
   *
   * @throws NotPublishable if it is not what the log names, or not signed as this node demands
   */
  LivePolicy adopt(Named named) throws SQLException {
    return nodes.work(connection -> {
      LivePolicy live = trusted(new KeptPolicies(connection), named);
      register(live.current().policy());
      return live;
    });
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
   * The first import writes the first two entries, or those after the one that names a former log;
   * a longer log has published, and somebody hides it.
   */
  private void demandEmptyLog() throws SQLException {
    long before = log.newest(EntryKind.KEY_ROTATED).isPresent() ? 1 : 0;
    if (log.size() > 1 + before) {
      throw new NotPublishable(
          "日志有 %d 条记录，却没有一条写明策略：记录被改动过；请运行 fsck".formatted(log.size()),
          "the log holds %d entries, but none names a policy: they were tampered with; run fsck"
              .formatted(log.size()));
    }
  }

  private void importFiles(Connection connection, Proposals.Proposal proposal) throws SQLException {
    LoadResult.Loaded loaded = proposal.documents();
    Policy policy = servable(loaded.policy());
    connection.setAutoCommit(false);
    try {
      storeToReadAgain(connection, proposals, proposal);
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
  static void storeToReadAgain(
      Connection connection, Proposals proposals, Proposals.Proposal proposal) throws SQLException {
    LoadResult.Loaded loaded = proposal.documents();
    KeptPolicies kept = new KeptPolicies(connection);
    kept.store(proposal);
    kept.store(loaded.grants());
    String grants = GrantSet.of(loaded.policy(), loaded.grants()).digest();
    Publishable.demandReadAgain(kept, proposals, proposal, grants, NewestBundle.NONE);
  }

  private Policy servable(Policy policy) {
    try {
      servable.accept(policy);
      ClientRegister.check(policy);
      return policy;
    } catch (IllegalArgumentException e) {
      throw new NotPublishable(
          "所提出的策略无法提供服务，未发布：" + e.getMessage(),
          "the proposed policy cannot be served, so nothing was published: " + e.getMessage());
    }
  }
}
