package org.mingjing.exchange.evidence;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import javax.sql.DataSource;
import org.mingjing.ledger.canonical.CanonicalWriter;
import org.mingjing.ledger.log.LogRefused;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The entries {@code key.rotated}: that this log follows a former one, and that subjects' tags are
 * made with another key. Recorded by the first node that starts after it, before it serves.
 */
public final class KeyRotations {
  private static final long LOCK = 0x6d6a6b6579730000L; // "mjkeys": one node records

  private final DataSource database;
  private final StoredLog log;
  private final Evidence evidence;

  public KeyRotations(DataSource database, StoredLog log, Evidence evidence) {
    this.database = database;
    this.log = log;
    this.evidence = evidence;
  }

  /**
   * Makes the end of the former log the first entry of this one, once.
   *
   * @throws LogRefused if this log has begun already, and not so
   */
  public void follow(String origin, FormerLog former) throws SQLException {
    if (!former.origin().equals(origin)) {
      throw new LogRefused(
          "后继日志应名为 %s，而不是 %s".formatted(former.origin(), origin),
          "the log that follows is to be called %s, not %s".formatted(former.origin(), origin));
    }
    alone(connection -> {
      if (log.size() == 0) {
        evidence.record(EntryKind.KEY_ROTATED, former.body());
      } else if (log.all(EntryKind.KEY_ROTATED).stream().noneMatch(former::isNamedIn)) {
        throw new LogRefused(
            "日志 %s 已开始，且其首条不是旧日志 %s 的终点".formatted(origin, former.ended().origin()),
            "the log %s has begun, and not as the one that follows %s"
                .formatted(origin, former.ended().origin()));
      }
    });
  }

  /** Records that tags are made with another key than the newest entry about a subject was. */
  public void tagKeys(SubjectTags tags) throws SQLException {
    String now = tags.keyIds().getFirst();
    alone(connection -> {
      String before = newestUsed(connection).orElse(now);
      String recorded =
          log.newest(EntryKind.KEY_ROTATED)
              .map(entry -> entry.path("body").path("tag").path("now").asString(""))
              .orElse("");
      if (!before.equals(now) && !recorded.equals(now)) {
        evidence.record(EntryKind.KEY_ROTATED, tagKey(before, now, tags.keyIds().contains(before)));
      }
    });
  }

  /** The tag keys that entries were made with and that are lost: what is known of them. */
  public List<String> lostTagKeys(SubjectTags tags) throws SQLException {
    return log.all(EntryKind.KEY_ROTATED).stream()
        .map(entry -> entry.path("body").path("tag").path("before").asString(""))
        .filter(id -> !id.isEmpty() && !tags.keyIds().contains(id))
        .distinct()
        .toList();
  }

  private static Optional<String> newestUsed(Connection connection) throws SQLException {
    try (PreparedStatement query =
            connection.prepareStatement(
                "select body from entry where tag is not null order by index desc limit 1");
        ResultSet rows = query.executeQuery()) {
      if (!rows.next() || rows.getBytes(1) == null) {
        return Optional.empty();
      }
      JsonNode subject =
          JsonMapper.shared().readTree(rows.getBytes(1)).path("body").path("subject");
      return Optional.of(subject.path("keyId").asString("")).filter(id -> !id.isEmpty());
    }
  }

  private static byte[] tagKey(String before, String now, boolean searchable) {
    CanonicalWriter out = new CanonicalWriter(256).beginObject().name("key").string("tag");
    out.name("tag").beginObject().name("before").string(before);
    out.name("now").string(now).name("searchable").bool(searchable);
    return out.endObject().endObject().toByteArray();
  }

  @FunctionalInterface
  private interface Work {
    void on(Connection connection) throws SQLException;
  }

  private void alone(Work work) throws SQLException {
    try (Connection connection = database.getConnection()) {
      lock(connection, "select pg_advisory_lock(?)");
      try {
        work.on(connection);
      } finally {
        lock(connection, "select pg_advisory_unlock(?)");
      }
    }
  }

  private static void lock(Connection connection, String sql) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      statement.setLong(1, LOCK);
      statement.execute();
    }
  }
}
