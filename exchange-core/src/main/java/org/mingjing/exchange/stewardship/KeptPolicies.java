package org.mingjing.exchange.stewardship;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.mingjing.exchange.catalogue.LivePolicy;
import org.mingjing.policy.Grant;
import org.mingjing.policy.KeptGrants;
import org.mingjing.policy.Policy;

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

  void store(Policy policy) throws SQLException {
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
