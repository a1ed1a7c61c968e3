package org.mingjing.exchange.stewardship;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import javax.sql.DataSource;
import org.mingjing.policy.Decider;
import org.mingjing.policy.Grant;
import org.mingjing.policy.GrantSet;
import org.mingjing.policy.Policy;

/**
 * Deciders of policies that were live once, by digest, with the grants that are in force now. Used
 * by several threads.
 */
final class PastPolicies {
  /** A policy takes some megabytes; entries under more of them than these are not checked. */
  private static final int MOST = 16;

  private final DataSource database;
  private final Collection<Grant> grants;
  private final Map<String, Optional<Decider>> deciders = new HashMap<>();

  PastPolicies(DataSource database, Collection<Grant> grants) {
    this.database = database;
    this.grants = grants;
  }

  /** Nothing if the policy is not kept as it was published. */
  synchronized Optional<Decider> decider(String digest) throws SQLException {
    Optional<Decider> known = deciders.get(digest);
    if (known == null) {
      known = deciders.size() < MOST ? load(digest) : Optional.empty();
      deciders.put(digest, known);
    }
    return known;
  }

  private Optional<Decider> load(String digest) throws SQLException {
    try (Connection connection = database.getConnection()) {
      Policy policy = new KeptPolicies(connection).policy(digest);
      return Optional.of(new Decider(policy, GrantSet.of(policy, grants)));
    } catch (NotPublishable e) {
      return Optional.empty();
    }
  }
}
