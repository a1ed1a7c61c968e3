package org.mingjing.exchange.evidence;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.mingjing.ledger.checkpoint.Checkpoint;
import org.mingjing.ledger.checkpoint.NoteVerifier;
import org.mingjing.ledger.log.JdbcTiles;
import org.mingjing.ledger.log.LogRefused;
import org.mingjing.ledger.merkle.Hash;
import org.mingjing.ledger.merkle.Leaves;
import org.mingjing.ledger.merkle.Proofs;
import org.mingjing.ledger.merkle.TileHashes;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Reads the log back, believing no row that is not under the newest signed checkpoint. */
public final class StoredLog {
  private static final JsonMapper JSON = JsonMapper.shared();
  private static final int SALT_BYTES = 32;

  /**
   * An entry of a call.
   *
   * @param sound whether salt and body still are what was committed to
   */
  public record CallEntry(long index, UUID call, JsonNode entry, boolean sound) {}

  private final DataSource database;
  private final NoteVerifier verifier;
  private final SeenEntries seen;
  private final Map<EntryKind, Proven> newest = new ConcurrentHashMap<>();

  /** {@code seen}: what must not be hidden since. */
  public StoredLog(DataSource database, NoteVerifier verifier, SeenEntries seen) {
    this.database = database;
    this.verifier = verifier;
    this.seen = seen;
  }

  /** The newest signed checkpoint as it stands in the database. */
  public Optional<String> checkpoint() throws SQLException {
    try (Connection connection = database.getConnection()) {
      return checkpoint(connection);
    }
  }

  /** How many entries the newest signed checkpoint covers. */
  public long size() throws SQLException {
    return checkpoint().map(note -> verifier.open(note).size()).orElse(0L);
  }

  static Optional<String> checkpoint(Connection connection) throws SQLException {
    try (PreparedStatement query =
            connection.prepareStatement(
                "select checkpoint from log_head order by size desc limit 1");
        ResultSet rows = query.executeQuery()) {
      return rows.next() ? Optional.of(rows.getString(1)) : Optional.empty();
    }
  }

  /**
   * The newest entry of a kind other than calls, proven to be in the log. What was proven once is
   * only compared from then on: a log never changes what is in it.
   *
   * @throws LogRefused if the row is not what the log committed to, or an entry that was seen here
   *     is hidden
   */
  public Optional<JsonNode> newest(EntryKind kind) throws SQLException {
    long before = seen.newest(kind);
    Optional<Proven> known = Optional.ofNullable(newest.get(kind));
    Optional<Proven> found = newestFirst(kind, 1, known).stream().findFirst();
    if (found.map(Proven::index).orElse(-1L) < before) {
      throw new LogRefused(
          "条目 %d（%s）被隐藏".formatted(before, kind.wireName()),
          "entry %d, %s, is hidden".formatted(before, kind.wireName()));
    }
    found.ifPresent(entry -> seen.saw(kind, entry.index()));
    found.ifPresent(entry -> newest.merge(kind, entry, (a, b) -> a.index() > b.index() ? a : b));
    return found.map(Proven::entry);
  }

  /**
   * All entries of a kind other than calls, in the order of the log, each proven to be in it.
   *
   * @throws LogRefused if a row is not what the log committed to
   */
  public List<JsonNode> all(EntryKind kind) throws SQLException {
    return newestFirst(kind, Integer.MAX_VALUE, Optional.empty()).reversed().stream()
        .map(Proven::entry)
        .toList();
  }

  /** A row that was proven to be in the log. */
  private record Proven(long index, byte[] salt, byte[] body, JsonNode entry) {
    boolean isRow(long otherIndex, byte @Nullable [] otherSalt, byte @Nullable [] otherBody) {
      return index == otherIndex
          && Arrays.equals(salt, otherSalt)
          && Arrays.equals(body, otherBody);
    }
  }

