package org.mingjing.ledger.log;

import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
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
 * <p>INVARIANT: entries, tiles, charges, head and checkpoint are written by one statement, whose
 * first part is the head. If another node has built on the same predecessor, or the predecessor is
 * not there (a database that was set back behind a connection pool), the head is not inserted and
 * so nothing is. A turn that is taken, or a quota that a charge does not fit, fails the whole.
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
        from h, unnest(?::smallint[], ?::bigint[], ?::bytea[]) u(level, n, hashes)),
      q as (
        insert into quota_use as q (day, key, used, most)
        select ?::date, u.key, u.used, u.most
        from h, unnest(?::text[], ?::bigint[], ?::bigint[]) u(key, used, most)
        on conflict (day, key) do update set used = q.used + excluded.used, most = excluded.most)
      insert into entry (index, id, kind, at, turn_of, turn, due, tag, salt, body, commitment)
      select ? + u.place - 1, u.id, u.kind, to_timestamp(u.at / 1000.0::float8), u.turn_of, u.turn,
             to_timestamp(u.due / 1000.0::float8), u.tag, u.salt, u.body, u.commitment
      from h, unnest(?::uuid[], ?::smallint[], ?::bigint[], ?::uuid[], ?::smallint[], ?::bigint[],
                     ?::bytea[], ?::bytea[], ?::bytea[], ?::bytea[]) with ordinality
        u(id, kind, at, turn_of, turn, due, tag, salt, body, commitment, place)
      """
          .formatted(WRITERS);
  private static final String UNIQUE_VIOLATION = "23505";
  private static final String CHECK_VIOLATION = "23514";

  enum Inserted {
    YES,
    FENCED,
    TURN_TAKEN,
    QUOTA_USED_UP
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
   *
   * @return what the database's clock says
   */
  Instant beginSession() throws SQLException {
    demand("fsync", Set.of("on"));
    demand("full_page_writes", Set.of("on"));
    demand("synchronous_commit", Set.of("local", "remote_write", "on", "remote_apply"));
    connection.setTransactionIsolation(Connection.TRANSACTION_READ_COMMITTED);
    try (Statement session = connection.createStatement();
        ResultSet rows =
            session.executeQuery(
                """
                select clock_timestamp(),
                       set_config('synchronous_commit', current_setting('synchronous_commit'), false),
                       set_config('statement_timeout', '10s', false),
                       set_config('idle_in_transaction_session_timeout', '2s', false)
                """)) {
      return instant(rows);
    }
  }

  Instant clock() throws SQLException {
    try (PreparedStatement query = connection.prepareStatement("select clock_timestamp()");
        ResultSet rows = query.executeQuery()) {
      return instant(rows);
    }
  }

  private static Instant instant(ResultSet rows) throws SQLException {
    rows.next();
    return rows.getObject(1, OffsetDateTime.class).toInstant();
  }

  private void demand(String name, Set<String> durable) throws SQLException {
    String value = setting(name);
    if (!durable.contains(value)) {
      throw new LogRefused(
          "PostgreSQL 以 %s = %s 运行，崩溃会丢失存证：请设为 on".formatted(name, value),
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

  Inserted insert(JdbcLog.Attempt attempt, List<NewEntry> entries, byte[][] commitments)
      throws SQLException {
    Inserted inserted = execute(attempt, entries, commitments);
    if (!connection.getAutoCommit()) {
      switch (inserted) {
        case YES, FENCED -> connection.commit();
        case TURN_TAKEN, QUOTA_USED_UP -> connection.rollback();
      }
      connection.setAutoCommit(true);
    }
    return inserted;
  }

  private Inserted execute(JdbcLog.Attempt attempt, List<NewEntry> entries, byte[][] commitments)
      throws SQLException {
    Appended appended = attempt.appended();
    try (PreparedStatement statement = connection.prepareStatement(APPEND)) {
      statement.setLong(1, appended.tree().size());
      statement.setLong(2, appended.first());
      statement.setBytes(3, appended.tree().frontier());
      statement.setString(4, attempt.checkpoint());
      bindTiles(statement, appended.fullTiles());
      bindCharges(statement, attempt.day(), new QuotaColumns(entries));
      statement.setLong(12, appended.first());
      bindEntries(statement, entries, commitments);
      return statement.executeUpdate() == 0 ? Inserted.FENCED : Inserted.YES;
    } catch (SQLException e) {
      if (violates(e, UNIQUE_VIOLATION, "entry_turn")) {
        return Inserted.TURN_TAKEN;
      }
      if (violates(e, CHECK_VIOLATION, "quota_fits")) {
        return Inserted.QUOTA_USED_UP;
      }
      throw e;
    }
  }

  private static boolean violates(SQLException e, String state, String constraint) {
    return state.equals(e.getSQLState()) && String.valueOf(e.getMessage()).contains(constraint);
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

  private void bindCharges(PreparedStatement statement, LocalDate day, QuotaColumns charges)
      throws SQLException {
    statement.setObject(8, day);
    statement.setArray(9, array("text", charges.keys));
    statement.setArray(10, array("int8", charges.uses));
    statement.setArray(11, array("int8", charges.mosts));
  }

  private void bindEntries(
      PreparedStatement statement, List<NewEntry> entries, byte[][] commitments)
      throws SQLException {
    EntryColumns columns = new EntryColumns(entries);
    statement.setArray(13, array("uuid", columns.ids));
    statement.setArray(14, array("int2", columns.kinds));
    statement.setArray(15, array("int8", columns.ats));
    statement.setArray(16, array("uuid", columns.turnsOf));
    statement.setArray(17, array("int2", columns.turns));
    statement.setArray(18, array("int8", columns.dues));
    statement.setArray(19, array("bytea", columns.tags));
    statement.setArray(20, array("bytea", columns.salts));
    statement.setArray(21, array("bytea", columns.bodies));
    statement.setArray(22, array("bytea", commitments));
  }

  private Array array(String type, Object[] values) throws SQLException {
    return connection.createArrayOf(type, values);
  }

  /** How often quotas were used on a day, of those that were. */
  Map<String, Long> used(LocalDate day, List<String> keys) throws SQLException {
    Map<String, Long> used = new HashMap<>();
    try (PreparedStatement query =
        connection.prepareStatement(
            "select key, used from quota_use where day = ? and key = any(?::text[])")) {
      query.setObject(1, day);
      query.setArray(2, array("text", keys.toArray()));
      try (ResultSet rows = query.executeQuery()) {
        while (rows.next()) {
          used.put(rows.getString(1), rows.getLong(2));
        }
      }
    }
    return used;
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
