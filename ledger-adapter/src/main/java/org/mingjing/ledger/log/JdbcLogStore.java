package org.mingjing.ledger.log;

import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.mingjing.ledger.merkle.Appended;
import org.mingjing.ledger.merkle.Hash;
import org.mingjing.ledger.merkle.Tile;

/**
 * The log's rows, over one connection with auto-commit: each statement is one transaction and one
 * round trip, except after {@link #reserve}.
 *
 * <p>INVARIANT: entries, tiles, head and checkpoint are written by one statement, whose first part
 * is the head. If another node has built on the same predecessor, or the predecessor is not there
 * (a database that was set back behind a connection pool), the head is not inserted and so nothing
 * is.
 */
final class JdbcLogStore {
  /** Writers queue for this advisory lock, first come, first served. */
  private static final long WRITERS = 0x6d6a2d77726974L; // "mj-writ"

  private static final String APPEND =
      """
      with queued as materialized (select pg_advisory_xact_lock(%d)),
      h as (
        insert into log_head (size, predecessor, frontier, checkpoint)
        select n.size, n.predecessor, n.frontier, n.checkpoint
        from queued, (values (?::bigint, ?::bigint, ?::bytea, ?)) n(size, predecessor, frontier, checkpoint)
        where n.predecessor = 0 or exists (select from log_head p where p.size = n.predecessor)
        on conflict do nothing returning 1),
      t as (
        insert into tile (level, n, hashes)
        select u.level, u.n, u.hashes
        from h, unnest(?::smallint[], ?::bigint[], ?::bytea[]) u(level, n, hashes))
      insert into entry (index, id, kind, at, turn_of, turn, due, tag, salt, body, commitment)
      select ? + u.place - 1, u.id, u.kind, to_timestamp(u.at / 1000.0::float8), u.turn_of, u.turn,
             to_timestamp(u.due / 1000.0::float8), u.tag, u.salt, u.body, u.commitment
      from h, unnest(?::uuid[], ?::smallint[], ?::bigint[], ?::uuid[], ?::smallint[], ?::bigint[],
                     ?::bytea[], ?::bytea[], ?::bytea[], ?::bytea[]) with ordinality
        u(id, kind, at, turn_of, turn, due, tag, salt, body, commitment, place)
      """
          .formatted(WRITERS);
  private static final String UNIQUE_VIOLATION = "23505";

  enum Inserted {
    YES,
    FENCED,
    TURN_TAKEN
  }

  private final Connection connection;

  JdbcLogStore(Connection connection) {
    this.connection = connection;
  }

  /**
   * Refuses a database that acknowledges what it has not yet on its own disk, and binds the session
   * to what was found.
   *
   * <p>Every value of {@code synchronous_commit} but {@code off} waits for this machine's disk;
   * they differ in what they ask of standbys, which is the operator's choice. Nothing of ours runs
   * on the server for long after we are gone.
   */
  void beginSession() throws SQLException {
    demand("fsync", Set.of("on"));
    demand("full_page_writes", Set.of("on"));
    demand("synchronous_commit", Set.of("local", "remote_write", "on", "remote_apply"));
    connection.setTransactionIsolation(Connection.TRANSACTION_READ_COMMITTED);
    try (Statement session = connection.createStatement()) {
      session.execute(
          """
          select set_config('synchronous_commit', current_setting('synchronous_commit'), false),
                 set_config('statement_timeout', '10s', false),
                 set_config('idle_in_transaction_session_timeout', '2s', false)
          """);
    }
  }

  private void demand(String name, Set<String> durable) throws SQLException {
    String value = setting(name);
    if (!durable.contains(value)) {
      throw new LogRefused(
          "PostgreSQL runs with %s = %s, so that a crash loses evidence: set it to on"
              .formatted(name, value));
    }
  }

  private String setting(String name) throws SQLException {
    try (PreparedStatement query = connection.prepareStatement("select current_setting(?)")) {
      query.setString(1, name);
      try (ResultSet rows = query.executeQuery()) {
        rows.next();
        return rows.getString(1);
      }
    }
  }

  Optional<LogHead> newestHead() throws SQLException {
    return head("order by size desc limit 1", Optional.empty());
  }

  /** The head that was built on a size, whoever built it. */
  Optional<LogHead> headBuiltOn(long predecessor) throws SQLException {
    return head("where predecessor = ?", Optional.of(predecessor));
  }

