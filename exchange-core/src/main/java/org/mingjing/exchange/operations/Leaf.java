package org.mingjing.exchange.operations;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.mingjing.exchange.evidence.EntryKind;
import org.mingjing.ledger.log.Turn;
import org.mingjing.ledger.merkle.Hash;
import org.mingjing.ledger.merkle.Leaves;
import org.mingjing.policy.Text;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * An entry's row as fsck sees it: its commitment from salt and body, and what in the row does not
 * fit the body.
 */
record Leaf(long index, Hash commitment, List<Text> faults, Optional<JsonNode> entry) {
  private static final int FETCH = 1000;

  /** Stands in for what cannot be derived. */
  static final Hash NOTHING = Hash.of(new byte[Hash.LENGTH]);

  Hash hash() {
    return Leaves.leafHash(commitment);
  }

  static Cursor cursor(Connection connection) throws SQLException {
    return new Cursor(connection);
  }

  private static Leaf of(ResultSet row) throws SQLException {
    List<Text> faults = new ArrayList<>();
    long index = row.getLong("index");
    byte[] salt = row.getBytes("salt");
    byte[] body = row.getBytes("body");
    byte[] stored = row.getBytes("commitment");
    if (salt == null || body == null) {
      faults.add(
          new Text(
              "内容已被删除，而没有 entry.erased 说明",
              "the entry was erased, and no entry.erased accounts for it"));
      return new Leaf(index, hash(stored), faults, Optional.empty());
    }
    Hash derived = salt.length == Leaves.SALT_BYTES ? Leaves.commitment(salt, body) : NOTHING;
    if (!Arrays.equals(derived.bytes(), stored)) {
      faults.add(
          new Text("内容已被改动：与其承诺值不符", "the entry was changed: it is not what was committed to"));
    }
    Optional<JsonNode> entry = parsed(body, faults);
    if (entry.isPresent()) {
      columns(row, entry.get(), faults);
    }
    return new Leaf(index, derived, faults, entry);
  }

  private static Hash hash(byte @Nullable [] bytes) {
    return bytes != null && bytes.length == Hash.LENGTH ? Hash.of(bytes) : NOTHING;
  }

  private static Optional<JsonNode> parsed(byte[] body, List<Text> faults) {
    try {
      return Optional.of(JsonMapper.shared().readTree(body));
    } catch (JacksonException e) {
      faults.add(new Text("内容不是合法的 JSON", "the entry is no well-formed JSON"));
      return Optional.empty();
    }
  }

  /**
   * The columns by which entries are found are not hashed themselves: they must say what the body
   * says.
   */
  private static void columns(ResultSet row, JsonNode entry, List<Text> faults)
      throws SQLException {
    JsonNode call = entry.path("body").path("call");
    same(faults, "id", row.getString("id"), entry.path("id").asString(""));
    same(
        faults,
        "kind",
        EntryKind.of(row.getInt("kind")).map(EntryKind::wireName).orElse(""),
        entry.path("kind").asString(""));
    same(faults, "at", text(row, "at"), instant(entry.path("at").asString("")));
    same(faults, "turn_of", text(row, "turn_of"), call.asString(""));
    boolean opening = entry.path("kind").asString("").equals(EntryKind.CALL_OPENED.wireName());
    int turn = opening ? Turn.OPENING : Turn.ENDING;
    same(faults, "turn", text(row, "turn"), call.isString() ? Integer.toString(turn) : "");
    boolean tagged =
        opening || (call.isString() && entry.path("body").path("opened").isMissingNode());
    String tag = entry.path("body").path("subject").path("tag").asString("");
    same(faults, "tag", base64(row.getBytes("tag")), tagged ? tag : "");
    String due = entry.path("body").path("deadline").asString("");
    same(faults, "due", text(row, "due"), due.isEmpty() ? "" : instant(due));
  }

  private static void same(List<Text> faults, String column, String stored, String derived) {
    if (!stored.equals(derived)) {
      faults.add(
          new Text(
              "检索列 " + column + " 与内容不符",
              "the column " + column + " does not say what the entry says"));
    }
  }

  private static String text(ResultSet row, String column) throws SQLException {
    return Optional.ofNullable(row.getString(column)).orElse("");
  }

  private static String base64(byte @Nullable [] bytes) {
    return bytes == null ? "" : Base64.getEncoder().encodeToString(bytes);
  }

  private static String instant(String text) {
    try {
      return Long.toString(java.time.Instant.parse(text).toEpochMilli());
    } catch (java.time.DateTimeException e) {
      return "?";
    }
  }

  /** Reads the entries in order, without holding them. */
  static final class Cursor implements AutoCloseable {
    private final PreparedStatement query;
    private final ResultSet rows;
    private Optional<Leaf> ahead = Optional.empty();

    private Cursor(Connection connection) throws SQLException {
      query =
          connection.prepareStatement(
              """
              select index, id, kind, trim_scale(extract(epoch from at) * 1000)::text as at, turn_of, turn,
                     trim_scale(extract(epoch from due) * 1000)::text as due, tag, salt, body, commitment
              from entry order by index
              """);
      query.setFetchSize(FETCH);
      rows = query.executeQuery();
    }

    /** The next entry, whatever its index. */
    Optional<Leaf> next() throws SQLException {
      if (ahead.isEmpty() && rows.next()) {
        ahead = Optional.of(Leaf.of(rows));
      }
      return ahead;
    }

    /** The entry with this index; nothing if the next one is another. */
    Optional<Leaf> at(long index) throws SQLException {
      Optional<Leaf> next = next();
      while (next.isPresent() && next.get().index() < index) {
        ahead = Optional.empty();
        next = next();
      }
      if (next.filter(leaf -> leaf.index() == index).isPresent()) {
        ahead = Optional.empty();
        return next;
      }
      return Optional.empty();
    }

    @Override
    public void close() throws SQLException {
      rows.close();
      query.close();
    }
  }
}
