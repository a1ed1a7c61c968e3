package org.mingjing.exchange.stewardship;

import java.sql.SQLException;
import java.util.Optional;
import org.mingjing.exchange.evidence.EntryKind;
import org.mingjing.exchange.evidence.StoredLog;
import tools.jackson.databind.JsonNode;

/**
 * A policy with its grants, as the log names them.
 *
 * @param bundle digest of the signed bundle that the policy came in; absent if it came in none
 * @param grants digest of the grant set
 */
record Named(String policy, Optional<String> bundle, String grants) {
  /**
   * What the newest entries name.
   *
   * @throws NotPublishable if there are none
   */
  static Named in(StoredLog log) throws SQLException {
    JsonNode published = newest(log, EntryKind.POLICY_PUBLISHED);
    JsonNode granted = newest(log, EntryKind.GRANT_CHANGED);
    return new Named(
        published.path("policy").asString(""),
        published.path("bundle").path("digest").asStringOpt(),
        granted.path("grants").asString(""));
  }

  private static JsonNode newest(StoredLog log, EntryKind kind) throws SQLException {
    return log.newest(kind)
        .map(entry -> entry.path("body"))
        .orElseThrow(() ->
            new NotPublishable(
                "日志中没有 " + kind.wireName() + " 记录", "the log holds no " + kind.wireName()));
  }
}