  private Optional<LogHead> head(String clause, Optional<Long> argument) throws SQLException {
    try (PreparedStatement query =
        connection.prepareStatement(
            "select size, predecessor, frontier, checkpoint from log_head " + clause)) {
      if (argument.isPresent()) {
        query.setLong(1, argument.get());
      }
      try (ResultSet rows = query.executeQuery()) {
        return rows.next()
            ? Optional.of(
                new LogHead(rows.getLong(1), rows.getLong(2), rows.getBytes(3), rows.getString(4)))
            : Optional.empty();
      }
    }
  }

  /** Leaf hashes of [first, until), for following another node's appends. */
  List<Hash> leaves(long first, long until) throws SQLException {
    return JdbcTiles.leaves(connection, first, Math.toIntExact(until - first));
  }

  /**
   * Waits until it is this node's turn to write and keeps it until {@link #insert}. For a node that
   * was too late: it needs three more round trips than the one that was faster, and would be too
   * late again and again.
   */
  void reserve() throws SQLException {
    connection.setAutoCommit(false);
    try (Statement lock = connection.createStatement()) {
      lock.execute("select pg_advisory_xact_lock(%d)".formatted(WRITERS));
    }
  }

  Inserted insert(
      Appended appended, String checkpoint, List<NewEntry> entries, byte[][] commitments)
      throws SQLException {
    Inserted inserted = execute(appended, checkpoint, entries, commitments);
    if (!connection.getAutoCommit()) {
      if (inserted == Inserted.TURN_TAKEN) {
        connection.rollback();
      } else {
        connection.commit();
      }
      connection.setAutoCommit(true);
    }
    return inserted;
  }

  private Inserted execute(
      Appended appended, String checkpoint, List<NewEntry> entries, byte[][] commitments)
      throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(APPEND)) {
      statement.setLong(1, appended.tree().size());
      statement.setLong(2, appended.first());
      statement.setBytes(3, appended.tree().frontier());
      statement.setString(4, checkpoint);
      bindTiles(statement, appended.fullTiles());
      statement.setLong(8, appended.first());
      bindEntries(statement, entries, commitments);
      return statement.executeUpdate() == 0 ? Inserted.FENCED : Inserted.YES;
    } catch (SQLException e) {
      if (UNIQUE_VIOLATION.equals(e.getSQLState())
          && String.valueOf(e.getMessage()).contains("entry_turn")) {
        return Inserted.TURN_TAKEN;
      }
      throw e;
    }
  }

  private void bindTiles(PreparedStatement statement, List<Tile> tiles) throws SQLException {
    Short[] levels = new Short[tiles.size()];
    Long[] numbers = new Long[tiles.size()];
    byte[][] hashes = new byte[tiles.size()][];
    for (int i = 0; i < tiles.size(); i++) {
      levels[i] = (short) tiles.get(i).level();
      numbers[i] = tiles.get(i).n();
      hashes[i] = tiles.get(i).hashes();
    }
    statement.setArray(5, array("int2", levels));
    statement.setArray(6, array("int8", numbers));
    statement.setArray(7, array("bytea", hashes));
  }

  private void bindEntries(
      PreparedStatement statement, List<NewEntry> entries, byte[][] commitments)
      throws SQLException {
    EntryColumns columns = new EntryColumns(entries);
    statement.setArray(9, array("uuid", columns.ids));
    statement.setArray(10, array("int2", columns.kinds));
    statement.setArray(11, array("int8", columns.ats));
    statement.setArray(12, array("uuid", columns.turnsOf));
    statement.setArray(13, array("int2", columns.turns));
    statement.setArray(14, array("int8", columns.dues));
    statement.setArray(15, array("bytea", columns.tags));
    statement.setArray(16, array("bytea", columns.salts));
    statement.setArray(17, array("bytea", columns.bodies));
    statement.setArray(18, array("bytea", commitments));
  }

  private Array array(String type, Object[] values) throws SQLException {
    return connection.createArrayOf(type, values);
  }

  /** Which of these turns are taken already. */
  Set<Turn> taken(List<Turn> turns) throws SQLException {
    UUID[] of = turns.stream().map(Turn::of).toArray(UUID[]::new);
    Set<Turn> taken = new HashSet<>();
    try (PreparedStatement query =
        connection.prepareStatement(
            "select turn_of, turn from entry where turn_of = any(?::uuid[])")) {
      query.setArray(1, array("uuid", of));
      try (ResultSet rows = query.executeQuery()) {
        while (rows.next()) {
          taken.add(new Turn(rows.getObject(1, UUID.class), rows.getInt(2)));
        }
      }
    }
    taken.retainAll(new HashSet<>(turns));
    return taken;
  }
}
