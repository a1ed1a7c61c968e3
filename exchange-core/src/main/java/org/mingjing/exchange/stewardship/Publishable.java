package org.mingjing.exchange.stewardship;

import java.sql.SQLException;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.mingjing.policy.Grant;
import org.mingjing.policy.GrantRules;
import org.mingjing.policy.GrantSet;
import org.mingjing.policy.LoadResult;
import org.mingjing.policy.Policy;
import org.mingjing.policy.Text;
import org.mingjing.policy.bundle.NewestBundle;
import org.mingjing.policy.bundle.PolicyBundle;

/** What must hold of a proposal, beside the grants in force, before it is published. */
final class Publishable {
  private static final int MOST_LOST = 20;

  private Publishable() {}

  /** What in the files is not taken, told to whoever publishes them. */
  static List<Text> notTaken(LoadResult.Loaded files, String grants) {
    return GrantSet.of(files.policy(), files.grants()).digest().equals(grants)
        ? List.of()
        : List.of(
            new Text(
                "文件中的授权（grants.yaml）与生效的授权不同，没有采用：文件只在首次启动时提供授权，此后授权只能通过交换平台变更，不能通过文件变更",
                "the grants in the files (grants.yaml) differ from those in force and were not taken: "
                    + "files give grants to the first start alone; afterwards they change only "
                    + "through the exchange, not through files"));
  }

  /** Who was not trusted with the policy may have seeded the grants too. */
  static void demandSigned(List<Text> notTaken) {
    if (!notTaken.isEmpty()) {
      throw new NotPublishable(
          "生效的策略不受本节点信任，而生效的授权又不是策略包中签名的授权（grants.yaml）：不知由谁给出，未发布；请核对生效的授权，属实则列入 grants.yaml 并重新签名",
          "this node does not trust the live policy, and the grants in force are not those signed in"
              + " the bundle (grants.yaml): nobody knows who gave them, so nothing was published;"
              + " compare them, and if they are right, put them into grants.yaml and sign again");
    }
  }

  /**
   * A resource that is renamed or dropped by mistake would take a grant away in silence. A policy
   * that became stricter takes nothing away here: deciding refuses.
   */
  static void demandWhatGrantsName(Policy policy, List<Grant> grants, LocalDate today) {
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

  /** What was stored can be read again as a node reads it at its start. */
  static void demandReadAgain(
      KeptPolicies kept,
      Proposals proposals,
      Proposals.Proposal proposal,
      String grants,
      NewestBundle newest)
      throws SQLException {
    Optional<String> bundle = proposal.bundle().map(PolicyBundle::digest);
    Named named = new Named(proposal.documents().policy().digest(), bundle, grants);
    try {
      proposals.demandTrusted(named.policy(), kept.bundle(named), newest);
      kept.live(named);
    } catch (NotPublishable e) {
      throw new NotPublishable(
          "数据库所存的策略、策略包和授权与写入的不同，未发布；可能被改动，或含有另一次启动留下的内容：" + e.getMessage(),
          "what the database keeps of policy, bundle and grants is not what was stored, so nothing"
              + " was published; it was changed, or holds more from another start: "
              + e.getMessage());
    }
  }
}
