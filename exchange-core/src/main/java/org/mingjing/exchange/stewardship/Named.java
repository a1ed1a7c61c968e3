package org.mingjing.exchange.stewardship;

import java.sql.SQLException;
import java.util.Optional;
import org.mingjing.exchange.evidence.EntryKind;
import org.mingjing.exchange.evidence.StoredLog;
import tools.jackson.databind.JsonNode;

/**
 * A policy with its grants, as the log names them.
 *
 * @param grants digest of the grant set
 */
record Named(String policy, String grants) {
  /**
   * What the newest entries name.
   *
   * @throws NotPublishable if there are none
   */
  static Named in(StoredLog log) throws SQLException {
    return new Named(
        digest(log, EntryKind.POLICY_PUBLISHED, "policy"),
        digest(log, EntryKind.GRANT_CHANGED, "grants"));
  }

  private static String digest(StoredLog log, EntryKind kind, String member) throws SQLException {
    Optional<JsonNode> body = log.newest(kind).map(entry -> entry.path("body").path(member));
    return body.filter(JsonNode::isString)
        .map(JsonNode::asString)
        .orElseThrow(() ->
            new NotPublishable(
                "日志中没有 " + kind.wireName() + " 记录", "the log holds no " + kind.wireName()));
  }
}
