package org.mingjing.exchange.stewardship;

import java.sql.SQLException;
import org.mingjing.exchange.evidence.Evidence;
import org.mingjing.exchange.evidence.StoredLog;
import org.mingjing.exchange.operations.DemoNode;
import org.mingjing.policy.Policy;

/** Does what a publication does about the clients of a policy, and nothing else of it. */
public final class Registering {
  private Registering() {}

  public static void record(DemoNode node, Policy policy) throws SQLException {
    new ClientRegister(
            node.application().getBean(StoredLog.class), node.application().getBean(Evidence.class))
        .record(policy);
  }
}
