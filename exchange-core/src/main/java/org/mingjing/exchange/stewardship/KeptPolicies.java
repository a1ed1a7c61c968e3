package org.mingjing.exchange.stewardship;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.mingjing.exchange.catalogue.LivePolicy;
import org.mingjing.policy.CanonicalJson;
import org.mingjing.policy.Grant;
import org.mingjing.policy.KeptGrants;
import org.mingjing.policy.Policy;
import org.mingjing.policy.bundle.PolicyBundle;

/** Policies by digest and grants by version, as the database keeps them. */
final class KeptPolicies {
  private final Connection connection;

  KeptPolicies(Connection connection) {
    this.connection = connection;
  }

  /**
   * What is kept under these names.
   *
   * @throws NotPublishable if it is not what the log names
   */
  LivePolicy live(Named named) throws SQLException {
    LivePolicy live = new LivePolicy(policy(named.policy(), Policy::toDecide), grants());
    String digest = live.current().grants().digest();
    if (!digest.equals(named.grants())) {
      throw new NotPublishable(
          "数据库中的授权是 %s，日志写明的却是 %s：有人绕过日志改动了授权".formatted(digest, named.grants()),
          "the grants in the database are %s, but the log names %s: they were changed past the log"
              .formatted(digest, named.grants()));
    }
    return live;
  }

  void store(Proposals.Proposal proposal) throws SQLException {
    store(proposal.documents().policy());
    if (proposal.bundle().isPresent()) {
      store(proposal.bundle().get());
    }
  }

  private void store(Policy policy) throws SQLException {
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

  private void store(PolicyBundle bundle) throws SQLException {
    try (PreparedStatement insert =
        connection.prepareStatement(
            "insert into policy_bundle (digest, body) values (?, ?) on conflict do nothing")) {
      insert.setString(1, bundle.digest());
      insert.setBytes(2, bundle.toBytes());
      insert.executeUpdate();
    }
  }

  /**
   * The bundle that a policy came in; nothing if it came in none, or it is not kept.
   *
   * @throws NotPublishable if another is kept under its digest
   */
  Optional<byte[]> bundle(Named named) throws SQLException {
    return named.bundle().isPresent() ? bundle(named.bundle().get()) : Optional.empty();
  }

  private Optional<byte[]> bundle(String digest) throws SQLException {
    try (PreparedStatement query =
        connection.prepareStatement("select body from policy_bundle where digest = ?")) {
      query.setString(1, digest);
      try (ResultSet rows = query.executeQuery()) {
        if (!rows.next()) {
          return Optional.empty();
        }
        byte[] body = rows.getBytes(1);
        if (!CanonicalJson.digest(body).equals(digest)) {
          throw new NotPublishable(
              "policy_bundle 中的策略包 " + digest + " 被改动；请从备份恢复，或删除这一行后重新发布",
              "the bundle "
                  + digest
                  + " in policy_bundle was changed; bring it back from the backup, or delete the"
                  + " row and publish again");
        }
        return Optional.of(body);
      }
    }
  }

  void store(List<Grant> grants) throws SQLException {
    try (PreparedStatement insert =
        connection.prepareStatement(
            "insert into data_grant (id, version, body) values (?, 1, ?) on conflict do nothing")) {
      for (Grant grant : grants) {
        insert.setString(1, grant.id().value());
        insert.setBytes(2, KeptGrants.canonical(grant));
        insert.addBatch();
      }
      insert.executeBatch();
    }
  }

  /**
   * The policy of a digest, however long ago it was published.
   *
   * @throws NotPublishable if the database holds something else, or nothing
   */
  Policy policy(String digest) throws SQLException {
    return policy(digest, Policy::ofDocuments);
  }

  private Policy policy(String digest, Function<Map<String, byte[]>, Policy> loading)
      throws SQLException {
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
      Policy policy = loading.apply(documents);
      if (!policy.digest().equals(digest)) {
        throw new NotPublishable(
            "数据库中的策略是 %s，日志写明的却是 %s".formatted(policy.digest(), digest),
            "the policy in the database is %s, but the log names %s"
                .formatted(policy.digest(), digest));
      }
      return policy;
    } catch (IllegalArgumentException e) {
      throw new NotPublishable(
          "数据库中的策略 " + digest + " 与发布时不同：" + e.getMessage(),
          "the policy " + digest + " is not in the database as published: " + e.getMessage());
    }
  }

  /**
   * The grants, each as it was changed last.
   *
   * @throws NotPublishable if the database holds something that is no grant
   */
  List<Grant> grants() throws SQLException {
    try {
      return KeptGrants.load(grantDocuments());
    } catch (IllegalArgumentException e) {
      throw new NotPublishable(
          "数据库中的授权与发布时不同：" + e.getMessage(),
          "the grants in the database are not as published: " + e.getMessage());
    }
  }

  private List<byte[]> grantDocuments() throws SQLException {
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
