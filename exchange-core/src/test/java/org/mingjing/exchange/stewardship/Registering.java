package org.mingjing.exchange.stewardship;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import org.mingjing.exchange.evidence.Evidence;
import org.mingjing.exchange.evidence.StoredLog;
import org.mingjing.exchange.operations.DemoNode;
import org.mingjing.policy.Grant;
import org.mingjing.policy.LoadResult;
import org.mingjing.policy.Policy;

/** Does what a publication does about the clients of a policy, and nothing else of it. */
public final class Registering {
  private Registering() {}

  public static void record(DemoNode node, Policy policy) throws SQLException {
    new ClientRegister(
            node.application().getBean(StoredLog.class), node.application().getBean(Evidence.class))
        .record(policy);
  }

  /** As the first start stores what it is about to publish. */
  public static void store(Connection connection, Policy policy, List<Grant> grants)
      throws SQLException {
    Publication.storeToReadAgain(
        connection,
        new Proposals.Folder(Path.of("")),
        new Proposals.Proposal(new LoadResult.Loaded(policy, List.of(), grants), Optional.empty()));
  }

  /** The policy of a digest, as whoever looks at a past decision loads it. */
  public static Policy past(Connection connection, String digest) throws SQLException {
    return new KeptPolicies(connection).policy(digest);
  }
}