  private List<Proven> newestFirst(EntryKind kind, int most, Optional<Proven> known)
      throws SQLException {
    List<Proven> found = new ArrayList<>();
    try (Connection connection = database.getConnection();
        PreparedStatement query =
            connection.prepareStatement(
                """
                select index, salt, body from entry
                where kind = ? and kind >= 10 and index < ? order by index desc limit ?
                """)) {
      Optional<Checkpoint> head = checkpoint(connection).map(verifier::open);
      if (head.isEmpty()) {
        return List.of();
      }
      TileHashes hashes = new TileHashes(new JdbcTiles(connection), head.get().size());
      query.setInt(1, kind.number());
      query.setLong(2, head.get().size());
      query.setInt(3, most);
      try (ResultSet rows = query.executeQuery()) {
        while (rows.next()) {
          long index = rows.getLong(1);
          byte[] salt = rows.getBytes(2);
          byte[] body = rows.getBytes(3);
          found.add(
              known
                  .filter(row -> row.isRow(index, salt, body))
                  .orElseGet(() -> proven(kind, index, salt, body, hashes, head.get())));
        }
      }
    }
    return found;
  }

  private static Proven proven(
      EntryKind kind,
      long index,
      byte @Nullable [] salt,
      byte @Nullable [] body,
      TileHashes hashes,
      Checkpoint head) {
    if (body != null && salt != null && proven(index, salt, body, hashes, head)) {
      JsonNode entry = JSON.readTree(body);
      if (entry.path("kind").asString("").equals(kind.wireName())) {
        return new Proven(index, salt, body, entry);
      }
    }
    throw new LogRefused(
        "条目 " + index + " 不是日志所承诺的内容，或类别不符",
        "entry " + index + " is not what the log committed to, or not of its kind");
  }

  /**
   * The newest entries of every call about a subject, by its tags, in the order of the log; at most
   * {@code most}. An entry that cannot be proven to be under the newest signed checkpoint is there,
   * but not sound.
   */
  public List<CallEntry> ofSubject(List<SubjectTags.Tag> tags, int most) throws SQLException {
    List<CallEntry> found = new ArrayList<>();
    try (Connection connection = database.getConnection();
        PreparedStatement query =
            connection.prepareStatement(
                """
                select e.index, e.turn_of, e.salt, e.body from entry e
                where e.turn_of in (select turn_of from entry where tag = any(?))
                order by e.index desc limit ?
                """)) {
      Optional<String> note = checkpoint(connection);
      if (note.isEmpty()) {
        return found;
      }
      Checkpoint head = verifier.open(note.get());
      TileHashes hashes = new TileHashes(new JdbcTiles(connection), head.size());
      query.setArray(
          1,
          connection.createArrayOf(
              "bytea", tags.stream().map(SubjectTags.Tag::value).toArray(byte[][]::new)));
      query.setInt(2, most);
      try (ResultSet rows = query.executeQuery()) {
        while (rows.next()) {
          found.addFirst(callEntry(rows, hashes, head));
        }
      }
    }
    return found;
  }

  private static CallEntry callEntry(ResultSet row, TileHashes hashes, Checkpoint head)
      throws SQLException {
    long index = row.getLong(1);
    byte[] salt = row.getBytes(3);
    byte[] body = row.getBytes(4);
    boolean sound = body != null && salt != null && proven(index, salt, body, hashes, head);
    return new CallEntry(
        index,
        row.getObject(2, UUID.class),
        sound ? JSON.readTree(body) : JSON.missingNode(),
        sound);
  }

  private static boolean proven(
      long index, byte[] salt, byte[] body, TileHashes hashes, Checkpoint head) {
    if (index >= head.size() || salt.length != SALT_BYTES) {
      return false;
    }
    Hash leaf = Leaves.leafHash(Leaves.commitment(salt, body));
    List<Hash> proof = Proofs.inclusion(index, head.size(), hashes);
    return Proofs.verifyInclusion(leaf, index, head.size(), proof, head.root());
  }
}
